package plan_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// ruleOf is a rule in words, told by UTC.
func ruleOf(t *testing.T, text string, version uint64) *plan.Rule {
	t.Helper()
	read, err := words.Parse(text, words.Context{Today: civil.DateOf(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	rule := read.Rule
	rule.Name, rule.Locks = "Cleaners", []model.DeviceID{"d"}
	s, err := recur.Compile(&rule, recur.Setting{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	return &plan.Rule{Rule: &rule, Schedule: s, Version: version}
}

// TestForeseenIsDecided: what is told before an edit is kept is what is decided after it was, and nothing else.
func TestForeseenIsDecided(t *testing.T) {
	t.Parallel()
	const before = "mon wed 9-13 from 1 jan 2030"
	open := time.Date(2030, 1, 2, 9, 0, 0, 0, time.UTC) // a Wednesday
	for name, c := range map[string]struct {
		now   time.Time
		words string // "" for a rule that is gone
		want  string
	}{
		"nothing, before":       {open.Add(-time.Hour), before, ""},
		"nothing, in it":        {open.Add(time.Hour), before, ""},
		"other days":            {open.Add(-time.Hour), "thu 9-13 from 1 jan 2030", "2030-01-03T09:00:00Z"},
		"other days, in it":     {open.Add(time.Hour), "thu 9-13 from 1 jan 2030", "2030-01-03T09:00:00Z"},
		"longer, in it":         {open.Add(time.Hour), "mon wed 9-14 from 1 jan 2030", "2030-01-02T09:00:00Z"},
		"an earlier start":      {open.Add(time.Hour), "mon wed 8-13 from 1 jan 2030", ""},
		"another day beside it": {open.Add(-time.Hour), "mon wed fri 9-13 from 1 jan 2030", ""},
		"paused":                {open.Add(-time.Hour), before + " paused", "removed"},
		"gone":                  {open.Add(-time.Hour), "", "removed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lock := model.NewLock(model.Device{ID: "d", Name: "Front", Online: model.Yes}, nil, true, nil)
			was := ruleOf(t, before, 1)
			in := plan.Situation{Now: c.now, Rule: was, Lock: lock, State: plan.State{Key: plan.Key{Rule: "r", Lock: "d"}, Version: 1}}
			w, _ := was.Schedule.Next(c.now)
			slot := plan.SlotOf(&w)
			window := model.Window{From: slot.Open, Until: slot.Close}
			in.State.Code = &plan.Code{
				ID: "c", Slot: slot, Version: 1, AskedAt: open.Add(-2 * time.Hour),
				Asked: model.CodeDraft{DeviceID: "d", Name: "Cleaners", Window: window},
			}
			in.Rule = nil
			if c.words != "" {
				in.Rule = ruleOf(t, c.words, 2)
			}
			foreseen := told(plan.Foresee(in))
			in.Look = plan.Look{At: c.now, Code: &model.AccessCode{
				ID: "c", DeviceID: "d", Name: "Cleaners", Managed: true, Type: model.TypeTimeBound, Status: model.StatusSet, Window: window,
			}}
			if diff := cmp.Diff([]string{c.want, c.want}, []string{foreseen, decided(plan.Decide(in))}); diff != "" {
				t.Errorf("foreseen and decided (-want +got):\n%s", diff)
			}
		})
	}
}

func told(touch *plan.Touch) string {
	switch {
	case touch == nil:
		return ""
	case touch.Removed:
		return "removed"
	default:
		return touch.Slot.Open.Format(time.RFC3339)
	}
}

func decided(d plan.Decision) string {
	switch {
	case d.Do != plan.Write:
		return ""
	case d.Step.Kind == plan.StepDelete:
		return "removed"
	default:
		return d.Step.Slot.Open.Format(time.RFC3339)
	}
}

// TestNothingIsForeseenOfWhatIsOver nor of what leaves already, nor where nobody can tell.
func TestNothingIsForeseenOfWhatIsOver(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 9, 0, 0, 0, time.UTC)
	in := plan.Situation{Now: now, State: plan.State{Code: &plan.Code{ID: "c", Slot: plan.Slot{Open: now, Close: now.Add(time.Hour)}}}}
	if plan.Foresee(in) == nil {
		t.Fatal("a rule that is gone leaves its code")
	}
	late, leaving, unknown, none := in, in, in, in
	late.Now = now.Add(time.Hour)
	leaving.State = leaving.State.Clone()
	leaving.State.Code.Leaving = now
	unknown.Unknown = "no zone is known"
	none.State = plan.State{}
	for name, in := range map[string]plan.Situation{"over": late, "leaving": leaving, "unknown": unknown, "none": none} {
		if got := plan.Foresee(in); got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
