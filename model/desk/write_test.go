package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/desk"
)

// secret is a PIN that must appear nowhere.
const secret = "90817263"

// seam is one that answers as it is told and remembers what it was asked.
type seam struct {
	desk.API

	mu    sync.Mutex
	err   error
	asked []string
	codes map[model.CodeID]model.AccessCode
}

func (s *seam) ask(what string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, what)
	return s.err
}

func (s *seam) CreateCode(_ context.Context, d model.CodeDraft) (model.AccessCode, error) {
	if err := s.ask("create " + d.Name); err != nil {
		return model.AccessCode{}, err
	}
	return model.AccessCode{ID: "c9", DeviceID: d.DeviceID, Name: d.Name, PIN: d.PIN, Window: d.Window, Managed: true}, nil
}

func (s *seam) UpdateCode(_ context.Context, device model.DeviceID, id model.CodeID, c model.CodeChange) error {
	return s.ask(fmt.Sprintf("update %s %s %s", device, id, c.Name))
}

func (s *seam) DeleteCode(_ context.Context, device model.DeviceID, id model.CodeID) error {
	return s.ask(fmt.Sprintf("delete %s %s", device, id))
}

func (s *seam) DeleteUnmanagedCode(_ context.Context, device model.DeviceID, id model.CodeID) error {
	return s.ask(fmt.Sprintf("delete unmanaged %s %s", device, id))
}

func (s *seam) ManageCode(_ context.Context, device model.DeviceID, id model.CodeID, force bool) error {
	return s.ask(fmt.Sprintf("manage %s %s %v", device, id, force))
}

func (s *seam) PullBackup(_ context.Context, device model.DeviceID, id model.CodeID) (model.AccessCode, error) {
	if err := s.ask(fmt.Sprintf("backup %s %s", device, id)); err != nil {
		return model.AccessCode{}, err
	}
	return model.AccessCode{ID: "spare", DeviceID: device, Name: "Backup", Managed: true}, nil
}

func (s *seam) CodesByID(_ context.Context, ids []model.CodeID) (out []model.AccessCode, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		if c, ok := s.codes[id]; ok {
			out = append(out, c)
		}
	}
	return out, nil
}

func (s *seam) ReportTimeZone(_ context.Context, device model.DeviceID, kind, zone string) error {
	return s.ask(fmt.Sprintf("zone %s %s %s", device, kind, zone))
}

// A bench is a desk with all that it stands on.
type bench struct {
	*desk.Desk

	seam *seam
	log  lines
	pad  desk.Pad
}

func newBench(readOnly bool) *bench { return newBenchOf(readOnly, time.Now) }

// newBenchAt is one where it is always the same time.
func newBenchAt(at time.Time) *bench { return newBenchOf(false, func() time.Time { return at }) }

func newBenchOf(readOnly bool, now func() time.Time) *bench {
	b := &bench{seam: &seam{codes: map[model.CodeID]model.AccessCode{}}}
	b.Desk = desk.New(desk.Config{
		API: b.seam, Log: &b.log, Tracks: &b.pad, Who: "kim", Now: now, ReadOnly: readOnly,
		Receipt: func(ctx context.Context) (context.Context, func() model.RequestID) {
			return ctx, func() model.RequestID { return "req-ok" }
		},
	})
	return b
}

func (b *bench) kept(t *testing.T) []model.Tracked {
	t.Helper()
	kept, err := b.pad.Tracked(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept, b.Writes(), cmp.Comparer(model.PIN.Equal)); diff != "" {
		t.Errorf("what is kept and what is shown differ:\n%s", diff)
	}
	return kept
}

func january(day int) time.Time { return time.Date(2027, 1, day, 9, 0, 0, 0, time.UTC) }

func sample() model.AccessCode {
	return model.AccessCode{
		ID: "c1", DeviceID: "d1", Name: "Ann " + secret, PIN: model.NewPIN(secret), Managed: true, Type: model.TypeTimeBound,
		Status: model.StatusSet, Window: model.Window{From: january(4), Until: january(8)},
	}
}

