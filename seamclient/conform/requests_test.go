package conform

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A stand is a client on a simulator of its own, with a witness between them and small pages, so that cursors are sent.
type stand struct {
	*seamclient.Client
	ctx     context.Context
	server  *sim.Server
	witness *Witness
	home    model.DeviceID // a lock to look at, where a test has chosen one
}

func newStand(t *testing.T, o sim.Options) *stand {
	t.Helper()
	server := sim.New(o)
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	w := &Witness{Spec: spec(t), Next: server}
	c, err := seamclient.New(seamclient.Config{Key: key, Transport: w, Limits: seamclient.Limits{Page: 4, Batch: 3, PerSecond: -1}})
	if err != nil {
		t.Fatal(err)
	}
	return &stand{Client: c, ctx: t.Context(), server: server, witness: w}
}

func (s *stand) fleet() (all []model.Device, err error) {
	err = s.Devices(s.ctx, func(page []model.Device) error {
		all = append(all, page...)
		return nil
	})
	return all, err
}

// lock is one that is online and of a type.
func (s *stand) lock(deviceType string) (model.DeviceID, error) {
	all, err := s.fleet()
	if err != nil {
		return "", err
	}
	for _, d := range all {
		if d.Type == deviceType && d.Online == model.Yes {
			return d.ID, nil
		}
	}
	return "", fmt.Errorf("there is no %s", deviceType)
}

// code makes a code that waits for its window.
func (s *stand) code(more func(*model.CodeDraft)) (model.AccessCode, error) {
	lock, err := s.lock("schlage_lock")
	if err != nil {
		return model.AccessCode{}, err
	}
	d := model.CodeDraft{DeviceID: lock, Name: "Guest", Window: s.tomorrow()}
	if more != nil {
		more(&d)
	}
	return s.CreateCode(s.ctx, d)
}

func (s *stand) tomorrow() model.Window {
	at := s.server.Now().Add(24 * time.Hour).Truncate(time.Hour)
	return model.Window{From: at, Until: at.Add(3 * time.Hour)}
}

// A trial calls one method in each form that changes what is sent.
type trial struct {
	path string // where it must go; "" for a method without traffic
	do   func(s *stand) error
}

// trials has a row for each method of the client.
func trials() map[string]trial {
	all := map[string]trial{}
	for _, part := range []map[string]trial{readTrials(), codeTrials(), otherTrials(), rawTrials(), sandboxTrials()} {
		for name, tr := range part {
			all[name] = tr
		}
	}
	return all
}

func readTrials() map[string]trial {
	return map[string]trial{
		"Workspace":  {"/workspaces/get", func(s *stand) error { _, err := s.Workspace(s.ctx); return err }},
		"Workspaces": {"/workspaces/list", func(s *stand) error { _, err := s.Workspaces(s.ctx); return err }},
		"Accounts":   {"/connected_accounts/list", func(s *stand) error { _, err := s.Accounts(s.ctx); return err }},
		"Devices":    {"/devices/list", func(s *stand) error { _, err := s.fleet(); return err }},
		"Device": {"/devices/get", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.Device(s.ctx, lock)
			return err
		})},
		"DevicesByID": {"/devices/list", func(s *stand) error {
			all, err := s.fleet()
			if err != nil {
				return err
			}
			var ids []model.DeviceID
			for i := range all {
				ids = append(ids, all[i].ID)
			}
			again, err := s.DevicesByID(s.ctx, ids)
			return wantLen(len(again), len(ids), err)
		}},
		"Codes": {"/access_codes/list", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.Codes(s.ctx, lock)
			return err
		})},
		"UnmanagedCodes": {"/access_codes/unmanaged/list", onLock("august_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.UnmanagedCodes(s.ctx, lock)
			return err
		})},
		"CodesByID": {"/access_codes/list", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			codes, err := s.Codes(s.ctx, lock)
			if err != nil {
				return err
			}
			var ids []model.CodeID
			for i := range codes {
				ids = append(ids, codes[i].ID)
			}
			again, err := s.CodesByID(s.ctx, ids)
			return wantLen(len(again), len(ids), err)
		})},
		"Code": {"/access_codes/get", onCode(func(s *stand, c model.AccessCode) error { _, err := s.Code(s.ctx, c.ID); return err })},
		"FindCode": {"/access_codes/get", onCode(func(s *stand, c model.AccessCode) error {
			_, _, err := s.FindCode(s.ctx, c.ID)
			return err
		})},
		"Events": {"/events/list", func(s *stand) error {
			_, err := s.Events(s.ctx, s.server.Now().Add(-24*time.Hour))
			return err
		}},
		"EventsWhere": {"/events/list", onCode(func(s *stand, c model.AccessCode) error {
			device, err := s.Device(s.ctx, c.DeviceID)
			if err != nil {
				return err
			}
			for _, q := range eventQueries(s.server.Now(), &c, device.AccountID) {
				if _, err := s.EventsWhere(s.ctx, q); err != nil {
					return err
				}
			}
			return nil
		})},
		"Attempt": {"/action_attempts/get", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			a, err := s.Lock(s.ctx, lock)
			if err != nil {
				return err
			}
			_, err = s.Attempt(s.ctx, a.ID)
			return err
		})},
		"Attempts": {"/action_attempts/list", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			var ids []model.AttemptID
			for range 5 {
				a, err := s.Unlock(s.ctx, lock)
				if err != nil {
					return err
				}
				ids = append(ids, a.ID)
			}
			again, err := s.Attempts(s.ctx, ids)
			return wantLen(len(again), len(ids), err)
		})},
	}
}

