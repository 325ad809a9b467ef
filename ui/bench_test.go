package ui_test

import (
	"fmt"
	"testing"
	"time"

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

// BenchmarkKey is one key press with the frame that follows, by the size of the fleet.
func BenchmarkKey(b *testing.B) {
	down, up, enter := tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}, tea.KeyPressMsg{Code: tea.KeyEnter}
	for _, size := range []struct{ locks, each int }{{100, 20}, {10_000, 20}} {
		picture := uitest.Many(size.locks, size.each)
		for _, pane := range []string{"locks", "codes"} {
			b.Run(fmt.Sprintf("%s/%d", pane, size.locks), func(b *testing.B) {
				app := bench(b, picture)
				if pane == "codes" {
					press(app, enter)
				}
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					if i%2 == 0 {
						press(app, down)
					} else {
						press(app, up)
					}
				}
			})
		}
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
