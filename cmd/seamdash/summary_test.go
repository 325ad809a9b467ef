package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// surveyed is a census of locks that were read at noon.
func surveyed(locks ...*model.Lock) *census {
	picture := model.NewSnapshot(model.Workspace{Name: "Maple"}, locks, model.FeedState{}, 0)
	return &census{picture: picture, survey: diagnose.NewSurveyor().Look(
		picture, time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), func(l *model.Lock) *time.Location { return zoneOf(&l.Device) })}
}

// TestEachProblemIsListedOnce: Seam copies the trouble of an account onto its devices and that of a device onto its
// codes, so that one cause arrives five times here.
func TestEachProblemIsListedOnce(t *testing.T) {
	t.Parallel()
	account := model.Problem{Level: model.Error, Origin: model.OriginAccount, Code: "account_disconnected", Message: "Sign in again."}
	offline := model.Problem{
		Level: model.Error, Origin: model.OriginDevice, Code: "device_disconnected", Message: "It is offline.",
		Since: time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC),
	}
	lock := func(name string, own ...model.Problem) *model.Lock {
		code := model.AccessCode{
			ID: model.CodeID("in " + name), Name: "Guest", Managed: true, Status: model.StatusUnset, Problems: own,
			Window: model.Window{From: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)},
		}
		return model.NewLock(model.Device{ID: model.DeviceID(name), Name: name, AccountID: "acc", Problems: own, TimeZone: "Europe/Lisbon"},
			[]model.AccessCode{code}, true, nil)
	}
	var out strings.Builder
	if err := problemList(&out, surveyed(lock("Patio", account, offline), lock("Garage", account), lock("Attic", offline))); err != nil {
		t.Fatal(err)
	}
	listed := out.String()
	for what, want := range map[string]int{
		"account of Garage": 1, "2 codes on 2 locks": 1, "since 2026-11-20 09:12 UTC": 1, "needed 2026-11-20 15:00 Lisbon": 2,
		"Garage: Guest": 1, "Patio: Guest": 1, "Attic: Guest": 1,
	} {
		if got := strings.Count(listed, what); got != want {
			t.Errorf("%q is there %d times, want %d", what, got, want)
		}
	}
	if t.Failed() {
		t.Log(listed)
	}
}

func TestNoProblemsIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	c := surveyed()
	headline(&out, c)
	if err := problemList(&out, c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("Maple (production): 0 locks, 0 offline; 0 codes, 0 in motion; no problems\n", out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestUnreadIsNotWell: nobody says of a lock whose codes could not be read that it has no problems.
func TestUnreadIsNotWell(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	fault := &model.Fault{Op: "list codes", Kind: model.KindUnavailable}
	headline(&out, surveyed(model.NewLock(model.Device{ID: "patio", Name: "Patio"}, nil, false, fault)))
	if want := ", 1 lock not read\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("%q does not end with %q", out.String(), want)
	}
}
