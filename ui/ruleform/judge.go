package ruleform

import (
	"strconv"

	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// aheadWanted is how many windows are shown, and mostAhead how many lines with those that are taken away.
const aheadWanted, mostAhead = 10, 30

// A verdict is what there is to say about the rule.
type verdict struct {
	troubles []trouble
	schedule *recur.Schedule // on the clock that windows are told on, or nil
	ahead    []ahead
	none     string // why there are no windows ahead, or ""
	sentence string
	next     []string // words that could follow, while the words are unfinished
	warnings []warning
}

// A trouble is why the rule cannot be kept, and which row mends it.
type trouble struct {
	at   row
	text string
	hint string
}

// A warning is what the windows will meet.
type warning struct {
	level prospect.Level
	text  string
	at    row
}

// judge works out what there is to say. It runs at every key.
func (f *Form) judge() {
	f.minute = f.now.Unix() / 60
	f.verdict = verdict{}
	v := &f.verdict
	f.week.take(&f.rule)
	if f.at != rowWeek {
		f.week.drawn.Survey = true
		f.week.aim()
	}
	f.troubled()
	f.lookAhead()
	if len(f.rule.Spans)+len(f.rule.Extra) > 0 {
		v.sentence = words.Sentence(&f.rule, f.context(&f.rule))
	}
	if len(v.ahead) > 0 {
		f.prospects()
	}
	if text, hidden := f.spoken(); f.at == rowWords && (text == "" || f.wrong[rowWords].open()) {
		v.next = words.Complete(text, f.fields[rowWords].Cursor()-hidden, f.context(&f.rule))
	}
}

// troubled finds why the rule cannot be kept, in the order of the rows.
func (f *Form) troubled() {
	v := &f.verdict
	for r, m := range f.wrong {
		if m != nil {
			v.troubles = append(v.troubles, trouble{row(r), "the " + row(r).called() + ": " + m.text, m.hint})
		}
	}
	if f.rule.Name == "" {
		v.troubles = append(v.troubles, trouble{rowName, "the rule has no name", "say whom it is for"})
	}
	if len(f.rule.Locks) == 0 {
		v.troubles = append(v.troubles, trouble{rowLocks, "no lock is chosen", ""})
	}
	if name, is := f.zoneless(); is {
		v.troubles = append(v.troubles, trouble{rowZone, name + " has no time zone: nobody knows when its windows are", "choose one for the rule"})
	}
	for _, one := range f.rule.Check() {
		at := rowOf(one.Field)
		if at == rowName || at == rowLocks {
			continue // said above
		}
		v.troubles = append(v.troubles, trouble{at, one.Text, one.Hint})
	}
}

// rowOf is where a part of a rule stands in the editor.
func rowOf(field recur.Field) row {
	at, known := map[recur.Field]row{
		recur.FieldName: rowName, recur.FieldLocks: rowLocks, recur.FieldZone: rowZone, recur.FieldStart: rowStart, recur.FieldSpans: rowWords,
		recur.FieldEnd: rowEnd, recur.FieldSkip: rowSkip, recur.FieldExtra: rowExtra, recur.FieldHolidays: rowHolidays,
		recur.FieldBuffers: rowBefore, recur.FieldPause: rowPause, recur.FieldPIN: rowDigits, recur.FieldNaming: rowCodes,
	}[field]
	if !known {
		return rows
	}
	return at
}

// refusal is the first thing that keeps the rule from being kept, and the row that mends it; "" for none.
func (f *Form) refusal() (string, row) {
	if len(f.verdict.troubles) == 0 {
		return "", rows
	}
	one := &f.verdict.troubles[0]
	if one.hint != "" {
		return one.text + "; " + one.hint, one.at
	}
	return one.text, one.at
}

// lookAhead works out the next windows on the clock that they are told on.
func (f *Form) lookAhead() {
	v, zone := &f.verdict, f.clock()
	if len(f.rule.Spans)+len(f.rule.Extra) == 0 {
		v.none = "say in words when it opens, or paint it on the week"
		return
	}
	if zone == nil {
		v.none = "nobody knows when they are without a time zone"
		return
	}
	schedule, err := recur.Compile(&f.rule, recur.Setting{Zone: zone, Holidays: f.calendar})
	if err != nil {
		v.none = err.Error()
		return
	}
	v.schedule = schedule
	lines, windows := schedule.Preview(f.now, mostAhead), 0
	for i := range lines {
		v.ahead = append(v.ahead, f.tell(&lines[i]))
		if lines[i].Kind == recur.LineOpens {
			windows++
		}
		if windows == aheadWanted {
			break
		}
	}
	if len(v.ahead) == 0 {
		v.none = "it never opens: no day is left"
	}
}

// more counts further locks that the same is said of.
func more(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "; the same on 1 more lock"
	default:
		return "; the same on " + strconv.Itoa(n) + " more locks"
	}
}