// verbs are all the ways to write about one code.
func verbs(ctx context.Context, d *desk.Desk) map[string]func() (model.Tracked, error) {
	code := sample()
	stranger := code
	stranger.Managed = false
	return map[string]func() (model.Tracked, error){
		"create c9 create Ann ": func() (model.Tracked, error) { return d.Create(ctx, model.DraftOf(&code)) },
		"update c1 update d1 c1 Bob": func() (model.Tracked, error) {
			return d.Update(ctx, code, model.CodeChange{Name: "Bob", Window: model.Window{From: january(4), Until: january(9)}})
		},
		"convert c1 update d1 c1 ":         func() (model.Tracked, error) { return d.Update(ctx, code, model.CodeChange{}) },
		"delete c1 delete d1 c1":           func() (model.Tracked, error) { return d.Delete(ctx, code) },
		"delete c1 delete unmanaged d1 c1": func() (model.Tracked, error) { return d.DeleteUnmanaged(ctx, stranger) },
		"adopt c1 manage d1 c1 true":       func() (model.Tracked, error) { return d.Adopt(ctx, stranger, true) },
		"backup spare backup d1 c1":        func() (model.Tracked, error) { return d.PullBackup(ctx, code) },
	}
}

// TestWrites: each write asks once, leaves one line in the log without a PIN, and is followed when Seam accepted it.
func TestWrites(t *testing.T) {
	for want := range verbs(t.Context(), newBench(false).Desk) {
		t.Run(want, func(t *testing.T) {
			b := newBench(false)
			got, err := verbs(t.Context(), b.Desk)[want]()
			kept := b.kept(t)
			if err != nil || len(b.seam.asked)*len(b.log)*len(kept) != 1 {
				t.Fatalf("%v; asked %q, log %v, kept %d", err, b.seam.asked, b.log, len(kept))
			}
			if is := fmt.Sprintf("%s %s %s", got.Action, got.Code, strings.ReplaceAll(b.seam.asked[0], secret, "")); is != want {
				t.Errorf("got %q", is)
			}
			w := b.log[0]
			w.At, w.Took = time.Time{}, 0
			if w.Detail == "" || strings.Contains(fmt.Sprintf("%+v", w), secret) {
				t.Errorf("the log says %q", w.Detail)
			}
			w.Detail = ""
			line := model.Write{Who: "kim", Action: got.Action.Words(), Device: "d1", Code: got.Code, Outcome: model.Accepted, Request: "req-ok"}
			if diff := cmp.Diff(line, w); diff != "" {
				t.Errorf("the log (-want +got):\n%s", diff)
			}
			if k := kept[0]; k.Stage != model.StageAccepted || k.Unsure() || k.Request != "req-ok" || k.LookAt.IsZero() {
				t.Errorf("kept: %+v", k)
			}
		})
	}
}

// TestRefused: what Seam refuses is logged and not followed; what it may have done is followed as unsure.
func TestRefused(t *testing.T) {
	for want := range verbs(t.Context(), newBench(false).Desk) {
		t.Run(want, func(t *testing.T) {
			b := newBench(false)
			b.seam.err = &model.Fault{Kind: model.KindInvalid, Message: "no such thing", Request: "req-no"}
			_, err := verbs(t.Context(), b.Desk)[want]()
			if !errors.Is(err, b.seam.err) || len(b.kept(t)) != 0 || len(b.log) != 1 || b.log[0].Outcome != "no such thing" || b.log[0].Request != "req-no" {
				t.Errorf("refused: %v, kept %v, log %+v", err, b.kept(t), b.log)
			}
			b.seam.err = &model.Fault{Kind: model.KindUnavailable, Message: "lost", Unsure: true}
			got, err := verbs(t.Context(), b.Desk)[want]()
			kept := b.kept(t)
			if !errors.Is(err, b.seam.err) || len(kept) != 1 || !kept[0].Unsure() || !got.Unsure() || b.log[1].Outcome != "unknown: lost" {
				t.Errorf("unsure: %v, kept %+v, log %+v", err, kept, b.log)
			}
		})
	}
}

