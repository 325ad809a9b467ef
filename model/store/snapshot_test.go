package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"seamdash/model"
)

func drawLock(t *rapid.T, id model.DeviceID) *model.Lock {
	codes := make([]model.AccessCode, rapid.IntRange(0, 3).Draw(t, "codes"))
	for i := range codes {
		codes[i] = drawCode(t, id)
	}
	var fault *model.Fault
	if rapid.Bool().Draw(t, "fault") {
		fault = &model.Fault{Op: "list codes", Subject: drawWords(t), Kind: model.KindUnavailable, Message: "x", Hint: drawWords(t), RetryAt: drawTime(t)}
	}
	device := model.Device{
		ID: id, AccountID: "acc", Name: drawWords(t), Type: drawWords(t), Manufacturer: "m", ModelName: "m", TimeZone: drawWords(t), Place: drawWords(t), KeypadAttached: drawTri(t),
		CreatedAt: drawTime(t), Online: drawTri(t), Locked: drawTri(t), Managed: rapid.Bool().Draw(t, "managed"),
		Battery: model.Battery{Known: true, Level: rapid.Float64Range(0, 1).Draw(t, "level"), Status: "low"}, Keypad: model.Battery{Wired: true},
		Can: model.Capabilities{
			ProgramOnlineCodes: drawTri(t), ProgramOfflineCodes: drawTri(t), UnlockWithCode: drawTri(t), RemotelyLock: drawTri(t),
			RemotelyUnlock: drawTri(t), BackupPool: drawTri(t), AccessCodes: rapid.Bool().Draw(t, "codes known"),
		},
		Rules: model.PINRules{Lengths: []int{4, 6}, Constraints: []model.Constraint{{Type: "name_length", MinLength: 1, MaxLength: 12}}},
		Slots: rapid.Int().Draw(t, "slots"), Frames: drawFrames(t), Problems: drawProblems(t), Unreadable: drawWords(t),
	}
	return model.NewLock(device, codes, rapid.Bool().Draw(t, "loaded"), fault)
}

func drawFrames(t *rapid.T) []model.TimeFrame {
	frames := []model.TimeFrame{
		{Name: "Daily", Offline: true, Min: model.Length{Days: 29}, Max: model.Length{Days: 367, Rest: time.Hour}, SameTime: true, More: true},
		{Name: "Slots", Hours: []model.DayHours{{Name: "Guest", From: 15 * time.Hour, Until: 11 * time.Hour}}, Zone: "Europe/Rome"},
	}
	return frames[rapid.IntRange(0, 2).Draw(t, "frames"):]
}

func drawTri(t *rapid.T) model.Tri {
	return rapid.SampledFrom([]model.Tri{model.Unknown, model.No, model.Yes}).Draw(t, "tri")
}

func drawProblems(t *rapid.T) []model.Problem {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) model.Problem {
		return model.Problem{
			Level: rapid.SampledFrom([]model.Level{model.Warning, model.Error}).Draw(t, "level"), Origin: model.OriginBridge,
			Code: "code", Message: rapid.SampledFrom([]string{"one", "two", ""}).Draw(t, "message"), Since: drawTime(t), Detail: drawDetail(t),
		}
	}), 0, 3).Draw(t, "problems")
}

func drawDetail(t *rapid.T) *model.ProblemDetail {
	if !rapid.Bool().Draw(t, "detailed") {
		return nil
	}
	return &model.ProblemDetail{
		Rival: model.CodeID(drawWords(t)), RivalManaged: drawTri(t), ChangeType: drawWords(t),
		Fields: rapid.SliceOfN(rapid.SampledFrom([]string{"name", "code", "starts_at"}), 0, 3).Draw(t, "fields"),
		Used:   rapid.Int().Draw(t, "used"), Limit: rapid.Int().Draw(t, "limit"), Site: drawWords(t),
	}
}

// drawAccounts gives nil for what was not read, too.
func drawAccounts(t *rapid.T) []model.Account {
	if !rapid.Bool().Draw(t, "accounts known") {
		return nil
	}
	list := make([]model.Account, rapid.IntRange(0, 3).Draw(t, "accounts"))
	for i := range list {
		list[i] = model.Account{
			ID: model.AccountID(fmt.Sprint("account ", i)), Name: drawWords(t), Type: "august", TypeName: drawWords(t), CreatedAt: drawTime(t),
			Problems: drawProblems(t), Unreadable: drawWords(t),
		}
	}
	return list
}

