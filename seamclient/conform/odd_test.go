package conform

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A shown is one line of a list as the client gives it out.
type shown struct {
	id   string
	text string // all of it
	odd  bool   // it says that it could not be read
}

// A list is one that the client reads, with the key and the id of its objects in the answer.
type list struct {
	name, path, key, id string
	read                func(s *stand) ([]shown, error)
}

func each[M any](all []M, err error, id func(*M) (id, unreadable string)) ([]shown, error) {
	var out []shown
	for i := range all {
		name, why := id(&all[i])
		out = append(out, shown{name, fmt.Sprintf("%+v", all[i]), why != ""})
	}
	return out, err
}

// lists are all that a person sees lines of.
func lists() []list {
	code := func(c *model.AccessCode) (string, string) { return string(c.ID), c.Unreadable }
	since := time.Now().Add(-24 * time.Hour)
	return []list{
		{"codes", "/access_codes/list", "access_codes", "access_code_id", func(s *stand) ([]shown, error) {
			all, err := s.Codes(s.ctx, s.home)
			return each(all, err, code)
		}},
		{"unmanaged codes", "/access_codes/unmanaged/list", "access_codes", "access_code_id", func(s *stand) ([]shown, error) {
			all, err := s.UnmanagedCodes(s.ctx, s.home)
			return each(all, err, code)
		}},
		{"devices", "/devices/list", "devices", "device_id", func(s *stand) ([]shown, error) {
			all, err := s.fleet()
			return each(all, err, func(d *model.Device) (string, string) { return string(d.ID), d.Unreadable })
		}},
		{"events", "/events/list", "events", "event_id", func(s *stand) ([]shown, error) {
			all, err := s.Events(s.ctx, since)
			return each(all, err, func(e *model.Event) (string, string) { return string(e.ID), "" })
		}},
		{"accounts", "/connected_accounts/list", "connected_accounts", "connected_account_id", func(s *stand) ([]shown, error) {
			all, err := s.Accounts(s.ctx)
			return each(all, err, func(a *model.Account) (string, string) { return string(a.ID), a.Unreadable })
		}},
		{"workspaces", "/workspaces/list", "workspaces", "workspace_id", func(s *stand) ([]shown, error) {
			all, err := s.Workspaces(s.ctx)
			return each(all, err, func(w *model.Workspace) (string, string) { return string(w.ID), "" })
		}},
	}
}

// oddities are values that stand where something else belongs.
func oddities() []any {
	return []any{nil, true, -1e300, "\u001b[2J\u202e", []any{}, map[string]any{}, []any{[]any{map[string]any{"a": 5.0}}}}
}

// newOddStand is a client that takes what it gets without another try, on a quiet simulator.
func newOddStand(tb testing.TB) *stand {
	tb.Helper()
	server := sim.New(sim.Options{Seed: 1, Still: true})
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		tb.Fatal(err)
	}
	c, err := seamclient.New(seamclient.Config{Key: key, Transport: server, Limits: seamclient.Limits{PerSecond: -1, Tries: 1}})
	if err != nil {
		tb.Fatal(err)
	}
	s := &stand{Client: c, ctx: tb.Context(), server: server}
	if s.home, err = s.lock("august_lock"); err != nil {
		tb.Fatal(err)
	}
	for _, name := range []string{"Plumber", "Painter"} {
		if _, err := server.AddUnmanaged(string(s.home), name, "90210"); err != nil {
			tb.Fatal(err)
		}
	}
	return s
}

// record gives the answer of a path as the simulator wrote it.
func (s *stand) record(l list) (answer []byte, honest []shown, err error) {
	s.server.SetFaults(sim.Faults{Rewrite: func(path string, body []byte) []byte {
		if path == l.path {
			answer = body
		}
		return body
	}})
	honest, err = l.read(s)
	return answer, honest, err
}

// replay gives what the client makes of another answer.
func (s *stand) replay(l list, answer []byte) ([]shown, error) {
	s.server.SetFaults(sim.Faults{Rewrite: func(path string, body []byte) []byte {
		if path == l.path {
			return answer
		}
		return body
	}})
	return l.read(s)
}

