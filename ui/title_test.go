package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
)

// TestSilenceLeavesLive: a picture that is older than the pace promises is not called live, and nothing else changes.
func TestSilenceLeavesLive(t *testing.T) {
	s := uitest.Snapshot()
	feed := s.Feed
	feed.AsOf, feed.Overdue = uitest.Now(), uitest.Now().Add(15*time.Second)
	uitest.Run(t, uitest.Stage{Picture: s.WithFeed(feed)}, func(d *uitest.Driver) {
		d.After(14 * time.Second)
		d.Sees("● live")
		d.After(2 * time.Second)
		d.SeesNot("live")
		d.Sees("▲ no answer · 20 s ago", "no answer from Seam yet; what you see is from 20 s ago", "Cedar 12")
		feed.AsOf, feed.Overdue = uitest.Now().Add(17*time.Second), uitest.Now().Add(32*time.Second)
		d.Show(s.WithFeed(feed))
		d.Sees("● live")
		d.SeesNot("no answer")
	})
}

// TestTitleSaysWhatIsWrong and nothing that is private: a window's name is seen by others and kept in recordings.
func TestTitleSaysWhatIsWrong(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("down", "v")
		title := d.View().WindowTitle
		if title != "seamdash: PRODUCTION Maple Property Group (2 serious problems, 2 warnings)" {
			t.Errorf("the window is called %q", title)
		}
		for _, private := range []string{"4177", "Kim", "Okafor", "Front Door"} {
			if strings.Contains(title, private) {
				t.Errorf("the window's name has %q", private)
			}
		}
	})
	uitest.Run(t, uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) {
		if title := d.View().WindowTitle; title != "seamdash: PRODUCTION Maple Property Group (old picture)" {
			t.Errorf("with the picture of the last run the window is called %q", title)
		}
	})
}

// TestCountsOfAnOldPictureHaveNoColour: they may be long solved.
func TestCountsOfAnOldPictureHaveNoColour(t *testing.T) {
	red := func(d *uitest.Driver) bool {
		header, _, _ := strings.Cut(d.Styled(), "\n")
		return strings.Contains(header, theme.New(theme.Options{Profile: colorprofile.TrueColor}).Open(theme.Hurts))
	}
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		if d.Sees("✖ 2"); !red(d) {
			t.Error("the errors of today are not red")
		}
	})
	uitest.Run(t, uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) {
		if d.Sees("✖ 2"); red(d) {
			t.Error("the errors of an old picture are red")
		}
	})
}

// TestProgressOfTheFirstLoad goes to terminals that show it, and ends with the load.
func TestProgressOfTheFirstLoad(t *testing.T) {
	s := uitest.Snapshot() // one of its 13 locks is being read, and of one the codes could not be read
	state := func(c model.Connection, loading bool) *model.Snapshot {
		return s.WithFeed(model.FeedState{Connection: c, Loading: loading})
	}
	empty := model.NewSnapshot(model.Workspace{}, nil, model.FeedState{Loading: true}, 0)
	uitest.Run(t, uitest.Stage{Picture: empty, Progress: true}, func(d *uitest.Driver) {
		for _, c := range []struct {
			picture *model.Snapshot
			want    *tea.ProgressBar
		}{
			{empty, &tea.ProgressBar{State: tea.ProgressBarIndeterminate}},
			{state(model.Live, true), &tea.ProgressBar{State: tea.ProgressBarDefault, Value: 84}},
			{state(model.Retrying, true), &tea.ProgressBar{State: tea.ProgressBarWarning, Value: 84}},
			{state(model.Frozen, true), nil},
			{state(model.Live, false), nil},
		} {
			d.Show(c.picture)
			got := d.View().ProgressBar
			if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
				t.Errorf("%+v: progress %+v, want %+v", c.picture.Feed, got, c.want)
			}
		}
	})
	uitest.Run(t, uitest.Stage{Picture: empty}, func(d *uitest.Driver) {
		if got := d.View().ProgressBar; got != nil {
			t.Errorf("a terminal that cannot show it gets %+v", got)
		}
	})
}
