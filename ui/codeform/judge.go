package codeform

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/model/moment"
)

// A verdict is what there is to say about what stands in the form.
type verdict struct {
	notes   [rows + 1][]note
	windows []zoned
}

// A zoned is what the texts of the times mean in one zone.
type zoned struct {
	zone   *time.Location // nil for locks whose zone nobody knows
	window model.Window
	bad    bool
}

// A note is something to say about a row.
type note struct {
	rule, text, hint string
	refuses          bool
	info             bool // nothing is wrong
	missing          bool // nothing was typed yet, which is no error before somebody wants to send
	locks            int  // that it is about
}

// judge works out what there is to say. It runs at every key, so its cost is a few calls for each lock.
func (f *Form) judge() {
	f.minute = f.now.Unix() / 60
	f.verdict = verdict{windows: f.verdict.windows[:0]}
	f.readTimes()
	f.readName()
	asked := f.asked()
	for i := range f.doors {
		d := &f.doors[i]
		d.learn()
		d.found = d.found[:0]
		if !d.made {
			f.judgeDoor(d, asked)
		}
	}
	for r := range f.verdict.notes {
		slices.SortStableFunc(f.verdict.notes[r], func(a, b note) int { return cmp.Compare(a.weight(), b.weight()) })
	}
}

func (n *note) weight() int {
	switch {
	case n.refuses:
		return 0
	case n.info:
		return 2
	default:
		return 1
	}
}

func (f *Form) judgeDoor(d *door, asked model.CodeDraft) {
	w, ok := f.windowFor(d)
	f.find(d, asked, w, ok)
	if !ok {
		d.found = slices.DeleteFunc(d.found, func(one fit.Finding) bool {
			at := rowOf(&one)
			return at == rowKind || at == rowFrom || at == rowUntil
		})
	}
	for i := range d.found {
		one := &d.found[i]
		f.verdict.add(rowOf(one), note{rule: one.Rule, text: one.Text, hint: one.Hint, refuses: one.Refuses})
	}
}

// find holds the code against the rules of a lock. Without a window only what does not depend on it is found.
func (f *Form) find(d *door, asked model.CodeDraft, w model.Window, ok bool) {
	switch {
	case d.gone:
		d.found = append(d.found, fit.Finding{Lock: d.id, Field: fit.OfLock, Rule: "lock_gone", Text: d.name() + " is not in the workspace any more", Hint: "leave it out", Refuses: true})
	case !ok && f.task != create:
		return // the times stand in the way already
	case f.task == create:
		draft := on(d, asked, w)
		d.found = append(d.found, fit.Create(d.judged(), &draft, f.now, f.zones)...)
	default:
		change := f.change(w)
		d.found = append(d.found, fit.Update(d.judged(), &f.subject.before, &change, f.now, f.zones)...)
	}
}

// add keeps a note; the same about several locks is one.
func (v *verdict) add(at row, n note) {
	n.locks = 1
	for i := range v.notes[at] {
		if one := &v.notes[at][i]; one.rule == n.rule && one.refuses == n.refuses && n.rule != "" {
			one.locks++
			return
		}
	}
	v.notes[at] = append(v.notes[at], n)
}

// words are the note with the number of further locks that it is about.
func (n *note) words() string {
	switch n.locks {
	case 0, 1:
		return n.text
	case 2:
		return n.text + ", and so for one more lock"
	default:
		return n.text + ", and so for " + strconv.Itoa(n.locks-1) + " more locks"
	}
}

// rowOf is where a finding belongs.
func rowOf(one *fit.Finding) row {
	switch one.Field {
	case fit.OfName:
		return rowName
	case fit.OfPIN:
		return rowPIN
	case fit.OfKind:
		return rowKind
	case fit.OfStart:
		return rowFrom
	case fit.OfEnd:
		return rowUntil
	case fit.OfOptions:
		return optionRow(one.Rule)
	case fit.OfLock:
		return noRow
	default:
		return noRow
	}
}

func optionRow(rule string) row {
	switch rule {
	case "backup_pool":
		return rowBackup
	case "native_scheduling":
		return rowNative
	case "one_time":
		return rowOneTime
	case "max_time_rounding":
		return rowDays
	default:
		return rowExternal
	}
}

