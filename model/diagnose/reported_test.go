package diagnose

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

func TestWhatSeamCopiesIsFoundOnce(t *testing.T) {
	t.Parallel()
	now := newScene().facts.Now
	lost := failure(model.OriginAccount, "account_disconnected")
	later := lost
	lost.Since, later.Since = now.Add(-time.Hour), now.Add(-time.Minute)
	f := newScene().onAccount(later).onLock(lost).onCode(later).the(t)
	if f.Root != (Root{Origin: model.OriginAccount, ID: "alice", Name: "August alice@example.com"}) || !f.Since.Equal(lost.Since) || len(f.Evidence) != 1 {
		t.Errorf("an account that is lost: %+v", f)
	}
	for name, s := range map[string]*scene{
		"two words for offline":             newScene().onLock(failure(model.OriginDevice, "device_disconnected"), failure(model.OriginDevice, "device_offline")),
		"offline by a word of old":          newScene().onLock(failure(model.OriginDevice, "device_disconnected")).onCode(failure(model.OriginCode, "august_lock_temporarily_offline")),
		"full, as warning and error":        newScene().onLock(warning(model.OriginDevice, "max_access_codes_reached")).onCode(failure(model.OriginCode, "no_space_for_access_code_on_device")),
		"other software, on lock and code":  newScene().onLock(warning(model.OriginDevice, "third_party_integration_detected")).onCode(warning(model.OriginCode, "third_party_integration_detected")),
		"a right, as warning and error":     newScene().onLock(warning(model.OriginDevice, "insufficient_permissions")).onCode(failure(model.OriginCode, "insufficient_permissions")),
		"maintenance, on account and lock":  newScene().onAccount(warning(model.OriginAccount, "scheduled_maintenance_window")).onLock(warning(model.OriginDevice, "scheduled_maintenance_window")),
		"a site's limit, as lock and login": newScene().onAccount(failure(model.OriginAccount, "salto_ks_subscription_limit_exceeded")).onLock(failure(model.OriginDevice, "salto_ks_subscription_limit_exceeded")),
		"privacy, twice":                    newScene().onLock(warning(model.OriginDevice, "privacy_mode"), warning(model.OriginDevice, "salto_ks_privacy_mode")),
	} {
		found := s.reported()
		if len(found) != 1 {
			t.Errorf("%s: %d findings", name, len(found))
		}
	}
	two := newScene().onLock(warning(model.OriginDevice, "provider_issue")).onCode(failure(model.OriginCode, "provider_issue")).reported()
	if len(two) != 2 || two[0].Blocks || !two[1].Blocks {
		t.Errorf("trouble of the maker with the lock, and with the code, are two things: %+v", two)
	}
}

func TestTheGraverOfTwoIsTold(t *testing.T) {
	t.Parallel()
	f := newScene().onLock(warning(model.OriginDevice, "max_access_codes_reached")).onCode(failure(model.OriginCode, "no_space_for_access_code_on_device")).the(t)
	if f.Severity != Serious || !f.Blocks || len(f.Evidence) != 2 {
		t.Errorf("a full lock: %+v", f)
	}
}

