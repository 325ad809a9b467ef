package recur_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/recur"
)

func TestCodeName(t *testing.T) {
	t.Parallel()
	w := recur.Window{Day: date(t, "2027-01-04"), Number: 12}
	for _, c := range []struct {
		rule, template, short string
		limit, number         int
		want                  string
	}{
		{"Cleaners", "", "", 0, 12, "Cleaners"},
		{"Cleaners", "{rule} {day} {date} {n}", "", 0, 12, "Cleaners Mon 2027-01-04 12"},
		{"Cleaners", "{rule} {date}", "{rule} {n}", 14, 12, "Cleaners 12"},
		{"Cleaners", "{rule} {date}", "{rule} {n}", 20, 12, "Cleaners 2027-01-04"},
		{"Cleaners", "{rule} {n}", "", 20, 0, "Cleaners 2027-01-04"},
		{"Window cleaners of Elm Street", "{rule} {n}", "", 14, 12, "Window clea 12"},
		{"Window cleaners of Elm Street", "{rule} {date}", "", 14, 12, "Win 2027-01-04"},
		{"Window cleaners", "{rule}", "", 7, 12, "Window"},
		{"Fensterputzer für Ärzte", "{rule}", "", 18, 12, "Fensterputzer für"},
		{"Cleaners", "{date} {date}", "", 14, 12, "2027-017-01-04"},
		{"C", "{rule} {date}", "", 5, 12, "C -04"},
	} {
		r := recur.Rule{Name: c.rule, Naming: recur.Naming{Template: c.template, Short: c.short}}
		w.Number = c.number
		if got := r.CodeName(c.limit, w); got != c.want {
			t.Errorf("%q %q within %d: got %q, want %q", c.rule, c.template, c.limit, got, c.want)
		}
	}
}

func TestCodeNameFits(t *testing.T) {
	t.Parallel()
	cut := 0
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("abcé {}日-"))).Draw
		r := recur.Rule{Name: text(t, "name"), Naming: recur.Naming{
			Template: text(t, "a") + rapid.SampledFrom([]string{"", "{rule}", "{date}", "{n}"}).Draw(t, "word") + text(t, "b"), Short: text(t, "short"),
		}}
		limit := rapid.IntRange(1, 20).Draw(t, "limit")
		w := recur.Window{Day: 20820, Number: rapid.IntRange(0, 10_000).Draw(t, "number")}
		got := r.CodeName(limit, w)
		if n := utf8.RuneCountInString(got); n > limit || got != model.Clean(got) {
			t.Fatalf("%q has %d runes, %d are possible", got, n, limit)
		}
		if r.CodeName(0, w) != got {
			cut++
		}
	})
	if cut == 0 && !testing.Short() {
		t.Error("nothing was cut")
	}
}

func TestListedPINs(t *testing.T) {
	t.Parallel()
	p := recur.PINPolicy{Kind: recur.Listed, PINs: []model.PIN{model.NewPIN("1111"), model.NewPIN("2222"), model.NewPIN("3333")}}
	for n, want := range map[int]string{1: "1111", 2: "2222", 3: "3333", 4: "1111", 10_000: "1111", 0: "1111", -5: "1111"} {
		if got := p.Listed(n).Reveal(); got != want {
			t.Errorf("window %d: got %s, want %s", n, got, want)
		}
	}
	p.Kind = recur.Fixed
	if p.Listed(1).Known() {
		t.Error("a fixed PIN came from a list")
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	r := rule(t, "1990-01-01", "FREQ=WEEKLY;BYDAY=MO,WE", "09:00-10:00", "FREQ=MONTHLY;BYMONTHDAY=1", "12:00-13:00")
	r.Extra = []recur.Opening{{Date: date(t, "2027-01-05"), Hours: hours(t, "20:00-21:00")}}
	r.Skip = []recur.Skip{{Date: date(t, "2027-01-04")}}
	in := recur.Setting{Zone: zone(t, "UTC")}
	from := at(t, "2027-01-03T00:00:00Z")
	if w := compile(t, &r, in).After(from, 1); w[0].Number != 0 {
		t.Errorf("window %d was counted although nobody asked", w[0].Number)
	}
	r.Naming.Template = "{rule} {n}"
	want := 0
	for d := r.Start; d <= date(t, "2027-01-06"); d++ {
		if d.Weekday() == 1 || d.Weekday() == 3 {
			want++
		}
		if _, _, day := d.Split(); day == 1 {
			want++
		}
	}
	got := compile(t, &r, in).After(from, 2)
	if got[0].Number != 0 || got[1].Number != want {
		t.Errorf("got numbers %d and %d, want 0 for the extra opening and %d", got[0].Number, got[1].Number, want)
	}
	daily := rule(t, "1990-01-01", "FREQ=DAILY", "09:00-10:00")
	daily.Naming.Short = "{n}"
	if w := compile(t, &daily, in).After(from, 1); w[0].Number != 0 {
		t.Errorf("window %d is numbered, 10,000 is the most", w[0].Number)
	}
}
