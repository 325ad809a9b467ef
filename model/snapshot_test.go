package model

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func lock(id, name string, codes ...AccessCode) *Lock {
	return NewLock(Device{ID: DeviceID(id), Name: name, Online: Yes}, codes, true, nil)
}

func names(s *Snapshot) []string {
	var out []string
	for i, l := range s.Locks {
		if at, ok := s.Place(l.Device.ID); !ok || at != i {
			out = append(out, "misplaced")
		}
		out = append(out, l.Device.Name)
	}
	return out
}

func TestSnapshotOrderAndSharing(t *testing.T) {
	t.Parallel()
	first := NewSnapshot(Workspace{}, []*Lock{lock("2", "b"), lock("1", "a"), lock("3", "a")}, FeedState{}, 1)
	if diff := cmp.Diff([]string{"a", "a", "b"}, names(first)); diff != "" {
		t.Fatal(diff)
	}
	second := first.WithLocks([]*Lock{lock("2", "b", AccessCode{ID: "c"})}, FeedState{})
	if second.Locks[0] != first.Locks[0] || second.Locks[2] == first.Locks[2] {
		t.Error("unchanged locks are not shared, or the changed one is")
	}
	if first.Total.Codes != 0 || second.Total.Codes != 1 {
		t.Errorf("codes counted: %d before, %d after", first.Total.Codes, second.Total.Codes)
	}
	if second.Revision != first.Revision+1 {
		t.Errorf("revision %d after %d", second.Revision, first.Revision)
	}
	third := second.WithLocks([]*Lock{lock("1", "z"), lock("4", "0")}, FeedState{})
	if diff := cmp.Diff([]string{"0", "a", "b", "z"}, names(third)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a", "a", "b"}, names(second)); diff != "" {
		t.Errorf("an older picture changed: %s", diff)
	}
	fourth := third.WithoutLocks([]DeviceID{"2", "4"}, FeedState{})
	if diff := cmp.Diff([]string{"a", "z"}, names(fourth)); diff != "" {
		t.Error(diff)
	}
	if _, ok := fourth.Lock("2"); ok {
		t.Error("a lock that is gone is still found")
	}
}

func TestSnapshotTotals(t *testing.T) {
	t.Parallel()
	ownError := Problem{Level: Error, Origin: OriginCode}
	copied := Problem{Level: Error, Origin: OriginDevice}
	device := Device{ID: "1", Online: No, Problems: []Problem{copied, {Level: Warning, Origin: OriginDevice}}}
	l := NewLock(device, []AccessCode{
		{ID: "a", Status: StatusSetting, Problems: []Problem{ownError, copied}},
		{ID: "b", Status: StatusSet, Problems: []Problem{copied}},
	}, true, nil)
	waiting := NewLock(Device{ID: "2", Online: Unknown}, nil, false, nil)
	got := NewSnapshot(Workspace{}, []*Lock{l, waiting}, FeedState{}, 1).Total
	want := Totals{Locks: 2, Offline: 1, Codes: 2, InMotion: 1, Own: Tally{Errors: 2, Warnings: 1}, Loaded: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCodesAreOrdered(t *testing.T) {
	t.Parallel()
	at := func(h int) Window { return Window{From: time.Date(2026, 1, 1, h, 0, 0, 0, time.UTC)} }
	l := lock("1", "x", AccessCode{ID: "4", Window: at(9)}, AccessCode{ID: "3", Name: "b"}, AccessCode{ID: "2", Name: "a"}, AccessCode{ID: "1", Name: "b"})
	var got []CodeID
	for _, c := range l.Codes {
		got = append(got, c.ID)
	}
	if diff := cmp.Diff([]CodeID{"2", "1", "3", "4"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestEventsStayWithThePicture: no way of making the next snapshot loses the history.
func TestEventsStayWithThePicture(t *testing.T) {
	s := NewSnapshot(Workspace{}, []*Lock{NewLock(Device{ID: "a"}, nil, true, nil)}, FeedState{}, 1)
	s = s.WithEvents([]Event{{ID: "e"}})
	one := NewLock(Device{ID: "a"}, nil, false, nil)
	other := NewLock(Device{ID: "b"}, nil, false, nil)
	for name, next := range map[string]*Snapshot{
		"feed": s.WithFeed(FeedState{Loading: true}), "lock": s.WithLocks([]*Lock{one}, s.Feed),
		"new lock": s.WithLocks([]*Lock{other}, s.Feed), "gone lock": s.WithoutLocks([]DeviceID{"a"}, s.Feed),
	} {
		if len(next.Events) != 1 || next.Events[0].ID != "e" {
			t.Errorf("%s: the events are %v", name, next.Events)
		}
	}
}

// TestAccountsOfASnapshot are found by id, stay whatever happens to the locks, and none answers for an account that is not known.
func TestAccountsOfASnapshot(t *testing.T) {
	t.Parallel()
	accounts := []Account{{Unreadable: "it has no connected_account_id"}, {ID: "a"}, {ID: "b", Name: "ops"}}
	s := NewSnapshot(Workspace{}, []*Lock{lock("1", "A"), lock("2", "B")}, FeedState{}, 0).WithAccounts(accounts)
	for what, now := range map[string]*Snapshot{
		"as it was": s, "one changed": s.WithLocks([]*Lock{lock("2", "B")}, FeedState{}), "renamed": s.WithLocks([]*Lock{lock("2", "0")}, FeedState{}),
		"one gone": s.WithoutLocks([]DeviceID{"1"}, FeedState{}), "another feed": s.WithFeed(FeedState{Loading: true}), "with events": s.WithEvents(nil),
	} {
		if a, ok := now.Account("b"); !ok || a.Name != "ops" {
			t.Errorf("%s: %+v", what, now.Accounts)
		}
		if _, ok := now.Account("c"); ok {
			t.Errorf("%s: an account that is not there is found", what)
		}
		if a, ok := now.Account(""); ok {
			t.Errorf("%s: %+v answers for an account that is not known", what, a)
		}
	}
}
