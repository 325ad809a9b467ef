package fit_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/fit"
)

// crowded is a lock of four digits that has every PIN but some.
func crowded(free ...string) *model.Lock {
	var codes []model.AccessCode
	for n := range 10_000 {
		pin := fmt.Sprintf("%04d", n)
		if !strings.Contains(strings.Join(free, " "), pin) {
			codes = append(codes, model.AccessCode{ID: model.CodeID(pin), PIN: model.NewPIN(pin)})
		}
	}
	return patio(func(d *model.Device) { d.Rules.Lengths = []int{4} }, codes...)
}

// TestSuggestFindsTheLastOne: however few are left, one that is not weak is found, and a weak one is not offered.
func TestSuggestFindsTheLastOne(t *testing.T) {
	t.Parallel()
	pin, err := fit.Suggest([]*model.Lock{crowded("8305", "1111")}, 0, rand.NewChaCha8([32]byte{}))
	if err != nil || pin.Reveal() != "8305" {
		t.Errorf("%d digits, %v", pin.Len(), err)
	}
	if _, err := fit.Suggest([]*model.Lock{crowded("1111")}, 0, rand.NewChaCha8([32]byte{})); !errors.Is(err, fit.ErrNoPIN) || !strings.Contains(err.Error(), "4 digits that are hard to guess are taken") {
		t.Errorf("%v, want one that says that all are taken", err)
	}
}

// TestSuggestNeedsChance: a source that ends or is stuck is an error, and no reason to go on for ever.
func TestSuggestNeedsChance(t *testing.T) {
	t.Parallel()
	lock := []*model.Lock{patio(nil)}
	for name, random := range map[string]io.Reader{
		"empty": strings.NewReader(""), "broken": iotest.ErrReader(io.ErrClosedPipe), "stuck on a byte that is no digit": same(255),
	} {
		if pin, err := fit.Suggest(lock, 0, random); err == nil || pin.Known() || errors.Is(err, fit.ErrNoPIN) {
			t.Errorf("%s: %d digits, %v", name, pin.Len(), err)
		}
	}
	if _, err := fit.Suggest(lock, 0, iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v hides its cause", err)
	}
	if pin, err := fit.Suggest(lock, 0, same(1)); err != nil || fit.Weak(pin) != "" {
		t.Errorf("a source that always gives 1: %v", err)
	}
	if _, err := fit.Suggest(lock, 3, rand.NewChaCha8([32]byte{})); !errors.Is(err, fit.ErrNoPIN) || !strings.Contains(err.Error(), "4 to 12 digits") {
		t.Errorf("three digits: %v", err)
	}
}

// TestSuggestDropsWhatFavoursLowDigits: bytes from 250 on are none of ten equal parts.
func TestSuggestDropsWhatFavoursLowDigits(t *testing.T) {
	t.Parallel()
	pin, err := fit.Suggest([]*model.Lock{patio(nil)}, 4, strings.NewReader("\xfa\x08\x03\xff\x00\xfe\x05"))
	if err != nil || pin.Reveal() != "8305" {
		t.Errorf("%d digits, %v", pin.Len(), err)
	}
}

// same is a source that gives one byte for ever.
type same byte

func (s same) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(s)
	}
	return len(p), nil
}

// TestSuggestIsEven: no digit comes up more often than it should at any place.
func TestSuggestIsEven(t *testing.T) {
	t.Parallel()
	random := rand.NewChaCha8([32]byte{7})
	const draws = 4000
	var count [7][10]int
	for range draws {
		pin, err := fit.Suggest([]*model.Lock{patio(nil)}, 7, random)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range pin.Reveal() {
			count[i][d-'0']++
		}
	}
	for i := range count {
		for d, n := range count[i] { // 400 are expected, five deviations are 95
			if n < 290 || n > 510 {
				t.Errorf("digit %d at place %d: %d of %d", d, i, n, draws)
			}
		}
	}
}

// TestSuggestKeepsEveryRule: whatever rules locks have, what is suggested breaks none, and nothing is said against it.
func TestSuggestKeepsEveryRule(t *testing.T) {
	t.Parallel()
	kinds := []string{
		"no_zeros", "cannot_start_with_12", "no_triple_consecutive_ints", "no_ascending_or_descending_sequence", "name_length",
		"at_least_three_unique_digits", "no_all_same_digits", "unique_first_four_digits", "cannot_contain_089", "cannot_contain_0789", "start_date_in_future",
	}
	suggested := 0
	rapid.Check(t, func(t *rapid.T) {
		locks := make([]*model.Lock, rapid.IntRange(1, 3).Draw(t, "locks"))
		for i := range locks {
			own := rapid.SliceOfNDistinct(rapid.SampledFrom(kinds), 0, 5, rapid.ID).Draw(t, "rules")
			lengths := rapid.SliceOfN(rapid.IntRange(2, 14), 0, 4).Draw(t, "lengths")
			taken := rapid.StringMatching(`[0-9]{4}`).Draw(t, "taken")
			locks[i] = patio(func(d *model.Device) { ruled(own...)(d); d.Rules.Lengths = lengths }, set("a", "Anna", taken, model.Window{}))
		}
		pin, err := fit.Suggest(locks, 0, rand.NewChaCha8([32]byte{byte(rapid.IntRange(0, 255).Draw(t, "seed"))}))
		if err != nil {
			if !errors.Is(err, fit.ErrNoPIN) || !strings.Contains(err.Error(), "Patio") {
				t.Fatal(err)
			}
			return
		}
		suggested++
		for _, l := range locks {
			if found := fit.Create(l, &model.CodeDraft{Name: "Guest", PIN: pin}, noon(), zones); len(found) > 0 {
				t.Fatalf("%q", rules(found))
			}
		}
	})
	if suggested < 20 && !testing.Short() {
		t.Errorf("only %d PINs were suggested", suggested)
	}
}

func BenchmarkSuggest(b *testing.B) {
	locks, random := make([]*model.Lock, 20), rand.NewChaCha8([32]byte{1})
	for i := range locks {
		locks[i] = patio(ruled("no_zeros", "unique_first_four_digits"), set("a", "Anna", "8305", model.Window{}))
	}
	for b.Loop() {
		if _, err := fit.Suggest(locks, 0, random); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCreate is what a key in the form costs for each lock, with 250 codes on it.
func BenchmarkCreate(b *testing.B) {
	codes := make([]model.AccessCode, 250)
	for i := range codes {
		codes[i] = set(fmt.Sprint(i), fmt.Sprint("Guest ", i), fmt.Sprint(10_000+i), hours(float64(i), float64(i+30)))
	}
	l := patio(func(d *model.Device) { ruled("no_zeros", "name_must_be_unique")(d); d.Slots = 100 }, codes...)
	d := &model.CodeDraft{Name: "Guest", PIN: model.NewPIN("8315"), Window: hours(3, 60)}
	for b.Loop() {
		if found := fit.Create(l, d, noon(), zones); fit.Refused(found) {
			b.Fatal(found)
		}
	}
}
