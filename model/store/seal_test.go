package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"seamdash/model"
)

// The secrets that are planted everywhere a person's or a lock's data can be.
const canaryPIN, canaryName = "90817263", "Canary Birdsong"

func plant(t *testing.T, r *Room, round int) {
	t.Helper()
	ctx := t.Context()
	draft := model.CodeDraft{Name: canaryName, PIN: model.NewPIN(canaryPIN), GroupKey: canaryName}
	ok(t, r.SetPreference(ctx, fmt.Sprint("p", round), canaryName))
	ok(t, r.SaveView(ctx, View{ID: "v", Name: canaryName, Filter: canaryPIN}))
	ok(t, r.Track(ctx, model.Tracked{ID: "t", Wanted: draft, Before: draft, Outcome: canaryName}))
	ok(t, r.Snooze(ctx, Snooze{Subject: "s", Note: canaryName, By: canaryPIN}))
	must[model.Write](t)(r.Log(ctx, model.Write{Who: canaryName, Detail: canaryPIN}))
	l := must[Lease](t)(r.Acquire(ctx, "engine", canaryName, time.Minute))
	sheet := Sheet{Rule: "r", Lock: "l", Body: []byte(canaryPIN + canaryName)}
	step := must[Step](t)(r.Begin(ctx, l, Step{Rule: "r", Lock: "l", Body: sheet.Body}))
	ok(t, r.Conclude(ctx, l, Conclusion{Series: sheet, Lines: [][]byte{sheet.Body}, Step: step.Number, Outcome: canaryName}))
	must[Step](t)(r.Begin(ctx, l, Step{Rule: "r", Lock: "l", Body: sheet.Body}))
	ok(t, r.Wish(ctx, sheet))
	rule, _, err := r.Rule(ctx, "r")
	ok(t, err)
	rule.ID, rule.Name, rule.Body = "r", canaryName, bytes.Repeat([]byte(canaryPIN), 1+700*(round%3))
	shelf := must[Shelf](t)(r.Shelf(ctx, ""))
	set := Envelope{ID: "s", Name: canaryName, Body: []byte(canaryPIN)}
	if len(shelf.Sets) > 0 {
		set.Version = shelf.Sets[0].Version
	}
	both := Batch{Rules: []Change{{Envelope: rule}}, Sets: []Change{{Envelope: set}}, By: canaryName, Note: canaryPIN}
	must[[]Envelope](t)(r.Save(ctx, both))
	ok(t, r.SaveDraft(ctx, "new", []byte(canaryPIN)))
	codes := []model.AccessCode{{ID: "c", Name: canaryName, PIN: model.NewPIN(canaryPIN)}}
	device := model.Device{ID: model.DeviceID(fmt.Sprint("d", round)), Name: canaryName}
	lock := model.NewLock(device, codes, true, &model.Fault{Message: canaryName})
	ok(t, r.SaveSnapshot(ctx, model.NewSnapshot(model.Workspace{Name: canaryName}, []*model.Lock{lock}, model.FeedState{}, 0)))
}

// TestCanary plants secrets, overwrites them, changes the key, and looks for them in every file there is.
func TestCanary(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := opened(t, cfg)
	for round := range 6 {
		plant(t, s.In("ws"), round)
		ok(t, s.Backup(t.Context(), fmt.Sprint(cfg.Path, ".backup-", round)))
	}
	ok(t, s.ChangeKey(t.Context()))
	plant(t, s.In("ws"), 7)
	must[string](t)(Restore(t.Context(), cfg, cfg.Path+".backup-3"))
	files := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(cfg.Path)))
	if len(files) != 8 { // the store, six backups, and what the restoring put aside
		t.Errorf("%d files, want 8", len(files))
	}
	for _, f := range files {
		content := must[[]byte](t)(os.ReadFile(filepath.Join(filepath.Dir(cfg.Path), f.Name())))
		for _, secret := range []string{canaryPIN, canaryName} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s contains %q", f.Name(), secret)
			}
		}
		if !bytes.Contains(content, []byte("ws ws")) {
			t.Errorf("%s does not show the name of a bucket: the search finds nothing at all", f.Name())
		}
	}
	if got := must[[]View](t)(s.In("ws").Views(t.Context())); len(got) != 1 || got[0].Name != canaryName {
		t.Errorf("the store does not know the secret that it keeps: %v", got)
	}
}

