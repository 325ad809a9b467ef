package ruleform

import (
	"errors"
	"strings"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rrule"
)

// read reads the text of a row into the rule. What is not understood leaves the rule as it is.
func (f *Form) read(r row) {
	if r == rowName {
		f.readName()
	}
	before := f.rule
	f.rule, f.wrong[r] = f.reading(r)
	f.respell(r, &before)
}

// reading is the rule with what the text of a row says, or as it was where that is not understood.
func (f *Form) reading(r row) (recur.Rule, *mistake) {
	out, text := f.rule, f.text(r)
	switch r {
	case rowName:
		if f.called.is(rowName) {
			text = f.called.name
		}
		out.Name = model.Clean(text)
	case rowWords:
		return f.readWords()
	case rowDigits:
		return f.readDigits(text)
	case rowCodes:
		out.Naming.Template = model.Clean(text)
	case rowShort:
		out.Naming.Short = model.Clean(text)
	default:
		return f.readClause(r, text)
	}
	return out, nil
}

// readWords reads all that words can say. No words at all are a rule without windows.
func (f *Form) readWords() (recur.Rule, *mistake) {
	out := f.rule
	f.readCalling(&out)
	text, hidden := f.spoken()
	if strings.TrimSpace(text) == "" {
		copyWorded(&out, &recur.Rule{Start: f.rule.Start})
		return out, nil
	}
	context := f.context(&out)
	reading, err := words.Parse(text, context)
	if err != nil && strings.Contains(text, "holiday") {
		context.Sets = append(context.Sets, everyCountry()...)
		if wider, other := words.Parse(text, context); other == nil {
			reading, err = wider, nil
			reading.Rule.Holidays = f.settled(wider.Rule.Holidays)
		}
	}
	f.notes = append(f.called.note(), reading.Notes...)
	if err != nil {
		return out, f.behind(mistaken(err, 0), hidden)
	}
	return reading.Rule, nil
}

// mistaken is what is wrong with words of which the first so many bytes are not shown.
func mistaken(err error, hidden int) *mistake {
	m, ok := errors.AsType[*words.Mistake](err)
	if !ok {
		return &mistake{text: err.Error()}
	}
	out := &mistake{text: m.Error(), guess: m.Guess, at: max(0, m.At-hidden), length: m.Len}
	if hidden > 0 {
		out.guess = ""
	}
	return out
}

// carrier is the rule that a clause is read and written with.
func (f *Form) carrier() recur.Rule {
	return recur.Rule{
		Start: f.rule.Start,
		Spans: []recur.Span{{
			Days:  rrule.Rule{Freq: rrule.Weekly, ByDay: []rrule.Day{{Weekday: 1}}},
			Hours: recur.Hours{From: 9 * civil.Hour, Until: 10 * civil.Hour},
		}},
	}
}

const carried = "mon 9-10 "

// lead is the words before and behind what stands in a field.
func lead(r row) (before, behind string) {
	switch r {
	case rowStart:
		return "from ", ""
	case rowEnd:
		return "until ", ""
	case rowSkip:
		return "except ", ""
	case rowExtra:
		return "also ", ""
	case rowBefore:
		return "with ", " before"
	case rowAfter:
		return "with ", " after"
	case rowPause:
		return "paused ", ""
	default:
		return "", ""
	}
}

// readClause reads one clause of the words out of a field of its own.
func (f *Form) readClause(r row, text string) (recur.Rule, *mistake) {
	out, carrier := f.rule, f.carrier()
	switch {
	case r == rowStart && text == "":
		return out, &mistake{text: "a first day is needed", hint: "as “23 nov” or “2027-01-04”"}
	case text == "" || r == rowEnd && text == "never" || r == rowPause && text == "no":
		copyPart(r, &out, &recur.Rule{Start: out.Start})
		return out, nil
	}
	whole, hidden := clauseOf(r, text)
	reading, err := words.Parse(whole, f.context(&carrier))
	if err != nil {
		return out, mistaken(err, hidden)
	}
	f.notes = reading.Notes
	rest := reading.Rule
	copyPart(r, &rest, &carrier)
	if !same(&rest, &carrier) {
		return out, &mistake{text: "this says more than belongs here", hint: "the words at the top can say all of it"}
	}
	copyPart(r, &out, &reading.Rule)
	return out, nil
}