func codeTrials() map[string]trial {
	return map[string]trial{
		"CreateCode": {"/access_codes/create", func(s *stand) error {
			for _, one := range drafts(s.tomorrow()) {
				lock, err := s.lock(one.on)
				if err != nil {
					return err
				}
				one.DeviceID = lock
				if _, err := s.CreateCode(s.ctx, one.CodeDraft); err != nil {
					return fmt.Errorf("on %s: %w", one.on, err)
				}
			}
			return nil
		}},
		"CreateCodes": {"/access_codes/create", func(s *stand) (err error) {
			all, err := s.fleet()
			if err != nil {
				return err
			}
			made := 0
			s.CreateCodes(s.ctx, model.CodeDraft{Name: "Cleaner"}, []model.DeviceID{all[0].ID, all[1].ID}, func(_ model.DeviceID, _ model.AccessCode, failed error) {
				made++
				err = failed
			})
			return wantLen(made, 2, err)
		}},
		"UpdateCode": {"/access_codes/update", onCode(func(s *stand, c model.AccessCode) error {
			for _, change := range changes(s.tomorrow()) {
				if err := s.UpdateCode(s.ctx, c.DeviceID, c.ID, change); err != nil {
					return err
				}
			}
			return nil
		})},
		"DeleteCode": {"/access_codes/delete", onCode(func(s *stand, c model.AccessCode) error { return s.DeleteCode(s.ctx, c.DeviceID, c.ID) })},
		"GeneratePIN": {"/access_codes/generate_code", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.GeneratePIN(s.ctx, lock)
			return err
		})},
		"PullBackup": {"/access_codes/pull_backup_access_code", func(s *stand) error {
			c, err := s.code(func(d *model.CodeDraft) { d.BackupPool = true })
			if err != nil {
				return err
			}
			<-time.After(time.Hour) // the pool fills
			_, err = s.PullBackup(s.ctx, c.DeviceID, c.ID)
			return err
		}},
		"ManageCode": {"/access_codes/unmanaged/convert_to_managed", onForeign(func(s *stand, c model.AccessCode) error {
			for _, force := range []bool{false, true} {
				if err := s.ManageCode(s.ctx, c.DeviceID, c.ID, force); err != nil {
					return err
				}
			}
			return nil
		})},
		"DeleteUnmanagedCode": {"/access_codes/unmanaged/delete", onForeign(func(s *stand, c model.AccessCode) error {
			return s.DeleteUnmanagedCode(s.ctx, c.DeviceID, c.ID)
		})},
	}
}

