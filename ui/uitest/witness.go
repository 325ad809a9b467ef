package uitest

import (
	"context"
	"fmt"
	"sync"

	"seamdash/model"
)

// A Witness remembers who looked at PINs.
type Witness struct {
	// Err keeps it from remembering. It does not change while it is in use.
	Err error

	mu    sync.Mutex
	looks []model.Write
}

// Witnessed remembers looks, or fails.
func (w *Witness) Witnessed(ctx context.Context, looks []model.Write) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.Err != nil {
		return w.Err
	}
	w.looks = append(w.looks, looks...)
	return ctx.Err()
}

// Looks are those since the last time that somebody asked, each in a line: what, the lock, the code, where, who.
func (w *Witness) Looks() (lines []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.looks {
		one := &w.looks[i]
		lines = append(lines, fmt.Sprintf("%s %s/%s %s, %s", one.Words(), one.Device, one.Code, one.Detail, one.Who))
	}
	w.looks = nil
	return lines
}