// TestOneOddObjectHidesNoOther puts each of a few values in the place of each field of one object, and in the place of
// the object, in answers of the simulator. All others must be shown as before, and the odd one with its id.
func TestOneOddObjectHidesNoOther(t *testing.T) {
	t.Parallel()
	for _, l := range lists() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			s := newOddStand(t)
			answer, _, err := s.record(l)
			if err != nil {
				t.Fatal(err)
			}
			answer = short(t, answer, l.key)
			honest, err := s.replay(l, answer)
			if err != nil || len(honest) == 0 {
				t.Fatalf("%d lines, %v", len(honest), err)
			}
			outer := decode(answer)
			objects, ok := outer[l.key].([]any)
			if !ok || len(objects) < len(honest) {
				t.Fatalf("%d lines of %d objects", len(honest), len(objects))
			}
			victim, ok := objects[0].(map[string]any)
			if !ok {
				t.Fatal("the first object is none")
			}
			tried := 0
			for _, odd := range mutants(victim) {
				outer[l.key] = append([]any{odd.object}, objects[1:]...)
				text, err := json.Marshal(outer)
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.replay(l, text)
				if err != nil {
					t.Errorf("%s: %v", odd.name, err)
					continue
				}
				tried++
				compare(t, odd.name, honest, got, victim[l.id])
			}
			if tried < 50 {
				t.Errorf("only %d answers were tried", tried)
			}
		})
	}
}

type mutant struct {
	name   string
	object any
}

func mutants(victim map[string]any) []mutant {
	var out []mutant
	for i, odd := range oddities() {
		if _, object := odd.(map[string]any); !object {
			out = append(out, mutant{fmt.Sprintf("oddity %d", i), odd})
		}
		for _, field := range slices.Sorted(maps.Keys(victim)) {
			if _, flag := odd.(bool); field == "is_managed" && (flag || odd == nil) {
				continue // that is not odd: it says to which of two lists the code belongs
			}
			changed := maps.Clone(victim)
			changed[field] = odd
			out = append(out, mutant{fmt.Sprintf("%s = oddity %d", field, i), changed})
		}
	}
	return out
}

// compare wants every honest line again, but for the victim's, of which only the id must be there, if it still has one.
func compare(t *testing.T, name string, honest, got []shown, victim any) {
	t.Helper()
	for _, line := range honest {
		i := slices.IndexFunc(got, func(g shown) bool { return g.id == line.id })
		switch {
		case line.id == victim:
		case i < 0:
			t.Errorf("%s: %s is hidden", name, line.id)
		case got[i] != line:
			t.Errorf("%s: another line changed: %s", name, got[i].text)
		}
	}
	if len(got) != len(honest) {
		t.Errorf("%s: %d lines became %d", name, len(honest), len(got))
	}
}

// short leaves three objects of a list: fuzzing spends its time on making long inputs shorter.
func short(tb testing.TB, answer []byte, key string) []byte {
	tb.Helper()
	outer := decode(answer)
	objects, ok := outer[key].([]any)
	if !ok {
		tb.Fatalf("the answer has no %s", key)
	}
	outer[key] = objects[:min(len(objects), 3)]
	text, err := json.Marshal(outer)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

// FuzzClient lets the client read mutated answers of the simulator: no panic, no endless loop, and an error is a fault.
func FuzzClient(f *testing.F) {
	s := newOddStand(f)
	all := lists()
	for i, l := range all {
		answer, honest, err := s.record(l)
		if err != nil || len(honest) == 0 || len(answer) < 100 {
			f.Fatalf("no seed for %s: %d lines, %v", l.name, len(honest), err)
		}
		f.Add(uint8(i), short(f, answer, l.key))
	}
	refusal := []byte(`{"error":{"type":"invalid_input","message":"m","validation_errors":{"_errors":["x"],"device_id":{"_errors":["y"]}},"request_id":"r"},"ok":false}`)
	f.Add(uint8(0), refusal)
	f.Fuzz(func(t *testing.T, which uint8, answer []byte) {
		l := all[int(which)%len(all)]
		got, err := s.replay(l, answer)
		if err != nil {
			if _, ok := errors.AsType[*model.Fault](err); !ok {
				t.Errorf("%T: %v", err, err)
			}
			return
		}
		for _, line := range got {
			if strings.ContainsFunc(line.text, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }) {
				t.Errorf("%q is not clean", line.text)
			}
		}
	})
}
