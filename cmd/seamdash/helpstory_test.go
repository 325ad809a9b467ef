package main

import (
	"strings"
	"testing"
	"time"

	"seamdash/seamclient/sim"
)

// calls are what people call about, all three in one house.
func calls() []string {
	return []string{"guest-outside", "cleaner-tomorrow", "dead-since-last-night"}
}

// A question is what somebody on the phone wants to know, and how it is answered.
type question struct {
	scene int      // of calls
	keys  []string // from the start to the answer
	says  []string // the answer: who, what it is, since when
	try   string   // a step that the program can do, with its key
	// meanwhile, where it is set, happens before the step is done; after it the screen says done, and not undone.
	meanwhile    func(d *helpdesk, scene sim.Scene)
	done, undone []string
}

func questions() map[string]question {
	return map[string]question{
		"a guest stands outside": {
			keys: []string{"4", "d"},
			says: []string{"Guest Haas", "The hub is offline", "since today 13:12", "blocks the code", "today 13:57"},
			try:  "1 give the guest a code that is on the lock already",
			done: []string{"Linden House · Front Door", "Owner Lindh"}, undone: []string{"WHY?"},
		},
		"a cleaner comes tomorrow": {
			scene: 1, keys: []string{"4", "down", "d"},
			says: []string{"Cleaner Rosa", "battery is low", "since today 12:02", "Sat 09:00", "the battery is at 4 %", "change the batteries"},
			try:  "2 ask Seam again",
			meanwhile: func(d *helpdesk, scene sim.Scene) {
				if err := d.server.SetBattery(scene.Device, 1); err != nil {
					d.t.Fatal(err)
				}
			},
			done: []string{"WHY?", "battery 100 %"}, undone: []string{"battery is low"},
		},
		"a lock is dead since last night": {
			scene: 2, keys: []string{"4", "G", "d"},
			says: []string{"Linden House · Garage", "The lock is offline", "since yesterday 23:00", "keeps new codes out", "bring the lock online"},
			try:  "1 give the guest a code that is on the lock already",
			done: []string{"Linden House · Garage", "Owner Lindh"}, undone: []string{"WHY?"},
		},
	}
}

// TestThreeCallers: whoever asks is answered after three keys at most; one more copies the report for the ticket, and one more does
// what can be done from here.
func TestThreeCallers(t *testing.T) {
	t.Parallel()
	for name, q := range questions() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(q.keys) > 3 {
				t.Fatalf("%d keys", len(q.keys))
			}
			atHelpdesk(t, 120, 40, calls(), func(d *helpdesk, scenes []sim.Scene) { d.answer(&q, scenes[q.scene]) })
		})
	}
}

func (d *helpdesk) answer(q *question, scene sim.Scene) {
	d.t.Helper()
	d.Press(q.keys...)
	d.pass(time.Second) // the history is read
	d.Sees("WHY?", "What to try", q.try)
	d.Sees(q.says...)
	d.Press("y")
	if len(d.Clipboard) != 1 {
		d.t.Fatalf("y copied %d reports:\n%s", len(d.Clipboard), d.Screen())
	}
	d.fitForATicket(d.Clipboard[0], q.says[1], scene)
	if q.meanwhile != nil {
		q.meanwhile(d, scene)
	}
	d.Press(q.try[:1])
	d.pass(5 * time.Second)
	d.Sees(q.done...)
	d.SeesNot(q.undone...)
}

// fitForATicket holds a report to what a ticket needs and must not have.
func (d *helpdesk) fitForATicket(report, cause string, scene sim.Scene) {
	d.t.Helper()
	for _, want := range []string{scene.Device, cause} {
		if !strings.Contains(report, want) {
			d.t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
	held := d.server.Presences(scene.Device)
	if len(held) == 0 {
		d.t.Fatal("the lock has no codes")
	}
	for _, code := range held {
		if strings.Contains(report, code.PIN) || strings.Contains(report, code.Name) {
			d.t.Errorf("the report tells the PIN or the name of %s:\n%s", code.Name, report)
		}
	}
}
