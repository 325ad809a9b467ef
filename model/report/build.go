package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// mostEvents is how many events a report has, the newest: a ticket is read by people.
const mostEvents = 200

// A builder fills a document in, and censors as it goes.
type builder struct {
	*Subject
	*censor
}

func documentOf(s *Subject) document {
	b := builder{s, newCensor(s)}
	f := &s.Facts
	d := document{
		Report: "seamdash", Format: format, MadeAt: f.Now.UTC().Truncate(time.Millisecond),
		Verdict: b.own(s.Diagnosis.Verdict), Health: s.Diagnosis.Health.String(),
		Workspace: workspaceDoc{ID: s.Workspace.ID, Sandbox: s.Workspace.Sandbox},
		Code:      b.code(), Lock: b.lock(), Account: b.account(),
		Findings: b.findings(), Differences: b.differences(), Timeline: b.timeline(),
		Events: b.events(), EventsSince: instant(f.EventsSince), Requests: b.requests(),
		Connection: b.connection(), Program: b.program(), Answers: b.answers(),
		LeftOut: "PINs, keys, and the names of codes and accounts; in texts of Seam also numbers of four digits or more, and e-mail addresses.",
	}
	return d
}

func (b builder) code() *codeDoc {
	c := b.Facts.Code
	if c == nil {
		return nil
	}
	d := &codeDoc{
		ID: string(c.ID), Type: b.value(string(c.Type)), Status: b.value(string(c.Status)),
		State:    string(c.AppendState(nil, b.Facts.Now, b.Facts.Zone)),
		StartsAt: instant(c.Window.From), EndsAt: instant(c.Window.Until),
		Window:    c.Window.Words(b.Facts.Now, b.Facts.Zone) + " " + model.ZoneLabel(b.Facts.Zone.String()),
		CreatedAt: instant(c.CreatedAt), Managed: c.Managed, Loaded: c.Preloaded.String(),
		Offline: c.Traits.Offline, OneTime: c.Traits.OneTime, PINLength: c.PIN.Len(), Gone: b.Facts.Gone,
		Problems: b.problems(c.Problems), Pending: []pendingDoc{},
	}
	for _, m := range c.Pending {
		d.Pending = append(d.Pending, pendingDoc{Code: b.value(string(m.Code)), Since: instant(m.CreatedAt), At: instant(m.ScheduledAt)})
	}
	return d
}

func (b builder) lock() lockDoc {
	l := b.Facts.Lock
	d := &l.Device
	doc := lockDoc{
		ID: string(d.ID), Name: b.outside(d.Name), Type: b.value(d.Type), Model: b.value(strings.TrimSpace(d.Manufacturer + " " + d.ModelName)),
		TimeZone: d.TimeZone, Online: d.Online.String(), Wired: d.Battery.Wired, Programs: d.Can.ProgramOnlineCodes.String(),
		Codes: len(l.Codes), Problems: b.problems(d.Problems),
	}
	if percent, ok := d.Battery.Percent(); ok {
		doc.Battery = &percent
	}
	if d.Slots > 0 {
		doc.Slots = &d.Slots
	}
	return doc
}

func (b builder) account() *accountDoc {
	a := b.Facts.Account
	if a == nil {
		return nil
	}
	return &accountDoc{ID: a.ID, Type: b.value(a.Type), Problems: b.problems(a.Problems)}
}

func (b builder) problems(list []model.Problem) []problemDoc {
	docs := make([]problemDoc, 0, len(list))
	for _, p := range list {
		docs = append(docs, problemDoc{
			Level: p.Level.String(), Origin: p.Origin.String(), Code: b.value(p.Code), Message: b.outside(p.Message), Since: instant(p.Since),
		})
	}
	return docs
}

func (b builder) findings() []findingDoc {
	docs := make([]findingDoc, 0, len(b.Diagnosis.Findings))
	for i := range b.Diagnosis.Findings {
		f := &b.Diagnosis.Findings[i]
		doc := findingDoc{
			Cause: diagnose.Cause(b.value(string(f.Cause))), Severity: f.Severity.String(), Root: f.Root.Origin.String() + " " + b.value(f.Root.ID),
			Title: b.own(f.Title), Why: b.own(f.Why), Said: b.outside(f.Said), Since: instant(f.Since),
			Retries: f.Retries.String(), Blocks: f.Blocks, Open: f.Open, Steps: []string{}, Evidence: []evidenceDoc{},
		}
		for _, e := range f.Evidence {
			doc.Evidence = append(doc.Evidence, evidenceDoc{Fact: b.own(e.Fact), Since: instant(e.Since), From: e.From.String()})
		}
		for _, s := range f.Steps {
			doc.Steps = append(doc.Steps, b.own(s.Text))
		}
		docs = append(docs, doc)
	}
	return docs
}

