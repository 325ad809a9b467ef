package diagnose

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model"
)

// TestAnyFacts throws facts at the diagnosis that chance has put together, and holds the answer to rules that know nothing of how
// it is found.
func TestAnyFacts(t *testing.T) {
	t.Parallel()
	seen, engaged, held := map[Cause]int{}, map[string]int{}, 0
	one := func(t *rapid.T) {
		c := chance{T: t, now: time.Date(2027, 3, 27, 12, 0, 0, 0, time.UTC)} // clocks change at night
		c.calm = c.rare("calm", 3)
		f := c.facts()
		d := Of(f)
		if diff := cmp.Diff(d, Of(f)); diff != "" {
			t.Fatalf("it answers otherwise when asked again:\n%s", diff)
		}
		for _, r := range everyRule() {
			r.hold(t, &f, &d, engaged)
		}
		held += lasts(t, f)
		for i := range d.Findings {
			seen[d.Findings[i].Cause]++
		}
	}
	for range 10 { // one round does not make every kind
		rapid.Check(t, one)
	}
	for _, r := range everyRule() {
		if engaged[r.name] == 0 && !testing.Short() {
			t.Errorf("no facts were of the kind for the rule: %s", r.name)
		}
	}
	met := 0
	for _, cause := range causes(t) {
		if seen[cause] > 0 {
			met++
		} else {
			t.Logf("chance did not make %s; a story does", cause)
		}
	}
	if min(met/20, held) == 0 && !testing.Short() {
		t.Errorf("chance made %d of the causes, and %d answers held for a while: the test did not test", met, held)
	}
}

// lasts checks that the findings are the same until the moment that the inquiry gives, and counts those that last.
func lasts(t *rapid.T, f Facts) int {
	q := newInquiry(f)
	before := outline(q.findings())
	if q.until.IsZero() || q.until.Sub(f.Now) < 2 {
		return 0
	}
	f.Now = q.until.Add(-1)
	if diff := cmp.Diff(before, outline(newInquiry(f).findings())); diff != "" {
		t.Fatalf("what was to hold until %v does not at %v:\n%s", q.until, f.Now, diff)
	}
	return 1
}

// outline is what a survey keeps of findings.
func outline(found []Finding) (out []string) {
	for i := range found {
		f := &found[i]
		out = append(out, fmt.Sprint(f.Key(), " ", f.Severity, " blocks ", f.Blocks, " open ", f.Open))
	}
	slices.Sort(out)
	return out
}

// A rule is about facts of a kind; nil is any. The breach is "" where the answer keeps it.
type rule struct {
	name   string
	when   func(*Facts) bool
	breach func(*Facts, *Diagnosis) string
}

// hold checks one answer, and counts those that the rule is about.
func (r *rule) hold(t *rapid.T, f *Facts, d *Diagnosis, engaged map[string]int) {
	if r.when != nil && !r.when(f) {
		return
	}
	engaged[r.name]++
	if breach := r.breach(f, d); breach != "" {
		t.Fatalf("%s: %s\n%s: %s\n%+v", r.name, breach, d.Health, d.Verdict, d.Findings)
	}
}

func everyRule() []rule { return slices.Concat(answerRules(), ruledOut(), ruledOutAround()) }

