package store

import (
	"os"
	"path/filepath"
	"testing"

	"seamdash/model"
)

// TestUntouched: who only looks makes no file, and migrates none.
func TestUntouched(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.steps = []migration{}
	ctx, names := t.Context(), func() int { return len(must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(cfg.Path)))) }
	look := cfg
	look.Untouched = true
	_, err := Open(ctx, look)
	wantFault(t, "where nothing is", err, ErrMissing, model.KindNotFound, cfg.Path)
	if n := names(); n != 0 {
		t.Errorf("%d files were made", n)
	}
	ok(t, must[*Store](t)(Open(ctx, cfg)).Close())
	before := must[[]byte](t)(os.ReadFile(cfg.Path))
	ok(t, must[*Store](t)(Open(ctx, look)).Close())
	if r := must[Report](t)(Check(ctx, look)); r.Older {
		t.Errorf("a file of the own schema is older: %+v", r)
	}
	look.steps = []migration{func(txn) error { return nil }}
	_, err = Open(ctx, look)
	wantFault(t, "an older file", err, ErrOlder, model.KindUnexpected, cfg.Path)
	if r := must[Report](t)(Check(ctx, look)); !r.Older || r.Schema != 1 {
		t.Errorf("the report of an older file: %+v", r)
	}
	if after := must[[]byte](t)(os.ReadFile(cfg.Path)); string(after) != string(before) || names() != 1 {
		t.Errorf("the file was changed, or one of %d was put beside it", names())
	}
}
