package rulebook_test

import (
	"strings"
	"testing"

	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// TestDrafts keeps what an editor held, finished or not, PINs included, and the latest counts.
func TestDrafts(t *testing.T) {
	t.Parallel()
	memory := rulebook.InMemory(clock())
	d := bookOn(t, memory)
	cleaners := d.add("Cleaners")
	half := recur.Rule{Name: "Half a rule"}
	for _, v := range []rulebook.Draft{
		{ID: "new", Rule: recur.Rule{}, Words: "mon 9-"},
		{ID: string(cleaners.ID), Rule: cleaners.Rule, Base: cleaners.Version},
		{ID: "new", Rule: half, Words: "mon 9-13 exc"},
	} {
		if err := d.SaveDraft(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.Drafts(t.Context())
	if err != nil || len(got) != 2 || !got[0].Kept.After(got[1].Kept) {
		t.Fatalf("the drafts are %+v, %v", got, err)
	}
	same(d, "of a new rule", rulebook.Draft{ID: "new", Rule: half, Words: "mon 9-13 exc", Kept: got[0].Kept}, got[0])
	same(d, "of a rule", rulebook.Draft{ID: string(cleaners.ID), Rule: cleaners.Rule, Base: 1, Kept: got[1].Kept}, got[1])
	if err := d.DropDraft(t.Context(), "new"); err != nil {
		t.Fatal(err)
	}
	if one, ok, err := d.Draft(t.Context(), string(cleaners.ID)); err != nil || !ok || one.Base != 1 {
		t.Errorf("the draft of the rule: %+v, %t, %v", one, ok, err)
	}
	if _, ok, err := d.Draft(t.Context(), "new"); err != nil || ok {
		t.Errorf("a draft that was dropped is there: %t, %v", ok, err)
	}
}

// TestDraftsThatCannotBeRead are as if they were not there.
func TestDraftsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	memory := rulebook.InMemory(clock())
	d := bookOn(t, memory)
	if err := d.SaveDraft(t.Context(), rulebook.Draft{ID: "good", Words: "mon"}); err != nil {
		t.Fatal(err)
	}
	good, err := memory.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	body := string(good[0].Body)
	for _, bad := range []string{
		strings.Replace(body, `{"version":1`, `{"version":2`, 1), strings.Replace(body, `{"version":1`, `{"more":1,"version":1`, 1), body + "{}",
		strings.Replace(body, `"rule":{`, `"rule":{"no":"rule",`, 1), "\x00", "",
	} {
		if err := memory.SaveDraft(t.Context(), "new", []byte(bad)); err != nil {
			t.Fatal(err)
		}
		if v, ok, err := d.Draft(t.Context(), "new"); bad == body || ok || err != nil {
			t.Errorf("%q was read as %+v, %v", bad, v, err)
		}
	}
	if _, ok, err := d.Draft(t.Context(), "good"); !ok || err != nil {
		t.Errorf("the good one: %t, %v", ok, err)
	}
}