// TestRoots says what a cause lies on, wherever Seam reports it and whatever is known.
func TestRoots(t *testing.T) {
	t.Parallel()
	placed := func(place string, lock model.DeviceID, account model.AccountID) *scene {
		s := newScene()
		s.lock.Place, s.lock.ID, s.lock.AccountID = place, lock, account
		s.facts.Account = nil
		return s
	}
	root := func(s *scene, p model.Problem) Root {
		found := s.onCode(p).reported()
		return found[0].Root
	}
	hub := failure(model.OriginDevice, "hub_disconnected")
	one, two := root(placed("Maple Ct", "a", "x"), hub), root(placed("Maple Ct", "b", "x"), hub)
	if one != two || one.Origin != model.OriginBridge || one.Name != "hub at Maple Ct" || strings.Contains(one.ID, "Maple") {
		t.Errorf("two locks of one place have the hubs %+v and %+v", one, two)
	}
	if other := root(placed("Maple Ct", "a", "y"), hub); other == one {
		t.Error("two accounts share a hub")
	}
	if other := root(placed("Elm St", "a", "x"), hub); other == one {
		t.Error("two places share a hub")
	}
	for name, c := range map[string]struct {
		s    *scene
		p    model.Problem
		want Root
	}{
		"a hub at no place":                   {placed("", "a", "x"), hub, Root{model.OriginDevice, "a", "Front Door"}},
		"a hub of no account":                 {placed("Maple Ct", "a", ""), hub, Root{model.OriginDevice, "a", "Front Door"}},
		"an account that is not known":        {placed("", "a", "x"), failure(model.OriginAccount, "account_disconnected"), Root{model.OriginAccount, "x", ""}},
		"an account without an id":            {placed("", "a", ""), failure(model.OriginAccount, "account_disconnected"), Root{model.OriginDevice, "a", "Front Door"}},
		"an account's trouble without a flag": {placed("", "a", "x"), failure(model.OriginCode, "account_disconnected"), Root{model.OriginAccount, "x", ""}},
		"a lock's trouble without a flag":     {placed("", "a", "x"), warning(model.OriginCode, "time_zone_unknown"), Root{model.OriginDevice, "a", "Front Door"}},
		"a bridge":                            {placed("", "a", "x"), failure(model.OriginBridge, "bridge_disconnected"), Root{model.OriginBridge, "x", "Seam Bridge"}},
		"a code":                              {placed("", "a", "x"), failure(model.OriginCode, "failed_to_set_on_device"), Root{model.OriginCode, "guest", "Guest"}},
		"an unknown code of a lock":           {placed("", "a", "x"), failure(model.OriginDevice, "brand_new_trouble"), Root{model.OriginDevice, "a", "Front Door"}},
	} {
		if got := root(c.s, c.p); got != c.want {
			t.Errorf("%s lies on %+v, want %+v", name, got, c.want)
		}
	}
}

// TestDetail is what Seam says beside its sentence.
func TestDetail(t *testing.T) {
	t.Parallel()
	facts := func(f Finding) (out []string) {
		for _, e := range f.Evidence {
			out = append(out, e.Fact)
		}
		return out
	}
	with := func(p model.Problem, d model.ProblemDetail) Finding {
		p.Detail = &d
		return newScene().onCode(p).the(t)
	}
	changed := failure(model.OriginCode, "conflicting_external_modification")
	f := with(changed, model.ProblemDetail{ChangeType: "modified", Fields: []string{"code", "starts_at", "ends_at"}})
	if !f.Blocks || !slices.Contains(facts(f), "changed on the lock: the PIN, the start and the end") {
		t.Errorf("changed: %q", facts(f))
	}
	if f = with(changed, model.ProblemDetail{ChangeType: "modified", Fields: []string{"name"}}); f.Blocks {
		t.Errorf("a code with another name is taken for one that does not work: %+v", f)
	}
	if f = with(changed, model.ProblemDetail{ChangeType: "removed"}); !f.Blocks || f.Title != "It was deleted outside Seam" {
		t.Errorf("deleted: %+v", f)
	}
	if f = with(warning(model.OriginCode, "external_modification_in_effect"), model.ProblemDetail{ChangeType: "removed"}); !f.Blocks {
		t.Errorf("deleted, as allowed: %+v", f)
	}
	if f = with(failure(model.OriginCode, "no_space_for_access_code_on_device"), model.ProblemDetail{Used: 30, Limit: 30}); !slices.Contains(facts(f), "30 of 30 are used") {
		t.Errorf("full: %q", facts(f))
	}
	s := newScene()
	s.lock.Rules = model.PINRules{Lengths: []int{4, 6}, Constraints: []model.Constraint{{Type: "no_zeros"}, {Type: "name_length", MaxLength: 20}}}
	if f = s.onCode(failure(model.OriginCode, "code_constraints_violated")).the(t); !slices.Contains(facts(f), "the lock wants 4 or 6 digits, no digit 0") {
		t.Errorf("a PIN that it does not take: %q", facts(f))
	}
}