func otherTrials() map[string]trial {
	return map[string]trial{
		"Lock": {"/locks/lock_door", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.Lock(s.ctx, lock)
			return err
		})},
		"Unlock": {"/locks/unlock_door", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.Unlock(s.ctx, lock)
			return err
		})},
		"ReportCodeLengths": {"/access_codes/report_device_constraints", func(s *stand) error {
			id, err := s.server.AddDevice("smartthings", "Attic", "Europe/Rome")
			for _, lengths := range codeLengths() {
				if err == nil {
					err = s.ReportCodeLengths(s.ctx, model.DeviceID(id), lengths)
				}
			}
			return err
		}},
		"ReportTimeZone": {"/devices/report_provider_metadata", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			for _, deviceType := range []string{"ultraloq_lock", "omnitec_lock", "schlage_lock"} {
				if err := s.ReportTimeZone(s.ctx, lock, deviceType, "Europe/Rome"); err != nil {
					return err
				}
			}
			return nil
		})},
		"CreateWebhook": {"/webhooks/create", func(s *stand) error {
			for _, types := range [][]model.EventType{nil, {model.EventCodeCreated, "lock.locked"}} {
				if _, err := s.CreateWebhook(s.ctx, "http://127.0.0.1:1/hook", types); err != nil {
					return err
				}
			}
			return nil
		}},
		"Webhooks": {"/webhooks/list", func(s *stand) error { _, err := s.Webhooks(s.ctx); return err }},
		"DeleteWebhook": {"/webhooks/delete", func(s *stand) error {
			hook, err := s.CreateWebhook(s.ctx, "http://127.0.0.1:1/hook", nil)
			if err != nil {
				return err
			}
			return s.DeleteWebhook(s.ctx, hook.ID)
		}},
		"Mind":  {"", func(s *stand) error { s.Mind(seamclient.NewSecret("whsec_c2VzYW1l")); return nil }},
		"Close": {"", func(s *stand) error { s.Close(); return nil }},
		"Skew":  {"", func(s *stand) error { s.Skew(); return nil }},
	}
}

func sandboxTrials() map[string]trial {
	return map[string]trial{
		"Simulate": {"/devices/simulate/disconnect", onLock("august_lock", func(s *stand, lock model.DeviceID) error {
			for _, what := range []seamclient.Simulation{
				seamclient.SimulateManualLock, seamclient.SimulateDisconnectFromHub, seamclient.SimulateConnectToHub,
				seamclient.SimulateDisconnect, seamclient.SimulateConnect, seamclient.SimulateRemove,
			} {
				if err := s.Simulate(s.ctx, lock, what); err != nil {
					return err
				}
			}
			return nil
		})},
		"SimulateAccountLoss": {"/connected_accounts/simulate/disconnect", func(s *stand) error {
			accounts, err := s.Accounts(s.ctx)
			if err != nil {
				return err
			}
			return s.SimulateAccountLoss(s.ctx, accounts[0].ID)
		}},
		"SimulateForeignCode": {"/access_codes/simulate/create_unmanaged_access_code", onForeign(func(*stand, model.AccessCode) error { return nil })},
		"SimulateKeypad": {"/locks/simulate/keypad_code_entry", onForeign(func(s *stand, c model.AccessCode) error {
			return s.SimulateKeypad(s.ctx, c.DeviceID, c.PIN)
		})},
		"SimulateSubscription": {"/devices/simulate/paid_subscription", onLock("nuki_lock", func(s *stand, lock model.DeviceID) error {
			for _, expired := range []bool{true, false} {
				if err := s.SimulateSubscription(s.ctx, lock, expired); err != nil {
					return err
				}
			}
			return nil
		})},
	}
}

func onLock(deviceType string, do func(*stand, model.DeviceID) error) func(*stand) error {
	return func(s *stand) error {
		lock, err := s.lock(deviceType)
		if err != nil {
			return err
		}
		return do(s, lock)
	}
}

func onCode(do func(*stand, model.AccessCode) error) func(*stand) error {
	return func(s *stand) error {
		c, err := s.code(nil)
		if err != nil {
			return err
		}
		return do(s, c)
	}
}

func onForeign(do func(*stand, model.AccessCode) error) func(*stand) error {
	return onLock("august_lock", func(s *stand, lock model.DeviceID) error {
		c, err := s.SimulateForeignCode(s.ctx, lock, "Plumber", model.NewPIN("83517"))
		if err != nil {
			return err
		}
		return do(s, c)
	})
}

func wantLen(got, want int, err error) error {
	if err == nil && got != want {
		return fmt.Errorf("%d came back, want %d", got, want)
	}
	return err
}

// A sample is a draft and the type of lock that takes it.
type sample struct {
	model.CodeDraft
	on string
}

