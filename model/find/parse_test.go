package find

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

func TestMistakes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text       string
		of         Subject
		want       string
		unfinished bool
	}{
		{"status:sett1ng", Codes, "status: does not know sett1ng; did you mean setting?", false},
		{"status:removign", Codes, "did you mean removing?", false},
		{"status:set,lat", Codes, "did you mean late?", true},
		{"status:lat maple", Codes, "did you mean late?", false},
		{"statsu:late", Codes, "there is no key statsu:; did you mean status:?", false},
		{"colour:red", Codes, "there is no key colour: (quotes make it text); the keys are status: type: lock: name: err: age:", false},
		{"status:", Codes, "status: wants stuck, set, setting", true},
		{"lock:", Codes, "lock: wants a part of the lock's name", true},
		{`lock:" "`, Codes, "lock: wants a part of the lock's name", true},
		{"!", Codes, "! wants a word behind it", true},
		{"! maple", Codes, "! wants a word behind it", false},
		{"age:30m", Codes, "age: does not know 30m; it wants a time such as >30m", false},
		{"age:>3", Codes, "it wants a time", true},
		{"age:>30x", Codes, "it wants a time", false},
		{"battery:<lots", Codes, "battery: does not know lots; it wants low, wired, unknown or a level such as <20", false},
		{"lock:>5", Codes, "lock: cannot be compared", false},
		{"age:>1m,2m", Codes, "compares with one value only", false},
		{"starts:2026-13-01", Codes, "a date such as 2026-12-24", true},
		{"starts:tomorow", Codes, "did you mean tomorrow?", false},
		{"ends:24h", Codes, "or <24h", false},
		{"managed:maybe", Codes, "managed: does not know maybe", false},
		{"age:>30m", Locks, "age: asks about codes, and these are locks", false},
	} {
		_, err := Parse(c.text, c.of, nil)
		var m *Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q: error %v, want a mistake", c.text, err)
			continue
		}
		if !strings.Contains(m.Error(), c.want) || m.Unfinished != c.unfinished {
			t.Errorf("%q: %q, unfinished %v; want %q, %v", c.text, m.Error(), m.Unfinished, c.want, c.unfinished)
		}
		if m.Word == "" || !strings.HasPrefix(c.text[m.At:], m.Word) {
			t.Errorf("%q: the mistake is in %q at %d", c.text, m.Word, m.At)
		}
	}
}

// TestGuessesAreUnderstood puts each guess where it belongs.
func TestGuessesAreUnderstood(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"maple status:sett1ng":     "maple status:setting",
		"!status:set,lte,late":     "!status:set,late,late",
		"statsu:late maple":        "status:late maple",
		"!!!Statsu:late":           "!!!status:late",
		`status:"on the lokc",set`: `status:"on the lock",set`,
		"ends:tomorow":             "ends:tomorrow",
	} {
		_, err := Parse(text, Codes, nil)
		var m *Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q: error %v, want a mistake", text, err)
			continue
		}
		got := text[:m.From] + m.Guess + text[m.To:]
		if got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		if _, err := Parse(got, Codes, nil); err != nil {
			t.Errorf("the guess %q: %v", got, err)
		}
	}
}

// TestBounds: what is long is refused before anything else is asked of it.
func TestBounds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		strings.Repeat("a", Longest):            "",
		strings.Repeat("a", Longest+1):          "too long for a filter; 1024",
		"name:" + strings.Repeat("a,", Longest): "too long for a filter",
		strings.Repeat("a ", MostWords):         "",
		strings.Repeat("a ", MostWords) + "b c": "24 words at most",
	} {
		_, err := Parse(text, Codes, nil)
		var m *Mistake
		switch {
		case want == "" && err != nil:
			t.Errorf("%d bytes: %v", len(text), err)
		case want == "":
		case !errors.As(err, &m) || !strings.Contains(m.Why, want) || !strings.HasPrefix(text[m.At:], m.Word) || m.To > len(text):
			t.Errorf("%d bytes: %v, want %q", len(text), err, want)
		}
	}
	if got := Complete(strings.Repeat("a ", Longest)+"st", 2*Longest+2, Codes, nil, nil); got != nil {
		t.Errorf("a text that is too long is completed with %v", got)
	}
}