func drawFacts(t *rapid.T) model.CodeFacts {
	return model.CodeFacts{Name: drawWords(t), PIN: model.NewPIN("0042"), Window: model.Window{From: drawTime(t), Until: drawTime(t)}}
}

func drawCode(t *rapid.T, lock model.DeviceID) model.AccessCode {
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	return model.AccessCode{
		ID:       model.CodeID(rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "code id")),
		DeviceID: rapid.SampledFrom([]model.DeviceID{lock, "another"}).Draw(t, "device"),
		Name:     drawWords(t), PIN: model.NewPIN(rapid.StringMatching(`[0-9]{0,8}`).Draw(t, "pin")),
		Type: model.TypeTimeBound, Status: rapid.SampledFrom([]model.Status{model.StatusSet, model.StatusSetting, "new word"}).Draw(t, "status"),
		Window: model.Window{From: drawTime(t), Until: drawTime(t)}, CreatedAt: drawTime(t), Managed: flag("managed"),
		Preloaded: drawTri(t), AwaitingPIN: drawTri(t),
		Backup: model.Backup{Is: flag("is"), Available: flag("available"), Pulled: model.CodeID(drawWords(t))},
		Traits: model.Traits{
			ExternalChangeAllowed: flag("external"), OneTime: flag("once"), Offline: flag("offline"),
			CannotBeManaged: flag("unmanageable"), CannotBeDeleted: flag("undeletable"),
		},
		GroupKey: drawWords(t),
		Pending: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) model.PendingMutation {
			return model.PendingMutation{
				Code: model.MutationDeleting, Message: drawWords(t), CreatedAt: drawTime(t), ScheduledAt: drawTime(t),
				From: drawFacts(t), To: drawFacts(t),
			}
		}), 0, 2).Draw(t, "pending"),
		Problems: drawProblems(t), Unreadable: drawWords(t),
	}
}

// TestLockCodec finds every field of a lock again, and nothing more than the text of a fault's cause.
func TestLockCodec(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := drawLock(t, "lock")
		got, err := lockRecords().unpack(lockRecords().pack(&want))
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || d != "" {
			t.Fatalf("%v (-want +got):\n%s", err, d)
		}
	})
	failed := model.NewLock(model.Device{ID: "d"}, nil, false, &model.Fault{Op: "list codes", Err: errors.New("no route")})
	got := must[*model.Lock](t)(lockRecords().unpack(lockRecords().pack(&failed)))
	if got.Fault.Error() != failed.Fault.Error() {
		t.Errorf("the fault reads %q, was %q", got.Fault, failed.Fault)
	}
}

// FuzzDecode feeds every decoder with anything: it gives an error or a record, and never takes more memory than the
// input explains.
func FuzzDecode(f *testing.F) {
	snap := bigSnapshot(1, 3)
	f.Add(lockRecords().pack(&snap.Locks[0]))
	f.Add(rules().kept.pack(&Envelope{ID: "r", Body: []byte("body")}))
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, record []byte) {
		for k, decode := range decoders() {
			if err := decode(record); err != nil && !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: %v", k, err)
			}
		}
	})
}

