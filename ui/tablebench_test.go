package ui_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"charm.land/bubbles/v2/table"
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

const benchLocks, benchEach = 10_000, 20

// benchTable is the codes screen over 200,000 codes, with the table built and handed over.
func benchTable(b *testing.B) (*ui.App, *model.Snapshot) {
	b.Helper()
	picture := uitest.Many(benchLocks, benchEach)
	app := bench(b, picture)
	_, cmd := app.Update(tea.KeyPressMsg{Code: '2', Text: "2"})
	handOver(app, cmd)
	return app, picture
}

// handOver runs commands until a table that is built beside the screen was handed over; timers are left behind.
func handOver(app *ui.App, cmd tea.Cmd) {
	answers := make(chan tea.Msg)
	done := make(chan struct{})
	defer close(done)
	run := func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		go func() {
			select {
			case answers <- cmd():
			case <-done:
			}
		}()
	}
	run(cmd)
	for msg := range answers {
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, cmd := range batch {
				run(cmd)
			}
			continue
		}
		_, next := app.Update(msg)
		if fmt.Sprintf("%T", msg) == "codes.built" {
			return
		}
		run(next)
	}
}

// plainTable is the same rows in the table of the component library.
func plainTable(picture *model.Snapshot) table.Model {
	columns := []table.Column{
		{Title: "STATE", Width: 14},
		{Title: "LOCK", Width: 36},
		{Title: "NAME", Width: 32},
		{Title: "TYPE", Width: 10},
		{Title: "PIN", Width: 6},
		{Title: "WINDOW", Width: 40},
		{Title: "POWER", Width: 6},
		{Title: "ZONE", Width: 12},
	}
	var rows []table.Row
	now := uitest.Now()
	for _, lock := range picture.Locks {
		percent, _ := lock.Device.Battery.Percent()
		for i := range lock.Codes {
			c := &lock.Codes[i]
			rows = append(rows, table.Row{
				string(c.AppendState(nil, now, time.UTC)), lock.Device.Name, c.Name, string(c.Type), "••••",
				string(c.Window.AppendWords(nil, now, time.UTC)), strconv.Itoa(percent) + " %", model.ZoneLabel(lock.Device.TimeZone),
			})
		}
	}
	return table.New(table.WithColumns(columns), table.WithRows(rows), table.WithFocused(true), table.WithWidth(200), table.WithHeight(45))
}

// BenchmarkTableKey is one key press and its frame over 200,000 codes: here, and in the table of the component library.
func BenchmarkTableKey(b *testing.B) {
	down, up := tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}
	page, back := tea.KeyPressMsg{Code: tea.KeyPgDown}, tea.KeyPressMsg{Code: tea.KeyPgUp}
	app, picture := benchTable(b)
	for name, keys := range map[string][2]tea.KeyPressMsg{"move": {down, up}, "page": {page, back}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				press(app, keys[i%2])
			}
		})
	}
	plain := plainTable(picture)
	b.Run("bubbles", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			plain, _ = plain.Update([2]tea.KeyPressMsg{down, up}[i%2])
			_ = plain.View()
		}
	})
}

// BenchmarkTableFilterKey is one letter of a filter over 200,000 codes with its frame, as it is typed, and all of it deleted
// again. It tells the median and the slowest key.
func BenchmarkTableFilterKey(b *testing.B) {
	app, _ := benchTable(b)
	for _, text := range []string{"guest 17 door", "status:stuck", "battery:<20 !guest", "ends:today", "gst dor 17"} {
		b.Run(text, func(b *testing.B) {
			press(app, tea.KeyPressMsg{Code: '/', Text: "/"})
			var spent []time.Duration
			for b.Loop() {
				for _, r := range text {
					spent = append(spent, timed(app, tea.KeyPressMsg{Code: r, Text: string(r)}))
				}
				for range text {
					spent = append(spent, timed(app, tea.KeyPressMsg{Code: tea.KeyBackspace}))
				}
			}
			press(app, tea.KeyPressMsg{Code: tea.KeyEscape})
			slices.Sort(spent)
			b.ReportMetric(float64(spent[len(spent)/2].Microseconds()), "µs-median")
			b.ReportMetric(float64(spent[len(spent)-1].Microseconds()), "µs-worst")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func timed(app *ui.App, key tea.KeyPressMsg) time.Duration {
	start := time.Now()
	press(app, key)
	return time.Since(start)
}

// BenchmarkTableTick is a picture in which 100 locks have a changed code, with its frame; the table of the component library
// gets all rows anew, which is how it hears of a change.
func BenchmarkTableTick(b *testing.B) {
	app, picture := benchTable(b)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			picture = changed(picture, i)
			b.StartTimer()
			app.Update(ui.Pictured{Snapshot: picture})
			_ = app.View()
		}
	})
	plain := plainTable(picture)
	rows := plain.Rows()
	b.Run("bubbles", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plain.SetRows(rows)
			_ = plain.View()
		}
	})
}

// changed is the picture after 100 locks reported something about one code.
func changed(picture *model.Snapshot, round int) *model.Snapshot {
	var locks []*model.Lock
	for i := range 100 {
		old := picture.Locks[(i*97+round)%len(picture.Locks)]
		codes := slices.Clone(old.Codes)
		codes[3].Status = [2]model.Status{model.StatusSet, model.StatusSetting}[round%2]
		locks = append(locks, model.NewLock(old.Device, codes, true, nil))
	}
	return picture.WithLocks(locks, picture.Feed)
}

// BenchmarkTableSort is the key for another order, until the next key can be pressed, and until the rows are in it.
func BenchmarkTableSort(b *testing.B) {
	app, _ := benchTable(b)
	key := tea.KeyPressMsg{Code: 's', Text: "s"}
	var blocked time.Duration
	for b.Loop() {
		start := time.Now()
		_, cmd := app.Update(key)
		_ = app.View()
		blocked += time.Since(start)
		handOver(app, cmd)
		_ = app.View()
	}
	b.ReportMetric(float64(blocked.Microseconds())/float64(b.N), "µs-blocked")
}

// BenchmarkTableMarkAll marks all 200,000 codes and takes the marks away.
func BenchmarkTableMarkAll(b *testing.B) {
	app, _ := benchTable(b)
	for b.Loop() {
		press(app, tea.KeyPressMsg{Code: '*', Text: "*"})
	}
}
