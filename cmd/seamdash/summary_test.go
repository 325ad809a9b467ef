package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// TestEachProblemIsListedOnce: Seam copies the trouble of an account onto its devices and that of a device onto its
// codes, so that one cause arrives five times here.
func TestEachProblemIsListedOnce(t *testing.T) {
	t.Parallel()
	account := model.Problem{Level: model.Error, Origin: model.OriginAccount, Code: "account_disconnected", Message: "Sign in again."}
	offline := model.Problem{
		Level: model.Error, Origin: model.OriginDevice, Code: "device_offline", Message: "It is offline.",
		Since: time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC),
	}
	slow := model.Problem{Level: model.Warning, Origin: model.OriginCode, Code: "delay_in_setting_on_device", Message: "It takes long."}
	lock := func(name string, own ...model.Problem) *model.Lock {
		return model.NewLock(
			model.Device{ID: model.DeviceID(name), Name: name, AccountID: "acc", Problems: own},
			[]model.AccessCode{{ID: "c", Name: "Guest", Problems: append([]model.Problem{slow}, own...)}}, true, nil)
	}
	var out strings.Builder
	picture := model.NewSnapshot(model.Workspace{}, []*model.Lock{lock("Patio", account, offline), lock("Garage", account)}, model.FeedState{}, 0)
	if err := problemList(&out, picture); err != nil {
		t.Fatal(err)
	}
	want := `
PROBLEMS
error    account of Garage  the account is disconnected                              Sign in again.
warning  Garage: Guest      programming takes too long                               It takes long.
error    Patio              the lock is offline          since 2026-11-20 09:12 UTC  It is offline.
warning  Patio: Guest       programming takes too long                               It takes long.
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNoProblemsIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	picture := model.NewSnapshot(model.Workspace{Name: "Maple"}, nil, model.FeedState{}, 0)
	headline(&out, picture)
	if err := problemList(&out, picture); err != nil {
		t.Fatal(err)
	}
	if want := "Maple (production): 0 locks, 0 offline; 0 codes, 0 in motion; no problems\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
