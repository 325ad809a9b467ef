package diagnose_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// noon is when the tests look.
func noon() time.Time { return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) }

func inUTC(*model.Lock) *time.Location { return time.UTC }

func pictureOf(locks ...*model.Lock) *model.Snapshot {
	return model.NewSnapshot(model.Workspace{}, locks, model.FeedState{Connection: model.Live}, 0)
}

func offline() model.Problem {
	return model.Problem{Level: model.Error, Origin: model.OriginDevice, Code: "device_disconnected", Message: "It is offline.", Since: noon().Add(-3 * time.Hour)}
}

func onCode(code string) model.Problem {
	return model.Problem{Level: model.Error, Origin: model.OriginCode, Code: code, Message: "It failed."}
}

// from is a window of two hours.
func from(d time.Duration) model.Window {
	return model.Window{From: noon().Add(d), Until: noon().Add(d + 2*time.Hour)}
}

func names(hurt []diagnose.Hurt) (out []string) {
	for _, h := range hurt {
		out = append(out, h.Name)
	}
	return out
}

// TestOneLockOutOfReachIsOneTrouble with the codes that it hurts, who stands outside before who comes later. What works already,
// or waits on the lock, is not among them.
func TestOneLockOutOfReachIsOneTrouble(t *testing.T) {
	t.Parallel()
	code := func(name string, status model.Status, w model.Window, problems ...model.Problem) model.AccessCode {
		return model.AccessCode{
			ID: model.CodeID(name), Name: name, DeviceID: "patio", Type: model.TypeTimeBound, Status: status, Window: w, Managed: true,
			Problems: append(problems, offline()),
		}
	}
	loaded := code("loaded", model.StatusUnset, from(time.Hour))
	loaded.Preloaded = model.Yes
	lock := model.NewLock(
		model.Device{ID: "patio", Name: "Patio", Type: "august_lock", TimeZone: "Europe/Paris", AccountID: "acc", Online: model.No, Problems: []model.Problem{offline()}},
		[]model.AccessCode{
			code("later", model.StatusUnset, from(48*time.Hour)),
			code("outside", model.StatusSetting, from(-time.Hour), onCode("failed_to_set_on_device")),
			code("works", model.StatusSet, from(-time.Hour)),
			code("over", model.StatusUnset, from(-5*time.Hour)),
			loaded,
		}, true, nil)
	survey := diagnose.NewSurveyor().Look(pictureOf(lock), noon(), inUTC)
	if len(survey.Troubles) != 1 {
		t.Fatalf("%d troubles, want 1: %+v", len(survey.Troubles), survey.Troubles)
	}
	trouble := survey.Troubles[0]
	if got, want := trouble.Finding.Key(), "device/patio/device_disconnected"; got != want {
		t.Errorf("the trouble is %s, want %s", got, want)
	}
	if diff := cmp.Diff([]string{"outside", "later"}, names(trouble.Codes)); diff != "" {
		t.Errorf("codes -want +got:\n%s", diff)
	}
	if !trouble.Next.Equal(noon()) || !trouble.Since.Equal(noon().Add(-3*time.Hour)) || survey.Hurt != 2 || !survey.Blocked() {
		t.Errorf("next %v, since %v, hurt %d, blocked %v", trouble.Next, trouble.Since, survey.Hurt, survey.Blocked())
	}
	var endangered []string
	for _, d := range survey.Dangers {
		endangered = append(endangered, d.Name+": "+d.Words)
	}
	if diff := cmp.Diff([]string{"outside: the lock is offline", "later: the lock is offline"}, endangered); diff != "" {
		t.Errorf("dangers -want +got:\n%s", diff)
	}
}
