package sim

import (
	"slices"
	"testing"
	"time"
)

// TestBrandsAreTrueToTheGuides holds the catalogue to what Seam's guides and sandbox samples state.
func TestBrandsAreTrueToTheGuides(t *testing.T) {
	native := []string{"two_n", "august", "igloohome", "kwikset", "nuki", "salto_ks", "schlage", "tedee", "ttlock", "yale", "wyze"}
	rules := map[string][]string{
		"nuki":      {"no_zeros", "cannot_start_with_12", "name_length"},
		"kwikset":   {"start_date_in_future", "name_length"},
		"schlage":   {"unique_first_four_digits"},
		"salto_ks":  {"cannot_specify_pin_code"},
		"tedee":     {"at_least_three_unique_digits", "no_ascending_or_descending_sequence"},
		"ttlock":    {"cannot_contain_089"},
		"keyincode": {"no_ascending_or_descending_sequence", "no_all_same_digits"},
		"brivo":     {"no_triple_consecutive_ints"},
		"wyze":      {"name_must_be_unique"},

		"dormakaba_oracode": {"cannot_specify_pin_code"},
	}
	lengths := map[string][]int{
		"kwikset": {4, 5, 6, 7, 8}, "nuki": {6}, "salto_ks": {6}, "igloohome": {4, 5, 6}, "lockly": {6, 7, 8},
		"ultraloq": {4, 5, 6, 7, 8}, "tedee": {5, 6, 7, 8}, "two_n": {4, 5, 6, 7, 8}, "smartthings": nil,
		"dormakaba_oracode": {6},
	}
	named := []string{"august", "kwikset", "salto_ks", "schlage", "tedee", "ttlock", "yale"}
	seen := 0
	for _, b := range brands() {
		if b.native != slices.Contains(native, b.key) || b.namesCodes != slices.Contains(named, b.key) {
			t.Errorf("%s: native %v, names codes %v", b.key, b.native, b.namesCodes)
		}
		var kinds []string
		for _, c := range b.rules {
			kinds = append(kinds, c.Type)
		}
		if !slices.Equal(kinds, rules[b.key]) {
			t.Errorf("%s: rules %v, want %v", b.key, kinds, rules[b.key])
		}
		if want, stated := lengths[b.key]; stated && !slices.Equal(b.lengths, want) {
			t.Errorf("%s: lengths %v, want %v", b.key, b.lengths, want)
		}
		seen++
	}
	if seen < 16 {
		t.Errorf("only %d brands", seen)
	}
}

func TestAdvanceMovesTheSimulatedClockOnly(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(august, object{})
	r.Advance(time.Minute)
	if got := r.Now().Sub(friday()); got != time.Minute {
		t.Errorf("moved by %v", got)
	}
	r.follow(c, []beat{{0, "set", false, ""}})
	if r.Advance(-time.Hour); r.Now().Sub(friday()) != time.Minute {
		t.Error("time runs backwards")
	}
}
