package veil_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/model/veil"
)

func lock(id string, codes ...model.AccessCode) *model.Lock {
	return model.NewLock(model.Device{ID: model.DeviceID(id), Name: "Door " + id}, codes, true, nil)
}

func code(id, name, pin string) model.AccessCode {
	return model.AccessCode{ID: model.CodeID(id), Name: name, PIN: model.NewPIN(pin)}
}

func pictureOf(locks ...*model.Lock) *model.Snapshot {
	return model.NewSnapshot(model.Workspace{ID: "w", Name: "Harbour Homes"}, locks, model.FeedState{}, 1)
}

// TestPseudonyms are of the form that people can tell apart, the same in every run, and the same for the same name.
func TestPseudonyms(t *testing.T) {
	t.Parallel()
	picture := pictureOf(lock("a", code("1", "Maria Keller", "4711"), code("2", "Cleaner 2", "5820")), lock("b", code("3", "Maria Keller", "4711"), code("4", "", "")))
	first, again := veil.New().Snapshot(picture), veil.New().Snapshot(picture)
	name := func(s *model.Snapshot, id model.CodeID) string {
		for _, l := range s.Locks {
			if c, ok := l.Code(id); ok {
				return c.Name
			}
		}
		return "gone"
	}
	maria := name(first, "1")
	if !regexp.MustCompile(`^Guest [0-9a-f]{4}$`).MatchString(maria) {
		t.Errorf("a guest is called %q", maria)
	}
	if name(again, "1") != maria || name(first, "3") != maria {
		t.Errorf("the same name is %q, %q in another run and %q on another lock", maria, name(again, "1"), name(first, "3"))
	}
	if got := name(first, "2"); got != "Cleaner 2" {
		t.Errorf("a role is called %q", got)
	}
	if got := name(first, "4"); got != "" {
		t.Errorf("no name is %q", got)
	}
	if picture.Locks[0].Codes[0].Name == maria || picture.Locks[1].Codes[0].PIN.Veiled() && picture.Locks[1].Codes[0].PIN.Known() {
		t.Error("the picture itself was changed")
	}
}

// TestOneIDWithManyNames gives each its own pseudonym: a write that renames a code asks for another name than the code has.
func TestOneIDWithManyNames(t *testing.T) {
	t.Parallel()
	v := veil.New()
	all := map[string]bool{}
	for _, name := range []string{"Maria", "Marta", "Mara"} {
		writes := v.Tracked([]model.Tracked{{Code: "1", Wanted: model.CodeDraft{Name: name}}})
		all[writes[0].Wanted.Name] = true
	}
	if len(all) != 3 {
		t.Errorf("three names have the pseudonyms %v", all)
	}
}

// TestPINs have no digits behind a veil, and codes that share one still do.
func TestPINs(t *testing.T) {
	t.Parallel()
	l := veil.New().Snapshot(pictureOf(lock("a", code("1", "A", "47110"), code("2", "B", "47110"), code("3", "C", "58203")))).Locks[0]
	for i := range l.Codes {
		pin := l.Codes[i].PIN
		if !pin.Known() || !pin.Veiled() || pin.Len() != 5 || strings.Contains(pin.Reveal(), "4711") || strings.Contains(pin.Reveal(), "5820") || pin.String() != "••••" {
			t.Errorf("a veiled PIN is %q, %d long, and reveals %q", pin, pin.Len(), pin.Reveal())
		}
	}
	of := func(id model.CodeID) model.PIN {
		c, _ := l.Code(id)
		return c.PIN
	}
	if !of("1").Equal(of("2")) || of("1").Equal(of("3")) {
		t.Error("equal PINs differ behind the veil, or others do not")
	}
	clashes := l.Clashes(time.Unix(0, 0))
	if len(clashes) != 1 || len(clashes[0].Codes) != 2 {
		t.Errorf("two codes share a PIN, which is told as %+v", clashes)
	}
}

