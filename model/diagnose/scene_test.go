package diagnose

import (
	"testing"
	"time"

	"seamdash/model"
)

// A scene is a lock with one code, and what Seam reports on them.
type scene struct {
	facts Facts
	lock  *model.Device
	code  *model.AccessCode
}

// newScene is at noon; the code is for a guest, programmed since three minutes, and its window began an hour ago.
func newScene() *scene {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	lock := &model.Lock{
		Device: model.Device{
			ID: "front", AccountID: "alice", Name: "Front Door", Type: "august_lock", Online: model.Yes, Managed: true,
			Can: model.Capabilities{RemotelyUnlock: model.Yes, ProgramOnlineCodes: model.Yes},
		},
		Codes: []model.AccessCode{
			{ID: "guest", Name: "Guest", Managed: true, Status: model.StatusSetting, Type: model.TypeTimeBound, PIN: model.NewPIN("4821"), Window: model.Window{From: now.Add(-time.Hour), Until: now.Add(24 * time.Hour)}},
			{ID: "other", Name: "Old cleaner", PIN: model.NewPIN("7733"), Status: model.StatusSet},
		},
		Loaded: true,
	}
	s := &scene{lock: &lock.Device, code: &lock.Codes[0]}
	s.facts = Facts{Reader: model.Reader{Now: now, Zone: time.UTC}, Lock: lock, Code: s.code, Account: &model.Account{ID: "alice", Name: "alice@example.com", TypeName: "August"}}
	return s
}

func (s *scene) reported() []Finding { return newInquiry(s.facts).reported() }

// the finds the one finding that there should be.
func (s *scene) the(t *testing.T) Finding {
	t.Helper()
	found := s.reported()
	if len(found) != 1 {
		t.Fatalf("%d findings, want one: %+v", len(found), found)
	}
	return found[0]
}

func failure(on model.Origin, code string) model.Problem {
	return model.Problem{Level: model.Error, Origin: on, Code: code, Message: "It says so."}
}

func warning(on model.Origin, code string) model.Problem {
	return model.Problem{Level: model.Warning, Origin: on, Code: code, Message: "It says so."}
}

func (s *scene) onCode(p ...model.Problem) *scene    { s.code.Problems = p; return s }
func (s *scene) onLock(p ...model.Problem) *scene    { s.lock.Problems = p; return s }
func (s *scene) onAccount(p ...model.Problem) *scene { s.facts.Account.Problems = p; return s }
