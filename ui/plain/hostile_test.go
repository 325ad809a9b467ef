package plain_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/plain"
	"seamdash/ui/uitest"
)

// hostileLocks have a text in every place where Seam, a lock or a server can put one.
func hostileLocks(text string) []*model.Lock {
	at := func(hours int) time.Time { return uitest.Now().Add(time.Duration(hours) * time.Hour) }
	nook := model.Device{
		ID: "n", AccountID: "acc", Name: text + " nook", Place: text, Manufacturer: "Yale", ModelName: text, TimeZone: text, Online: model.No, Locked: model.Yes,
		Managed: true, Slots: 2, Problems: []model.Problem{
			{Level: model.Error, Origin: model.OriginDevice, Code: "device_offline", Message: text, Since: at(-3)},
			{Level: model.Error, Origin: model.OriginDevice, Code: "something_new", Message: text, Since: at(-3)},
			{Level: model.Error, Origin: model.OriginAccount, Code: "account_odd", Message: text, Since: at(-3)},
		},
	}
	late := model.AccessCode{
		ID: "1", DeviceID: "n", Name: "a " + text, PIN: model.NewPIN("83914027"), Type: model.TypeTimeBound, Status: model.StatusUnset, Managed: true,
		Window: model.Window{From: at(-2), Until: at(30)}, Problems: []model.Problem{
			{Level: model.Error, Origin: model.OriginCode, Code: "failed_to_set_on_device", Message: text, Since: at(-1)},
			{Level: model.Warning, Origin: model.OriginCode, Code: "unheard_of", Message: text, Since: at(-1)},
		},
	}
	odd := model.AccessCode{
		ID: "2", DeviceID: "n", Name: "b " + text, Status: model.Status(text), Type: model.TypeOngoing, Managed: true, Unreadable: text,
		Pending: []model.PendingMutation{{Code: model.MutationCode(text), Message: text, CreatedAt: at(-1)}},
	}
	unread := model.Device{ID: "z", Name: "zoo " + text, Online: model.Yes, Managed: true, Unreadable: text}
	return []*model.Lock{
		model.NewLock(nook, []model.AccessCode{late, odd}, true, nil),
		model.NewLock(unread, nil, false, &model.Fault{Op: "list codes of", Subject: text, Kind: model.KindUnavailable, Message: text, Hint: text, Request: model.RequestID(text)}),
	}
}

func hostilePicture(text string) *model.Snapshot {
	feed := model.FeedState{
		Connection: model.Retrying, AsOf: uitest.Now(),
		Fault: &model.Fault{Op: "list", Subject: text, Kind: model.KindUnavailable, Message: text, Hint: text, Request: model.RequestID(text)},
	}
	event := func(id, kind, code string) model.Event {
		return model.Event{
			ID: model.EventID(id), Type: model.EventType(kind), At: uitest.Now(), RecordedAt: uitest.Now(), DeviceID: "n", CodeID: model.CodeID(code), Text: text, Reason: text, Method: text,
		}
	}
	return model.NewSnapshot(model.Workspace{ID: "w", Name: text}, hostileLocks(text), feed, 1).
		WithEvents([]model.Event{event("1", "lock.unlocked", "1"), event("2", text, "2"), event("3", "access_code.failed_to_set_on_device", "1")}).
		WithAccounts([]model.Account{{ID: "acc", Name: text, TypeName: text, Problems: []model.Problem{{Level: model.Error, Origin: model.OriginAccount, Code: "account_odd", Message: text}}}})
}

// hostileSchedules have a text in every place where a person, an agent or Seam can put one.
func hostileSchedules(t *testing.T, text string) plain.Schedules {
	t.Helper()
	rules := uitest.NewRules(uitest.Rule("rota", "mon wed 9-12", "n"))
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	rule := shelf.Rules[0]
	rule.Rule.Name, rule.Rule.Zone = text+" rota", text
	broken := rulebook.Entry{ID: "x", Rule: recur.Rule{Name: text + " broken", Locks: []model.DeviceID{"z"}, Zone: text}}
	shelf.Rules = []rulebook.Entry{rule, broken}
	key := plan.Key{Rule: rule.ID, Lock: "n"}
	return plain.Schedules{Shelf: shelf, Told: true, By: text, Since: uitest.Now(), States: map[plan.Key]plan.State{key: {
		Key: key, Rule: text, Refusal: text, Code: &plan.Code{ID: "1", Trouble: text, Why: text},
		Halt: &plan.Halt{Kind: plan.HaltConflict, Why: text, Try: text, Since: uitest.Now()},
		Last: &plan.Roll{Number: 1, Key: key, At: uitest.Now(), What: plan.Halted, Why: text},
	}}}
}

