package codeform

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// patience is how long one request may take, with all that the client does to find out what became of it.
const patience = 90 * time.Second

// A dispatch is what was asked of Seam.
type dispatch struct {
	under      bool
	generation uint64
	left       bool   // the form was closed while it was under way
	zone       string // that Seam is being told, or "" while it is asked for codes
	todo       []int  // doors that are not asked for yet, the first being asked now
	drafts     []model.CodeDraft
	total      int
	// fault is what went wrong last and at whose door, rows what Seam said about single fields.
	fault *model.Fault
	where int
	rows  map[row]string
}

// Answered is what came of one request.
type Answered struct {
	Number     uint64 // of the form
	generation uint64
	door       int
	err        error
}

// forget drops what Seam said about a row that is another now.
func (s *dispatch) forget(r row) {
	delete(s.rows, r)
	if s.fault != nil && len(s.rows) == 0 && s.fault.Kind != model.KindRateLimited {
		s.fault = nil
	}
}

// submit sends what was asked for, unless something stands in its way: then it goes there and says what.
func (f *Form) submit() (nav.Intent, tea.Cmd) {
	f.insisted = true
	if f.complete() {
		return nav.Close{Then: nav.Say{Text: f.done()}}, nil
	}
	if at, why, refused := f.refusal(); refused {
		if slices.Contains(f.shown(), at) && f.closed(at) == "" {
			f.at, f.typing = at, noRow
		}
		if f.asksAboutPIN(why) || f.asksAboutZone(why) {
			return nil, nil
		}
		return nav.Refuse{Reason: why.words()}, nil
	}
	if why := f.notNow(); why != "" {
		return nav.Refuse{Reason: why}, nil
	}
	switch {
	case len(f.disputed()) > 0:
		f.question = f.whose()
		return nil, nil
	case f.mayBeThere():
		f.question = f.onceMore()
		return nil, nil
	default:
		return nil, f.send()
	}
}

// notNow is why nothing can be sent at present although nothing typed is wrong, or "".
func (f *Form) notNow() string {
	if fault := f.dispatch.fault; fault != nil && f.now.Before(fault.RetryAt) {
		return "Seam takes no more calls until " + fault.RetryAt.In(f.config.Home).Format("15:04:05")
	}
	if f.task == create {
		return ""
	}
	w, _ := f.windowFor(&f.doors[0])
	change := f.change(w)
	switch {
	case f.subject.gone:
		return "the code is not on the lock any more"
	case f.subject.differs(rowKind):
		return "the code was converted meanwhile: close the form and open it again"
	case !f.changes(&change):
		return "nothing was changed"
	default:
		return ""
	}
}

// refusal is the first thing that Seam would refuse, in the order of the rows.
func (f *Form) refusal() (at row, why note, refused bool) {
	for _, r := range f.shown() {
		if n, refuses := f.verdict.refusing(r); refuses {
			return r, n, true
		}
	}
	for r := range rows + 1 {
		if n, refuses := f.verdict.refusing(r); refuses {
			return r, n, true
		}
	}
	return noRow, note{}, false
}

// refusing is the note of a row that refuses, which stands first.
func (v *verdict) refusing(r row) (note, bool) {
	if len(v.notes[r]) > 0 && v.notes[r][0].refuses {
		return v.notes[r][0], true
	}
	return note{}, false
}

// send asks Seam. What is sent is what the form says at this moment.
func (f *Form) send() tea.Cmd {
	s := &f.dispatch
	*s = dispatch{under: true, generation: s.generation + 1}
	asked := f.asked()
	for i := range f.doors {
		d := &f.doors[i]
		w, _ := f.windowFor(d)
		s.drafts = append(s.drafts, on(d, asked, w))
		if !d.made {
			s.todo = append(s.todo, i)
		}
		d.fault = nil
	}
	s.total = len(s.todo)
	if f.task == create {
		return f.ask(s.todo[0])
	}
	w, _ := f.windowFor(&f.doors[0])
	return f.askChange(f.change(w))
}

func (f *Form) ask(at int) tea.Cmd {
	desk, parent, draft := f.config.Desk, f.config.Context, f.dispatch.drafts[at]
	answer := Answered{Number: f.config.Number, generation: f.dispatch.generation, door: at}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		_, answer.err = desk.Create(ctx, draft)
		return answer
	}
}

func (f *Form) askChange(change model.CodeChange) tea.Cmd {
	desk, parent, before := f.config.Desk, f.config.Context, f.subject.before
	answer := Answered{Number: f.config.Number, generation: f.dispatch.generation}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		_, answer.err = desk.Update(ctx, before, change)
		return answer
	}
}

// answered takes an answer, and goes on with the next lock if there is one.
func (f *Form) answered(msg *Answered) (nav.Intent, tea.Cmd) {
	s := &f.dispatch
	if msg.Number != f.config.Number || msg.generation != s.generation || !s.under {
		return nil, nil
	}
	if s.zone != "" {
		return f.zoneTold(msg.err), nil
	}
	d := &f.doors[msg.door]
	d.unsure = time.Time{}
	s.todo = s.todo[1:]
	if msg.err == nil {
		d.made = true
	} else {
		f.failed(d, msg)
	}
	if len(s.todo) > 0 && !hopeless(msg.err) {
		return nil, f.ask(s.todo[0])
	}
	s.under = false
	f.judge()
	return f.finish(), nil
}

