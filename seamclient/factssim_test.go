package seamclient_test

import (
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A staged is a scene as the client reads it.
type staged struct {
	lock    model.Device
	code    model.AccessCode
	account model.Account
	events  []model.Event
	codes   []model.AccessCode // of the lock, foreign ones included
}

func stage(t *testing.T, c *seamclient.Client, server *sim.Server, name string) staged {
	t.Helper()
	scene, err := server.Stage(name)
	if err != nil {
		t.Fatal(err)
	}
	<-time.After(scene.Shows)
	s := staged{lock: must(c.Device(t.Context(), model.DeviceID(scene.Device)))(t)}
	s.codes = slices.Concat(must(c.Codes(t.Context(), s.lock.ID))(t), must(c.UnmanagedCodes(t.Context(), s.lock.ID))(t))
	for _, code := range s.codes {
		if code.ID == model.CodeID(scene.Code) {
			s.code = code
		}
	}
	for _, a := range must(c.Accounts(t.Context()))(t) {
		if a.ID == s.lock.AccountID {
			s.account = a
		}
	}
	query := model.EventQuery{Since: server.Now().AddDate(0, 0, -7), Devices: []model.DeviceID{s.lock.ID}}
	s.events = must(c.EventsWhere(t.Context(), query))(t)
	return s
}

// detail is what a problem carries, nothing where there is none.
func detail(problems []model.Problem, code string) model.ProblemDetail {
	for _, p := range problems {
		if p.Code == code && p.Detail != nil {
			return *p.Detail
		}
	}
	return model.ProblemDetail{}
}

// last is the newest event of a type.
func (s *staged) last(kind model.EventType) model.Event {
	for _, e := range slices.Backward(s.events) {
		if e.Type == kind {
			return e
		}
	}
	return model.Event{}
}

// claims are what must hold.
type claims map[string]bool

func scenesOfCodes() map[string]func(*staged) claims {
	return map[string]func(*staged) claims{
		"duplicate_code_on_device": func(s *staged) claims {
			d := detail(s.code.Problems, "duplicate_code_on_device")
			rival := model.AccessCode{Managed: true}
			for _, c := range s.codes {
				if c.ID == d.Rival {
					rival = c
				}
			}
			return claims{
				"the rival is the foreign code with the same PIN": !rival.Managed && rival.PIN.Equal(s.code.PIN),
				"it is called foreign":                            d.RivalManaged == model.No,
				"the failure tells why":                           s.last("access_code.failed_to_set_on_device").Reason == "duplicate_code_on_device",
			}
		},
		"external_modification_in_effect": func(s *staged) claims {
			d := detail(s.code.Problems, "external_modification_in_effect")
			return claims{"it was modified": d.ChangeType == "modified", "something was": len(d.Fields) > 0}
		},
	}
}

func scenesOfLocks() map[string]func(*staged) claims {
	return map[string]func(*staged) claims{
		"max_access_codes_reached": func(s *staged) claims {
			d := detail(s.lock.Problems, "max_access_codes_reached")
			return claims{"it is full": d.Used == d.Limit, "the limit is that of the lock": d.Limit == s.lock.Slots, "there is one": d.Limit > 0}
		},
		"salto_ks_subscription_limit_exceeded": func(s *staged) claims {
			d := detail(s.account.Problems, "salto_ks_subscription_limit_exceeded")
			return claims{"it is full": d.Used >= d.Limit && d.Limit > 0, "the site is that of the lock": d.Site == s.lock.Place}
		},
		"keypad_missing": func(s *staged) claims { return claims{"it is missing": s.lock.KeypadAttached == model.No} },
		"device_disconnected": func(s *staged) claims {
			return claims{"it says so": s.last("device.disconnected").Reason == "device_disconnected"}
		},
		"wrong_pin_typed": func(s *staged) claims {
			e := s.last("lock.access_denied")
			return claims{"it is not known": e.Reason == "unknown_code", "no bolt was turned": e.Method == "", "the house is named": s.lock.Place == "Linden House"}
		},
	}
}

// TestSimFactsBesideProblems reads what a problem carries beside its code out of scenes that really happened.
func TestSimFactsBesideProblems(t *testing.T) {
	scenes := scenesOfCodes()
	maps.Copy(scenes, scenesOfLocks())
	for name, look := range scenes {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, server := onSim(t, sim.Options{Seed: 2, Devices: 12, Codes: 2})
				s := stage(t, c, server, name)
				for claim, holds := range look(&s) {
					if !holds {
						t.Errorf("not so: %s", claim)
					}
				}
			})
		})
	}
}

// TestSimMethodsOfBolts tells a bolt that Seam turned from one that a PIN did.
func TestSimMethodsOfBolts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 2, Devices: 12, Codes: 2})
		s := stage(t, c, server, "wrong_pin_typed")
		_ = must(c.Lock(t.Context(), s.lock.ID))(t)
		<-time.After(5 * time.Second)
		if _, err := server.EnterCode(string(s.lock.ID), s.code.PIN.Reveal()); err != nil {
			t.Fatal(err)
		}
		query := model.EventQuery{Since: server.Now().Add(-time.Minute), Devices: []model.DeviceID{s.lock.ID}}
		s.events = must(c.EventsWhere(t.Context(), query))(t)
		if e := s.last("lock.locked"); e.Method != "remote" {
			t.Errorf("Seam locked it by %q", e.Method)
		}
		if e := s.last("lock.unlocked"); e.Method != "keycode" {
			t.Errorf("a PIN opened it by %q", e.Method)
		}
	})
}
