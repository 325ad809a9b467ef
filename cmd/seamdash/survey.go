package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/veil"
)

// A census is the whole workspace as it was read once, and all that is wrong in it.
type census struct {
	picture *model.Snapshot
	survey  *diagnose.Survey
	// unread is what could not be read, of which nobody can say that all is well with it.
	unread []error
}

// takeCensus reads everything. What can be read of it is surveyed though some of it cannot be.
func takeCensus(ctx context.Context, s *session) (*census, error) {
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		return nil, err
	}
	locks, err := readFleet(ctx, s.client, &s.settings.Limits, everyDevice)
	if err != nil {
		return nil, err
	}
	var unread []error
	for _, l := range locks {
		if l.Fault != nil {
			unread = append(unread, l.Fault)
		}
	}
	accounts, err := readAccounts(ctx, s)
	if err != nil {
		unread = append(unread, err)
	}
	picture := model.NewSnapshot(ws, locks, model.FeedState{}, 0).WithAccounts(accounts)
	return censusOf(picture, s.now(), unread), nil
}

func censusOf(picture *model.Snapshot, now time.Time, unread []error) *census {
	survey := diagnose.NewSurveyor().Look(picture, now, func(l *model.Lock) *time.Location { return zoneOf(&l.Device) })
	return &census{picture, survey, unread}
}

// veiled is the census without names of guests.
func (c *census) veiled(now time.Time) *census {
	v := veil.New()
	picture := v.Snapshot(c.picture)
	unread := make([]error, len(c.unread))
	for i, err := range c.unread {
		unread[i] = v.Err(err)
	}
	return censusOf(picture, now, unread)
}

func readAccounts(ctx context.Context, s *session) ([]model.Account, error) {
	accounts, err := s.client.Accounts(ctx)
	slices.SortFunc(accounts, func(a, b model.Account) int { return cmp.Compare(a.ID, b.ID) })
	return accounts, err
}

// fault is what a command fails with after it printed what it could read.
func (c *census) fault() error {
	if len(c.unread) == 0 {
		return nil
	}
	return c.unread[0]
}

// troubleTable is a line for each root cause.
func (c *census) troubleTable(troubles []diagnose.Trouble) table {
	var t table
	for i := range troubles {
		u := &troubles[i]
		t.row(level(u), c.place(u), u.Finding.Title, hurts(u), c.next(u), sinceUTC(u.Since))
	}
	return t
}

// level is how bad a trouble is, in a word.
func level(t *diagnose.Trouble) string {
	switch {
	case t.Finding.Blocks:
		return "blocks"
	case opens(t):
		return "open"
	default:
		return t.Finding.Severity.String()
	}
}

// opens says that a trouble leaves a door open to who should not come in any more.
func opens(t *diagnose.Trouble) bool {
	return t.Finding.Open || slices.ContainsFunc(t.Codes, func(h diagnose.Hurt) bool { return h.Open })
}

// place names what a trouble lies on.
func (c *census) place(t *diagnose.Trouble) string {
	on := ""
	if len(t.Locks) > 0 {
		on = c.lockName(t.Locks[0])
	}
	name := t.Finding.Root.Name
	switch t.Finding.Root.Origin {
	case model.OriginCode:
		return on + ": " + orDash(name)
	case model.OriginAccount:
		if name == "" {
			name = "of " + on
		}
		return "account " + name
	case model.OriginBridge, model.OriginDevice:
		return cmp.Or(name, on)
	default:
		return on
	}
}

func (c *census) lockName(id model.DeviceID) string {
	if l, ok := c.picture.Lock(id); ok {
		return called(&l.Device)
	}
	return string(id)
}

// hurts counts whom a trouble hurts.
func hurts(t *diagnose.Trouble) string {
	switch {
	case len(t.Codes) == 0 && len(t.Locks) > 1:
		return count(len(t.Locks), "lock")
	case len(t.Codes) == 0:
		return ""
	case len(t.Locks) > 1:
		return count(len(t.Codes), "code") + " on " + count(len(t.Locks), "lock")
	default:
		return count(len(t.Codes), "code")
	}
}

// next says when the first of the codes is needed, by the clock of its lock.
func (c *census) next(t *diagnose.Trouble) string {
	switch {
	case t.Next.IsZero():
		return ""
	case !t.Next.After(c.survey.At):
		return "needed now"
	default:
		return "needed " + c.moment(t.Next, t.Codes[0].Lock)
	}
}

// moment is a date, which keeps its meaning in a mail that is read later, by the clock of a lock.
func (c *census) moment(at time.Time, lock model.DeviceID) string {
	in := time.UTC
	if l, ok := c.picture.Lock(lock); ok {
		in = zoneOf(&l.Device)
	}
	return at.In(in).Format("2006-01-02 15:04") + " " + model.ZoneLabel(in.String())
}

func sinceUTC(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return "since " + at.UTC().Format("2006-01-02 15:04") + " UTC"
}

// dangerTable is a line for each window that may come to nothing.
func (c *census) dangerTable() table {
	var t table
	for i := range c.survey.Dangers {
		d := &c.survey.Dangers[i]
		when := "open now"
		if d.At.After(c.survey.At) {
			when = "from " + c.moment(d.At, d.Lock)
		}
		t.row("danger", c.lockName(d.Lock)+": "+orDash(d.Name), d.Words, when)
	}
	return t
}

// troubled is how much is wrong, for a headline, and how much of it nobody can tell.
func (c *census) troubled() string {
	s := c.survey
	text := "no problems"
	switch n := len(s.Troubles); {
	case n == 1 && s.Hurt > 0:
		text = "1 problem hurts " + count(s.Hurt, "code")
	case n > 0 && s.Hurt > 0:
		text = count(n, "problem") + " hurt " + count(s.Hurt, "code")
	case n > 0:
		text = count(n, "problem")
	}
	if s.Unread > 0 {
		text += ", " + count(s.Unread, "lock") + " not read"
	}
	return text
}

// blocking is how much of it blocks.
func (c *census) blocking() string {
	n := 0
	for i := range c.survey.Troubles {
		if c.survey.Troubles[i].Finding.Blocks {
			n++
		}
	}
	if n == 1 {
		return "1 cause keeps codes from working"
	}
	return strconv.Itoa(n) + " causes keep codes from working"
}
