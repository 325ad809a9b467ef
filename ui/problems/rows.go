package problems

import (
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// A row is one trouble of the survey.
type row struct {
	*diagnose.Trouble

	key  string
	text string // folded, what the filter looks at; "" until it was wanted
}

// A table is the rows that are shown, in the order of the survey.
type table struct {
	all   []row
	shown []int32
	words []string // folded, of the filter
}

// fill takes the troubles of another survey.
func (t *table) fill(survey *diagnose.Survey) {
	t.all = make([]row, len(survey.Troubles))
	for i := range survey.Troubles {
		t.all[i] = row{Trouble: &survey.Troubles[i], key: survey.Troubles[i].Finding.Key()}
	}
}

// arrange filters anew.
func (t *table) arrange(picture *model.Snapshot) {
	t.shown = t.shown[:0]
	for i := range t.all {
		if len(t.words) == 0 || matches(t.all[i].folded(picture), t.words) {
			t.shown = append(t.shown, int32(i)) //nolint:gosec // there are not as many troubles
		}
	}
}

func matches(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// searched is how many of a trouble's codes and locks the filter knows by name.
const searched = 100

// folded is what the filter looks at: what is wrong and why, and the names of the locks and codes.
func (r *row) folded(picture *model.Snapshot) string {
	if r.text != "" {
		return r.text
	}
	f := &r.Finding
	text := []string{f.Title, f.Root.Name, f.Why, string(f.Cause)}
	for _, id := range r.Locks[:min(searched, len(r.Locks))] {
		text = append(text, lockName(picture, id))
	}
	for i := range r.Codes[:min(searched, len(r.Codes))] {
		text = append(text, r.Codes[i].Name)
	}
	r.text = strings.ToLower(strings.Join(text, " "))
	return r.text
}

// at is what stands in a line of the list.
func (t *table) at(line int) *row { return &t.all[t.shown[line]] }

// find is the line of a trouble.
func (t *table) find(key string) (line int, ok bool) {
	for i, at := range t.shown {
		if t.all[at].key == key {
			return i, true
		}
	}
	return 0, false
}

func lockName(picture *model.Snapshot, id model.DeviceID) string {
	if lock, ok := picture.Lock(id); ok && lock.Device.Name != "" {
		return lock.Device.Name
	}
	return string(id)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// thousands writes a number with a comma between each three digits.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
