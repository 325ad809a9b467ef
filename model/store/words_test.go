package store

import (
	"errors"
	"strings"
	"testing"

	"seamdash/model"
)

// wantFault wants an error that says what failed, why, on which file, and what kind of thing it is.
func wantFault(t *testing.T, what string, err, cause error, kind model.Kind, path string) {
	t.Helper()
	f, isFault := errors.AsType[*model.Fault](err)
	if !isFault || !errors.Is(err, cause) {
		t.Errorf("%s: %v, want a fault for %q", what, err, cause)
		return
	}
	if f.Kind != kind || f.Op == "" || !strings.Contains(err.Error(), path) {
		t.Errorf("%s: %q of kind %v, want kind %v and a text that names %s", what, err, f.Kind, kind, path)
	}
}
