package fleet

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// TestDaysAreThoseOfTheLock filters by days, which begin when they begin at the lock.
func TestDaysAreThoseOfTheLock(t *testing.T) {
	now := time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC) // Saturday; in Los Angeles it is Friday afternoon
	ends := now.Add(2 * time.Hour)                       // Friday 20:00 there
	code := model.AccessCode{ID: "c", DeviceID: "d", Name: "Cleaner", Status: model.StatusSet, Window: model.Window{From: now.Add(-time.Hour), Until: ends}}
	late := code
	late.ID, late.Name, late.Window.Until = "l", "Guest", now.Add(12*time.Hour) // Saturday in both
	lock := model.NewLock(model.Device{ID: "d", Name: "Door", TimeZone: "America/Los_Angeles"}, []model.AccessCode{code, late}, true, nil)
	picture := model.NewSnapshot(model.Workspace{}, []*model.Lock{lock}, model.FeedState{Connection: model.Live}, 1)
	s := New(picture, coderow.NewZones(nil), func() time.Time { return now }, coderow.Barred{})
	s.Resize(widget.Rect{W: 120, H: 30})
	s.Perform(nav.Enter{})
	s.Perform(nav.Find{})
	for _, r := range "ends:today" {
		s.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if got := shownNames(s); got != "Cleaner" {
		t.Errorf("by the days of the lock %q ends today, want Cleaner; by those of UTC both do", got)
	}
}

func shownNames(s *Screen) string {
	var names []string
	for row := range s.Rows() {
		names = append(names, s.RowAt(row).Name)
	}
	return strings.Join(names, " ")
}
