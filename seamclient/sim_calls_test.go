package seamclient_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

func TestSimDoorsTurnAndTellSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		opened := must(c.Unlock(t.Context(), lock.ID))(t)
		elapse(time.Minute)
		shut := must(c.Lock(t.Context(), lock.ID))(t)
		elapse(time.Minute)
		if now := must(c.Attempt(t.Context(), opened.ID))(t); now.Status != model.AttemptSucceeded || now.Type != "UNLOCK_DOOR" {
			t.Errorf("unlocking ended as %+v", now)
		}
		if both := must(c.Attempts(t.Context(), []model.AttemptID{opened.ID, shut.ID}))(t); len(both) != 2 {
			t.Errorf("got %+v", both)
		}
		if now := must(c.Device(t.Context(), lock.ID))(t); now.Locked != model.Yes {
			t.Errorf("the door is %+v", now)
		}
	})
}

func TestSimForeignCodesAreTakenOverAndRemoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		for _, pin := range []string{"83615", "93614"} {
			must(c.SimulateForeignCode(t.Context(), lock.ID, "Plumber "+pin, model.NewPIN(pin)))(t)
		}
		foreign := must(c.UnmanagedCodes(t.Context(), lock.ID))(t)
		byPIN := func(pin string) model.CodeID {
			i := slices.IndexFunc(foreign, func(code model.AccessCode) bool { return code.PIN.Reveal() == pin })
			if i < 0 {
				t.Fatalf("%s is not among %d codes", pin, len(foreign))
			}
			return foreign[i].ID
		}
		kept, dropped := byPIN("83615"), byPIN("93614")
		must(0, c.ManageCode(t.Context(), lock.ID, kept, false))(t)
		must(0, c.DeleteUnmanagedCode(t.Context(), lock.ID, dropped))(t)
		elapse(10 * time.Minute)
		if code := must(c.Code(t.Context(), kept))(t); !code.Managed || code.Name != "Plumber 83615" {
			t.Errorf("taken over: %+v", code)
		}
		foreign = must(c.UnmanagedCodes(t.Context(), lock.ID))(t)
		if slices.ContainsFunc(foreign, func(code model.AccessCode) bool { return code.ID == dropped || code.ID == kept }) {
			t.Errorf("still there: %+v", foreign)
		}
	})
}

func TestSimPINsAndBackups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		pin := must(c.GeneratePIN(t.Context(), lock.ID))(t)
		window := model.Window{From: server.Now().Add(time.Hour), Until: server.Now().Add(5 * time.Hour)}
		code := must(c.CreateCode(t.Context(), model.CodeDraft{
			DeviceID: lock.ID, Name: "Guest", PIN: pin, Window: window, BackupPool: true,
		}))(t)
		if code.Type != model.TypeTimeBound || !code.PIN.Equal(pin) {
			t.Errorf("created %+v", code)
		}
		elapse(2 * time.Hour)
		backup := must(c.PullBackup(t.Context(), lock.ID, code.ID))(t)
		again := must(c.PullBackup(t.Context(), lock.ID, code.ID))(t)
		if !backup.Backup.Is || backup.ID != again.ID || backup.PIN.Equal(pin) {
			t.Errorf("backups %+v and %+v", backup, again)
		}
	})
}

func TestSimSandboxSwitches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := onSim(t, sim.Options{Seed: 1, Still: true})
		all := fleet(t, c)
		i := slices.IndexFunc(all, func(d model.Device) bool { return d.Type == "august_lock" && d.Online == model.Yes })
		if i < 0 {
			t.Fatal("no August lock")
		}
		lock := all[i]
		must(0, c.Simulate(t.Context(), lock.ID, seamclient.SimulateDisconnect))(t)
		if now := must(c.Device(t.Context(), lock.ID))(t); now.Online != model.No || len(now.Problems) == 0 {
			t.Errorf("disconnected: %+v", now)
		}
		must(0, c.Simulate(t.Context(), lock.ID, seamclient.SimulateConnect))(t)
		must(0, c.SimulateAccountLoss(t.Context(), lock.AccountID))(t)
		accounts := must(c.Accounts(t.Context()))(t)
		lost := slices.IndexFunc(accounts, func(a model.Account) bool { return a.ID == lock.AccountID })
		if lost < 0 || len(accounts[lost].Problems) == 0 || accounts[lost].Problems[0].Origin != model.OriginAccount {
			t.Errorf("accounts %+v", accounts)
		}
		now := must(c.Device(t.Context(), lock.ID))(t)
		if !slices.ContainsFunc(now.Problems, func(p model.Problem) bool { return p.Origin == model.OriginAccount }) {
			t.Errorf("the account's loss does not show on the lock: %+v", now.Problems)
		}
	})
}

func TestSimWebhooksAndWorkspaces(t *testing.T) {
	c, server := onSim(t, sim.Options{Seed: 1, Still: true})
	t.Cleanup(server.Close)
	hook := must(c.CreateWebhook(t.Context(), "http://127.0.0.1:9/hook", []model.EventType{"device.connected"}))(t)
	if hook.ID == "" || !hook.Secret.Known() {
		t.Errorf("got %+v", hook)
	}
	if list := must(c.Webhooks(t.Context()))(t); len(list) != 1 || list[0].ID != hook.ID {
		t.Errorf("listed %+v", list)
	}
	must(0, c.DeleteWebhook(t.Context(), hook.ID))(t)
	must(0, c.DeleteWebhook(t.Context(), hook.ID))(t)
	if list := must(c.Webhooks(t.Context()))(t); len(list) != 0 {
		t.Errorf("listed %+v", list)
	}
	here := must(c.Workspace(t.Context()))(t)
	if all := must(c.Workspaces(t.Context()))(t); !slices.Contains(all, here) || !here.Sandbox {
		t.Errorf("%+v is not among %+v", here, all)
	}
}

func TestSimPacingIsNeverRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		for range 25 {
			must(c.Unlock(t.Context(), lock.ID))(t)
		}
		for _, call := range server.Calls() {
			if call.Status == 429 {
				t.Fatalf("refused at %v", call.At)
			}
		}
	})
}