// clauseOf is the words that a field stands for, and how many bytes of them stand before what was typed.
func clauseOf(r row, text string) (whole string, hidden int) {
	before, behind := lead(r)
	switch {
	case r == rowPause && text == "yes":
		text = ""
	case strings.HasPrefix(text, strings.TrimSpace(before)), r == rowEnd && strings.HasSuffix(text, "times"):
		before = ""
	}
	if strings.HasSuffix(text, strings.TrimSpace(behind)) {
		behind = ""
	}
	return carried + before + text + behind, len(carried) + len(before)
}

// clause is what stands in a field for its part of the rule.
func (f *Form) clause(r row, rule *recur.Rule) string {
	one, plain := f.carrier(), f.carrier()
	one.Start, plain.Start = rule.Start, rule.Start
	if r == rowStart {
		plain.Start-- // so that it is another one, which words say
	}
	copyPart(r, &one, rule)
	if same(&one, &plain) {
		return ""
	}
	context := f.context(&plain)
	text := strings.TrimPrefix(words.Text(&one, context), words.Text(&plain, context))
	before, behind := lead(r)
	text = strings.TrimPrefix(strings.TrimSpace(text), strings.TrimSpace(before))
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), strings.TrimSpace(behind)))
}

// copyPart copies what a field is about.
func copyPart(r row, to, from *recur.Rule) {
	switch r {
	case rowName:
		to.Name = from.Name
	case rowLocks:
		to.Locks = from.Locks
	case rowZone:
		to.Zone = from.Zone
	case rowStart:
		to.Start = from.Start
	case rowEnd:
		to.End = from.End
	case rowSkip:
		to.Skip = from.Skip
	case rowExtra:
		to.Extra = from.Extra
	case rowHolidays:
		to.Holidays = from.Holidays
	case rowBefore:
		to.Before = from.Before
	case rowAfter:
		to.After = from.After
	default:
		copyMore(r, to, from)
	}
}

func copyMore(r row, to, from *recur.Rule) {
	switch r {
	case rowWords, rowWeek:
		to.Spans = from.Spans
	case rowPause:
		to.Pause = from.Pause
	case rowPolicy, rowDigits:
		to.PIN = from.PIN
	case rowCodes:
		to.Naming.Template = from.Naming.Template
	case rowShort:
		to.Naming.Short = from.Naming.Short
	default:
	}
}

// copyWorded copies all that words can say.
func copyWorded(to, from *recur.Rule) {
	for _, r := range []row{rowWeek, rowStart, rowEnd, rowSkip, rowExtra, rowHolidays, rowBefore, rowAfter, rowPause} {
		copyPart(r, to, from)
	}
}

// respell writes those texts out of the rule that say something else than before, but for the row that the change comes from.
func (f *Form) respell(but row, before *recur.Rule) {
	for r := range rows {
		if !r.typed() || r == but {
			continue
		}
		part := *before
		if r == rowWords {
			copyWorded(&part, &f.rule)
		} else {
			copyPart(r, &part, &f.rule)
		}
		if !same(&part, before) {
			f.write(r)
		}
	}
}

// write writes the text of a row out of the rule.
func (f *Form) write(r row) {
	f.wrong[r] = nil
	switch r {
	case rowName:
		f.set(r, f.rule.Name)
	case rowWords:
		f.set(r, f.inWords())
	case rowDigits:
		f.set(r, f.digits())
	case rowCodes:
		f.set(r, f.rule.Naming.Template)
	case rowShort:
		f.set(r, f.rule.Naming.Short)
	default:
		f.set(r, f.clause(r, &f.rule))
	}
}

// inWords is the rule as words that read back as the same rule.
func (f *Form) inWords() string {
	if len(f.rule.Spans) == 0 && len(f.rule.Extra) == 0 {
		return ""
	}
	return words.Text(&f.rule, f.context(&f.rule))
}
