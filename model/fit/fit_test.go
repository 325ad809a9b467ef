package fit_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/fit"
)

// noon is the present of these tests: a Friday in November 2026, 12:00 in Los Angeles.
// zones is the database of the machine.
func zones(name string) (*time.Location, bool) {
	zone, err := time.LoadLocation(name)
	return zone, err == nil
}

func noon() time.Time { return time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC) }

// patio is a lock that takes everything, until a test changes it.
func patio(change func(*model.Device), codes ...model.AccessCode) *model.Lock {
	d := model.Device{
		ID: "patio", Name: "Patio", Type: "august_lock", TimeZone: "America/Los_Angeles", Online: model.Yes, Managed: true,
		Can: model.Capabilities{ProgramOnlineCodes: model.Yes, BackupPool: model.Yes},
	}
	if change != nil {
		change(&d)
	}
	return model.NewLock(d, codes, true, nil)
}

func ruled(types ...string) func(*model.Device) {
	return func(d *model.Device) {
		for _, kind := range types {
			d.Rules.Constraints = append(d.Rules.Constraints, model.Constraint{Type: kind})
		}
	}
}

// rules are what was found: a rule that refuses has a bang.
func rules(findings []fit.Finding) []string {
	var out []string
	for _, f := range findings {
		mark := ""
		if f.Refuses {
			mark = "!"
		}
		out = append(out, f.Rule+mark)
	}
	return out
}

