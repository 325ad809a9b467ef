package diagnosis

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// mostEvents bounds what a diagnosis looks at; the oldest go first.
const mostEvents = 2000

// A known is what is known beside the picture's own word on code and lock.
type known struct {
	events []model.Event // in order of time, each once
	seen   map[model.EventID]bool
	// since is from when on no event is missing, zero where nobody can tell.
	since time.Time
	// last is the picture's history as it was looked through last.
	last []model.Event

	writes   []model.Write
	followed []model.Tracked

	asking     bool
	generation uint64
	err        error
}

// about says that an event tells about the subject, its lock or its account.
func (o *Overlay) about(e *model.Event) bool {
	s := &o.subject
	switch {
	case s.code != nil && e.CodeID != "":
		return e.CodeID == s.code.ID
	case e.DeviceID != "":
		return e.DeviceID == s.lock.Device.ID
	default:
		return e.AccountID != "" && e.AccountID == s.lock.Device.AccountID
	}
}

// see takes over what a picture has of the events.
func (k *known) see(picture *model.Snapshot, about func(*model.Event) bool) {
	if sameEvents(k.last, picture.Events) {
		return
	}
	k.last = picture.Events
	k.add(picture.Events, about)
}

func sameEvents(a, b []model.Event) bool {
	return len(a) == len(b) && (len(a) == 0 || a[0].ID == b[0].ID && a[len(a)-1].ID == b[len(b)-1].ID)
}

// add takes events over that are about the subject and not known yet.
func (k *known) add(events []model.Event, about func(*model.Event) bool) {
	if k.seen == nil {
		k.seen = map[model.EventID]bool{}
	}
	before := len(k.events)
	for i := range events {
		e := &events[i]
		if about(e) && !k.seen[e.ID] {
			k.seen[e.ID] = e.ID != ""
			k.events = append(k.events, *e)
		}
	}
	if len(k.events) == before {
		return
	}
	slices.SortStableFunc(k.events, func(a, b model.Event) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	if over := len(k.events) - mostEvents; over > 0 {
		k.events = slices.Clone(k.events[over:])
		if oldest := k.events[0].At; !k.since.IsZero() && oldest.After(k.since) {
			k.since = oldest
		}
	}
}

// Written takes the newest lines of the log of what this program asked for.
func (o *Overlay) Written(writes []model.Write) {
	o.known.writes = o.known.writes[:0:0]
	for i := range writes {
		if w := &writes[i]; o.concerns(w.Device, w.Code) {
			o.known.writes = append(o.known.writes, *w)
		}
	}
	o.judge()
}

// Followed takes the writes that are followed to their locks.
func (o *Overlay) Followed(writes []model.Tracked) {
	o.known.followed = o.known.followed[:0:0]
	for i := range writes {
		if t := &writes[i]; o.concerns(t.Lock(), t.Code) {
			o.known.followed = append(o.known.followed, *t)
		}
	}
	o.judge()
}

// concerns says that what was asked for of a lock and a code is about the subject.
func (o *Overlay) concerns(lock model.DeviceID, code model.CodeID) bool {
	if o.of.Code != "" {
		return code == o.of.Code
	}
	return lock == o.of.Lock
}

// sentence says how far the facts reach.
func (k *known) sentence(r model.Reader) coderow.Sentence {
	switch {
	case k.asking:
		return coderow.Sentence{Role: theme.Info, Glyph: theme.Setting, Text: "Reading what Seam recorded of it …"}
	case k.err != nil:
		return coderow.Sentence{
			Role: theme.Moving, Glyph: theme.Warning,
			Text: "What Seam recorded earlier could not be read: " + model.AsSentence(model.WhyOf(k.err)) + " This is from the picture alone; " + action.KeyOf("refresh") + " asks again.",
		}
	case !k.since.IsZero():
		return coderow.Sentence{
			Role: theme.Muted, Glyph: theme.Dot,
			Text: "With Seam's record since " + model.When(k.since, r.Now, r.Zone) + ": " + events(len(k.events)) + ".",
		}
	default:
		return coderow.Sentence{}
	}
}

func events(n int) string {
	if n == 1 {
		return "1 event"
	}
	return strconv.Itoa(n) + " events"
}
