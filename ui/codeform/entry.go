package codeform

import (
	"strings"
	"unicode"

	"seamdash/model"
	"seamdash/ui/widget"
)

// A row is one line of the form that can have the keyboard.
type row uint8

const (
	rowName row = iota
	rowPIN
	rowLength
	rowKind
	rowFrom
	rowUntil
	rowNative
	rowBackup
	rowExternal
	rowOffline
	rowOneTime
	rowDays
	rowZone
	rows
	noRow = rows // what concerns a lock as a whole
)

// label is what stands left of a row, and what the row is called in a sentence.
func (r row) label() string {
	names := [...]string{"Name", "PIN", "Length", "Kind", "From", "Until", "", "", "", "", "", "", "Zone", ""}
	return names[r]
}

// called names the row in a sentence.
func (r row) called() string {
	switch {
	case r.option():
		return "options"
	case r == noRow:
		return "lock"
	default:
		return r.label()
	}
}

// option says that the row is one of those that are on or off.
func (r row) option() bool { return r >= rowNative && r <= rowDays }

// typed says that the row is text.
func (r row) typed() bool {
	return r == rowName || r == rowPIN || r == rowFrom || r == rowUntil || r == rowZone
}

// values are everything that a person can set. They hold a PIN as a [model.PIN], so that no trace of them shows it.
type values struct {
	name, from, until, zone                             string
	pin                                                 model.PIN
	length                                              int // that is preferred, 0 for any
	always                                              bool
	native, backup, external, offline, oneTime, rounded bool
}

func (v values) equal(w values) bool {
	samePIN := v.pin.Equal(w.pin)
	v.pin, w.pin = model.PIN{}, model.PIN{}
	return samePIN && v == w
}

// An entry is what stands in the fields, which of them has the keyboard, and what stood there before.
type entry struct {
	fields [rows]widget.Field // of the rows that are typed
	set    values             // of the others
	at     row
	begun  values // what the form began with
	past   []past
	// typing is the row that the newest of past was typed in, so that a word is one step and not five.
	typing row
}

// A past is the form before a change.
type past struct {
	values values
	at     row
}

// deepest is how many changes can be taken back.
const deepest = 200

func newEntry() entry {
	e := entry{typing: noRow}
	for r := range rows {
		if r.typed() {
			e.fields[r] = widget.NewField()
		}
	}
	return e
}

// values are those of now.
func (e *entry) values() values {
	v := e.set
	v.name, v.from, v.until = e.text(rowName), e.text(rowFrom), e.text(rowUntil)
	v.zone, v.pin = e.text(rowZone), model.NewPIN(e.text(rowPIN))
	return v
}

func (e *entry) text(r row) string { return strings.TrimSpace(e.fields[r].Value()) }

// put replaces all of it.
func (e *entry) put(v values) {
	e.set = v
	e.set.pin = model.PIN{}
	e.set.name, e.set.from, e.set.until, e.set.zone = "", "", "", ""
	for r, text := range map[row]string{rowName: v.name, rowFrom: v.from, rowUntil: v.until, rowZone: v.zone, rowPIN: v.pin.Reveal()} {
		if e.text(r) != text {
			e.fields[r].Set(text)
		}
	}
}

// dirty says that something would be lost with the form.
func (e *entry) dirty() bool { return !e.values().equal(e.begun) }

// remember keeps what stands in the form, before a change in a row; what is typed in one row is one change.
func (e *entry) remember(in row) {
	if in.typed() && e.typing == in {
		return
	}
	e.typing = noRow
	if in.typed() {
		e.typing = in
	}
	e.past = append(e.past, past{e.values(), e.at})
	if len(e.past) > deepest {
		e.past = append(e.past[:0], e.past[1:]...)
	}
}

// undo takes back the newest change, and says whether there was one.
func (e *entry) undo() bool {
	for len(e.past) > 0 {
		last := e.past[len(e.past)-1]
		e.past, e.typing = e.past[:len(e.past)-1], noRow
		if !last.values.equal(e.values()) {
			e.put(last.values)
			e.at = last.at
			return true
		}
	}
	return false
}

// visible leaves out what cannot be seen. Line ends are blanks.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.C, r) || r == unicode.ReplacementChar:
			return -1
		default:
			return r
		}
	}, s)
}

// digits takes blanks and dashes out of a PIN as people write it; ok is false when something else than digits is left.
func digits(s string) (out string, ok bool) {
	ok = true
	out = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r == ' ' || unicode.Is(unicode.Pd, r) || r == '.':
			return -1
		default:
			ok = false
			return -1
		}
	}, visible(s))
	return out, ok
}