// drafts fill every field of a draft at least once.
func drafts(w model.Window) []sample {
	day := model.Window{From: w.From, Until: w.From.Add(30 * 24 * time.Hour)}
	return []sample{
		{model.CodeDraft{}, "schlage_lock"},
		{model.CodeDraft{Name: "Ann", PIN: model.NewPIN("07391"), ExternalChangeAllowed: true}, "schlage_lock"},
		{model.CodeDraft{Name: "Bob", PINLength: 7, GroupKey: "crew"}, "schlage_lock"},
		{model.CodeDraft{Name: "Cem", Window: w, NativeScheduling: model.No, BackupPool: true}, "schlage_lock"},
		{model.CodeDraft{Name: "Dot", Window: w, NativeScheduling: model.Yes}, "schlage_lock"},
		{model.CodeDraft{Name: "Eve", Window: day, Offline: true, DayRounding: true}, "lockly_lock"},
		{model.CodeDraft{Name: "Fay", Window: w, Offline: true, OneTime: true}, "lockly_lock"},
	}
}

func changes(w model.Window) []model.CodeChange {
	return []model.CodeChange{
		{},
		{Name: "Gus", PIN: model.NewPIN("29641"), Window: w, ExternalChangeAllowed: model.Yes},
		{ExternalChangeAllowed: model.No},
	}
}

func eventQueries(now time.Time, c *model.AccessCode, account model.AccountID) []model.EventQuery {
	ago := now.Add(-24 * time.Hour)
	return []model.EventQuery{
		{Since: ago},
		{Since: ago, Until: now.Add(time.Minute)},
		{Since: ago, Types: []model.EventType{model.EventCodeCreated, "lock.locked"}, Account: account},
		{Since: ago, Devices: []model.DeviceID{c.DeviceID}, Codes: []model.CodeID{c.ID}},
	}
}

func codeLengths() []seamclient.CodeLengths {
	return []seamclient.CodeLengths{{Supported: []int{4, 6}}, {Min: 5, Max: 8}}
}

// TestEveryRequestIsDocumented calls every method of the client there is and holds what it sends against the document,
// in which no field may be unknown. A method without a row fails by name.
func TestEveryRequestIsDocumented(t *testing.T) {
	t.Parallel()
	all := trials()
	methods := reflect.TypeFor[*seamclient.Client]()
	for i := range methods.NumMethod() {
		if name := methods.Method(i).Name; all[name].do == nil {
			t.Errorf("nothing says what Client.%s sends: give it a row in trials", name)
		}
	}
	for name, tr := range all {
		if _, there := methods.MethodByName(name); !there {
			t.Errorf("there is no Client.%s any more: drop its row from trials", name)
		}
		t.Run(name, func(t *testing.T) {
			spec(t) // outside the bubble, in which it would count as being waited for
			synctest.Test(t, func(t *testing.T) {
				s := newStand(t, sim.Options{Seed: 1, Still: true})
				defer s.server.Close()
				if err := tr.do(s); err != nil {
					t.Fatal(err)
				}
				if tr.path != "" && s.witness.Seen(tr.path, 200) == 0 {
					t.Errorf("no request to %s was answered", tr.path)
				}
				for _, line := range unexcused(slices.Concat(s.witness.Requests(), s.witness.Answers()), map[string]int{}) {
					t.Error(line)
				}
			})
		})
	}
}

// TestEveryOptionIsSent holds the rows above to their promise: each field of what goes into a request is set once.
func TestEveryOptionIsSent(t *testing.T) {
	t.Parallel()
	w := model.Window{From: time.Unix(1e9, 0), Until: time.Unix(2e9, 0)}
	var all []model.CodeDraft
	for _, d := range drafts(w) {
		d.DeviceID = "d1" // the trial fills it in
		all = append(all, d.CodeDraft)
	}
	allSet(t, all)
	allSet(t, changes(w))
	allSet(t, eventQueries(time.Unix(1e9, 0), &model.AccessCode{ID: "c1", DeviceID: "d1"}, "a1"))
	allSet(t, codeLengths())
}

func allSet[T any](t *testing.T, list []T) {
	t.Helper()
	of := reflect.TypeFor[T]()
	for i := range of.NumField() {
		if !slices.ContainsFunc(list, func(one T) bool { return !reflect.ValueOf(one).Field(i).IsZero() }) {
			t.Errorf("no row sets %s.%s", of, of.Field(i).Name)
		}
	}
}
