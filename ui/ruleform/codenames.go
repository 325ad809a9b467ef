package ruleform

import (
	"strconv"
)

// codeNames is what the next code is called, on locks whose names are long enough, or for the short form on one that limits them.
func (f *Form) codeNames(r row) string {
	if f.verdict.schedule == nil {
		return ""
	}
	next, ok := f.verdict.schedule.Next(f.now)
	if !ok {
		return ""
	}
	if r == rowCodes {
		return "“" + f.rule.CodeName(0, next) + "”"
	}
	tight, where := 0, ""
	for i := range f.doors {
		d := &f.doors[i]
		if d.lock == nil {
			continue
		}
		if limit := d.lock.Device.Rules.NameLimit(); limit > 0 && (tight == 0 || limit < tight) {
			tight, where = limit, d.name()
		}
	}
	if tight == 0 {
		return "no lock here limits names"
	}
	return "“" + f.rule.CodeName(tight, next) + "” on " + where + ", at most " + strconv.Itoa(tight)
}