// TestUnknownCode is told in Seam's words.
func TestUnknownCode(t *testing.T) {
	t.Parallel()
	f := newScene().onCode(failure(model.OriginCode, "brand_new_trouble")).the(t)
	if f.Cause != "brand_new_trouble" || !f.Blocks || f.Severity != Serious || f.Said != "It says so." || f.Title != "Seam reports brand new trouble" || len(f.Steps) == 0 {
		t.Errorf("an error that nobody knows: %+v", f)
	}
	if f = newScene().onCode(warning(model.OriginCode, "")).the(t); f.Blocks || f.Severity != Warning || f.Title == "" || f.Evidence[0].Fact != "Seam reports the warning without a code" {
		t.Errorf("a warning without a code: %+v", f)
	}
}

// TestExplained leaves out what is merely a sign of something else that is known.
func TestExplained(t *testing.T) {
	t.Parallel()
	now := newScene().facts.Now
	code, device := model.OriginCode, model.OriginDevice
	at := func(p model.Problem, ago time.Duration) model.Problem { p.Since = now.Add(-ago); return p }
	failed, delayed := failure(code, "failed_to_set_on_device"), warning(code, "delay_in_setting_on_device")
	lost, twin := failure(device, "device_disconnected"), failure(code, "duplicate_code_on_device")
	for name, c := range map[string]struct {
		s    *scene
		want []Cause
	}{
		"a delay before it failed":         {newScene().onCode(failed, delayed), []Cause{"failed_to_set_on_device"}},
		"a delay alone":                    {newScene().onCode(delayed), []Cause{"delay_in_setting_on_device"}},
		"failed since the lock is offline": {newScene().onLock(at(lost, time.Hour)).onCode(at(failed, time.Minute), at(delayed, 2*time.Minute)), []Cause{"device_disconnected"}},
		"failed before the lock was":       {newScene().onLock(at(lost, time.Minute)).onCode(at(failed, time.Hour)), []Cause{"device_disconnected", "failed_to_set_on_device"}},
		"failed for its PIN":               {newScene().onCode(failed, twin), []Cause{"duplicate_code_on_device"}},
		"failed in spite of a backup":      {newScene().onCode(failed, warning(code, "using_backup_access_code")), []Cause{"failed_to_set_on_device", "using_backup_access_code"}},
		"failed in privacy":                {newScene().onLock(warning(device, "privacy_mode")).onCode(failed), []Cause{"privacy_mode", "failed_to_set_on_device"}},
		"failed on a lock with a nuisance": {newScene().onLock(warning(device, "device_has_flaky_connection")).onCode(failed), []Cause{"device_has_flaky_connection", "failed_to_set_on_device"}},
		"not removed, lock offline":        {newScene().onLock(lost).onCode(failure(code, "failed_to_remove_from_device")), []Cause{"device_disconnected", "failed_to_remove_from_device"}},
		"a lost account wanted a login":    {newScene().onAccount(warning(model.OriginAccount, "account_reauthorization_requested"), failure(model.OriginAccount, "account_disconnected")), []Cause{"account_disconnected"}},
	} {
		found := c.s.reported()
		var got []Cause
		told := 0
		for _, f := range found {
			got = append(got, f.Cause)
			for _, e := range f.Evidence {
				if strings.HasPrefix(e.Fact, "Seam reports ") {
					told++
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if n := len(c.s.code.Problems) + len(c.s.lock.Problems) + len(c.s.facts.Account.Problems); told != n {
			t.Errorf("%s: %d reports in the evidence, want all %d", name, told, n)
		}
	}
}