// TestCostFollowsChange shares what did not change.
func TestCostFollowsChange(t *testing.T) {
	t.Parallel()
	v := veil.New()
	events := []model.Event{{ID: "e", Text: "Maria came"}}
	accounts := []model.Account{{ID: "acc", Name: "owner@example.com"}}
	one := pictureOf(lock("a", code("1", "Maria", "4711")), lock("b"), lock("c")).WithEvents(events).WithAccounts(accounts)
	first := v.Snapshot(one)
	if v.Snapshot(one) != first {
		t.Error("the same picture becomes another one")
	}
	fresher := v.Snapshot(one.WithFeed(model.FeedState{CallsPerMinute: 1}))
	if &fresher.Locks[0] != &first.Locks[0] || &fresher.Events[0] != &first.Events[0] || &fresher.Accounts[0] != &first.Accounts[0] {
		t.Error("a picture that is only fresher has other locks, events or accounts")
	}
	changed := v.Snapshot(one.WithLocks([]*model.Lock{lock("0"), lock("b", code("9", "Ines", "1"))}, model.FeedState{}))
	if changed.Locks[1] != first.Locks[0] || changed.Locks[3] != first.Locks[2] || changed.Locks[2] == first.Locks[1] {
		t.Error("a lock that did not change is another one, or the one that did is the same")
	}
	if at, ok := changed.Place("c"); !ok || at != 3 || changed.Revision != one.Revision+1 || changed.Total.Codes != 2 {
		t.Errorf("places, totals or revision are wrong: %d, %+v", at, changed.Total)
	}
}

// TestCodesInOrder of their pseudonyms, so that the order of names tells nothing.
func TestCodesInOrder(t *testing.T) {
	t.Parallel()
	l := veil.New().Snapshot(pictureOf(lock("a", code("1", "Anna", "5551"), code("2", "Berta", "2"), code("3", "Clara", "3"), code("4", "Dora", "4")))).Locks[0]
	if !slices.IsSortedFunc(l.Codes, func(a, b model.AccessCode) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("the codes are not in order: %v", l.Codes)
	}
}

// TestAgedLocks stay so: the screen tells them from those of this run.
func TestAgedLocks(t *testing.T) {
	t.Parallel()
	old := lock("a", code("1", "Anna", "5551")).Aged()
	if l := veil.New().Snapshot(pictureOf(old)).Locks[0]; !l.Old || l.Total != old.Total {
		t.Errorf("an old lock is %+v behind the veil", l)
	}
}

