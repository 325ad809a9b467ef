package conform_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/fit"
)

// zones is the database of the machine.
func zones(name string) (*time.Location, bool) {
	zone, err := time.LoadLocation(name)
	return zone, err == nil
}

// An attempt is one wish, what fit says of it and what the simulator does.
type attempt struct {
	lock   *model.Lock
	draft  *model.CodeDraft  // of a new code, or nil
	code   *model.AccessCode // that is changed, otherwise
	change *model.CodeChange
	found  []fit.Finding
	err    error
}

func (a *attempt) window() model.Window {
	if a.draft != nil {
		return a.draft.Window
	}
	return a.change.Window
}

func (a *attempt) pin() model.PIN {
	if a.draft != nil {
		return a.draft.PIN
	}
	return a.change.PIN
}

// refusing are the rules by which fit refuses.
func (a *attempt) refusing() []string {
	var out []string
	for _, f := range a.found {
		if f.Refuses && !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// A law is a rule by which fit refuses.
type law struct {
	// says is how the simulator words its refusal: the field of the request that is wrong, the type of the error, or
	// "not sent" where the client does not even ask.
	says []string
	// concerns says that an attempt which was accepted might have broken the rule.
	concerns func(*attempt) bool
	// unreached is why random attempts cannot be refused by it; then only tables of the package itself show it.
	unreached string
}

func laws() map[string]law {
	withPIN := func(a *attempt) bool { return a.pin().Known() }
	timed := func(a *attempt) bool { return !a.window().Always() }
	making := func(a *attempt) bool { return a.draft != nil }
	changing := func(a *attempt) bool { return a.draft == nil }
	offline := func(a *attempt) bool { return a.draft != nil && a.draft.Offline }
	brand := func(names ...string) func(*attempt) bool {
		return func(a *attempt) bool { return slices.Contains(names, a.lock.Device.Brand()) }
	}
	both := func(f, g func(*attempt) bool) func(*attempt) bool {
		return func(a *attempt) bool { return f(a) && g(a) }
	}
	rule := func(kind string) func(*attempt) bool { return func(a *attempt) bool { return hasRule(a.lock, kind) } }
	all := map[string]law{
		"digits_only":             {says: []string{"code"}, concerns: withPIN},
		"pin_length":              {says: []string{"code"}, concerns: withPIN},
		"duplicate_pin":           {says: []string{"duplicate_access_code"}, concerns: withPIN},
		"cannot_specify_pin_code": {says: []string{"code"}, concerns: both(rule("cannot_specify_pin_code"), making)},
		"half_open_window":        {says: []string{"not sent"}, concerns: timed},
		"end_before_start":        {says: []string{"ends_at"}, concerns: timed},
		"end_in_past":             {says: []string{"ends_at"}, concerns: timed},
		"start_in_past":           {says: []string{"starts_at"}, concerns: both(brand("igloohome"), timed)},
		"start_date_in_future":    {says: []string{"starts_at"}, concerns: both(rule("start_date_in_future"), timed)},
		"zone_unknown":            {says: []string{"starts_at", "device_id"}, concerns: both(brand("ultraloq", "lockly", "two_n", "dormakaba"), timed)},
		"time_frame":              {says: []string{"starts_at", "ends_at", "max_time_rounding"}, concerns: both(func(a *attempt) bool { return len(a.lock.Device.Frames) > 0 }, timed)},
		"name_must_be_unique":     {says: []string{"name"}, concerns: rule("name_must_be_unique")},
		"backup_pool":             {says: []string{"use_backup_access_code_pool"}, concerns: func(a *attempt) bool { return a.draft != nil && a.draft.BackupPool }},
		"one_time":                {says: []string{"is_one_time_use", "is_offline_access_code"}, concerns: func(a *attempt) bool { return a.draft != nil && a.draft.OneTime }},
		"offline_pin":             {says: []string{"code"}, concerns: offline},
		"offline_window":          {says: []string{"ends_at", "starts_at"}, concerns: offline},
		"offline_codes":           {says: []string{"is_offline_access_code"}, concerns: offline},
		"device_removed":          {says: []string{"device_removed"}, concerns: making},
		"device_unmanaged":        {says: []string{"device_not_found"}, concerns: making},
		"code_unmanaged":          {says: []string{"access_code_not_found"}, concerns: changing},
		"offline_code":            {says: []string{"access_code_id"}, concerns: changing},
		"code_removing":           {says: []string{"access_code_id"}, concerns: changing},
		"code_over":               {unreached: "the simulator removes a code at its end, so that it is leaving or gone"},
		"online_codes":            {unreached: "the simulator's locks all take online codes unless they were removed, which is said instead"},
		"cannot_contain_0789":     {unreached: "no brand of the simulator has it"},
	}
	for _, kind := range []string{
		"no_zeros", "cannot_start_with_12", "no_triple_consecutive_ints", "no_ascending_or_descending_sequence",
		"at_least_three_unique_digits", "no_all_same_digits", "unique_first_four_digits", "cannot_contain_089",
	} {
		all[kind] = law{says: []string{"code"}, concerns: both(rule(kind), withPIN)}
	}
	return all
}

// answer is how the refusal is worded, or "" for none.
func answer(t rapid.TB, err error) []string {
	t.Helper()
	fault, ok := errors.AsType[*model.Fault](err)
	switch {
	case err == nil:
		return nil
	case !ok:
		t.Fatalf("not a fault: %v", err)
	case fault.Kind == model.KindRefused:
		return []string{"not sent"}
	case fault.Kind == model.KindInvalid && len(fault.Fields) > 0:
		return slices.Sorted(maps.Keys(fault.Fields))
	case slices.Contains([]model.Kind{model.KindInvalid, model.KindConflict, model.KindNotFound}, fault.Kind):
		return []string{fault.Type}
	}
	t.Fatalf("neither accepted nor refused: %v", err)
	return nil
}

// A score counts for each rule how often it was kept and broken.
type score struct{ kept, broken, blind map[string]int }

// judge compares fit with the simulator.
func (s *score) judge(t rapid.TB, w *world, a *attempt) {
	t.Helper()
	switch said, refusing := answer(t, a.err), a.refusing(); {
	case len(said) == 0 && len(refusing) == 0:
		for kind, l := range laws() {
			if l.concerns != nil && l.concerns(a) {
				s.kept[kind]++
			}
		}
	case len(said) > 0 && len(refusing) > 0:
		may := s.broke(t, refusing)
		if !slices.ContainsFunc(said, func(word string) bool { return slices.Contains(may, word) }) && !s.unforeseen(w, a) {
			t.Fatalf("fit refuses by %q, the simulator says %q: %v", refusing, said, a.err)
		}
	case !s.unforeseen(w, a):
		t.Fatalf("fit refuses by %q, the simulator says %q: %v", refusing, said, a.err)
	}
}

// broke counts rules as broken and gives the words in which the simulator may say so.
func (s *score) broke(t rapid.TB, rules []string) []string {
	t.Helper()
	var may []string
	for _, kind := range rules {
		l, known := laws()[kind]
		if !known || l.unreached != "" {
			t.Fatalf("fit refuses by %q, which is no rule of the table or cannot be: %q", kind, l.unreached)
		}
		may = append(may, l.says...)
		s.broken[kind]++
	}
	return may
}

// unforeseen says that a blind spot explains the difference.
func (s *score) unforeseen(w *world, a *attempt) bool {
	for _, b := range blindSpots() {
		if b.explains(w, a) {
			s.blind[b.name]++
			return true
		}
	}
	return false
}

// try makes one random wish.
func (w *world) try(t *rapid.T, l *model.Lock) *attempt {
	c, err := w.client()
	must(t, err)
	a := &attempt{lock: l}
	if code := someCode(t, l); code != nil && rapid.IntRange(0, 2).Draw(t, "update") == 0 {
		change := w.change(t, l, code)
		a.code, a.change, a.found = code, &change, fit.Update(l, code, &change, w.now(), zones)
		a.err = c.UpdateCode(context.Background(), l.Device.ID, code.ID, change)
		return a
	}
	d := w.draft(t, l)
	a.draft, a.found = &d, fit.Create(l, &d, w.now(), zones)
	_, a.err = c.CreateCode(context.Background(), d)
	return a
}

// TestFitRefusesWhatTheSimulatorRefuses tries random wishes on random locks in random states: fit takes and refuses
// exactly what the simulator takes and refuses, for reasons that match, but for the blind spots. Every rule is seen kept
// and broken.
func TestFitRefusesWhatTheSimulatorRefuses(t *testing.T) {
	t.Parallel()
	s := &score{kept: map[string]int{}, broken: map[string]int{}, blind: map[string]int{}}
	for range 5 { // chance misses a rule in one of some hundred runs
		rapid.Check(t, s.check)
		if len(s.unseen()) == 0 {
			break
		}
		if testing.Short() {
			return // too few rounds to meet everything
		}
	}
	for _, kind := range s.unseen() {
		t.Errorf("%s: %d times kept, %d times broken: both sides must be seen", kind, s.kept[kind], s.broken[kind])
	}
	t.Log("kept", s.kept, "broken", s.broken, "blind", s.blind)
}

// check makes wishes on some locks of one world.
func (s *score) check(t *rapid.T) {
	w, err := newWorld(rapid.Uint64Range(1, 8).Draw(t, "seed"))
	must(t, err)
	var places []int
	for i := range w.devices {
		places = append(places, i)
	}
	for range 4 {
		w.device, w.secret = w.devices[rapid.SampledFrom(places).Draw(t, "lock")], false
		must(t, w.upset(t))
		l, err := w.lock()
		must(t, err)
		for range rapid.IntRange(8, 16).Draw(t, "wishes") {
			w.pass(time.Duration(rapid.IntRange(7, 200).Draw(t, "seconds")) * time.Second)
			must(t, w.disturb(t, l))
			l, err = w.lock()
			must(t, err)
			s.judge(t, w, w.try(t, l))
		}
	}
}

// unseen are the rules of which one side was not met.
func (s *score) unseen() []string {
	var out []string
	for kind, l := range laws() {
		if l.unreached == "" && (s.kept[kind] == 0 || s.broken[kind] == 0) {
			out = append(out, kind)
		}
	}
	slices.Sort(out)
	return out
}

// TestEveryRuleOfFitIsInTheTable reads the source of fit: whoever adds a rule that refuses adds it to the table above.
func TestEveryRuleOfFitIsInTheTable(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../model/fit/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	known, literal := laws(), regexp.MustCompile(`c\.refuse\([^,]+, ("[a-z_0-9]+")?`)
	seen := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			seen++
			if kind := strings.Trim(m[1], `"`); kind != "" && known[kind].says == nil && known[kind].unreached == "" {
				t.Errorf("%s: %q is not in the table", file, kind)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d refusals were found in the source", seen)
	}
}
