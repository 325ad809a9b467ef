package diagnose

import (
	"testing"
	"time"

	"seamdash/model"
)

// TestWeighed says what the same report means for codes that stand elsewhere.
func TestWeighed(t *testing.T) {
	t.Parallel()
	now := newScene().facts.Now
	day := 24 * time.Hour
	set := func(c *model.AccessCode) { c.Status = model.StatusSet }
	moving := func(code model.MutationCode) func(*model.AccessCode) {
		return func(c *model.AccessCode) {
			c.Status = model.StatusSet
			c.Pending = []model.PendingMutation{{Code: code, From: model.CodeFacts{Window: c.Window}}}
		}
	}
	waits := func(from time.Duration) func(*model.AccessCode) {
		return func(c *model.AccessCode) {
			c.Status = model.StatusUnset
			c.Window = model.Window{From: now.Add(from), Until: now.Add(from + day)}
		}
	}
	loaded := func(c *model.AccessCode) { waits(time.Hour)(c); c.Preloaded = model.Yes }
	over := func(c *model.AccessCode) { waits(-2 * day)(c) }
	lingers := func(c *model.AccessCode) { over(c); c.Status = model.StatusSet }
	leaves := func(c *model.AccessCode) { c.Status = model.StatusRemoving }
	ongoing := func(c *model.AccessCode) { c.Window, c.Type = model.Window{}, model.TypeOngoing }
	offline := func(c *model.AccessCode) { c.Traits.Offline = true }
	pinless := func(c *model.AccessCode) { c.Traits.Offline, c.AwaitingPIN = true, model.Yes }
	device, code := model.OriginDevice, model.OriginCode
	lost, gone, full := failure(device, "device_disconnected"), failure(device, "device_removed"), warning(device, "max_access_codes_reached")
	zone, privacy, off := warning(device, "time_zone_unknown"), warning(device, "privacy_mode"), failure(code, "access_code_inactive")
	unset, stays := failure(code, "failed_to_set_on_device"), failure(code, "failed_to_remove_from_device")
	late, stale := warning(code, "delay_in_setting_on_device"), failure(code, "failed_to_update")
	spare, algo := warning(code, "using_backup_access_code"), warning(code, "igloo_algopin_must_be_used_within_24_hours")
	type weighed struct {
		severity     Severity
		blocks, open bool
	}
	for name, c := range map[string]struct {
		p    model.Problem
		be   func(*model.AccessCode)
		want weighed
	}{
		"offline, being set, guest outside":         {lost, nil, weighed{Serious, true, false}},
		"offline, on the lock":                      {lost, set, weighed{Warning, false, false}},
		"offline, loaded ahead":                     {lost, loaded, weighed{Warning, false, false}},
		"offline, a new PIN under way":              {lost, moving(model.MutationUpdatingCode), weighed{Serious, true, false}},
		"offline, a new window under way":           {lost, moving(model.MutationUpdatingTimeFrame), weighed{Serious, true, false}},
		"offline, a new name under way":             {lost, moving(model.MutationUpdatingName), weighed{Warning, false, false}},
		"offline, starts tomorrow":                  {lost, waits(day), weighed{Serious, true, false}},
		"offline, starts next week":                 {lost, waits(7 * day), weighed{Warning, false, false}},
		"removed lock, starts next week":            {gone, waits(7 * day), weighed{Serious, true, false}},
		"offline, over":                             {lost, over, weighed{Note, false, false}},
		"offline, should be gone":                   {lost, lingers, weighed{Serious, false, true}},
		"offline, being removed":                    {lost, leaves, weighed{Serious, false, true}},
		"offline, a code without connection":        {lost, offline, weighed{Note, false, false}},
		"offline, such a code that waits for a PIN": {lost, pinless, weighed{Serious, true, false}},
		"full, being set":                           {full, nil, weighed{Serious, true, false}},
		"full, on the lock":                         {full, set, weighed{Warning, false, false}},
		"full, being removed":                       {full, leaves, weighed{Note, false, false}},
		"no zone, a window":                         {zone, nil, weighed{Serious, true, false}},
		"no zone, ongoing":                          {zone, ongoing, weighed{Note, false, false}},
		"privacy, on the lock":                      {privacy, set, weighed{Serious, true, false}},
		"privacy, tomorrow":                         {privacy, waits(day), weighed{Warning, false, false}},
		"privacy, over":                             {privacy, over, weighed{Note, false, false}},
		"switched off, on the lock":                 {off, set, weighed{Serious, true, false}},
		"switched off, tomorrow":                    {off, waits(day), weighed{Serious, true, false}},
		"failed, and set all the same":              {unset, set, weighed{Warning, false, false}},
		"failed, starts next week":                  {unset, waits(7 * day), weighed{Serious, true, false}},
		"failed, over":                              {unset, over, weighed{Warning, false, false}},
		"late, guest outside":                       {late, nil, weighed{Serious, true, false}},
		"late, tomorrow":                            {late, waits(day), weighed{Warning, true, false}},
		"not removed":                               {stays, lingers, weighed{Serious, false, true}},
		"old PIN":                                   {stale, moving(model.MutationUpdatingCode), weighed{Serious, true, true}},
		"old name":                                  {stale, moving(model.MutationUpdatingName), weighed{Serious, true, false}},
		"backup stands in":                          {spare, nil, weighed{Warning, true, false}},
		"within 24 hours":                           {algo, set, weighed{Note, false, false}},
		"24 hours over":                             {algo, func(c *model.AccessCode) { waits(-30 * time.Hour)(c); c.Window.Until = now.Add(day) }, weighed{Warning, false, false}},
	} {
		s := newScene()
		if c.be != nil {
			c.be(s.code)
		}
		f := s.onCode(c.p).the(t)
		if got := (weighed{f.Severity, f.Blocks, f.Open}); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestShorterWindowLeavesOpen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		until time.Duration // of the window that the lock has, 0 for none
		want  bool
	}{"longer before": {48 * time.Hour, true}, "without an end before": {0, true}, "shorter before": {time.Hour, false}} {
		s := newScene()
		before := s.code.Window
		before.Until = time.Time{}
		if c.until > 0 {
			before.Until = s.facts.Now.Add(c.until)
		}
		s.code.Pending = []model.PendingMutation{{Code: model.MutationUpdatingTimeFrame, From: model.CodeFacts{Window: before}}}
		if f := s.onCode(failure(model.OriginCode, "failed_to_update")).the(t); f.Open != c.want {
			t.Errorf("%s: open %v", name, f.Open)
		}
	}
}

