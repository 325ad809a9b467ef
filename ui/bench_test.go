package ui_test

import (
	"fmt"
	"testing"
	"time"

	"charm.land/bubbles/v2/table"
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// bench makes an app of 200x50 over a picture and waits for nothing: commands are left alone.
func bench(b *testing.B, picture *model.Snapshot) *ui.App {
	b.Helper()
	app := ui.New(uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{}))
	app.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	return app
}

func press(app *ui.App, k tea.KeyPressMsg) {
	app.Update(k)
	_ = app.View()
}

// BenchmarkKey is one key press with the frame that follows, at 200x50, by the size of the fleet and by screen. The target is 0.3 ms
// and 300 allocations, whatever the size. BenchmarkKeyPlain is the plain approach beside it.
func BenchmarkKey(b *testing.B) {
	enter := tea.KeyPressMsg{Code: tea.KeyEnter}
	screens := []struct {
		name string
		keys []tea.KeyPressMsg
	}{
		{"fleet, locks", nil},
		{"fleet, codes", []tea.KeyPressMsg{enter}},
		{"codes", []tea.KeyPressMsg{{Code: '2', Text: "2"}}},
		{"activity", []tea.KeyPressMsg{{Code: '5', Text: "5"}}},
	}
	for _, locks := range []int{100, 10_000} {
		picture := busy(uitest.Many(locks, 20), 5000)
		for _, screen := range screens {
			b.Run(fmt.Sprintf("%s/%d", screen.name, locks), func(b *testing.B) {
				app := bench(b, picture)
				for _, key := range screen.keys {
					press(app, key)
				}
				upAndDown(b, func(key tea.KeyPressMsg) { press(app, key) })
			})
		}
	}
}

// upAndDown presses one key after the other.
func upAndDown(b *testing.B, press func(tea.KeyPressMsg)) {
	b.Helper()
	down, up := tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			press(down)
		} else {
			press(up)
		}
	}
}

// BenchmarkKeyPlain is a key press over as many rows in bubbles/table, the list that Bubble Tea's authors offer.
func BenchmarkKeyPlain(b *testing.B) {
	for _, rows := range []int{2000, 200_000} {
		b.Run(fmt.Sprintf("bubbles table/%d", rows), func(b *testing.B) {
			list := make([]table.Row, rows)
			for i := range list {
				list[i] = table.Row{"set", fmt.Sprintf("Building %d · Door %d", i/400, i/20), fmt.Sprintf("Guest %d of %d", i%20, i/20), "time-bound", "••••", "today 09:02 → Sun 06:02"}
			}
			widths := []int{14, 40, 40, 12, 6, 60}
			columns := make([]table.Column, len(widths))
			for i, w := range widths {
				columns[i] = table.Column{Title: "COLUMN", Width: w}
			}
			t := table.New(table.WithColumns(columns), table.WithRows(list), table.WithHeight(40), table.WithWidth(200), table.WithFocused(true))
			upAndDown(b, func(key tea.KeyPressMsg) {
				t, _ = t.Update(key)
				_ = t.View()
			})
		})
	}
}

// BenchmarkFilterKey is one letter typed into the filter over 10,000 locks with 200,000 codes, with the frame that follows:
// after a letter that all locks have, back, and as the first letter of all, which reads the locks.
func BenchmarkFilterKey(b *testing.B) {
	app := bench(b, uitest.Many(10_000, 20))
	press(app, tea.KeyPressMsg{Code: '/', Text: "/"})
	letter, back := tea.KeyPressMsg{Code: 'd', Text: "d"}, tea.KeyPressMsg{Code: tea.KeyBackspace}
	b.Run("narrower", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			press(app, letter)
			b.StopTimer()
			press(app, back)
			b.StartTimer()
		}
	})
	press(app, letter)
	b.Run("wider", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			press(app, letter)
			b.StartTimer()
			press(app, back)
		}
	})
}

// BenchmarkFirstFilterKey is the letter that is typed first, when no lock has been read for the filter.
func BenchmarkFirstFilterKey(b *testing.B) {
	picture := uitest.Many(10_000, 20)
	for b.Loop() {
		b.StopTimer()
		app := bench(b, picture)
		press(app, tea.KeyPressMsg{Code: '/', Text: "/"})
		b.StartTimer()
		press(app, tea.KeyPressMsg{Code: 'd', Text: "d"})
	}
}

// BenchmarkProblemsKey is the toggle over 10,000 locks with 200,000 codes, on and off again.
func BenchmarkProblemsKey(b *testing.B) {
	app := bench(b, uitest.Many(10_000, 20))
	b.ReportAllocs()
	for b.Loop() {
		press(app, tea.KeyPressMsg{Code: '!', Text: "!"})
		press(app, tea.KeyPressMsg{Code: '!', Text: "!"})
	}
}

// BenchmarkFilterMinute is the minute in which everything is asked again, with only problems shown.
func BenchmarkFilterMinute(b *testing.B) {
	picture := uitest.Many(10_000, 20)
	config, minutes := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{}), 0
	config.Now = func() time.Time { return uitest.Now().Add(time.Duration(minutes) * time.Minute) }
	app := ui.New(config)
	app.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	press(app, tea.KeyPressMsg{Code: '!', Text: "!"})
	b.ReportAllocs()
	for b.Loop() {
		minutes++
		app.Update(ui.Pictured{Snapshot: picture})
		_ = app.View()
	}
}

// BenchmarkPicture is a new picture in which one lock of 10,000 changed, with and without a filter.
func BenchmarkPicture(b *testing.B) {
	for _, filter := range []string{"", "1"} {
		b.Run("filter="+filter, func(b *testing.B) {
			picture := uitest.Many(10_000, 1)
			app := bench(b, picture)
			if filter != "" {
				press(app, tea.KeyPressMsg{Code: '/', Text: "/"})
				press(app, tea.KeyPressMsg{Code: '1', Text: filter})
			}
			changed := *picture.Locks[77]
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				next := changed
				picture = picture.WithLocks([]*model.Lock{&next}, picture.Feed)
				b.StartTimer()
				app.Update(ui.Pictured{Snapshot: picture})
				_ = app.View()
			}
		})
	}
}

// BenchmarkTick is the clock's second on a screen that does not change by it.
func BenchmarkTick(b *testing.B) {
	start := time.Now()
	config := uitest.Config(&uitest.Feed{Picture: uitest.Many(10_000, 20)}, ui.Look{})
	config.Now = func() time.Time { return start }
	app := ui.New(config)
	app.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	b.ReportAllocs()
	for b.Loop() {
		app.Update(struct{}{})
		_ = app.View()
	}
}
