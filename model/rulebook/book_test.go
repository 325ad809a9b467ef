package rulebook_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/model/rulebook"
)

// A badZone is an unknown zone that knows what may have been meant.
type badZone struct{}

func (badZone) Error() string { return "unknown time zone" }
func (badZone) Hint() string  { return "did you mean Europe/Lisbon?" }

// A desk is a book on a keeper, with the test that it is for.
type desk struct {
	*testing.T
	*rulebook.Book
}

// clock is a minute later at each look.
func clock() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}
}

func bookOn(t *testing.T, k rulebook.Keeper) desk {
	t.Helper()
	return desk{t, rulebook.New(rulebook.Config{Keeper: k, Now: clock(), Zone: func(name string) error {
		if name == "Europe/Lisbon" {
			return nil
		}
		return fmt.Errorf("look for %s: %w", name, badZone{})
	}})}
}

func (d desk) load() *rulebook.Shelf {
	d.Helper()
	s, err := d.Load(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return s
}

// remove takes a rule away.
func (d desk) remove(id model.RuleID, version uint64, by, note string) error {
	_, err := d.Save(d.Context(), []rulebook.Edit{{Entry: rulebook.Entry{ID: id, Version: version}, Remove: true}}, by, note)
	return err
}

// save keeps edits that must be good.
func (d desk) save(edits ...rulebook.Edit) []rulebook.Entry {
	d.Helper()
	out, err := d.Save(d.Context(), edits, "rosa@desk", "a note")
	if err != nil {
		d.Fatal(err)
	}
	return out
}

// add keeps a new rule.
func (d desk) add(name string, sets ...recur.SetID) rulebook.Entry {
	d.Helper()
	return d.save(rulebook.Edit{Entry: rulebook.Entry{Rule: rule(name, sets...)}})[0]
}

func rule(name string, sets ...recur.SetID) recur.Rule {
	start, _ := civil.ParseDate("2027-01-04")
	return recur.Rule{
		Name: name, Locks: []model.DeviceID{"front"}, Zone: "Europe/Lisbon", Start: start, Holidays: sets,
		Spans: []recur.Span{{
			Days:  rrule.Rule{Freq: rrule.Weekly, ByDay: []rrule.Day{{Weekday: time.Monday}}},
			Hours: recur.Hours{From: 9 * civil.Hour, Until: 13 * civil.Hour},
		}},
		PIN: recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("4711")}},
	}
}

func holidaySet(name string) rulebook.SetEntry {
	day, _ := civil.ParseDate("2027-12-25")
	return rulebook.SetEntry{Set: holidays.Set{Name: name, Days: []holidays.Day{{Date: day, Name: "Christmas"}}}}
}

func (d desk) addSet(name string) rulebook.SetEntry {
	d.Helper()
	out, err := d.SaveSet(d.Context(), holidaySet(name), "rosa@desk", "")
	if err != nil {
		d.Fatal(err)
	}
	return out
}