func TestNarrows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wide, narrow string
		want         bool
	}{
		{"", "maple", true},
		{"map", "maple", true},
		{"maple", "map", false},
		{"map", "maple front", true},
		{"name:map", "name:maple status:late", true},
		{"!map", "!maple", false},
		{"!map", "!map x", true},
		{"name:a,b", "name:a,bc", false},
		{"name:a", "lock:a", false},
		{"age:>30m", "age:>30m x", true},
		{"age:>30m", "age:>31m", false},
		{"status:late", "status:late,set", false},
		{"starts:today", "starts:week", false},
	} {
		if got := mustParse(t, c.narrow).narrows(mustParse(t, c.wide)); got != c.want {
			t.Errorf("%q narrows %q: %v", c.narrow, c.wide, got)
		}
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	locks := world()
	for _, c := range []struct {
		text string
		of   Subject
		want []string
	}{
		{"st", Codes, []string{"status:", "starts:"}},
		{"maple !a", Codes, []string{"age:"}},
		{"status:se", Codes, []string{"set", "setting"}},
		{"status:late,rem", Codes, []string{"removing"}},
		{"status:hib", Codes, []string{"hibernating"}},
		{"lock:patio", Codes, []string{`"Maple · Patio"`}},
		{"lock:", Codes, []string{`"Cedar · Gate"`, `"Maple · Front"`, `"Maple · Patio"`}},
		{"name:oka", Codes, []string{`"Guest Okafor"`}},
		{"err:", Codes, []string{"any", "duplicate_code_on_device", "device_offline"}},
		{"err:", Locks, []string{"any", "device_offline"}},
		{"zone:l", Codes, []string{"Europe/Lisbon", "America/Los_Angeles"}},
		{"lock:PATIO", Codes, []string{`"Maple · Patio"`}},
		{"lock:·", Codes, []string{`"Cedar · Gate"`, `"Maple · Front"`, `"Maple · Patio"`}},
		{"ends:to", Codes, []string{"today", "tomorrow"}},
		{"battery:", Codes, []string{"low", "wired", "unknown"}},
		{"age:>", Codes, nil},
		{`"st`, Codes, nil},
		{"nothing:", Codes, nil},
		{"status:stale", Locks, []string{"stale"}},
	} {
		var got []string
		for _, cand := range Complete(c.text, len(c.text), c.of, locks, []string{"hibernating"}) {
			if cand.From < 0 || cand.From > cand.To || cand.To != len(c.text) {
				t.Errorf("%q: a candidate for %d to %d", c.text, cand.From, cand.To)
			}
			got = append(got, cand.Text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// TestCompleteLooksAtSoMany: beyond a number of texts nothing is looked for.
func TestCompleteLooksAtSoMany(t *testing.T) {
	t.Parallel()
	codes := make([]model.AccessCode, completionTexts+1)
	for i := range codes {
		codes[i].Name = "a"
	}
	codes[len(codes)-2].Name, codes[len(codes)-1].Name = "near", "far"
	locks := []*model.Lock{{Codes: codes}}
	if got := Complete("name:ne", 7, Codes, locks, nil); len(got) != 1 || got[0].Text != "near" {
		t.Errorf("completed with %v, want near", got)
	}
	if got := Complete("name:fa", 7, Codes, locks, nil); len(got) != 0 {
		t.Errorf("completed with %v, want nothing", got)
	}
}

// TestCompletionsAreUnderstood takes every value that is offered, for every key.
func TestCompletionsAreUnderstood(t *testing.T) {
	t.Parallel()
	locks, taken := world(), 0
	for _, of := range []Subject{Codes, Locks} {
		for _, r := range rules(of, nil) {
			for _, c := range Complete(r.name, len(r.name), of, locks, nil) {
				text := r.name + c.Text
				if strings.ContainsRune(c.Text, ' ') && !strings.HasPrefix(c.Text, `"`) {
					t.Errorf("%s offers %s, which falls apart", r.name, c.Text)
				}
				if _, err := Parse(text, of, nil); err != nil {
					t.Errorf("%s was offered and is not understood: %v", text, err)
				}
				taken++
			}
		}
	}
	if taken < 40 {
		t.Fatalf("only %d completions", taken)
	}
}

func TestClosest(t *testing.T) {
	t.Parallel()
	words := []string{"set", "setting", "removing", "late"}
	for typed, want := range map[string]string{"settng": "setting", "removign": "removing", "alte": "late", "zzzzz": "", "": "", "lat": "late"} {
		if got := closest(typed, words); got != want {
			t.Errorf("closest(%q) = %q, want %q", typed, got, want)
		}
	}
}

// FuzzParse wants -fuzzminimizetime=10x: a query takes microseconds, but the fuzzer counts nothing while it makes inputs smaller,
// which by default it does for a minute each.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"maple", `name:"Guest A",b !status:late`, "age:>30m battery:<20", "starts:2026-12-24 ends:<24h", `"`, "!!:", "a:b:c", "status:\x00", "zone:none !", "éa:ü", "\xff\xfe:"} {
		f.Add(s, 3)
	}
	locks := world()
	f.Fuzz(func(t *testing.T, text string, cursor int) {
		// In a table that runs share, the same input would not take the same paths again.
		table := worldTable()
		Complete(text, cursor, Codes, locks, nil)
		q, err := Parse(text, Codes, nil)
		if err != nil {
			var m *Mistake
			if !errors.As(err, &m) || m.Why == "" {
				t.Fatalf("an error without a reason: %v", err)
			}
			return
		}
		again, err := Parse(q.String(), Codes, nil)
		if err != nil || len(again.terms) != len(q.terms) {
			t.Fatalf("%q is read as %d terms, and then as %d: %v", text, len(q.terms), len(again.terms), err)
		}
		complements(t, table, q)
	})
}

// complements holds that each term and its negation share all rows between them.
func complements(t *testing.T, table *Table, q Query) {
	t.Helper()
	for _, one := range q.terms {
		one.not = true
		table.Filter(Query{terms: []term{one}}, false)
		without := idsOf(table)
		one.not = false
		table.Filter(Query{terms: []term{one}}, false)
		with := idsOf(table)
		if near, _ := table.Closest(); near {
			with = nil
		}
		for _, id := range with {
			if slices.Contains(without, id) {
				t.Fatalf("%+v: %s passes it and its negation", one, id)
			}
		}
		if len(with)+len(without) != table.All() {
			t.Fatalf("%+v: %d rows with and %d without, of %d", one, len(with), len(without), table.All())
		}
	}
}
