package conform

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient/sim"
)

// knobs has a row for each field of sim.Faults: what the client makes of that trouble.
func knobs() map[string]func(*stand) error {
	return map[string]func(*stand) error{
		"RateLimit":       rateLimit,
		"Hold":            holdBack,
		"Drop":            dropReply,
		"Latency":         latency,
		"Errors":          burst,
		"SlowProgramming": slowLock,
		"DropEvents":      lostEvents,
		"DuplicateEvents": eventsInOrder(sim.Faults{DuplicateEvents: true}),
		"ReorderEvents":   eventsInOrder(sim.Faults{ReorderEvents: true}),
		"OldestFirst":     eventsInOrder(sim.Faults{OldestFirst: true}),
		"ClockSkew":       skewedClock,
		"Rewrite":         unknownValues,
	}
}

func TestEveryKnobHasItsTest(t *testing.T) {
	t.Parallel()
	all := knobs()
	of := reflect.TypeFor[sim.Faults]()
	for i := range of.NumField() {
		if name := of.Field(i).Name; all[name] == nil {
			t.Errorf("nothing says what the client makes of Faults.%s: give it a row in knobs", name)
		}
	}
	for name, try := range all {
		if _, there := of.FieldByName(name); !there {
			t.Errorf("there is no Faults.%s any more: drop its row", name)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spec(t) // outside the bubble
			synctest.Test(t, func(t *testing.T) {
				if err := try(newStand(t, sim.Options{Seed: 1, Still: true})); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// creations counts the requests to create a code.
func (s *stand) creations() int {
	n := 0
	for _, c := range s.server.Calls() {
		if c.Path == "/access_codes/create" {
			n++
		}
	}
	return n
}

// fresh makes an ongoing code with a PIN.
func (s *stand) fresh() (model.AccessCode, error) {
	return s.code(func(d *model.CodeDraft) { d.Window, d.PIN = model.Window{}, model.NewPIN("07391") })
}

func rateLimit(s *stand) error {
	left := 2
	s.server.SetFaults(sim.Faults{RateLimit: func(r *http.Request) (time.Duration, bool) {
		left--
		return 3 * time.Second, left >= 0 && strings.HasSuffix(r.URL.Path, "/create")
	}})
	began := time.Now()
	lock, err := s.lock("schlage_lock")
	if err != nil {
		return err
	}
	left = 2
	if _, err := s.CreateCode(s.ctx, model.CodeDraft{DeviceID: lock, Name: "Ann"}); err != nil {
		return err
	}
	return want(time.Since(began) == 6*time.Second && s.creations() == 3, "%d creations took %v", s.creations(), time.Since(began))
}

func holdBack(s *stand) error {
	lock, err := s.lock("schlage_lock")
	if err != nil {
		return err
	}
	gate := make(chan struct{})
	s.server.SetFaults(sim.Faults{Hold: func(r *http.Request) <-chan struct{} {
		if strings.HasSuffix(r.URL.Path, "/create") {
			return gate
		}
		return nil
	}})
	made := make(chan error)
	go func() {
		_, err := s.CreateCode(s.ctx, model.CodeDraft{DeviceID: lock, Name: "Ann", PIN: model.NewPIN("07391")})
		made <- err
	}()
	synctest.Wait()
	before, err := s.Codes(s.ctx, lock) // a read that overtakes the creation
	if err != nil {
		return err
	}
	close(gate)
	if err := <-made; err != nil {
		return err
	}
	after, err := s.Codes(s.ctx, lock)
	return wantLen(len(after), len(before)+1, err)
}

func dropReply(s *stand) error {
	s.server.SetFaults(sim.Faults{Drop: func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/create") }})
	code, err := s.fresh()
	if err != nil {
		return err
	}
	same := 0
	codes, err := s.Codes(s.ctx, code.DeviceID)
	for i := range codes {
		if codes[i].PIN.Equal(code.PIN) {
			same++
		}
	}
	return errors.Join(wantLen(same, 1, err), wantLen(s.creations(), 1, nil))
}

func latency(s *stand) error {
	s.server.SetFaults(sim.Faults{Latency: 10 * time.Second})
	began := time.Now()
	if _, err := s.Workspace(s.ctx); err != nil || time.Since(began) != 10*time.Second {
		return fmt.Errorf("an answer after ten seconds: %w after %v", err, time.Since(began))
	}
	s.server.SetFaults(sim.Faults{Latency: time.Hour})
	ctx, stop := context.WithTimeout(s.ctx, 5*time.Minute)
	defer stop()
	_, err := s.Workspace(ctx)
	return wantKind(err, model.KindUnreachable)
}

func burst(s *stand) error {
	for trouble := sim.Unavailable; trouble <= sim.PageAnswer; trouble++ {
		s.server.SetFaults(sim.Faults{Errors: sim.Burst(1, trouble)})
		_, err := s.Workspace(s.ctx)
		if trouble == sim.PageAnswer { // somebody else's page does not go away by itself
			err = wantKind(err, model.KindUnavailable)
		}
		if err != nil {
			return fmt.Errorf("trouble %d: %w", trouble, err)
		}
	}
	s.server.SetFaults(sim.Faults{})
	lock, err := s.lock("schlage_lock")
	if err != nil {
		return err
	}
	s.server.SetFaults(sim.Faults{Errors: sim.Burst(1, sim.LateError)}) // the work is done, the answer says otherwise
	if _, err := s.CreateCode(s.ctx, model.CodeDraft{DeviceID: lock, Name: "Ann", PIN: model.NewPIN("07391")}); err != nil {
		return err
	}
	return wantLen(s.creations(), 1, nil)
}

func slowLock(s *stand) error {
	s.server.SetFaults(sim.Faults{SlowProgramming: 30 * time.Minute})
	code, err := s.fresh()
	if err != nil {
		return err
	}
	<-time.After(20 * time.Minute)
	code, err = s.Code(s.ctx, code.ID)
	if err != nil {
		return err
	}
	if err := want(code.Status == model.StatusSetting && model.TallyOf(code.Problems).Warnings == 1, "after 20 minutes it is %s with %+v", code.Status, code.Problems); err != nil {
		return err
	}
	<-time.After(20 * time.Minute)
	code, err = s.Code(s.ctx, code.ID)
	if err != nil {
		return err
	}
	return want(code.Status == model.StatusSet && len(code.Problems) == 0, "after 40 minutes it is %s with %+v", code.Status, code.Problems)
}

func lostEvents(s *stand) error {
	s.server.SetFaults(sim.Faults{DropEvents: func(kind string) bool { return kind == "access_code.set_on_device" }})
	code, err := s.fresh()
	if err != nil {
		return err
	}
	<-time.After(5 * time.Minute)
	if code, err = s.Code(s.ctx, code.ID); err != nil {
		return err
	}
	events, err := s.EventsWhere(s.ctx, model.EventQuery{Since: s.server.Now().Add(-time.Hour), Codes: []model.CodeID{code.ID}})
	if err != nil {
		return err
	}
	return want(code.Status == model.StatusSet && len(events) == 1 && events[0].Type == model.EventCodeCreated, "it is %s with %+v", code.Status, events)
}

// eventsInOrder wants the events as they are without the trouble: in order, and each once.
func eventsInOrder(f sim.Faults) func(*stand) error {
	return func(s *stand) error {
		since := s.server.Now().Add(-24 * time.Hour)
		honest, err := s.Events(s.ctx, since)
		if err != nil || len(honest) < 20 {
			return fmt.Errorf("%d events: %w", len(honest), err)
		}
		s.server.SetFaults(f)
		got, err := s.Events(s.ctx, since)
		if err != nil {
			return err
		}
		return want(slices.Equal(honest, got), "%d events became %d, or changed their order", len(honest), len(got))
	}
}

func skewedClock(s *stand) error {
	s.server.SetFaults(sim.Faults{ClockSkew: 7 * time.Minute, Drop: func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/create") }})
	// Without a PIN, a creation whose reply was lost is recognised by its time alone, and the clocks do not agree on it.
	code, err := s.code(func(d *model.CodeDraft) { d.Name = "Ann" })
	if err != nil {
		return err
	}
	skew, known := s.Skew()
	return want(known && skew.Round(time.Minute) == 7*time.Minute && code.Name == "Ann" && s.creations() == 1, "skew %v, %d creations", skew, s.creations())
}

func unknownValues(s *stand) error {
	code, err := s.fresh()
	if err != nil {
		return err
	}
	s.server.SetFaults(sim.Faults{Rewrite: func(_ string, body []byte) []byte {
		return []byte(strings.Replace(string(body), `"status":"setting"`, `"status":"dreaming"`, 1))
	}})
	code, err = s.Code(s.ctx, code.ID)
	if err != nil {
		return err
	}
	return want(code.Status == "dreaming" && code.Unreadable == "", "it is %s, %s", code.Status, code.Unreadable)
}
