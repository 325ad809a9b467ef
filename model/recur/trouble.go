package recur

import "fmt"

// A Field is a part of a rule, as a form has it.
type Field uint8

// The parts of a rule.
const (
	FieldName Field = iota + 1
	FieldLocks
	FieldZone
	FieldStart
	FieldSpans
	FieldEnd
	FieldSkip
	FieldExtra
	FieldHolidays
	FieldBuffers
	FieldPause
	FieldPIN
	FieldNaming
)

// String is the field in a word or two.
func (f Field) String() string {
	names := [...]string{
		FieldName: "name", FieldLocks: "locks", FieldZone: "zone", FieldStart: "start", FieldSpans: "windows", FieldEnd: "end",
		FieldSkip: "skipped dates", FieldExtra: "extra openings", FieldHolidays: "holidays", FieldBuffers: "buffers",
		FieldPause: "pause", FieldPIN: "PIN", FieldNaming: "code names",
	}
	if int(f) >= len(names) || names[f] == "" {
		return "rule"
	}
	return names[f]
}

// A Trouble is why a rule cannot be kept as it is.
type Trouble struct {
	Field Field
	// Code names the kind of trouble for programs, such as "overlap".
	Code string
	// Text says what is wrong, in lower case and without a full stop, and Hint what to do about it; Hint may be empty.
	Text, Hint string
}

// Error is the text; the hint is kept apart.
func (t *Trouble) Error() string { return t.Text }

// A ledger collects troubles.
type ledger []Trouble

func (l *ledger) add(f Field, code, hint, text string, args ...any) {
	*l = append(*l, Trouble{Field: f, Code: code, Hint: hint, Text: fmt.Sprintf(text, args...)})
}