// TestText loses names, addresses and what may be a PIN, and keeps the rest.
func TestText(t *testing.T) {
	t.Parallel()
	v := veil.New()
	v.Snapshot(pictureOf(lock("a", code("1", "Maria Keller", "00739"), code("2", "王小明", "8162"), code("3", "Jo", "5151"), code("4", "Front door cleaner", "6262"))))
	for text, want := range map[string]string{
		"the code of Maria Keller is late": "the code of [name] is late",
		"MARIA's code":                     "[name]'s code",
		"Marian came":                      "Marian came",
		"Jo and the front door":            "[name] and the front door",
		"门口的王小明到了":                         "[name]",
		"PIN 00739 is taken":               "PIN [digits] is taken",
		"PIN:4242.":                        "PIN:[digits].",
		"write to maria@example.com":       "write to [name]",
		"from 2026-11-21 15:04 UTC":        "from 2026-11-21 15:04 UTC",
		"no answer (request 5b1d2c3e-1234-4abc-8def-001122334455)": "no answer (request 5b1d2c3e-1234-4abc-8def-[digits])",
		"dial tcp 10.0.0.2: connection refused in 30 s":            "dial tcp 10.0.0.2: connection refused in 30 s",
		"3 of 250 places": "3 of 250 places",
		"":                "",
	} {
		if got := v.Text(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestErr keeps what screens decide by.
func TestErr(t *testing.T) {
	t.Parallel()
	v := veil.New()
	v.Snapshot(pictureOf(lock("a", code("1", "Maria", "1"))))
	at := time.Unix(9, 0)
	err := v.Err(&model.Fault{Op: "read", Kind: model.KindRateLimited, Message: "Maria asks too often", Hint: "wait", RetryAt: at, Request: "r1"})
	f, ok := errors.AsType[*model.Fault](err)
	if !ok || f.Kind != model.KindRateLimited || f.Message != "[name] asks too often" || f.Hint != "wait" || !f.RetryAt.Equal(at) || f.Request != "r1" {
		t.Errorf("a fault is %+v behind the veil", f)
	}
	if v.Err(nil) != nil {
		t.Error("no error becomes one")
	}
}

// TestPeople are told apart, and agents are not called after their computer.
func TestPeople(t *testing.T) {
	t.Parallel()
	v := veil.New()
	got := []string{v.Person("rosa@desk"), v.Person("kim@laptop"), v.Person("rosa@desk"), v.Person("agent on rosas-computer"), v.Person("")}
	if want := []string{"Person 1", "Person 2", "Person 1", "an agent", ""}; !slices.Equal(got, want) {
		t.Errorf("people are %q, want %q", got, want)
	}
}

// TestShelf calls a rule as its codes, and keeps no more of a pattern for names than what the program fills in.
func TestShelf(t *testing.T) {
	t.Parallel()
	v := veil.New()
	codes := v.Snapshot(pictureOf(lock("a", code("1", "Rosa", "1")))).Locks[0].Codes
	shelf := &rulebook.Shelf{Rules: []rulebook.Entry{
		{ID: "r1", Rule: recur.Rule{Name: "Rosa", Naming: recur.Naming{Template: "{rule} {date}", Short: "Rosa {n}"}, PIN: recur.PINPolicy{PINs: []model.PIN{model.NewPIN("4711")}}}},
		{ID: "r2", Rule: recur.Rule{Name: "Weekly cleaning"}},
	}}
	to := v.Shelf(shelf)
	rosa, ok := to.Rule("r1")
	if !ok || rosa.Rule.Name != codes[0].Name || rosa.Rule.Naming != (recur.Naming{Template: "{rule} {date}"}) || !rosa.Rule.PIN.PINs[0].Veiled() {
		t.Errorf("the rule is %+v behind the veil, its code %q", rosa.Rule, codes[0].Name)
	}
	if weekly, _ := to.Rule("r2"); weekly.Rule.Name != "Weekly cleaning" {
		t.Errorf("a rule with a name that is nobody's is %q", weekly.Rule.Name)
	}
	if v.Shelf(shelf) != to || v.Shelf(nil) != nil {
		t.Error("the same shelf becomes another one")
	}
	if shelf.Rules[0].Rule.Name != "Rosa" || shelf.Rules[0].Rule.PIN.PINs[0].Veiled() {
		t.Error("the shelf itself was changed")
	}
}

// TestImpersonal tells names of people from what codes are for.
func TestImpersonal(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"": true, "Cleaner": true, "Weekly cleaning": true, "Guest 12": true, "Office key 3": true,
		"Rosa": false, "Cleaner Rosa": false, "Guest 4711": false, "55 12 34": false, "王小明": false, "maria@example.com": false,
	} {
		if got := veil.Impersonal(name); got != want {
			t.Errorf("%q: %t, want %t", name, got, want)
		}
	}
}

// TestLift ends what is being veiled: nobody waits for it.
func TestLift(t *testing.T) {
	t.Parallel()
	v, one := veil.New(), pictureOf(lock("a", code("1", "Maria", "1")))
	if v.Shown() != nil {
		t.Error("something is shown before the first picture")
	}
	first := v.Snapshot(one)
	if first == nil || v.Shown() != first {
		t.Error("the picture that was veiled last is not shown")
	}
	v.Lift()
	if v.Snapshot(pictureOf(lock("b", code("2", "Ines", "2")))) != nil || v.Shown() != first {
		t.Error("a picture was veiled for nobody")
	}
}