// failed keeps what went wrong.
func (f *Form) failed(d *door, msg *Answered) {
	fault, ok := errors.AsType[*model.Fault](msg.err)
	if !ok {
		fault = &model.Fault{Op: "ask Seam", Err: msg.err, Unsure: true}
	}
	if errors.Is(msg.err, context.DeadlineExceeded) {
		late := *fault
		late.Unsure = true
		fault = &late
	}
	d.fault = fault
	if fault.Unsure {
		d.unsure = f.now
	}
	f.dispatch.fault, f.dispatch.where = fault, msg.door
	f.dispatch.rows = map[row]string{}
	for field, messages := range fault.Fields {
		if at := rowOfInput(field); at != noRow && len(messages) > 0 {
			f.dispatch.rows[at] = messages[0]
		}
	}
	if fault.Kind == model.KindConflict {
		f.dispatch.rows[rowPIN] = "a code on " + d.name() + " has this PIN"
	}
}

// rowOfInput is where a field of Seam's request stands in the form.
func rowOfInput(field string) row {
	at, known := map[string]row{
		"name": rowName, "code": rowPIN, "preferred_code_length": rowLength, "type": rowKind, "starts_at": rowFrom, "ends_at": rowUntil,
		"prefer_native_scheduling": rowNative, "use_backup_access_code_pool": rowBackup, "is_external_modification_allowed": rowExternal,
		"allow_external_modification": rowExternal, "is_offline_access_code": rowOffline, "is_one_time_use": rowOneTime, "max_time_rounding": rowDays,
	}[field]
	if !known {
		return noRow
	}
	return at
}

// hopeless says that the next lock would meet the same.
func hopeless(err error) bool {
	if err == nil {
		return false
	}
	switch model.KindOf(err) {
	case model.KindUnauthorised, model.KindRateLimited, model.KindUnreachable, model.KindRefused, model.KindCancelled:
		return true
	default:
		return false
	}
}

// complete says that nothing is left to ask for.
func (f *Form) complete() bool {
	return !slices.ContainsFunc(f.doors, func(d door) bool { return !d.made })
}

// finish closes the form when all is done. Otherwise it stays as it is, with what went wrong.
func (f *Form) finish() nav.Intent {
	switch {
	case f.complete():
		return nav.Close{Then: nav.Say{Text: f.done()}}
	case f.dispatch.left:
		return nav.Refuse{Reason: f.failure()}
	}
	for _, r := range f.shown() {
		if f.dispatch.rows[r] != "" && f.closed(r) == "" {
			f.at = r
			break
		}
	}
	if f.dispatch.fault != nil && f.dispatch.fault.Kind == model.KindConflict {
		f.question = f.taken(f.dispatch.where)
	}
	return nil
}

// called is what the code is called in a sentence.
func (f *Form) called() string {
	switch name := f.text(rowName); {
	case f.task == convert && f.subject.before.Name != "":
		return f.subject.before.Name
	case name != "" && f.task != convert:
		return name
	default:
		return "the code"
	}
}

func (f *Form) done() string {
	where := f.where()
	switch f.task {
	case create:
		return f.called() + " on " + where + ": Seam has it, the lock comes next"
	case edit:
		return f.called() + " on " + where + " is changed at Seam; the lock comes next"
	case convert:
		return f.called() + " on " + where + " works " + kindWord(f.set.always) + " at Seam; the lock comes next"
	default:
		return ""
	}
}

func (f *Form) where() string {
	if len(f.doors) > 1 {
		return strconv.Itoa(len(f.doors)) + " locks"
	}
	return f.doors[0].name()
}

// failure says in one sentence what went wrong last, and what is known of the outcome.
func (f *Form) failure() string {
	fault := f.dispatch.fault
	if fault == nil {
		return ""
	}
	did := [...]string{"made", "changed", "converted"}[f.task]
	text := f.called() + " was not " + did + " on " + f.doors[f.dispatch.where].name() + ": "
	if fault.Unsure {
		text = "nobody knows whether " + f.called() + " was " + did + " on " + f.doors[f.dispatch.where].name() + ": "
	}
	text += fault.Why()
	if !fault.RetryAt.IsZero() {
		text += "; Seam takes calls again at " + fault.RetryAt.In(f.config.Home).Format("15:04:05")
	}
	return text
}

// mayBeThere says that a code was asked for whose making nobody knows about, and that asking again could make a second.
func (f *Form) mayBeThere() bool {
	if f.task != create || f.text(rowPIN) != "" {
		return false // a lock takes a PIN only once
	}
	return slices.ContainsFunc(f.doors, func(d door) bool { return !d.unsure.IsZero() && !d.made })
}

// reconsider looks in the picture for codes that were asked for and of which nobody knew what became.
func (f *Form) reconsider() {
	for i := range f.doors {
		d := &f.doors[i]
		if d.unsure.IsZero() || d.made || i >= len(f.dispatch.drafts) || f.task != create {
			continue
		}
		want := &f.dispatch.drafts[i]
		d.made = slices.ContainsFunc(d.lock.Codes, func(c model.AccessCode) bool {
			return want.Name != "" && c.Name == model.Clean(want.Name) && c.Window.Equal(want.Window) && c.CreatedAt.After(d.unsure.Add(-2*patience))
		})
		if d.made && f.dispatch.where == i {
			f.dispatch.fault, f.dispatch.rows = nil, nil
		}
	}
}
