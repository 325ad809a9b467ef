package seamclient

import (
	"fmt"
	"time"

	"seamdash/model"
)

// parseTime reads RFC 3339 with any fraction and offset into UTC; an empty text is the zero time.
func parseTime(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s is not a time: %s", field, model.Clean(text))
	}
	return t.UTC(), nil
}

// someTime is for times that only inform: an odd one is as good as none and does not hide the object.
func someTime(text string) time.Time {
	t, err := parseTime("", text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// formatTime is how Seam's own objects show times: UTC with milliseconds.
func formatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// parseWindow reads the two edges; an odd edge is an error, because a window without it would be open for ever.
func parseWindow(from, until string) (model.Window, error) {
	f, err := parseTime("starts_at", from)
	if err != nil {
		return model.Window{}, err
	}
	u, err := parseTime("ends_at", until)
	if err != nil {
		return model.Window{}, err
	}
	return model.Window{From: f, Until: u}, nil
}

// whole turns one of Seam's numbers, which are all floating point, into a small count; what is none gives 0.
func whole(f float64) int {
	if f != f || f < 0 || f > 1e6 {
		return 0
	}
	return int(f)
}

// number is [whole] for a number that may be absent.
func number(f *float64) int {
	if f == nil {
		return 0
	}
	return whole(*f)
}

// firstText is the first that is not empty, cleaned.
func firstText(texts ...string) string {
	for _, t := range texts {
		if c := model.Clean(t); c != "" {
			return c
		}
	}
	return ""
}
