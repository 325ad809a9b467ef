package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

var errNoTimeZone = usageError{err: errors.New("preview a schedule: --tz is missing"), hint: "name the zone of the lock, such as Europe/Lisbon."}

// checkWords refuses what cannot stand beside --words.
func (r *previewRequest) checkWords(flags *pflag.FlagSet) error {
	if !flags.Changed("words") {
		return nil
	}
	for _, other := range []string{"start", "end", "duration", "rrule", "exdate", "rdate"} {
		if flags.Changed(other) {
			return usageError{err: fmt.Errorf("read the flags: --words says the whole schedule, and --%s has no place beside it", other)}
		}
	}
	switch {
	case r.words == "":
		return usageError{err: errors.New("read --words: it is empty"), hint: `such as --words "weekdays 9-17".`}
	case r.zone == "":
		return errNoTimeZone
	}
	return r.checkLimit()
}

// previewWords shows the windows of a schedule in words.
func (p *program) previewWords(r previewRequest) error {
	after, err := r.from()
	if err != nil {
		return err
	}
	zone, err := loadZone(r.zone)
	if err != nil {
		return err
	}
	sets := publicHolidays(nil)
	c := sets.speak(civil.DateOf(time.Now().In(zone)), recur.Rule{})
	c.Likely = sets.likely(r.zone)
	rule, err := p.readNamed(r.words, c)
	if err != nil {
		return err
	}
	judged := rule // as it will be when it has what words do not say
	judged.Name, judged.Locks = "schedule", []model.DeviceID{"lock"}
	if found := judged.Check(); len(found) > 0 {
		return troubled("read the schedule", "", found)
	}
	schedule, err := recur.Compile(&rule, recur.Setting{Zone: zone, Holidays: sets.find})
	if err != nil {
		return uncompiled(err)
	}
	if !r.asJSON {
		p.note(words.Sentence(&rule, c))
	}
	if r.after == "" {
		after = dawn(&rule)
	}
	return p.printSchedule(schedule, after, r)
}

// printSchedule shows what a schedule does after an instant.
func (p *program) printSchedule(s *recur.Schedule, after time.Time, r previewRequest) error {
	if r.asJSON {
		return p.print(func(w io.Writer) error { return writeJSON(w, previewedOf(s.After(after, r.limit))) })
	}
	return p.print(func(w io.Writer) error { return linesTable(s.Preview(after, r.limit)).writeTo(w) })
}

// uncompiled is why a rule has no windows.
func uncompiled(err error) error {
	fault := &model.Fault{Op: "work out the schedule", Kind: model.KindInvalid, Message: model.Clean(err.Error())}
	if t, is := errors.AsType[*recur.Trouble](err); is {
		fault.Hint = t.Hint
	}
	return fault
}