// TestKeptBeforeAsked: a program that ends while Seam is asked finds the write again.
func TestKeptBeforeAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(false)
		during := make(chan []model.Tracked, 1)
		b.Desk = desk.New(desk.Config{API: &nosy{seam: b.seam, pad: &b.pad, during: during}, Log: &b.log, Tracks: &b.pad, Now: time.Now})
		code := sample()
		if _, err := b.Create(t.Context(), model.DraftOf(&code)); err != nil {
			t.Fatal(err)
		}
		if kept := <-during; len(kept) != 1 || !kept[0].Unsure() || !kept[0].Wanted.PIN.Equal(code.PIN) {
			t.Errorf("while Seam was asked %+v was kept", kept)
		}
	})
}

// nosy looks what is kept while it is asked.
type nosy struct {
	*seam

	pad    *desk.Pad
	during chan []model.Tracked
}

func (n *nosy) CreateCode(ctx context.Context, _ model.CodeDraft) (model.AccessCode, error) {
	kept, err := n.pad.Tracked(ctx)
	n.during <- kept
	return model.AccessCode{}, err
}

// TestNothingIsAsked: what cannot work, and every write of a session that only reads, is refused before Seam hears of it.
func TestNothingIsAsked(t *testing.T) {
	b := newBench(true)
	for name, write := range verbs(t.Context(), b.Desk) {
		if _, err := write(); model.KindOf(err) != model.KindRefused || model.HintOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := b.ReportZone(t.Context(), "d1", "ultraloq_lock", "Europe/Vienna"); model.KindOf(err) != model.KindRefused {
		t.Errorf("zone: %v", err)
	}
	if !b.ReadOnly() || len(b.seam.asked)+len(b.log)+len(b.kept(t)) != 0 {
		t.Errorf("asked %q, logged %v", b.seam.asked, b.log)
	}
	b = newBench(false)
	stranger, offline, fixed, forever := sample(), sample(), sample(), sample()
	stranger.Managed, offline.Traits.Offline, forever.Window = false, true, model.Window{}
	fixed.Traits.CannotBeDeleted, fixed.Traits.CannotBeManaged = true, true
	for i, do := range []func() (model.Tracked, error){
		func() (model.Tracked, error) { return b.Update(t.Context(), stranger, model.CodeChange{}) },
		func() (model.Tracked, error) { return b.Update(t.Context(), offline, model.CodeChange{}) },
		func() (model.Tracked, error) { return b.Delete(t.Context(), offline) },
		func() (model.Tracked, error) { return b.Delete(t.Context(), fixed) },
		func() (model.Tracked, error) { return b.Adopt(t.Context(), sample(), false) },
		func() (model.Tracked, error) { fixed.Managed = false; return b.Adopt(t.Context(), fixed, false) },
		func() (model.Tracked, error) { return b.PullBackup(t.Context(), forever) },
	} {
		if _, err := do(); model.KindOf(err) != model.KindRefused {
			t.Errorf("case %d: %v", i, err)
		}
	}
	if len(b.seam.asked)+len(b.log) != 0 {
		t.Errorf("asked %q, logged %v", b.seam.asked, b.log)
	}
}

// TestDetail: the log says what was changed, with dates and without PINs.
func TestDetail(t *testing.T) {
	same := sample().Window
	for want, change := range map[string]model.CodeChange{
		`"Ann ••••", the same values again`:                              {Window: same},
		`"Bob": name "Ann ••••" → "Bob"`:                                 {Window: same, Name: "Bob"},
		`"Ann ••••": another PIN`:                                        {Window: same, PIN: model.NewPIN("1234")},
		`"Ann ••••": changes outside Seam allowed`:                       {Window: same, ExternalChangeAllowed: model.Yes},
		`"Ann ••••": 2027-01-04 09:00 to 2027-01-08 09:00 UTC → ongoing`: {},
	} {
		b := newBench(false)
		if _, err := b.Update(t.Context(), sample(), change); err != nil || b.log[0].Detail != want {
			t.Errorf("got  %s, %v\nwant %s", b.log[0].Detail, err, want)
		}
	}
}
