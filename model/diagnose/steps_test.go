package diagnose

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// TestStepsForRival is about the code that has the PIN already.
func TestStepsForRival(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		detail *model.ProblemDetail
		be     func(*model.AccessCode) // of the other
		want   []Remedy
	}{
		"not known":           {nil, nil, []Remedy{UnlockNow, NewPIN, ShowCodes}},
		"from outside":        {&model.ProblemDetail{Rival: "other", RivalManaged: model.No}, nil, []Remedy{UnlockNow, NewPIN, ShowOther, AdoptOther, DeleteOther}},
		"Seam's":              {&model.ProblemDetail{Rival: "other"}, func(c *model.AccessCode) { c.Managed = true }, []Remedy{UnlockNow, NewPIN, ShowOther, DeleteOther}},
		"not to be adopted":   {&model.ProblemDetail{Rival: "other"}, func(c *model.AccessCode) { c.Traits.CannotBeManaged = true }, []Remedy{UnlockNow, NewPIN, ShowOther, DeleteOther}},
		"not to be deleted":   {&model.ProblemDetail{Rival: "other"}, func(c *model.AccessCode) { c.Traits.CannotBeDeleted = true }, []Remedy{UnlockNow, NewPIN, ShowOther, AdoptOther}},
		"not in this picture": {&model.ProblemDetail{Rival: "elsewhere", RivalManaged: model.Yes}, nil, []Remedy{UnlockNow, NewPIN, ShowOther, DeleteOther}},
	} {
		s := newScene()
		if c.be != nil {
			c.be(&s.facts.Lock.Codes[1])
		}
		p := failure(model.OriginCode, "duplicate_code_on_device")
		p.Detail = c.detail
		f := s.onCode(p).the(t)
		if diff := cmp.Diff(c.want, remediesOf(f)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		for _, step := range f.Steps {
			switch step.Do {
			case ShowOther, AdoptOther, DeleteOther:
				if c.detail == nil || step.Code != c.detail.Rival {
					t.Errorf("%s: %q is about %q", name, step.Text, step.Code)
				}
			default:
				if step.Code != "" {
					t.Errorf("%s: %q is about %q", name, step.Text, step.Code)
				}
			}
		}
	}
}

func remediesOf(f Finding) (out []Remedy) {
	for _, s := range f.Steps {
		out = append(out, s.Do)
	}
	return out
}

// TestStepsFit drops what the facts rule out.
func TestStepsFit(t *testing.T) {
	t.Parallel()
	failed := func(be func(*scene)) []Remedy {
		s := newScene().onCode(failure(model.OriginCode, "failed_to_set_on_device"))
		if be != nil {
			be(s)
		}
		return remediesOf(s.the(t))
	}
	for name, c := range map[string]struct {
		be   func(*scene)
		want []Remedy
	}{
		"guest outside":              {nil, []Remedy{UnlockNow, Retry, ByHand, NewPIN, Wait}},
		"with a backup code":         {func(s *scene) { s.code.Backup.Available = true }, []Remedy{PullBackup, UnlockNow, Retry, ByHand, NewPIN, Wait}},
		"with one pulled":            {func(s *scene) { s.code.Backup = model.Backup{Available: true, Pulled: "b"} }, []Remedy{UnlockNow, Retry, ByHand, NewPIN, Wait}},
		"the lock offline":           {func(s *scene) { s.lock.Online = model.No }, []Remedy{Retry, ByHand, NewPIN, Wait}},
		"no unlocking from afar":     {func(s *scene) { s.lock.Can.RemotelyUnlock = model.No }, []Remedy{Retry, ByHand, NewPIN, Wait}},
		"before its time":            {func(s *scene) { s.code.Window.From = s.facts.Now.Add(time.Hour) }, []Remedy{Retry, ByHand, NewPIN, Wait}},
		"not Seam's":                 {func(s *scene) { s.code.Managed = false }, []Remedy{UnlockNow, ByHand, Wait}},
		"gone from Seam":             {func(s *scene) { s.facts.Gone = true }, []Remedy{ByHand, Wait}},
		"a lock that makes its PINs": {func(s *scene) { s.lock.Rules.Constraints = []model.Constraint{{Type: "cannot_specify_pin_code"}} }, []Remedy{UnlockNow, Retry, ByHand, Wait}},
		"over":                       {func(s *scene) { s.code.Window.Until = s.facts.Now }, []Remedy{ByHand, Wait}},
	} {
		if diff := cmp.Diff(c.want, failed(c.be)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestStepsForSpared gives nobody a way around what does not hurt the code.
func TestStepsForSpared(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		p    model.Problem
		want []Remedy
	}{
		"lock offline":            {failure(model.OriginDevice, "device_disconnected"), []Remedy{ByHand, Wait}},
		"account lost":            {failure(model.OriginAccount, "account_disconnected"), []Remedy{Reconnect}},
		"failed, and set":         {failure(model.OriginCode, "failed_to_set_on_device"), []Remedy{ByHand, Wait}},
		"service down":            {warning(model.OriginAccount, "provider_service_unavailable"), []Remedy{ByHand, Wait}},
		"an issue without a name": {warning(model.OriginCode, "unknown_issue_with_access_code"), []Remedy{UnlockNow, Refresh, Retry, ByHand}},
	} {
		s := newScene()
		s.code.Status = model.StatusSet
		if diff := cmp.Diff(c.want, remediesOf(s.onCode(c.p).the(t))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
