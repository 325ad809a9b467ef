package rulebook

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Keeper keeps rules, sets of holidays and drafts for one workspace, without looking into their bodies. Its methods may be
// called by several goroutines. Package keepertest has what every keeper must pass.
type Keeper interface {
	// Shelf reads all rules and sets of one moment, in order of id. Where the edition is still the known one the lists may be left
	// out; "" knows none.
	Shelf(ctx context.Context, known string) (Pile, error)
	// Save keeps all changes of a batch and the edits in their histories, or nothing, and gives the envelopes as they are kept now,
	// those of rules first. Its error wraps a [*Stale] when a version that was edited is not the one that is kept, and [ErrMoved]
	// when the edition is not the one that was seen.
	Save(ctx context.Context, b Batch) ([]Envelope, error)
	// History are all edits of a rule, newest first, also of one that was removed.
	History(ctx context.Context, id string) ([]Past, error)
	// Drafts are a few unfinished ones, newest first. SaveDraft keeps one in place of that with its id; when there are too many the
	// oldest goes. To drop what is not there is no error.
	Drafts(ctx context.Context) ([]Scrap, error)
	SaveDraft(ctx context.Context, id string, body []byte) error
	DropDraft(ctx context.Context, id string) error
	// Changed gives a channel that receives, within a second, after another program may have changed something, and is closed when
	// ctx ends. It is nil where that can never be.
	Changed(ctx context.Context) <-chan struct{}
}

// An Envelope is a rule or a set as keepers know it.
type Envelope struct {
	ID   string
	Name string
	// Version grows by one with each edit; 0 is one that is not kept.
	Version uint64
	Made    time.Time
	Changed time.Time
	Body    []byte
}

// A Pile is all rules and sets of one moment.
type Pile struct {
	Rules, Sets []Envelope
	// Edition is another one after each change, and never one that was before.
	Edition string
}

// A Change is one envelope of a batch. Its Version is the one that was edited, 0 for what is new; Made and Changed are the
// keeper's to set.
type Change struct {
	Envelope Envelope
	// Gone removes it, and only its id and version count. Its history stays.
	Gone bool
}

// A Batch is changes that are kept together or not at all.
type Batch struct {
	Rules, Sets []Change
	By, Note    string
	// Seen is the edition that the changes were judged by; "" where they need no other envelopes to be right.
	Seen string
}

// A Past is one version of an envelope, as it was kept.
type Past struct {
	Envelope Envelope
	By, Note string
	// Gone says that this edit removed it; the envelope is what was removed.
	Gone bool
}

// A Scrap is a draft as keepers know it.
type Scrap struct {
	ID   string
	Kept time.Time
	Body []byte
}

var (
	// ErrStale says that somebody else changed what was edited.
	ErrStale = errors.New("it was changed by somebody else meanwhile")
	// ErrMoved says that something else on the shelf changed since a change was judged.
	ErrMoved = errors.New("the schedules beside it were changed meanwhile")
)

// A Stale tells which change of a batch was made to a version that is not kept any more.
type Stale struct {
	// Set says that it is about a set of holidays.
	Set    bool
	Change Change
	Kept   Envelope // zero where there is none any more
	Last   Past     // the newest edit, zero where there never was one
}

// Error tells the versions.
func (e *Stale) Error() string {
	return fmt.Sprintf("%v: version %d was edited, version %d is kept", ErrStale, e.Change.Envelope.Version, e.Kept.Version)
}

// Unwrap is [ErrStale].
func (e *Stale) Unwrap() error { return ErrStale }
