package live

import (
	"slices"
	"testing"
	"time"

	"seamdash/model"
)

// twoLogins are accounts in an order that is not that of their ids.
func twoLogins() []model.Account {
	return []model.Account{
		{ID: "b", Name: "guest@maple.test", TypeName: "Yale"},
		{ID: "a", Name: "ops@maple.test", TypeName: "August"},
		{ID: "b", Name: "once more"},
	}
}

func loginsOf(s *model.Snapshot) (ids []model.AccountID) {
	for i := range s.Accounts {
		ids = append(ids, s.Accounts[i].ID)
	}
	return ids
}

// sick is what happens to an account when somebody changes its password.
func (s *seam) sick(at int) {
	s.do(func() []model.Event {
		s.logins[at].Problems = []model.Problem{{Level: model.Error, Origin: model.OriginAccount, Code: "account_disconnected"}}
		return []model.Event{{Type: "connected_account.disconnected", AccountID: s.logins[at].ID}}
	})
}

// TestAccountsComeBehindTheLocks: once the locks are listed and not before, in order of id, each once, and from then on with
// each lap of the sweep; a list that says the same makes no new picture.
func TestAccountsComeBehindTheLocks(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 2)
	s.logins, s.latency = twoLogins(), time.Second
	bubble(t, s, Config{}, func(r *rig) {
		early := r.after(1500 * time.Millisecond)
		if log := s.takeLog(); early.Accounts != nil || count(log, "accounts") != 1 || len(early.Locks) != 5 {
			t.Errorf("%d locks and %v after the list of locks, %d questions", len(early.Locks), early.Accounts, count(log, "accounts"))
		}
		first := r.loaded()
		if got := loginsOf(first); !slices.Equal(got, []model.AccountID{"a", "b"}) || first.Accounts[1].Name != "guest@maple.test" {
			t.Errorf("the accounts are %+v", first.Accounts)
		}
		later := r.after(time.Hour)
		if n := count(s.takeLog(), "accounts"); n != 4 {
			t.Errorf("%d questions in an hour, want one in each lap of 13.5 minutes", n)
		}
		if later.Revision != first.Revision || &later.Accounts[0] != &first.Accounts[0] {
			t.Error("the same accounts make a new picture")
		}
		s.quietly(func() { s.logins = nil })
		if got := r.after(15 * time.Minute); got.Accounts == nil || len(got.Accounts) > 0 || got.Revision == first.Revision {
			t.Errorf("when they are gone the picture has %+v", got.Accounts)
		}
	})
}

// TestIdleTicksAskForNoAccounts: between the laps a tick stays one call.
func TestIdleTicksAskForNoAccounts(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 2)
	s.logins = twoLogins()
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		r.after(time.Hour)
		if log := s.takeLog(); len(log) != count(log, "events") || len(log) < 100 {
			t.Errorf("%d calls, %d of them ticks", len(log), count(log, "events"))
		}
	})
}

// TestAccountEventsAreFollowed: what happens to an account shows within a tick, and survives changes of the locks.
func TestAccountEventsAreFollowed(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 2)
	s.logins = twoLogins()
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		before := r.loaded().Revision
		s.sick(1)
		got := r.after(11 * time.Second)
		if a, ok := got.Account("a"); !ok || len(a.Problems) != 1 || got.Revision == before {
			t.Errorf("%+v at revision %d, was %d", got.Accounts, got.Revision, before)
		}
		if n := count(s.takeLog(), "accounts"); n != 1 {
			t.Errorf("%d questions about one event", n)
		}
		s.rename(2, 0, "other")
		s.do(func() []model.Event {
			s.dropLock(3)
			s.addLock(9)
			return []model.Event{{Type: "device.deleted", DeviceID: lockID(3)}, {Type: "device.added", DeviceID: lockID(9)}}
		})
		if got := r.after(11 * time.Second); len(got.Accounts) != 2 {
			t.Errorf("%d accounts after locks came and went", len(got.Accounts))
		}
		r.healthy()
	})
}

// TestAccountsThatCannotBeRead: whatever goes wrong, the locks go on, what was known stays, and it is tried again.
func TestAccountsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for kind, again := range map[model.Kind]bool{
		model.KindUnavailable: true, model.KindUnreachable: true, model.KindUnexpected: true, // within a minute
		model.KindUnauthorised: false, model.KindNotFound: false, model.KindInvalid: false, // with the next lap
	} {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			s := newSeam(5, 2)
			s.logins = twoLogins()
			bubble(t, s, Config{}, func(r *rig) {
				r.loaded()
				s.set(func() {
					s.fail = func(c call) error {
						if c.op == "accounts" {
							return fault(kind)
						}
						return nil
					}
				})
				s.sick(0)
				s.rename(1, 1, "new")
				got := r.after(5 * time.Minute)
				r.healthy()
				if len(got.Accounts) != 2 || len(got.Accounts[1].Problems) > 0 {
					t.Errorf("%+v is kept", got.Accounts)
				}
				if n := count(s.takeLog(), "accounts"); n < 1 || n > 20 || again != (n > 1) {
					t.Errorf("asked %d times in five minutes", n)
				}
				s.set(func() { s.fail = nil })
				if got := r.after(15 * time.Minute); len(got.Accounts[1].Problems) != 1 {
					t.Errorf("%+v in the end", got.Accounts)
				}
			})
		})
	}
}

// TestAccountsOfTheLastRun are there from the first picture on, unless the key opens another workspace now.
func TestAccountsOfTheLastRun(t *testing.T) {
	t.Parallel()
	for workspace, want := range map[model.WorkspaceID]int{"w": 1, "another": 0} {
		s := newSeam(3, 1)
		start := kept(s).WithAccounts([]model.Account{{ID: "a", Name: "as it was"}})
		start.Workspace.ID, start.Feed.AsOf = workspace, time.Unix(946_684_000, 0)
		s.fail = func(c call) error {
			if c.op == "accounts" {
				return fault(model.KindUnavailable)
			}
			return nil
		}
		bubble(t, s, Config{Start: start, Sweep: still}, func(r *rig) {
			if got := r.feed.Snapshot().Accounts; len(got) != 1 {
				t.Errorf("the first picture has %+v", got)
			}
			if got := r.loaded().Accounts; len(got) != want {
				t.Errorf("the kept picture is of workspace %q, the key opens %q: %+v", workspace, "w", got)
			}
		})
	}
}