func TestPINRules(t *testing.T) {
	t.Parallel()
	six := func(d *model.Device) { d.Rules.Lengths = []int{6} }
	for _, c := range []struct {
		name   string
		device func(*model.Device)
		pin    string
		want   []string
	}{
		{"nothing wrong", nil, "8305", nil},
		{"twelve digits", nil, "830596294857", nil},
		{"three digits", nil, "830", []string{"pin_length!"}},
		{"thirteen digits", nil, "8305962948571", []string{"pin_length!"}},
		{"letters", nil, "83o5", []string{"digits_only!"}},
		{"digits of another script", nil, "٨٣٠٥", []string{"digits_only!"}},
		{"another length", six, "83051", []string{"pin_length!"}},
		{"the length", six, "830596", nil},
		{"a zero", ruled("no_zeros"), "8305", []string{"no_zeros!"}},
		{"no zero", ruled("no_zeros"), "8315", nil},
		{"begins with 12", ruled("cannot_start_with_12"), "1285", []string{"cannot_start_with_12!"}},
		{"has 12", ruled("cannot_start_with_12"), "8125", nil},
		{"four equal", ruled("no_triple_consecutive_ints"), "855552", []string{"no_triple_consecutive_ints!"}},
		{"four falling", ruled("no_triple_consecutive_ints"), "954328", []string{"no_triple_consecutive_ints!"}},
		{"three rising", ruled("no_triple_consecutive_ints"), "834586", []string{"no_triple_consecutive_ints"}},
		{"two rising", ruled("no_triple_consecutive_ints"), "834186", nil},
		{"falling throughout", ruled("no_ascending_or_descending_sequence"), "8765", []string{"no_ascending_or_descending_sequence!", "weak_pin"}},
		{"falling in part", ruled("no_ascending_or_descending_sequence"), "87652", nil},
		{"two different", ruled("at_least_three_unique_digits"), "8383", []string{"at_least_three_unique_digits!", "weak_pin"}},
		{"three different", ruled("at_least_three_unique_digits"), "8385", nil},
		{"all the same", ruled("no_all_same_digits"), "8888", []string{"no_all_same_digits!", "weak_pin"}},
		{"nearly the same", ruled("no_all_same_digits"), "8878", nil},
		{"twice in four", ruled("unique_first_four_digits"), "83854", []string{"unique_first_four_digits!"}},
		{"twice in five", ruled("unique_first_four_digits"), "83048", nil},
		{"an eight", ruled("cannot_contain_089"), "5836", []string{"cannot_contain_089!"}},
		{"a seven", ruled("cannot_contain_089"), "5736", nil},
		{"a seven on six buttons", ruled("cannot_contain_0789"), "5736", []string{"cannot_contain_0789!"}},
		{"six buttons", ruled("cannot_contain_0789"), "5136", nil},
		{"not ours to choose", ruled("cannot_specify_pin_code"), "8305", []string{"cannot_specify_pin_code!"}},
		{"an existing set", ruled("pin_code_matches_existing_set"), "8305", []string{"pin_code_matches_existing_set"}},
		{"a rule to come", ruled("no_primes"), "8305", []string{"no_primes"}},
	} {
		got := rules(fit.Create(patio(c.device), &model.CodeDraft{Name: "Guest", PIN: model.NewPIN(c.pin)}, noon(), zones))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSuggest: what is suggested is taken by all, is not weak, and no code has it.
func TestSuggest(t *testing.T) {
	t.Parallel()
	random := rand.NewChaCha8([32]byte{1})
	locks := []*model.Lock{
		patio(ruled("no_zeros", "cannot_start_with_12"), model.AccessCode{ID: "a", PIN: model.NewPIN("8315")}),
		patio(func(d *model.Device) { d.Rules.Lengths = []int{4, 5, 6} }),
	}
	for length, want := range map[int]int{0: 4, 5: 5, 6: 6} {
		pin, err := fit.Suggest(locks, length, random)
		if err != nil || pin.Len() != want || fit.Weak(pin) != "" {
			t.Fatalf("length %d gave %d digits, %v", length, pin.Len(), err)
		}
		for _, l := range locks {
			if found := fit.Create(l, &model.CodeDraft{Name: "Guest", PIN: pin}, noon(), zones); len(found) > 0 {
				t.Errorf("length %d: %q", length, rules(found))
			}
		}
	}
}

func TestSuggestSaysWhoseRulesHaveNothingInCommon(t *testing.T) {
	t.Parallel()
	lengths := func(name string, n ...int) *model.Lock {
		return patio(func(d *model.Device) { d.Name, d.Rules.Lengths = name, n })
	}
	for want, locks := range map[string][]*model.Lock{
		"Garage wants 4 digits, Patio 6 digits":                   {lengths("Patio", 6), lengths("Door", 4, 5, 6), lengths("Garage", 4)},
		"Patio gets its PINs from its maker":                      {lengths("Door"), patio(ruled("cannot_specify_pin_code"))},
		"C wants 4 or 5 digits, A 4 or 6 digits, B 5 or 6 digits": {lengths("A", 4, 6), lengths("B", 5, 6), lengths("C", 4, 5)},
		"there is no lock":                                        nil,
	} {
		pin, err := fit.Suggest(locks, 0, rand.NewChaCha8([32]byte{1}))
		if !errors.Is(err, fit.ErrNoPIN) || pin.Known() || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want one that says %q", err, want)
		}
	}
}

func TestWeak(t *testing.T) {
	t.Parallel()
	for pin, want := range map[string]string{
		"1111": "one digit throughout", "1234": "a sequence", "9876": "a sequence", "7890": "a sequence", "0123": "a sequence",
		"1212": "a part repeated", "123123": "a part repeated", "1221": "a part repeated", "1122": "a part repeated",
		"2580": "a line on the keypad", "0852": "a line on the keypad", "147258": "a line on the keypad", "34344": "two digits only",
		"1987": "a year", "2024": "a year", "2412": "a date", "1224": "a date", "241299": "a date", "991224": "a date",
		"24121999": "a date", "19991224": "a date", "6969": "a part repeated", "5683": "among the most common",
		"8305": "", "83051": "", "830596": "", "5": "one digit throughout", "": "", "word": "", "830596294857": "",
	} {
		if got := fit.Weak(model.NewPIN(pin)); got != want {
			t.Errorf("%q is %q, want %q", pin, got, want)
		}
	}
}