// TestSnapshotWritesWhatChanged counts the records that a save writes.
func TestSnapshotWritesWhatChanged(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := opened(t, cfg)
	first := bigSnapshot(50, 3)
	puts := func(s *Store, snap *model.Snapshot) (int, int) {
		r := s.In("ws")
		p := r.picture()
		if p.edition == "" {
			ok(t, r.learn(t.Context(), "learn", p))
		}
		d := p.against(snap, s.known.Load().vault, table{})
		ok(t, r.SaveSnapshot(t.Context(), snap))
		return len(d.puts), len(d.gone)
	}
	check := func(what string, s *Store, snap *model.Snapshot, wantPuts, wantGone int) {
		t.Helper()
		if n, gone := puts(s, snap); n != wantPuts || gone != wantGone {
			t.Errorf("%s: %d written and %d dropped, want %d and %d", what, n, gone, wantPuts, wantGone)
		}
		got, at, err := s.In("ws").Snapshot(t.Context())
		ok(t, err)
		if d := cmp.Diff(snap.Locks, got.Locks, cmpopts.EquateEmpty()); d != "" || !at.Equal(snap.Feed.AsOf) {
			t.Errorf("%s, as of %v: (-saved +read)\n%s", what, at, d)
		}
	}
	check("the first", s, first, 50, 0)
	check("the same again", s, first, 0, 0)
	check("three renamed", s, changed(first, 1, 3), 3, 0)
	check("and back", s, first, 3, 0)
	check("two gone", s, first.WithoutLocks([]model.DeviceID{first.Locks[3].Device.ID, first.Locks[9].Device.ID}, first.Feed), 0, 2)
	check("equal but made anew", s, bigSnapshot(50, 3), 2, 0)

	other := opened(t, cfg) // as another process has it
	check("another process finds what is there", other, bigSnapshot(50, 3), 0, 0)
	check("another process changes it", other, changed(first, 2, 5), 5, 0)
	// The first knows nothing of that and must not believe what it knows.
	ok(t, s.In("ws").SaveSnapshot(t.Context(), first))
	got, _, err := s.In("ws").Snapshot(t.Context())
	ok(t, err)
	if d := cmp.Diff(first.Locks, got.Locks, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("after two processes saved (-saved +read):\n%s", d)
	}
}

func TestNoSnapshotYet(t *testing.T) {
	t.Parallel()
	snap, at, err := opened(t, config(t)).In("ws").Snapshot(t.Context())
	if snap != nil || !at.IsZero() || err != nil {
		t.Errorf("an empty store gives %v, %v, %v", snap, at, err)
	}
}

// TestSnapshotOfOddLocks leaves out what cannot be found again and keeps the rest.
func TestSnapshotOfOddLocks(t *testing.T) {
	t.Parallel()
	r := opened(t, config(t)).In("ws")
	odd := []*model.Lock{
		model.NewLock(model.Device{ID: ""}, nil, false, nil),
		model.NewLock(model.Device{ID: model.DeviceID(make([]byte, maxKey+1))}, nil, false, nil),
		model.NewLock(model.Device{ID: "twice", Name: "a"}, nil, true, nil),
		model.NewLock(model.Device{ID: "twice", Name: "b"}, nil, true, nil),
	}
	ok(t, r.SaveSnapshot(t.Context(), model.NewSnapshot(model.Workspace{ID: "ws"}, odd, model.FeedState{}, 1)))
	got, _, err := r.Snapshot(t.Context())
	ok(t, err)
	if len(got.Locks) != 1 || got.Locks[0].Device.ID != "twice" {
		t.Errorf("read %d locks, want the one with an id", len(got.Locks))
	}
}

// TestSaveBesideWrites keeps writing while snapshots are saved; nobody waits for good and nothing is lost.
func TestSaveBesideWrites(t *testing.T) {
	t.Parallel()
	r := opened(t, config(t)).In("ws")
	saving, stop := context.WithCancel(t.Context())
	defer stop()
	saved := make(chan int)
	go func() {
		snap, n := bigSnapshot(200, 5), 0
		for ; saving.Err() == nil; n++ {
			snap = changed(snap, n, 20)
			if err := r.SaveSnapshot(saving, snap); err != nil && saving.Err() == nil {
				t.Error(err)
			}
		}
		saved <- n
	}()
	for range 40 {
		must[model.Write](t)(r.Log(t.Context(), model.Write{}))
	}
	stop()
	if n := <-saved; n == 0 {
		t.Error("no snapshot was saved meanwhile")
	}
	log := must[[]model.Write](t)(r.Audit(t.Context(), AuditQuery{}))
	slices.Reverse(log)
	for i, e := range log {
		if e.Number != uint64(i)+1 {
			t.Fatalf("entry %d has the number %d", i, e.Number)
		}
	}
	if len(log) != 40 {
		t.Errorf("%d entries, want 40", len(log))
	}
}