// readTimes reads the window in the zone of each lock: a check-in at three is at three on every door.
func (f *Form) readTimes() {
	if f.set.always {
		return
	}
	from, until := f.text(rowFrom), f.text(rowUntil)
	if from == "" {
		f.verdict.add(rowFrom, note{rule: "missing", text: "a start is needed", hint: "as “tomorrow 3pm”, “fri 17:00 for 3h” or “2027-01-04 09:00”", refuses: true, missing: true})
	}
	for i := range f.doors {
		zone := f.zoneOf(&f.doors[i])
		if f.reads(zone) {
			continue
		}
		z := zoned{zone: zone, bad: true}
		switch {
		case f.task == edit && from == f.begun.from && until == f.begun.until:
			z.window, z.bad = f.subject.before.Window, false // to the millisecond, and whatever the zone
		case zone == nil:
			f.verdict.add(rowZone, f.unknownZone(&f.doors[i]))
		case from != "":
			z.bad = !f.readWindow(&z, from, until)
		}
		f.verdict.windows = append(f.verdict.windows, z)
	}
}

func (f *Form) reads(zone *time.Location) bool {
	return slices.ContainsFunc(f.verdict.windows, func(z zoned) bool { return z.zone == zone })
}

func (f *Form) readWindow(z *zoned, from, until string) bool {
	w, notes, err := moment.Window(from, until, f.now, z.zone)
	if mistake, ok := errors.AsType[*moment.Mistake](err); ok {
		f.mistaken(mistake, from, until)
		return false
	}
	if err != nil {
		f.verdict.add(rowFrom, note{rule: "unread", text: err.Error(), refuses: true})
		return false
	}
	z.window = w
	for _, one := range notes {
		f.verdict.add(rowUntil, note{rule: one, text: one})
	}
	return true
}

func (f *Form) mistaken(m *moment.Mistake, from, until string) {
	at, empty := rowFrom, from == ""
	if m.Field == moment.End {
		at, empty = rowUntil, until == ""
	}
	n := note{rule: "unread", text: m.Error(), refuses: true, missing: empty}
	if m.Guess != "" {
		n.hint = "did you mean “" + m.Guess + "”?"
	}
	f.verdict.add(at, n)
}

// zoneOf is the zone of a lock: its own, or where it has none what was typed for it.
func (f *Form) zoneOf(d *door) *time.Location {
	if at := d.clock(f.config.Zones); at != nil {
		return at
	}
	return f.config.Zones.Named(f.text(rowZone))
}

func (f *Form) windowFor(d *door) (model.Window, bool) {
	if f.set.always {
		return model.Window{}, true
	}
	zone := f.zoneOf(d)
	for i := range f.verdict.windows {
		if z := &f.verdict.windows[i]; z.zone == zone {
			return z.window, !z.bad
		}
	}
	return model.Window{}, false
}

// readName refuses to take a name away, which Seam has no request for.
func (f *Form) readName() {
	if f.task == edit && f.text(rowName) == "" && f.subject.before.Name != "" {
		f.verdict.add(rowName, note{rule: "name_kept", text: "a name can be changed but not taken away", refuses: true})
	}
}

// asked is the code that is asked for, without what differs from lock to lock.
func (f *Form) asked() model.CodeDraft {
	v := &f.set
	draft := model.CodeDraft{
		Name: f.text(rowName), ExternalChangeAllowed: v.external,
		Offline: v.offline, OneTime: v.offline && v.oneTime, DayRounding: v.offline && v.rounded,
	}
	if !v.offline {
		draft.PIN = model.NewPIN(f.text(rowPIN))
	}
	if !v.offline && !draft.PIN.Known() {
		draft.PINLength = v.length
	}
	if !v.always && !v.offline {
		draft.BackupPool = v.backup && f.closed(rowBackup) == ""
		if !v.native {
			draft.NativeScheduling = model.No
		}
	}
	return draft
}

// on is the code that is asked for on one lock.
func on(d *door, asked model.CodeDraft, w model.Window) model.CodeDraft {
	asked.DeviceID, asked.Window = d.id, w
	return asked
}
