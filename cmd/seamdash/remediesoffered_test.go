package main

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/seamclient/sim"
	"seamdash/ui/coderow"
)

// TestOfferedStepsCanBeDone: at every scene of trouble each step that the diagnosis offers leads somewhere, or is in the way of something
// that passes. Nobody is offered what can never be done.
func TestOfferedStepsCanBeDone(t *testing.T) {
	t.Parallel()
	passing := []string{
		"this lock takes no codes at present", "the lock is offline", "from afar at present", "Seam has no backup code ready", "the updates are frozen",
	}
	reached, scenes := map[diagnose.Remedy]bool{}, 0
	for _, scenario := range sim.Scenarios() {
		synctest.Test(t, func(t *testing.T) {
			for step, at := range offered(t, scenario.Name) {
				scenes++
				intent, why := coderow.Remedy(step, at)
				reached[step.Do] = reached[step.Do] || intent != nil
				passes := slices.ContainsFunc(passing, func(text string) bool { return strings.Contains(why, text) })
				if step.Do != diagnose.ByHand && intent == nil && !passes {
					t.Errorf("%s: “%s” cannot be done: %s", scenario.Name, step.Text, why)
				}
			}
		})
	}
	if scenes < 100 {
		t.Errorf("only %d steps were offered", scenes)
	}
	for r := diagnose.ByHand + 1; r <= diagnose.Refresh; r++ {
		// No scene has a spare code ready, and none needs a later end.
		if !reached[r] && r != diagnose.PullBackup && r != diagnose.Extend {
			t.Errorf("no scene leads to remedy %d", r)
		}
	}
}

// offered are the steps of the diagnosis of a scene, with where they are to be done; none where the scene is about no lock.
func offered(t *testing.T, scene string) map[diagnose.Step]coderow.RemedyAt {
	t.Helper()
	o := openOffice(t, "august")
	defer func() { o.leave(); o.client.Close() }()
	staged, err := o.server.Stage(scene)
	if err != nil || staged.Device == "" {
		return nil
	}
	o.leave()
	o.arrive()
	<-time.After(5*time.Second + min(staged.Shows, 5*time.Minute))
	picture := o.feed.Snapshot()
	lock, ok := picture.Lock(model.DeviceID(staged.Device))
	if !ok {
		return nil
	}
	at := coderow.RemedyAt{Picture: picture, Lock: lock, Reader: coderow.NewZones(time.UTC).Reader(lock, o.server.Now())}
	at.Code, _ = lock.Code(model.CodeID(staged.Code))
	facts := diagnose.Facts{Reader: at.Reader, Lock: lock, Code: at.Code, Feed: picture.Feed, Events: picture.Events}
	facts.Account, _ = picture.Account(lock.Device.AccountID)
	found := diagnose.Of(facts).Findings
	steps := map[diagnose.Step]coderow.RemedyAt{}
	for i := range found {
		for _, step := range found[i].Steps {
			steps[step] = at
		}
	}
	return steps
}
