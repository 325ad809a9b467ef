package ruleform_test

import (
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/ui/ruleform"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// BenchmarkKey is a key stroke in the words that changes the rule, with all that follows from it and the frame.
func BenchmarkKey(b *testing.B) {
	for _, rule := range []struct{ name, words string }{
		{"plain", "mon wed fri 9-13 and sat 10-16 until 30 jun"},
		{"never matching", "rrule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 9-13"},
		{"counted from 1990", "daily 9-13 from 1 jan 1990 10000 times"},
		{"last weekday of the month", "rrule FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 9-13 from 1 jan 1990"},
		{"not understood", "mon wed fri 9-13 and sta 10-16 until 30 jun"},
	} {
		for _, locks := range []int{1, 200} {
			b.Run(rule.name+"/"+strconv.Itoa(locks), func(b *testing.B) {
				keys(b, locks, rule.words)
			})
		}
	}
}

func keys(b *testing.B, locks int, words string) {
	b.Helper()
	picture := uitest.Many(locks, 29) // their locks have room for 30
	ids := make([]model.DeviceID, len(picture.Locks))
	for i, l := range picture.Locks {
		ids[i] = l.Device.ID
	}
	shelf := newBook()
	for i := range 2 * locks { // two other rules on each lock
		rule := outcome()
		rule.Locks = ids[i%locks : i%locks+1]
		id := model.RuleID("rule" + strconv.Itoa(i+1))
		shelf.rules[id] = rulebook.Entry{ID: id, Version: 1, Rule: rule}
	}
	f, _ := ruleform.NewRule(config(b, shelf), picture, shelf.shelf(), ids, widget.Rect{W: 120, H: 33})
	f.Update(tea.PasteMsg{Content: "Cleaners"})
	f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	f.Update(tea.PasteMsg{Content: words + " except 1 jan"})
	for range len(" jan") {
		f.Update(tea.KeyPressMsg{Code: tea.KeyLeft})
	}
	pen, look := widget.Pen{}, theme.New(theme.Options{})
	strokes := []tea.KeyPressMsg{{Code: '1', Text: "1"}, {Code: tea.KeyBackspace}}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		f.Update(strokes[i%2])
		pen.Begin(look, 120)
		f.View(&pen)
		i++
	}
}
