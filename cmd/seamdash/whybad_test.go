package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"seamdash/seamclient/sim"
)

// A distortion is what becomes of Seam's answers on their way, object by object.
type distortion struct {
	scenario string
	spoil    func(path string, o map[string]any)
	keys     []string // in the diagnosis
	// says is on the screen all the same, saysNot is not.
	says, saysNot []string
}

// distorted is a knob that changes every object of an answer.
func distorted(spoil func(string, map[string]any)) func(string, []byte) []byte {
	return func(path string, body []byte) []byte {
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber()
		var answer any
		if decoder.Decode(&answer) != nil {
			return body
		}
		eachObject(answer, func(o map[string]any) { spoil(path, o) })
		after, err := json.Marshal(answer)
		if err != nil {
			return body
		}
		return after
	}
}

func eachObject(value any, visit func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		visit(value)
		for _, inner := range value {
			eachObject(inner, visit)
		}
	case []any:
		for _, inner := range value {
			eachObject(inner, visit)
		}
	}
}

// without drops fields from the objects that have a field.
func without(having string, fields ...string) func(string, map[string]any) {
	return func(_ string, o map[string]any) {
		if _, ok := o[having]; !ok {
			return
		}
		for _, f := range fields {
			delete(o, f)
		}
	}
}

func distortions() map[string]distortion {
	return map[string]distortion{
		"set and failed, online and disconnected": {
			scenario: "late",
			spoil: func(_ string, o map[string]any) {
				switch {
				case o["access_code_id"] != nil && o["status"] != nil:
					o["status"] = "set"
					o["errors"] = []any{map[string]any{"error_code": "failed_to_set_on_device", "message": "It could not be set.", "is_access_code_error": true}}
				case o["device_id"] != nil && o["properties"] != nil:
					o["errors"] = []any{map[string]any{"error_code": "device_disconnected", "message": "Offline.", "is_device_error": true}}
				}
			},
			says: []string{"What to try"},
		},
		"a code without times, problems and mutations": {
			scenario: "late",
			spoil:    without("access_code_id", "starts_at", "ends_at", "errors", "warnings", "pending_mutations", "created_at", "type"),
			says:     []string{"Guest Weber"},
		},
		"a lock without properties, place and account": {
			scenario: "device_disconnected",
			spoil:    without("device_type", "properties", "location", "connected_account_id", "device_provider"),
			says:     []string{"What to try"},
		},
		"problems without a word": {
			scenario: "device_disconnected",
			spoil:    without("error_code", "message", "created_at", "is_device_error", "is_access_code_error"),
			says:     []string{"offline", "What to try"},
		},
		"problems without a code": {
			scenario: "device_disconnected",
			spoil:    without("error_code", "error_code"),
			keys:     []string{"tab"},
			says:     []string{"The device is offline. Check its power and its network", "What to try"},
		},
		"a status and an error that nobody knows": {
			scenario: "late",
			spoil: func(_ string, o map[string]any) {
				if o["access_code_id"] != nil && o["status"] != nil {
					o["status"] = "pondering"
					o["errors"] = []any{map[string]any{"error_code": "moon_in_the_way", "message": "The moon is in the way.", "is_access_code_error": true}}
				}
			},
			says: []string{"The moon is in the way", "What to try"},
		},
		"events from the future, without times and ids": {
			scenario: "opened_door",
			spoil: func(path string, o map[string]any) {
				if path != "/events/list" {
					return
				}
				switch o["event_type"] {
				case "lock.unlocked":
					o["occurred_at"] = "2031-01-01T00:00:00.000Z"
				case "access_code.created":
					delete(o, "occurred_at")
				case "access_code.scheduled_on_device":
					delete(o, "device_id")
				}
			},
			says: []string{"Guest Weber"},
		},
		"hostile text": {
			scenario: "code/provider_issue",
			spoil: func(_ string, o map[string]any) {
				if o["error_code"] != nil {
					o["message"] = "see\x1b]52;c;cHduZWQ=\x07 \u202e here \x00"
				}
			},
			says: []string{"What to try"}, saysNot: []string{"\u202e", "]52"},
		},
	}
}

// TestDistortedAnswers: whatever Seam makes of the facts, the question gets a calm answer on a whole screen, and nothing that is
// wrong is told as well.
func TestDistortedAnswers(t *testing.T) {
	t.Parallel()
	all := distortions()
	if len(all) < 8 {
		t.Fatalf("%d distortions", len(all))
	}
	for name, bad := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atHelpdesk(t, 100, 40, []string{bad.scenario}, func(d *helpdesk, scenes []sim.Scene) {
				p := d.find(scenes[0])
				d.server.SetFaults(sim.Faults{Rewrite: distorted(bad.spoil)})
				d.Press("r")
				d.pass(time.Minute)
				d.ask(p)
				d.Press(bad.keys...)
				d.Sees(bad.says...)
				d.SeesNot(bad.saysNot...)
				d.Press("esc")
				d.SeesNot("WHY?")
			})
		})
	}
}

// TestEventsThatRepeatAndJumble give the same screen as events in order.
func TestEventsThatRepeatAndJumble(t *testing.T) {
	t.Parallel()
	screens := make([]string, 2)
	for i, f := range []sim.Faults{{}, {DuplicateEvents: true, ReorderEvents: true}} {
		atHelpdesk(t, 100, 60, []string{"delay_in_setting_on_device"}, func(d *helpdesk, scenes []sim.Scene) {
			d.server.SetFaults(f)
			p := d.find(scenes[0])
			d.ask(p)
			d.Sees("WHAT HAPPENED")
			screens[i] = answerOn(d.Screen())
		})
	}
	if screens[0] != screens[1] {
		t.Errorf("in order\n%s\njumbled\n%s", screens[0], screens[1])
	}
}

// TestTwoThousandEvents: the newest of them are told, and every key is answered.
func TestTwoThousandEvents(t *testing.T) {
	t.Parallel()
	atHelpdesk(t, 100, 40, []string{"opened_door"}, func(d *helpdesk, scenes []sim.Scene) {
		p := d.find(scenes[0])
		for range 2000 {
			if opened, err := d.server.EnterCode(scenes[0].Device, p.code.PIN.Reveal()); err != nil || !opened {
				d.t.Fatalf("opened %v: %v", opened, err)
			}
			d.server.Advance(time.Second)
		}
		d.pass(30 * time.Second)
		d.ask(p)
		d.Sees("Guest Weber", "WHAT HAPPENED")
		d.Press("end", "home", "j", "esc", "esc")
		d.SeesNot("WHY?")
	})
}

// TestCodeThatVanishes while its diagnosis is open: the screen stays, says so, and offers nothing that can no longer be done.
func TestCodeThatVanishes(t *testing.T) {
	t.Parallel()
	atHelpdesk(t, 100, 40, []string{"gone"}, func(d *helpdesk, scenes []sim.Scene) {
		p := d.find(scenes[0])
		d.ask(p)
		d.Sees("Guest Weber")
		d.SeesNot("gone")
		d.pass(scenes[0].Shows)
		if _, still := d.picture().Locks[0].Code(p.code.ID); still {
			d.t.Fatal("the code is still there")
		}
		d.Sees("Guest Weber", "gone")
		for _, key := range []string{"1", "2", "3", "P", "enter", "esc"} {
			d.Press(key)
		}
		d.pass(time.Second)
		_ = d.Screen() // whole
	})
}