// differences have the name of the code in them, as it is and as it shall be: that it differs is all that is told.
func (b builder) differences() []differenceDoc {
	docs := make([]differenceDoc, 0, len(b.Diagnosis.Differences))
	for _, d := range b.Diagnosis.Differences {
		doc := differenceDoc{Field: d.Field, Asked: b.own(d.Asked), OnLock: b.own(d.OnLock), Same: d.Same}
		if d.Field == "name" {
			doc.Asked, doc.OnLock = hidden(d.Asked), hidden(d.OnLock)
		}
		docs = append(docs, doc)
	}
	return docs
}

func hidden(name string) string {
	if name == "" {
		return ""
	}
	return aName
}

func (b builder) timeline() []momentDoc {
	docs := make([]momentDoc, 0, len(b.Diagnosis.Timeline))
	for _, m := range b.Diagnosis.Timeline {
		docs = append(docs, momentDoc{At: m.At.UTC(), Words: b.own(m.Words), Kind: kindOf(m.Kind), Event: m.Event, Request: m.Request})
	}
	return docs
}

func kindOf(k diagnose.MomentKind) string {
	names := [...]string{"happened", "missing", "due"}
	if int(k) < len(names) {
		return names[k]
	}
	return names[diagnose.Happened]
}

// events are the newest, the oldest of them first.
func (b builder) events() []eventDoc {
	events := slices.Clone(b.Facts.Events)
	slices.SortStableFunc(events, func(x, y model.Event) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.ID, y.ID)) })
	events = slices.CompactFunc(events, func(x, y model.Event) bool { return x.ID == y.ID })
	events = events[max(0, len(events)-mostEvents):]
	docs := make([]eventDoc, 0, len(events))
	for i := range events {
		e := &events[i]
		docs = append(docs, eventDoc{
			ID: e.ID, Type: b.value(string(e.Type)), At: e.At.UTC(), Logged: instant(e.RecordedAt), Code: e.CodeID,
			Method: b.outside(e.Method), Reason: b.outside(e.Reason), Text: b.outside(e.Text),
		})
	}
	return docs
}

// requests are what this program asked for about the subject, the oldest first; who asked is nobody's business outside.
func (b builder) requests() []requestDoc {
	writes := slices.Clone(b.Facts.Writes)
	slices.SortStableFunc(writes, func(x, y model.Write) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Number, y.Number)) })
	docs := make([]requestDoc, 0, len(writes))
	for i := range writes {
		w := &writes[i]
		docs = append(docs, requestDoc{
			At: w.At.UTC(), Action: w.Action, Code: w.Code, Outcome: b.outside(w.Outcome), Request: w.Request, Millis: w.Took.Milliseconds(),
		})
	}
	return docs
}

func (b builder) connection() connectionDoc {
	feed := &b.Facts.Feed
	doc := connectionDoc{State: feed.Connection.String(), AsOf: instant(feed.AsOf), Calls: feed.CallsPerMinute}
	if feed.Fault != nil {
		doc.Fault = b.outside(feed.Fault.Why())
	}
	return doc
}

func (b builder) program() programDoc {
	p := &b.Program
	doc := programDoc{Version: p.Version, System: p.System, Place: p.Place, Settings: []settingDoc{}}
	for _, s := range p.Settings {
		doc.Settings = append(doc.Settings, settingDoc{Name: s.Name, Value: b.outside(s.Value), From: s.From})
	}
	return doc
}

// answers are Seam's own; one that is cut, and so no JSON, is null.
func (b builder) answers() []answerDoc {
	docs := make([]answerDoc, 0, len(b.Answers))
	for _, a := range b.Answers {
		docs = append(docs, answerDoc{What: a.What, JSON: b.answer(a.JSON)})
	}
	return docs
}