// whole is all that a talk says in such a world, to whoever asks for everything.
func whole(t *testing.T, text string) (said string) {
	t.Helper()
	var schedules atomic.Pointer[plain.Schedules] // which the talk looks at while the test goes on
	now := hostileSchedules(t, text)
	schedules.Store(&now)
	talksOf(t, hostilePicture(text), func() plain.Schedules { return *schedules.Load() }, func(r *reader) {
		for _, line := range []string{"problems", "locks", "locks zoo", "lock nook", "lock zoo", "lock", "codes", "codes problem:", "codes lock:nook", "events", "schedules", "schedules rota"} {
			r.types(line)
		}
		locks := hostileLocks(text)
		d := locks[0].Device
		d.Name, d.Online, d.Locked = text+" nook again", model.Yes, model.No
		first := locks[0].Codes[0]
		first.Name, first.Status = text+" another", model.StatusSet
		picture := r.feed.Snapshot()
		feed := picture.Feed
		feed.Connection, feed.Fault = model.Live, nil
		r.feed.mu.Lock()
		r.feed.picture = picture.WithLocks([]*model.Lock{model.NewLock(d, []model.AccessCode{first}, true, nil)}, feed).WithoutLocks([]model.DeviceID{"z"}, feed)
		r.feed.mu.Unlock()
		r.feed.next <- struct{}{}
		synctest.Wait()
		later := now
		later.By = text + " again"
		schedules.Store(&later)
		<-time.After(20 * time.Second)
		synctest.Wait()
		said = r.paper.text.String()
	})
	return said
}

// TestHostileTalk has a name in every place where one can stand: what stands around it is as with any other, and nothing of it is an
// order to the terminal or cannot be seen.
func TestHostileTalk(t *testing.T) {
	t.Parallel()
	want := strings.ReplaceAll(whole(t, "Qzzq"), "Qzzq", "§")
	if n := strings.Count(want, "§"); n < 60 {
		t.Fatalf("only %d places show what comes from outside:\n%s", n, want)
	}
	all := uitest.Attacks()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		mustStandThere(t, name, all[name], want)
	}
}

// mustStandThere says of a world with a text what is said of one with another.
func mustStandThere(t *testing.T, name, text, want string) {
	t.Helper()
	text = model.Clean("Qz" + model.Clean(text) + "zq")
	said := whole(t, text)
	if r := uitest.Unseen(said); r != 0 {
		t.Errorf("%s: %U was said", name, r)
	}
	said = strings.ReplaceAll(said, text, "§")
	if got := strings.ReplaceAll(said, model.EventType(text).Words(), "§"); got != want { // whose dots part words
		t.Errorf("%s: said was\n%s\nand should be\n%s", name, got, want)
	}
}

// FuzzHostileTalk has any name in every place. Its letters are none of those that are searched for.
func FuzzHostileTalk(f *testing.F) {
	for _, text := range uitest.Attacks() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 {
			t.Skip()
		}
		text = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
				return 'q'
			}
			return r
		}, text)
		mustStandThere(t, "it", text, strings.ReplaceAll(whole(t, "Qzzq"), "Qzzq", "§"))
	})
}

// TestHostileWords are typed, and stand in what is told of before: they are no orders either.
func TestHostileWords(t *testing.T) {
	t.Parallel()
	all := uitest.Attacks()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		text := strings.NewReplacer("\n", " ", "\r", " ").Replace(all[name])
		var out strings.Builder
		in := strings.Join([]string{
			text, "locks " + text, "lock " + text, "codes " + text, "schedules " + text, "codes name:" + text, "codes " + text + ":x", "codes status:" + text, "codes ends:" + text, "codes !" + text, "locks status:" + text, "events " + text,
		}, "\n")
		f := &feed{picture: uitest.Snapshot(), next: make(chan struct{})}
		err := plain.Run(t.Context(), plain.Config{
			Feed: f, Now: uitest.Now, Zone: time.UTC, Place: "P " + text, Caution: "C " + all[name], In: strings.NewReader(in), Out: &out,
			Schedules: func() plain.Schedules { return plain.Schedules{Err: &model.Fault{Message: text, Hint: text}} },
		})
		if err != nil {
			t.Error(err)
		}
		if r := uitest.Unseen(out.String()); r != 0 {
			t.Errorf("%s: %U was said:\n%s", name, r, out.String())
		}
		if !strings.Contains(out.String(), "\nNote: C") || strings.Count(out.String(), "\nNote: C") != 1 {
			t.Errorf("%s: the caution is not one line:\n%s", name, out.String())
		}
	}
}
