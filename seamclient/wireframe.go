package seamclient

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
)

// wireFrame is one of a device's time frame options.
type wireFrame struct {
	Name      string `json:"display_name"`
	Min       string `json:"min_duration"`
	Max       string `json:"max_duration"`
	SameTime  bool   `json:"matching_start_end_time"`
	StartRule string `json:"start_date_recurrence_rule"`
	EndRule   string `json:"end_date_recurrence_rule"`
	Zone      string `json:"time_zone"`
	Pairs     []struct {
		Name  string `json:"display_name"`
		Start string `json:"start_time"`
		End   string `json:"end_time"`
	} `json:"time_pairs"`
}

// timeFrames reads the options of a device. They are new and odd ones must not hide the device: what cannot be read
// counts as a rule that is not known.
func timeFrames(p *wireProperties) []model.TimeFrame {
	offline := readFrames(p.OfflineFrames, true)
	if len(offline) == 0 {
		offline = userLevels(p.Dormakaba)
	}
	return append(offline, readFrames(p.OnlineFrames, false)...)
}

func readFrames(raw json.RawMessage, offline bool) []model.TimeFrame {
	var items []json.RawMessage
	if len(raw) == 0 || json.Unmarshal(raw, &items) != nil {
		return nil
	}
	var frames []model.TimeFrame
	for _, item := range items {
		var w wireFrame
		if err := json.Unmarshal(item, &w); err != nil {
			frames = append(frames, model.TimeFrame{Offline: offline, More: true})
			continue
		}
		frames = append(frames, w.frame(offline))
	}
	return frames
}

func (w *wireFrame) frame(offline bool) model.TimeFrame {
	f := model.TimeFrame{
		Name: model.Clean(w.Name), Offline: offline, SameTime: w.SameTime, Zone: model.Clean(w.Zone), More: w.StartRule != "" || w.EndRule != "",
	}
	var shortest, longest bool
	f.Min, shortest = isoDuration(w.Min)
	f.Max, longest = isoDuration(w.Max)
	f.More = f.More || !shortest || !longest
	for _, p := range w.Pairs {
		from, begins := clockTime(p.Start)
		until, ends := clockTime(p.End)
		if !begins || !ends {
			f.More = true
			continue
		}
		f.Hours = append(f.Hours, model.DayHours{Name: model.Clean(p.Name), From: from, Until: until})
	}
	return f
}

// userLevels are the predefined time slots of a dormakaba Oracode door, for devices that do not say them in the general
// way. Seam supports neither one-shot nor master levels, and its guide gives 31 days as the longest window.
func userLevels(raw json.RawMessage) []model.TimeFrame {
	var door struct {
		Zone  string `json:"iana_timezone"`
		Slots []struct {
			Name    string `json:"name"`
			In      string `json:"check_in_time"`
			Out     string `json:"check_out_time"`
			OneShot bool   `json:"is_one_shot"`
			Master  bool   `json:"is_master"`
		} `json:"predefined_time_slots"`
	}
	if len(raw) == 0 || json.Unmarshal(raw, &door) != nil {
		return nil
	}
	f := model.TimeFrame{Name: "predefined time slots", Offline: true, Max: model.Length{Days: 31}, Zone: model.Clean(door.Zone)}
	for _, s := range door.Slots {
		from, begins := clockTime(s.In)
		until, ends := clockTime(s.Out)
		if begins && ends && !s.OneShot && !s.Master {
			f.Hours = append(f.Hours, model.DayHours{Name: model.Clean(s.Name), From: from, Until: until})
		}
	}
	if len(f.Hours) == 0 {
		return nil
	}
	return []model.TimeFrame{f}
}

// clockTime reads the time of day at the front of "15:00", "15:00:00" and "15:00:00[America/Denver]".
func clockTime(s string) (time.Duration, bool) {
	s, _, _ = strings.Cut(s, "[")
	for _, layout := range [...]string{"15:04", "15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Sub(t.Truncate(24 * time.Hour)), true
		}
	}
	return 0, false
}

// isoDuration reads "PT672H", "P29D", "P1W", "P1DT12H30M". Years, months and fractions are not read; nothing is no bound.
func isoDuration(s string) (length model.Length, ok bool) {
	if s == "" {
		return model.Length{}, true
	}
	rest, ok := strings.CutPrefix(s, "P")
	days, clock, timed := strings.Cut(rest, "T")
	if !ok || rest == "" || timed && clock == "" {
		return model.Length{}, false
	}
	for _, part := range []struct {
		text, units string
	}{{days, "WD"}, {clock, "HMS"}} {
		for text := part.text; text != ""; {
			at := strings.IndexAny(text, part.units)
			if at < 1 {
				return model.Length{}, false
			}
			n, err := strconv.ParseUint(text[:at], 10, 20)
			if err != nil {
				return model.Length{}, false
			}
			length = plus(length, text[at], int(n))
			text = text[at+1:]
		}
	}
	return length, true
}

func plus(l model.Length, unit byte, n int) model.Length {
	switch unit {
	case 'W':
		l.Days += 7 * n
	case 'D':
		l.Days += n
	case 'H':
		l.Rest += time.Duration(n) * time.Hour
	case 'M':
		l.Rest += time.Duration(n) * time.Minute
	case 'S':
		l.Rest += time.Duration(n) * time.Second
	}
	return l
}