// answerRules are about the shape of any answer.
func answerRules() []rule {
	return []rule{
		{"every finding is whole", nil, func(_ *Facts, d *Diagnosis) string { return cause(d, torn) }},
		{"no cause is there twice", nil, func(_ *Facts, d *Diagnosis) string { return twice(d) }},
		{"what blocks comes first, the root before the leaf", nil, func(_ *Facts, d *Diagnosis) string { return disorder(d) }},
		{"a note hurts nobody", nil, func(_ *Facts, d *Diagnosis) string {
			return cause(d, func(f *Finding) bool { return f.Severity == Note && (f.Blocks || f.Open) })
		}},
		{"what blocks is neither fine nor said to work", nil, func(_ *Facts, d *Diagnosis) string {
			if praised := d.Health < Blocked || strings.HasPrefix(d.Verdict, "It works"); praised {
				return cause(d, func(f *Finding) bool { return f.Blocks })
			}
			return ""
		}},
		{"what is grave is not fine", nil, func(_ *Facts, d *Diagnosis) string {
			if d.Health <= Coming {
				return cause(d, func(f *Finding) bool { return f.Severity > Note })
			}
			return ""
		}},
		{"the verdict is a sentence", nil, func(_ *Facts, d *Diagnosis) string { return babble(d.Verdict) }},
		{"no PIN is told", func(f *Facts) bool { return len(pinsOf(f)) > 0 }, leak},
		{"the timeline is in order and bounded", nil, timelineBreach},
		{"differences are all or none", nil, func(_ *Facts, d *Diagnosis) string {
			if n := len(d.Differences); n != 0 && n != 4 {
				return "some rows are missing"
			}
			return ""
		}},
		{"what nobody can tell has no differences", func(f *Facts) bool {
			return f.Code == nil || !f.Gone && f.Code.Standing(f.Now).Phase == model.PhaseUnknown
		}, func(_ *Facts, d *Diagnosis) string {
			if len(d.Differences) > 0 {
				return "there are rows"
			}
			return ""
		}},
	}
}

func torn(f *Finding) bool {
	return f.Title == "" || f.Why == "" || len(f.Evidence) == 0 || len(f.Steps) == 0 && f.Severity > Note || strings.ContainsAny(f.Why, "{}")
}

func twice(d *Diagnosis) string {
	keys := map[string]bool{}
	for i := range d.Findings {
		if keys[d.Findings[i].Key()] {
			return d.Findings[i].Key()
		}
		keys[d.Findings[i].Key()] = true
	}
	return ""
}

func disorder(d *Diagnosis) string {
	for i := 1; i < len(d.Findings); i++ {
		a, b := &d.Findings[i-1], &d.Findings[i]
		if b.Blocks && (!a.Blocks || a.Root.Origin < b.Root.Origin) {
			return string(a.Cause) + " before " + string(b.Cause)
		}
	}
	return ""
}

func babble(verdict string) string {
	if !strings.HasSuffix(verdict, ".") || strings.ContainsAny(verdict, "{}") || strings.Contains(verdict, "..") || strings.Count(verdict, ". ") > 2 {
		return verdict
	}
	return ""
}

func leak(f *Facts, d *Diagnosis) string {
	told, err := json.Marshal(d)
	if err != nil {
		return err.Error()
	}
	for _, pin := range pinsOf(f) {
		if strings.Contains(string(told), pin) {
			return string(told)
		}
	}
	return ""
}

// pinsOf are those that the lock has, and those that the code in question had or shall have.
func pinsOf(f *Facts) (out []string) {
	add := func(pin model.PIN) {
		if pin.Known() {
			out = append(out, pin.Reveal())
		}
	}
	for i := range f.Lock.Codes {
		add(f.Lock.Codes[i].PIN)
	}
	if f.Code != nil {
		for i := range f.Code.Pending {
			add(f.Code.Pending[i].From.PIN)
			add(f.Code.Pending[i].To.PIN)
		}
	}
	return out
}

func timelineBreach(f *Facts, d *Diagnosis) string {
	if f.Code == nil && len(d.Timeline) > 0 || d.Earlier < 0 || len(d.Timeline) > mostMoments+8 {
		return "too much of it"
	}
	events, last := map[model.EventID]bool{}, time.Time{}
	for _, m := range d.Timeline {
		if m.At.Before(last) || m.At.IsZero() || m.Words == "" || m.Event != "" && events[m.Event] {
			return "out of order, empty or twice: " + m.Words
		}
		if wrong := untimely(f, &m); wrong != "" {
			return wrong
		}
		events[m.Event], last = true, m.At
	}
	return ""
}