// TestWrongKey never overwrites: the file stays as it is, the words offer a backup or a fresh start.
func TestWrongKey(t *testing.T) {
	t.Parallel()
	cfg, whole := sample(t)
	keys, isMemory := cfg.Keys.(*memory)
	if !isMemory {
		t.Fatal("the sample keeps its keys elsewhere")
	}
	other := newMemory()
	for id := range keys.keys {
		other.keys[id] = bytes.Repeat([]byte{7}, KeySize)
	}
	short := newMemory()
	for id := range keys.keys {
		short.keys[id] = []byte("short")
	}
	for name, wrong := range map[string]*memory{"another key": other, "no key": newMemory(), "a short key": short} {
		bad := cfg
		bad.Keys = wrong
		_, err := Open(t.Context(), bad)
		wantFault(t, name, err, ErrKey, model.KindUnauthorised, cfg.Path)
		if model.HintOf(err) == "" {
			t.Errorf("%s: no hint offers a way out", name)
		}
		_, err = Check(t.Context(), bad)
		wantFault(t, "check with "+name, err, ErrKey, model.KindUnauthorised, cfg.Path)
		if len(wrong.keys) > 1 {
			t.Errorf("%s: a key was made for a store that is not new", name)
		}
	}
	locked := newMemory()
	locked.err = &model.Fault{Op: "ask the keyring", Kind: model.KindUnavailable, Message: "it is locked", Hint: "unlock it."}
	bad := cfg
	bad.Keys = locked
	if _, err := Open(t.Context(), bad); model.KindOf(err) != model.KindUnavailable || model.HintOf(err) != "unlock it." {
		t.Errorf("a keyring that is locked: %v", err)
	}
	// A backup needs no key, so there is always a way to keep what cannot be read.
	ok(t, Backup(t.Context(), bad, cfg.Path+".backup"))
	if !bytes.Equal(whole, must[[]byte](t)(os.ReadFile(cfg.Path))) {
		t.Error("the file was touched")
	}
	ok(t, readAll(t.Context(), cfg))
}

// TestMovedRecords puts a sealed record under another name, which somebody can do who has the file and not the key.
func TestMovedRecords(t *testing.T) {
	t.Parallel()
	cfg, _ := sample(t)
	ok(t, onFile(cfg.Path, func(tx *bbolt.Tx) error {
		kinds := tx.Bucket(bucketName(roomKey("ws"), preferencesKind))
		return kinds.Put([]byte("read-only"), bytes.Clone(kinds.Get([]byte("theme"))))
	}))
	s := must[*Store](t)(Open(t.Context(), cfg))
	defer s.Close() //nolint:errcheck // nothing was written
	_, err := s.In("ws").Preferences(t.Context())
	wantFault(t, "a record that was moved", err, ErrDamaged, model.KindUnexpected, cfg.Path)
	_, err = Check(t.Context(), cfg)
	wantFault(t, "its check", err, ErrDamaged, model.KindUnexpected, cfg.Path)
}

// onFile changes the file behind the store's back.
func onFile(path string, fn func(*bbolt.Tx) error) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	return errors.Join(db.Update(fn), db.Close())
}

// TestNewKeyElsewhere changes the key in one process while another has the store open.
func TestNewKeyElsewhere(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	one, two := opened(t, cfg), opened(t, cfg)
	ctx := t.Context()
	ok(t, two.In("ws").SetPreference(ctx, "before", "1"))
	ok(t, one.ChangeKey(ctx))
	ok(t, two.In("ws").SetPreference(ctx, "after", "2"))
	ok(t, one.ChangeKey(ctx))
	for name, s := range map[string]*Store{"the one": one, "the other": two} {
		got := must[map[string]string](t)(s.In("ws").Preferences(ctx))
		if len(got) != 2 || got["before"] != "1" || got["after"] != "2" {
			t.Errorf("%s reads %v", name, got)
		}
	}
}

// TestKeysRefuse keeps no store whose key nobody keeps.
func TestKeysRefuse(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Keys = refusing{}
	if _, err := Open(t.Context(), cfg); err == nil {
		t.Error("a store was made without a key")
	}
	if left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(cfg.Path))); len(left) != 0 {
		t.Errorf("%d files were left behind", len(left))
	}
}

type refusing struct{}

func (refusing) Key(context.Context, string) ([]byte, error) { return nil, ErrNoKey }

func (refusing) Create(context.Context, string, []byte) error {
	return errors.New("the keyring is locked")
}
