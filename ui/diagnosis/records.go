package diagnosis

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
)

// Records reads what the picture does not have. Its methods may be called from several goroutines and must return soon after ctx
// ends; errors should be or wrap a [model.Fault].
type Records interface {
	// History lists events; the query has a Since.
	History(ctx context.Context, query model.EventQuery) ([]model.Event, error)
	// Raw is Seam's own answer as indented JSON, in which every PIN is masked.
	Raw(ctx context.Context, of RawOf) (string, error)
}

// A RawOf says which of Seam's answers. Code and Account are "" where the question is not about one, or it is not known.
type RawOf struct {
	Part    Part
	Lock    model.DeviceID
	Code    model.CodeID
	Account model.AccountID
	// Since is from when on, for events.
	Since time.Time
}

// A Part is one of the answers that the raw view shows.
type Part uint8

// The parts.
const (
	RawCode Part = iota
	RawLock
	RawAccount
	RawEvents
	parts
)

const (
	// patience is how long all that is asked for at once may take.
	patience = 30 * time.Second
	// longest is how far back the history of a code is asked for, and recent that of a lock.
	longest = 30 * 24 * time.Hour
	recent  = 7 * 24 * time.Hour
)

// An Answered brings what [Records] gave. The root hands it to the diagnosis with its number.
type Answered struct {
	Number     uint64
	generation uint64
	// of the history
	events []model.Event
	since  time.Time // from when on they are complete
	// of the raw view
	raw  bool
	part Part
	text string
	// of a report
	saved string // where
	save  bool

	err error
}

// ask reads the history, as far as anybody can.
func (o *Overlay) ask() tea.Cmd {
	if o.config.Records == nil {
		return nil
	}
	o.known.generation++
	o.known.asking, o.known.err = true, nil
	records, parent, queries := o.config.Records, o.config.Context, o.queries()
	msg := Answered{Number: o.config.Number, generation: o.known.generation, since: queries[0].Since}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		for _, query := range queries {
			events, err := records.History(ctx, query)
			if err != nil {
				msg.err, msg.since = err, time.Time{}
				return msg
			}
			msg.events = append(msg.events, events...)
		}
		return msg
	}
}

// queries are the questions for the history. The absence of an event proves something only in the first.
func (o *Overlay) queries() []model.EventQuery {
	s, now := &o.subject, o.config.Now()
	lock := model.EventQuery{Since: now.Add(-recent), Devices: []model.DeviceID{s.lock.Device.ID}, Types: ofLocks()}
	queries := []model.EventQuery{lock}
	if s.code != nil {
		since := now.Add(-longest)
		if made := s.code.CreatedAt.Add(-time.Minute); made.After(since) && made.Before(now) {
			since = made
		}
		queries = []model.EventQuery{{Since: since, Codes: []model.CodeID{s.code.ID}}, lock}
	}
	if account := s.lock.Device.AccountID; account != "" {
		queries = append(queries, model.EventQuery{Since: now.Add(-recent), Account: account, Types: ofAccounts()})
	}
	return queries
}

// ofLocks are the events of a lock that say why codes do not get there or do not open; all others would be those of its codes and
// of its bolt.
func ofLocks() []model.EventType {
	return []model.EventType{
		"device.connected", "device.disconnected", "device.removed", "device.added", "device.tampered", "device.low_battery",
		"device.connection_became_flaky", "device.connection_stabilized", "device.accessory_keypad_connected",
		"device.accessory_keypad_disconnected", "device.error.subscription_required", "device.error.subscription_required.resolved",
		"lock.access_denied",
	}
}

func ofAccounts() []model.EventType {
	return []model.EventType{"connected_account.connected", "connected_account.disconnected", "connected_account.reauthorization_requested"}
}

// answered takes the history, unless it was asked for again meanwhile.
func (o *Overlay) answered(msg Answered) {
	if msg.raw {
		o.raw.answered(msg)
		return
	}
	k := &o.known
	if msg.generation != k.generation {
		return
	}
	k.asking, k.err = false, msg.err
	if !msg.since.IsZero() {
		k.since = msg.since
	}
	k.add(msg.events, o.about)
	o.judge()
}
