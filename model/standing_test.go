package model_test

import (
	"testing"
	"time"

	"seamdash/model"
)

// friday is 14:02 on Friday 20 November 2026 in Los Angeles.
func friday() time.Time { return time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC) }

func losAngeles(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestWhen(t *testing.T) {
	zone := losAngeles(t)
	for _, c := range []struct {
		in   time.Duration
		want string
	}{
		{58 * time.Minute, "today 15:00"},
		{-14 * time.Hour, "today 00:02"},
		{-15 * time.Hour, "yesterday 23:02"},
		{10 * time.Hour, "Sat 00:02"},
		{6 * 24 * time.Hour, "Thu 14:02"},
		{7 * 24 * time.Hour, "2026-11-27 14:02"},
		{-2 * 24 * time.Hour, "2026-11-18 14:02"},
	} {
		if got := model.When(friday().Add(c.in), friday(), zone); got != c.want {
			t.Errorf("When(now%+v) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestWhenAcrossClockChange counts calendar days, not spans of 24 hours: the clocks go forward on 14 March 2027.
func TestWhenAcrossClockChange(t *testing.T) {
	zone := losAngeles(t)
	saturday := time.Date(2027, 3, 13, 23, 30, 0, 0, zone)
	for at, want := range map[time.Time]string{
		time.Date(2027, 3, 14, 0, 10, 0, 0, zone):  "Sun 00:10",
		time.Date(2027, 3, 19, 23, 50, 0, 0, zone): "Fri 23:50",
		time.Date(2027, 3, 20, 0, 10, 0, 0, zone):  "2027-03-20 00:10",
	} {
		if got := model.When(at, saturday, zone); got != want {
			t.Errorf("When(%v) = %q, want %q", at, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second:            "0 s",
		59 * time.Second:        "59 s",
		time.Minute:             "1 min",
		59*time.Minute + 59e9:   "59 min",
		47 * time.Hour:          "47 h",
		48 * time.Hour:          "2 days",
		25 * 24 * time.Hour:     "25 days",
		time.Hour + time.Second: "1 h",
	} {
		if got := model.Span(d); got != want {
			t.Errorf("Span(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestZoneLabel(t *testing.T) {
	for name, want := range map[string]string{
		"America/Los_Angeles":            "Los Angeles",
		"America/Argentina/Buenos_Aires": "Buenos Aires",
		"UTC":                            "UTC",
		"":                               "UTC",
	} {
		if got := model.ZoneLabel(name); got != want {
			t.Errorf("ZoneLabel(%q) = %q, want %q", name, got, want)
		}
	}
}

func hours(from, until float64) model.Window {
	at := func(h float64) time.Time { return friday().Add(time.Duration(h * float64(time.Hour))) }
	return model.Window{From: at(from), Until: at(until)}
}

func TestWindowWords(t *testing.T) {
	zone := losAngeles(t)
	open := hours(-5, 2)
	for _, c := range []struct {
		w                       model.Window
		words, brief, countdown string
	}{
		{model.Window{}, "always", "always", ""},
		{open, "today 09:02-16:02", "until today 16:02", "ends in 2 h"},
		{hours(1, 45), "today 15:02 → Sun 11:02", "from today 15:02", "starts in 1 h"},
		{hours(-30, -2), "yesterday 08:02 → today 12:02", "ended today 12:02", ""},
		{model.Window{From: open.From}, "from today 09:02", "since today 09:02", ""},
		{model.Window{Until: open.Until}, "until today 16:02", "until today 16:02", "ends in 2 h"},
	} {
		words := c.w.Words(friday(), zone)
		brief := string(c.w.AppendBrief(nil, friday(), zone))
		countdown := string(c.w.AppendCountdown(nil, friday()))
		if words != c.words || brief != c.brief || countdown != c.countdown {
			t.Errorf("window %v: %q, %q, %q; want %q, %q, %q", c.w, words, brief, countdown, c.words, c.brief, c.countdown)
		}
	}
}

// standings are codes in every phase with what is said about each; the sentence begins with the code's name.
func standings() []struct {
	code            model.AccessCode
	phase           model.Phase
	state, sentence string
} {
	asked := func(kind model.MutationCode, ago time.Duration) []model.PendingMutation {
		return []model.PendingMutation{{Code: kind, CreatedAt: friday().Add(-ago), ScheduledAt: friday().Add(58 * time.Minute), From: model.CodeFacts{Window: hours(1, 2)}}}
	}
	return []struct {
		code            model.AccessCode
		phase           model.Phase
		state, sentence string
	}{
		{model.AccessCode{Status: model.StatusSet}, model.PhaseSet, "set", "X works until somebody removes it."},
		{model.AccessCode{Status: model.StatusSet, Window: hours(-5, 2)}, model.PhaseSet, "set", "X works until today 16:02, for 2 h more."},
		{model.AccessCode{Status: model.StatusSet, Window: hours(1, 2)}, model.PhaseLoaded, "on the lock", "X is on the lock; it opens from today 15:02, in 1 h."},
		{model.AccessCode{Status: model.StatusSet, Window: hours(-5, -2)}, model.PhaseLingering, "still on 2h", "X ended today 12:02, and Seam still reports it on the lock."},
		{model.AccessCode{Status: model.StatusSetting, Pending: asked(model.MutationCreating, 24*time.Minute)}, model.PhaseSetting, "setting 24m", "X is being programmed for 24 min (such a lock usually needs about 2 min)."},
		{model.AccessCode{Status: model.StatusSetting, Window: hours(1, 2)}, model.PhaseSetting, "setting", "X is being programmed; it opens from today 15:02, in 1 h."},
		{model.AccessCode{Status: model.StatusSetting, Window: hours(-1, 2)}, model.PhaseSetting, "setting", "X is being programmed; it should work since today 13:02."},
		{model.AccessCode{Status: model.StatusUnset}, model.PhaseWaiting, "waiting", "X is not on the lock; it waits to be programmed."},
		{model.AccessCode{Status: model.StatusUnset, Window: hours(48, 50)}, model.PhaseWaiting, "waiting", "X is not on the lock yet; it opens from Sun 14:02, in 2 days."},
		{model.AccessCode{Status: model.StatusUnset, Window: hours(48, 50), Pending: asked(model.MutationDeferringCreation, 0)}, model.PhaseWaiting, "loads today", "X is not on the lock yet: Seam loads it about today 15:00; it opens from Sun 14:02, in 2 days."},
		{model.AccessCode{Status: model.StatusUnset, Window: hours(48, 50), Preloaded: model.Yes}, model.PhaseLoaded, "on the lock", "X is on the lock; it opens from Sun 14:02, in 2 days."},
		{model.AccessCode{Status: model.StatusUnset, Window: hours(-1, 2)}, model.PhaseLate, "late 1h", "X should be on the lock since today 13:02, 1 h ago, and is not."},
		{model.AccessCode{Status: model.StatusUnset, Window: hours(-3, -2)}, model.PhaseOver, "over", "X ended today 12:02 and is not on the lock."},
		{model.AccessCode{Status: model.StatusRemoving, Pending: asked(model.MutationDeleting, 3*time.Minute)}, model.PhaseRemoving, "removing 3m", "X is being removed for 3 min; until the lock confirms, the PIN may still open the door."},
		{model.AccessCode{Status: model.StatusUnknown}, model.PhaseUnknown, "unknown", "X: Seam cannot tell whether it is on the lock."},
		{model.AccessCode{Status: "hibernating"}, model.PhaseUnknown, "hibernating", `X: Seam gives the status "hibernating", which this program does not know.`},
		{model.AccessCode{Unreadable: "odd date"}, model.PhaseUnreadable, "unreadable", "X could not be read from Seam's answer: odd date."},
		{model.AccessCode{Status: model.StatusSet, Pending: asked(model.MutationUpdatingCode, 0)}, model.PhaseSet, "set", "X works until somebody removes it. The old PIN works until the lock confirms the new one."},
		{model.AccessCode{Status: model.StatusSet, Pending: asked(model.MutationUpdatingTimeFrame, 0)}, model.PhaseSet, "set", "X works until somebody removes it. The lock still has the old times: today 15:02-16:02."},
		{model.AccessCode{Status: model.StatusSet, Pending: asked(model.MutationDeleting, 0)}, model.PhaseSet, "set", "X works until somebody removes it. Its removal was asked for and is not confirmed."},
		{model.AccessCode{Status: model.StatusSet, Pending: asked("polishing", 0)}, model.PhaseSet, "set", "X works until somebody removes it. Pending: polishing."},
		{model.AccessCode{Status: model.StatusUnset, AwaitingPIN: model.Yes}, model.PhaseWaiting, "waiting", "X is not on the lock; it waits to be programmed. The lock's maker has not handed out the PIN yet."},
	}
}

func TestStandings(t *testing.T) {
	zone := losAngeles(t)
	seen := map[model.Phase]bool{}
	for _, c := range standings() {
		c.code.Name, c.code.PIN, c.code.Managed = "X", model.NewPIN("90311"), true
		seen[c.phase] = true
		if got := c.code.Standing(friday()).Phase; got != c.phase {
			t.Errorf("%q: phase %v, want %v", c.sentence, got, c.phase)
		}
		if got := string(c.code.AppendState(nil, friday(), zone)); got != c.state {
			t.Errorf("%q: state %q, want %q", c.sentence, got, c.state)
		}
		if got := c.code.Sentence(&model.Device{}, friday(), zone); got != c.sentence {
			t.Errorf("sentence %q, want %q", got, c.sentence)
		}
	}
	for p := model.PhaseUnknown; p <= model.PhaseUnreadable; p++ {
		if !seen[p] {
			t.Errorf("no case for the phase %q", p)
		}
	}
}

func TestSentenceTellsTheWorstProblem(t *testing.T) {
	zone := losAngeles(t)
	code := model.AccessCode{Name: "X", Status: model.StatusSetting, Managed: true, Problems: []model.Problem{
		{Level: model.Error, Origin: model.OriginDevice, Code: "device_offline"},
		{Level: model.Warning, Origin: model.OriginCode, Code: "brand_new_warning", Message: "Something odd."},
		{Level: model.Error, Origin: model.OriginCode, Code: "failed_to_set_on_device", Since: friday().Add(-time.Hour)},
	}}
	want := "X is being programmed. The lock is offline, so nothing reaches it. Seam reports: could not be set on the lock, since today 13:02."
	if got := code.Sentence(&model.Device{Online: model.No}, friday(), zone); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	code.Problems = code.Problems[:2]
	want = "X is being programmed. Seam reports: Something odd."
	if got := code.Sentence(&model.Device{}, friday(), zone); got != want {
		t.Errorf("an unknown code shows Seam's own words: got %q, want %q", got, want)
	}
}

// needy is a code that works and one of each name that is not on the lock though its window is open.
func needy(names ...string) []model.AccessCode {
	codes := []model.AccessCode{{Name: "Fine", Status: model.StatusSet}}
	for i, name := range names {
		codes = append(codes, model.AccessCode{Name: name, Status: model.StatusUnset, Window: hours(float64(i-10), 1)})
	}
	return codes
}

func TestLockSentence(t *testing.T) {
	zone := losAngeles(t)
	named := func(online model.Tri) model.Device { return model.Device{Name: "Gate", Online: online} }
	low := named(model.Yes)
	low.Battery = model.Battery{Known: true, Level: 0.11}
	for _, c := range []struct {
		lock *model.Lock
		want string
	}{
		{model.NewLock(low, nil, true, nil), "Gate is online, battery at 11 % and low. It holds 0 codes."},
		{model.NewLock(named(model.Yes), []model.AccessCode{{Status: model.StatusSetting}}, true, nil), "Gate is online. It holds 1 code, 1 on the way."},
		{model.NewLock(named(model.No), nil, false, nil), "Gate is offline: no code reaches it or leaves it until it answers. Its codes are being read."},
		{model.NewLock(named(model.Unknown), nil, false, &model.Fault{Op: "list codes", Kind: model.KindUnavailable}), "Gate does not say whether it is online. Its codes could not be read: unavailable."},
		{model.NewLock(model.Device{Unreadable: "odd number"}, nil, false, nil), "This lock could not be read from Seam's answer: odd number."},
		{model.NewLock(named(model.Yes), needy("A", ""), true, nil), "Gate is online. It holds 3 codes. 2 need a look: A, one without a name."},
		{model.NewLock(named(model.Yes), needy("A", "B", "C", "D", "E"), true, nil), "Gate is online. It holds 6 codes. 5 need a look: A, B, C and 2 more."},
		{model.NewLock(named(model.Yes), needy("A"), true, nil), "Gate is online. It holds 2 codes. 1 needs a look: A."},
	} {
		if got := c.lock.Sentence(friday(), zone); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