// TestWeighedForLock is about the question how a lock is.
func TestWeighedForLock(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"device_disconnected": true, "max_access_codes_reached": true, "privacy_mode": true, "hub_required_for_additional_capabilities": true,
		"time_zone_unknown": false, "device_has_flaky_connection": false, "failed_to_remove_from_device": false, "auxiliary_heat_running": false,
	} {
		s := newScene().onLock(failure(model.OriginDevice, code))
		s.facts.Code = nil
		if f := s.the(t); f.Blocks != want || f.Open {
			t.Errorf("%s: blocks %v, open %v", code, f.Blocks, f.Open)
		}
	}
	s := newScene().onLock(warning(model.OriginDevice, "hub_required_for_additional_capabilities"))
	s.facts.Code, s.lock.Can.ProgramOfflineCodes = nil, model.Yes
	if f := s.the(t); f.Blocks || f.Severity != Note {
		t.Errorf("a lock that needs no hub for its codes is blamed: %+v", f)
	}
}

func TestTroubleOfOtherSites(t *testing.T) {
	t.Parallel()
	lost := failure(model.OriginAccount, "dormakaba_sites_disconnected")
	if f := newScene().onAccount(lost).the(t); f.Blocks || f.Severity != Warning {
		t.Errorf("a lock that does not report it is blamed: %+v", f)
	}
	if f := newScene().onAccount(lost).onLock(lost).the(t); !f.Blocks || f.Severity != Serious {
		t.Errorf("a lock that reports it is spared: %+v", f)
	}
}
