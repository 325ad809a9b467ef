package ui_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/ui/uitest"
)

func TestMarks(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("space")
		d.Sees("choose a code first")
		toFrontDoor(d)
		d.Press("home", "down", "V")
		d.Sees("mark the other end first: space")
		d.Press("space") // Nanny; the cursor goes on to Resident
		d.Sees("1 code marked", "✓ 1 marked", "✓✖ waiting      Nanny")
		d.Press("down", "V") // to Painter
		d.Sees("3 codes marked", "✓● set          Resident", "✓◌ removing 3m  Painter")
		s := uitest.Snapshot()
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(mustLock(t, s, "a3").Device, uitest.FrontDoor()[1:], true, nil)}, s.Feed))
		d.Press("y") // Resident is gone, and with it its mark
		d.Sees("2 PINs sent to the clipboard", "✓ 2 marked")
		if len(d.Clipboard) != 1 || !strings.HasPrefix(d.Clipboard[0], "Nanny on Maple Ct 3B · Front Door: 4177\nPainter on ") {
			t.Errorf("the clipboard got %q", d.Clipboard)
		}
		d.Press("up", "space")
		d.Sees("✓ 1 marked")
		d.Press("M")
		d.SeesNot("✓")
		d.Press("M")
		d.Sees("nothing is marked; space marks a code")
	})
}

// TestMarksAcrossLocks: all that the filter shows, on two locks, and one without a PIN.
func TestMarksAcrossLocks(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("home", "space", "/")
		d.Type("guest")
		d.Press("enter", "*")
		d.Sees("4 codes marked")
		d.Press("esc", "tab")
		d.GoTo("Cedar 14 · Main door")
		d.Press("enter", "*")
		d.Sees("8 codes marked")
		d.Press("*", "*", "y")
		d.Sees("7 PINs sent to the clipboard; Seam does not know 1 more")
		for _, key := range []string{"i", "s", "j"} {
			d.Press("Y")
			d.Sees("Copy 8 marked codes")
			d.Press(key)
		}
		ids := strings.Split(d.Clipboard[1], "\n")
		if len(ids) != 8 || !slices.IsSortedFunc(ids, func(a, b string) int { return strings.Compare(b[:2], a[:2]) }) {
			t.Errorf("not the order of the picture: %q", ids)
		}
		var list []map[string]any
		if err := json.Unmarshal([]byte(d.Clipboard[3]), &list); err != nil || len(list) != 8 {
			t.Errorf("%d codes in the JSON: %v", len(list), err)
		}
	})
}
