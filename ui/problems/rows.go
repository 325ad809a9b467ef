package problems

import (
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/sieve"
)

// A row is one trouble of the survey.
type row struct {
	*diagnose.Trouble

	key   string
	quiet *diagnose.Quiet // somebody knows of it; nil otherwise
	text  string          // folded, what the filter looks at; "" until it was wanted
}

// A table is the rows that are shown: those that nobody knows of in the order of the survey, and behind them, where they are wanted,
// those that are kept quiet.
type table struct {
	all   []row
	kept  map[string]diagnose.Quiet
	shown []int32
	words sieve.Words // of the filter
	// withQuiet says that those that are kept quiet are wanted; loud and quiet are how many there are of both, filtered or not.
	withQuiet   bool
	loud, quiet int
}

// fill takes the troubles of another survey, and which of them somebody knows of.
func (t *table) fill(msg *Surveyed) {
	t.kept = msg.Quiet
	troubles := msg.Survey.Troubles
	if len(t.all) == len(troubles) && (len(troubles) == 0 || t.all[0].Trouble == &troubles[0]) {
		return // only the quiet is another
	}
	t.all = make([]row, len(troubles))
	for i := range troubles {
		t.all[i] = row{Trouble: &troubles[i], key: troubles[i].Finding.Key()}
	}
}

// arrange filters anew.
func (t *table) arrange(picture *model.Snapshot, now time.Time) {
	t.shown, t.loud, t.quiet = t.shown[:0], 0, 0
	var quiet []int32
	for i := range t.all {
		r := &t.all[i]
		r.quiet = nil
		if q, known := t.kept[r.key]; known && q.Covers(r.Trouble, now) {
			r.quiet = &q
		}
		fits := len(t.words) == 0 || t.words.In(r.folded(picture))
		if r.quiet == nil {
			if t.loud++; fits {
				t.shown = append(t.shown, int32(i)) //nolint:gosec // there are not as many troubles
			}
			continue
		}
		if t.quiet++; fits && t.withQuiet {
			quiet = append(quiet, int32(i)) //nolint:gosec // as above
		}
	}
	t.shown = append(t.shown, quiet...)
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