// untimely says what is wrong with the kind of a moment.
func untimely(f *Facts, m *Moment) string {
	switch {
	case m.Kind == Due && !m.At.After(f.Now), m.Kind == Missing && m.At.After(f.Now):
		return "out of time: " + m.Words
	case m.Kind == Missing && (f.EventsSince.IsZero() || m.At.Before(f.EventsSince)):
		return "missing, and nobody can tell: " + m.Words
	default:
		return ""
	}
}

// cause is the first of the findings that is so, or "".
func cause(d *Diagnosis, so func(*Finding) bool) string {
	for i := range d.Findings {
		if so(&d.Findings[i]) {
			return string(d.Findings[i].Cause) + " is found"
		}
	}
	return ""
}

// never says that none of the causes is found.
func never(causes ...Cause) func(*Facts, *Diagnosis) string {
	return func(_ *Facts, d *Diagnosis) string {
		return cause(d, func(f *Finding) bool { return slices.Contains(causes, f.Cause) })
	}
}

// blocksNot says that nothing blocks.
func blocksNot(_ *Facts, d *Diagnosis) string {
	return cause(d, func(f *Finding) bool { return f.Blocks })
}

// ruledOut are what the facts rule out, and what they do not let pass.
func ruledOut() []rule {
	return []rule{
		{"a lock that is online is not offline", func(f *Facts) bool { return f.Lock.Device.Online == model.Yes }, never(CauseOffline, CauseOfflineSoon)},
		{"nothing is late before its window", func(f *Facts) bool { return f.Code != nil && f.Now.Before(f.Code.Window.From) }, never(CauseLate)},
		{"nothing lingers before its end", func(f *Facts) bool { return !ended(f) }, never(CauseLingers, CauseOver, CauseSilentRemoved)},
		{"nothing is late after its window", ended, never(CauseLate, CauseLoadLate, CauseGone)},
		{"what is set is not late", func(f *Facts) bool { return f.Code != nil && f.Code.Status == model.StatusSet }, never(CauseLate, CauseLoadLate, CauseSettingLong, CauseFull, CauseCannot)},
		{"mains power is not low", func(f *Facts) bool { return f.Lock.Device.Battery.Wired }, never(CauseLowBattery)},
		{"a full battery is not low", func(f *Facts) bool {
			b := f.Lock.Device.Battery
			return b.Level >= 0.5 && (b.Status == "" || b.Status == "good")
		}, never(CauseLowBattery)},
		{"a keypad that is there is not missing", func(f *Facts) bool { return f.Lock.Device.KeypadAttached != model.No }, never(CauseNoKeypad)},
		{"what was made outside Seam does not wait for Seam", func(f *Facts) bool { return f.Code != nil && !f.Code.Managed }, never(CauseLate, CauseLoadLate, CauseSettingLong, CauseWaiting, CauseFull)},
		{"what Seam manages is not foreign", func(f *Facts) bool { return f.Code != nil && f.Code.Managed }, never(CauseForeign, CauseTakenOver)},
		{"what the picture has is not gone", func(f *Facts) bool { return !f.Gone }, never(CauseGone)},
	}
}