// same compares; PINs are compared by their digits.
func same[T any](d desk, what string, want, got T) {
	d.Helper()
	digits := cmp.Comparer(func(a, b model.PIN) bool { return a.Reveal() == b.Reveal() })
	if diff := cmp.Diff(want, got, digits, cmpopts.EquateEmpty()); diff != "" {
		d.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// TestBook keeps rules by name, with their history, and gives the same shelf until something changes.
func TestBook(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	empty := d.load()
	window := d.add("window cleaners")
	cleaners := d.add("Cleaners")
	if window.ID == "" || window.Version != 1 || window.ID >= cleaners.ID {
		t.Errorf("the first are %+v and %+v", window, cleaners)
	}
	shelf := d.load()
	same(d, "rules by name", []rulebook.Entry{cleaners, window}, shelf.Rules)
	if shelf == empty || d.load() != shelf {
		t.Error("the shelf is not the same as long as nothing changed")
	}
	first := cleaners
	cleaners.Rule.Name = "Zuzana"
	cleaners = d.save(rulebook.Edit{Entry: cleaners})[0]
	same(d, "rules by the new name", []rulebook.Entry{window, cleaners}, d.load().Rules)
	same(d, "the shelf of before", "Cleaners", shelf.Rules[0].Rule.Name)
	if err := d.remove(cleaners.ID, cleaners.Version, "kim@laptop", "no more"); err != nil {
		t.Fatal(err)
	}
	same(d, "after the removal", []rulebook.Entry{window}, d.load().Rules)
	past, err := d.History(t.Context(), cleaners.ID)
	if err != nil || len(past) != 3 {
		t.Fatalf("the history: %+v, %v", past, err)
	}
	same(d, "removed", rulebook.Version{
		By: "kim@laptop", Note: "no more", Gone: true,
		Entry: rulebook.Entry{ID: cleaners.ID, Version: 3, Made: cleaners.Made, Changed: past[0].Entry.Changed, Rule: cleaners.Rule},
	}, past[0])
	same(d, "renamed", rulebook.Version{By: "rosa@desk", Note: "a note", Entry: cleaners}, past[1])
	same(d, "made", rulebook.Version{By: "rosa@desk", Note: "a note", Entry: first}, past[2])
	again := past[0].Entry
	again.Version = 0
	same(d, "made again", 4, d.save(rulebook.Edit{Entry: again})[0].Version)
}

// TestAppendingToAShelf writes into nobody else's lists.
func TestAppendingToAShelf(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	r := rule("Cleaners")
	r.Skip = []recur.Skip{{Date: r.Start}, {Date: r.Start + 7}, {Date: r.Start + 14}}
	d.save(rulebook.Edit{Entry: rulebook.Entry{Rule: r}})
	mine, theirs := d.load().Rules[0].Rule, d.load().Rules[0].Rule
	mine.Skip = append(mine.Skip, recur.Skip{Date: r.Start + 21})
	theirs.Skip = append(theirs.Skip, recur.Skip{Date: r.Start + 28})
	same(d, "mine", r.Start+21, mine.Skip[3].Date)
}

// TestConflicts shows both sides, and keeps nothing of what was to be saved together.
func TestConflicts(t *testing.T) {
	t.Parallel()
	memory := rulebook.InMemory(clock())
	d, other := bookOn(t, memory), bookOn(t, memory)
	seen := d.add("Cleaners")
	theirs := seen
	theirs.Rule.Name = "Cleaners of theirs"
	theirs = other.save(rulebook.Edit{Entry: theirs})[0]
	mine, rest := seen, rulebook.Entry{Rule: rule("Cleaners from June")}
	mine.Rule.Name = "Cleaners until June"
	edits := []rulebook.Edit{{Entry: rest}, {Entry: mine}}
	_, err := d.Save(t.Context(), edits, "kim@laptop", "this and following")
	got, ok := errors.AsType[*rulebook.Conflict](err)
	if !ok || !errors.Is(err, rulebook.ErrStale) || model.KindOf(err) != model.KindConflict {
		t.Fatalf("a rule that somebody else changed: %v", err)
	}
	same(d, "the conflict", &rulebook.Conflict{ID: seen.ID, Mine: edits[1], Theirs: theirs, By: "rosa@desk", When: theirs.Changed}, got)
	if want := "Cleaners until June: it was changed by rosa@desk meanwhile"; !strings.Contains(err.Error(), want) {
		t.Errorf("%q does not say %q", err, want)
	}
	same(d, "kept", []rulebook.Entry{theirs}, d.load().Rules)

	if err := other.remove(theirs.ID, theirs.Version, "rosa@desk", ""); err != nil {
		t.Fatal(err)
	}
	_, err = d.Save(t.Context(), []rulebook.Edit{{Entry: mine}}, "kim@laptop", "")
	if got, ok = errors.AsType[*rulebook.Conflict](err); !ok || !got.Gone || got.Theirs.Rule.Name != theirs.Rule.Name || got.By != "rosa@desk" {
		t.Errorf("a rule that somebody else removed: %+v, %v", got, err)
	}
	same(d, "kept after the removal", nil, d.load().Rules)
}

// TestRefusals judges before anything is kept, all rules that are to be kept together.
func TestRefusals(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	good := rulebook.Edit{Entry: rulebook.Entry{Rule: rule("Good")}}
	nameless, elsewhere, free := rule(""), rule("Elsewhere"), rule("Free", "gone")
	elsewhere.Zone = "Europe/Lisboa"
	for _, c := range []struct {
		bad   recur.Rule
		field recur.Field
		hint  string
	}{
		{nameless, recur.FieldName, ""},
		{elsewhere, recur.FieldZone, "did you mean Europe/Lisbon?"},
		{free, recur.FieldHolidays, "choose another one, or take it out"},
	} {
		_, err := d.Save(t.Context(), []rulebook.Edit{good, {Entry: rulebook.Entry{Rule: c.bad}}}, "me", "")
		r, ok := errors.AsType[*rulebook.Refusal](err)
		if !ok || model.KindOf(err) != model.KindInvalid || r.At != 1 || len(r.Troubles) != 1 || r.Troubles[0].Field != c.field {
			t.Errorf("%v: %+v, %v", c.field, r, err)
			continue
		}
		if c.hint != "" && model.HintOf(err) != c.hint {
			t.Errorf("%v has the hint %q", c.field, model.HintOf(err))
		}
	}
	same(d, "kept", nil, d.load().Rules)
	wrong := d.add("Right")
	wrong.Rule = recur.Rule{}
	d.save(rulebook.Edit{Entry: wrong, Remove: true}, good)
	same(d, "a rule is removed whatever is in it", "Good", d.load().Rules[0].Rule.Name)
}

// TestSets are shared by rules.
func TestSets(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	us := d.addSet("US holidays")
	d.addSet("Closing days")
	shelf := d.load()
	same(d, "sets by name", "Closing days", shelf.Sets[0].Set.Name)
	same(d, "the set", us, shelf.Sets[1])
	calendars := shelf.Calendars()
	for range 2 { // the second time it is known already
		c, ok := calendars(us.Set.ID)
		if !ok {
			t.Fatal("the set has no calendar")
		}
		if name, is := c.Holiday(us.Set.Days[0].Date); !is || name != "Christmas" {
			t.Errorf("Christmas is %q, %t", name, is)
		}
	}
	if _, ok := calendars("gone"); ok {
		t.Error("a set that is not there has a calendar")
	}
	if _, err := d.SaveSet(t.Context(), rulebook.SetEntry{}, "me", ""); model.KindOf(err) != model.KindInvalid || model.HintOf(err) == "" {
		t.Errorf("a set of nothing: %v", err)
	}
}

// TestSetInUse cannot be removed, until no rule has it.
func TestSetInUse(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	us := d.addSet("US holidays")
	cleaners := d.add("Cleaners", us.Set.ID)
	err := d.RemoveSet(t.Context(), us, "me", "")
	use, ok := errors.AsType[*rulebook.InUse](err)
	if !ok || model.KindOf(err) != model.KindConflict {
		t.Fatalf("a set in use: %v", err)
	}
	same(d, "in use", &rulebook.InUse{Set: "US holidays", Rules: []string{"Cleaners"}}, use)
	cleaners.Rule.Holidays = nil
	d.save(rulebook.Edit{Entry: cleaners})
	if err := d.RemoveSet(t.Context(), us, "me", ""); err != nil {
		t.Fatal(err)
	}
	same(d, "sets that are left", nil, d.load().Sets)
	many := rulebook.InUse{Set: "x", Rules: []string{"a", "b", "c", "d", "e", "f", "g"}}
	same(d, "many users", "it is used by a, b, c, d, e and 2 more", many.Error())
}

// TestSetConflicts show both sides.
func TestSetConflicts(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	us := d.addSet("US holidays")
	theirs := us
	theirs.Set.Name = "Holidays in the US"
	theirs, err := d.SaveSet(t.Context(), theirs, "rosa@desk", "")
	if err != nil || theirs.Version != 2 {
		t.Fatalf("%+v, %v", theirs, err)
	}
	for what, err := range map[string]error{
		"a change":  second(d.SaveSet(t.Context(), us, "me", "")),
		"a removal": d.RemoveSet(t.Context(), us, "me", ""),
	} {
		c, ok := errors.AsType[*rulebook.SetConflict](err)
		if !ok || model.KindOf(err) != model.KindConflict {
			t.Fatalf("%s of an old version: %v", what, err)
		}
		same(d, what, &rulebook.SetConflict{Mine: us, Theirs: theirs, By: "rosa@desk", When: theirs.Changed}, c)
	}
}

func second[T any](_ T, err error) error { return err }

// newer is a rule as a later version of the program may write it.
func newer() rulebook.Envelope {
	return rulebook.Envelope{ID: "newer", Name: "Of \x1b[31mtomorrow", Body: []byte(`{"version":99,"name":"Of tomorrow"}`)}
}

// withBroken is a book with a rule and a set beside which others cannot be read.
func withBroken(t *testing.T) (d desk, memory *rulebook.Memory, cleaners rulebook.Entry, us rulebook.SetEntry) {
	t.Helper()
	memory = rulebook.InMemory(clock())
	d = bookOn(t, memory)
	cleaners, us = d.add("Cleaners"), d.addSet("US holidays")
	_, err := memory.Save(t.Context(), rulebook.Batch{
		Rules: []rulebook.Change{{Envelope: newer()}},
		Sets:  []rulebook.Change{{Envelope: rulebook.Envelope{ID: "bad", Name: "Zeros", Body: []byte{0}}}},
		By:    "ann@desk",
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, memory, cleaners, us
}

// TestBroken shows what cannot be read beside what can, with a text that is safe to print.
func TestBroken(t *testing.T) {
	t.Parallel()
	d, _, cleaners, us := withBroken(t)
	shelf := d.load()
	same(d, "rules beside", []rulebook.Entry{cleaners}, shelf.Rules)
	same(d, "sets beside", []rulebook.SetEntry{us}, shelf.Sets)
	if len(shelf.Broken) != 2 {
		t.Fatalf("broken are %+v", shelf.Broken)
	}
	for i, want := range []rulebook.Broken{{ID: "newer", Version: 1}, {ID: "bad", Version: 1, Set: true}} {
		got := shelf.Broken[i]
		if got.Why == "" || got.Name == "" || strings.Contains(got.Name+got.Why, "\x1b") {
			t.Errorf("broken is %+v", got)
		}
		got.Name, got.Why = "", ""
		same(d, "broken", want, got)
	}
	err := d.RemoveSet(t.Context(), us, "me", "")
	use, ok := errors.AsType[*rulebook.InUse](err)
	if !ok {
		t.Fatalf("a set that a rule of tomorrow may use: %v", err)
	}
	same(d, "in use", &rulebook.InUse{Set: "US holidays", Rules: []string{shelf.Broken[0].Name + " (which cannot be read)"}}, use)
}

// TestBrokenIsLeftAlone: nothing is saved over it.
func TestBrokenIsLeftAlone(t *testing.T) {
	t.Parallel()
	d, memory, cleaners, _ := withBroken(t)
	_, err := d.Save(t.Context(), []rulebook.Edit{{Entry: rulebook.Entry{ID: "newer", Rule: rule("Mine")}}}, "me", "")
	if c, ok := errors.AsType[*rulebook.Conflict](err); !ok || c.Unread == "" || c.Gone || c.By != "ann@desk" {
		t.Errorf("over what cannot be read: %+v, %v", c, err)
	}
	d.save(rulebook.Edit{Entry: cleaners})
	pile, err := memory.Shelf(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(pile.Rules, func(v rulebook.Envelope) bool { return v.ID == "newer" })
	if i < 0 || pile.Rules[i].Version != 1 || !bytes.Equal(pile.Rules[i].Body, newer().Body) {
		t.Errorf("what cannot be read was changed: %+v", pile.Rules)
	}
}

// TestBrokenIsRemoved by who asks for it, and stays in the history.
func TestBrokenIsRemoved(t *testing.T) {
	t.Parallel()
	d, _, _, _ := withBroken(t)
	if err := d.remove("newer", 1, "me", ""); err != nil {
		t.Fatal(err)
	}
	same(d, "broken", 1, len(d.load().Broken))
	past, err := d.History(t.Context(), "newer")
	if err != nil || len(past) != 2 || !past[0].Gone || past[1].Unread == "" {
		t.Errorf("its history is %+v, %v", past, err)
	}
}

// TestSaveWith keeps rules and the sets that they name in one go, or neither.
func TestSaveWith(t *testing.T) {
	t.Parallel()
	d := bookOn(t, rulebook.InMemory(clock()))
	fresh, kept := holidaySet("US holidays"), d.addSet("Closing days")
	fresh.Set.ID = d.NewSetID()
	stale := kept
	stale.Version = 7
	cleaners := rulebook.Edit{Entry: rulebook.Entry{Rule: rule("Cleaners", fresh.Set.ID, kept.Set.ID)}}
	_, _, err := d.SaveWith(t.Context(), []rulebook.SetEntry{fresh, stale}, []rulebook.Edit{cleaners}, "rosa@desk", "imported")
	if c, ok := errors.AsType[*rulebook.SetConflict](err); !ok || c.Mine.Version != 7 || c.Theirs.Version != 1 {
		t.Fatalf("with a set that somebody else changed: %v", err)
	}
	if shelf := d.load(); len(shelf.Rules) != 0 || len(shelf.Sets) != 1 {
		t.Errorf("half of it was kept: %+v", shelf)
	}
	entries, sets, err := d.SaveWith(t.Context(), []rulebook.SetEntry{fresh, kept}, []rulebook.Edit{cleaners}, "rosa@desk", "imported")
	if err != nil {
		t.Fatal(err)
	}
	shelf := d.load()
	same(d, "rules", entries, shelf.Rules)
	same(d, "sets", []rulebook.SetEntry{sets[1], sets[0]}, shelf.Sets)
	if sets[0].Set.ID != fresh.Set.ID || sets[1].Version != 2 {
		t.Errorf("the sets are %+v", sets)
	}
}