// ruledOutAround are the same of what is around the code.
func ruledOutAround() []rule {
	return []rule{
		{"a lock of any size is not full", func(f *Facts) bool { return f.Lock.Device.Slots == 0 }, never(CauseFull, CauseFullSoon)},
		{"a known zone is not unknown", func(f *Facts) bool { return f.Lock.Device.TimeZone != "" }, never(CauseNoZone, CauseClockChange)},
		{"a code without a window has no zone", func(f *Facts) bool { return f.Code != nil && f.Code.Window.Always() }, never(CauseNoZone, CauseClockChange, CauseLingers, CauseOver)},
		{"no event is missed by who has not read them", func(f *Facts) bool { return f.EventsSince.IsZero() }, never(CauseSilentSet, CauseSilentRemoved)},
		{"only Seam's refusal is one", func(f *Facts) bool { return f.Feed.Fault == nil || f.Feed.Fault.Kind != model.KindRateLimited }, never(CauseRateLimited)},
		{"a PIN of its own is no twin", func(f *Facts) bool { return len(f.Lock.Codes) == 1 }, never(CauseSamePIN, CauseSameName)},
		{"no event, no tale", func(f *Facts) bool { return len(f.Events) == 0 }, never(CauseWrongPIN, CauseUsed, CauseDeletedAway, CauseChangedAway)},
		{"what works by itself is not blocked", worksByItself, blocksNot},
		{"what is over is blocked by nothing on the lock", overAndOff, func(_ *Facts, d *Diagnosis) string {
			return cause(d, func(f *Finding) bool { return f.Blocks && f.Root.Origin > model.OriginCode })
		}},
		{"trouble of the code itself is not fine", failed, func(_ *Facts, d *Diagnosis) string {
			if d.Health == Fine || d.Health == Coming || strings.HasPrefix(d.Verdict, "It works") {
				return "Seam says that it failed"
			}
			return ""
		}},
		{"who waits is not blocked", func(f *Facts) bool { return f.Code != nil }, func(_ *Facts, d *Diagnosis) string {
			waits := cause(d, func(f *Finding) bool { return f.Cause == CauseWaiting })
			if waits != "" && d.Blocked() {
				return waits
			}
			return ""
		}},
	}
}

func ended(f *Facts) bool {
	return f.Code != nil && !f.Code.Window.Until.IsZero() && !f.Now.Before(f.Code.Window.Until)
}

// overAndOff is a code that nobody needs any more and that left.
func overAndOff(f *Facts) bool {
	return ended(f) && f.Code.Status == model.StatusUnset && f.Code.Unreadable == ""
}

// worksByItself is a code that is on the lock, in its window or before it, and of which nobody says a word: then neither the account
// nor the connection nor room on the lock matters.
func worksByItself(f *Facts) bool {
	c := f.Code
	if c == nil || f.Gone || c.Unreadable != "" || len(c.Problems) > 0 || len(c.Pending) > 0 || !c.Managed || ended(f) || usable(f) != "" {
		return false
	}
	loaded := c.Status == model.StatusUnset && c.Preloaded == model.Yes && f.Now.Before(c.Window.From)
	return c.Status == model.StatusSet || loaded
}

// usable is why a code that is on the lock opens no door, or "".
func usable(f *Facts) string {
	w := f.Code.Window
	switch {
	case !w.From.IsZero() && !w.Until.IsZero() && !w.From.Before(w.Until):
		return "it ends before it begins"
	case f.Lock.Device.KeypadAttached == model.No:
		return "there is no keypad"
	case slices.ContainsFunc(f.Events, func(e model.Event) bool { return e.Type == eventTakenAway && e.CodeID == f.Code.ID }):
		return "somebody deleted it outside Seam"
	case slices.ContainsFunc(f.Lock.Device.Problems, refusesPINs), f.Account != nil && slices.ContainsFunc(f.Account.Problems, refusesPINs):
		return "the lock refuses PINs"
	default:
		return ""
	}
}

// refusesPINs says that Seam reports that codes on the lock do not open it, and what else is about codes that are there.
func refusesPINs(p model.Problem) bool {
	switch lookUp(&p).stops {
	case typing, restoring, changing, removing:
		return true
	case nothing, programming, adding, connecting, timing:
		return false
	}
	return false
}

// failed is a code that somebody may need and of which Seam itself says that it is not as it was asked for.
func failed(f *Facts) bool {
	return f.Code != nil && !f.Gone && !ended(f) && f.Code.Status != model.StatusRemoving && slices.ContainsFunc(f.Code.Problems, func(p model.Problem) bool {
		return p.Level == model.Error && p.Origin == model.OriginCode && slices.Contains([]string{
			"failed_to_set_on_device", "failed_to_issue", "failed_to_update", "duplicate_code_on_device", "no_space_for_access_code_on_device",
			"access_code_inactive", "code_constraints_violated", "provider_issue", "odd_news",
		}, p.Code)
	})
}
