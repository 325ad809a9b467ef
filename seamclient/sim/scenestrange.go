package sim

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// settled is how long a scene about the way to Seam lets a program read the world first.
const settled = 30 * time.Second

// strangeScenarios are about answers of Seam that are missing, or make no sense.
func strangeScenarios() []Scenario {
	return []Scenario{
		{Name: "unreadable", About: "Seam's answer about a code makes no sense", stage: directed("august", playUnreadable)},
		{Name: "rate_limited", About: "from half a minute on, Seam refuses every request as one too many", stage: directed("august", playLimited)},
		{Name: "picture_old", About: "from half a minute on, Seam does not answer any more", stage: directed("august", playDown)},
	}
}

func playUnreadable(d *director) {
	d.current()
	id := d.about.id.String()
	d.knobs = append(d.knobs, func(_ *Server, f *Faults) {
		f.Rewrite = rewritten(f.Rewrite, id, func(o map[string]any) { o["starts_at"] = []any{"the day before", 17} })
	})
}

// rewritten changes every object of answers about access codes that has an id, on top of what was rewritten before.
func rewritten(before func(string, []byte) []byte, id string, change func(map[string]any)) func(string, []byte) []byte {
	return func(path string, body []byte) []byte {
		if before != nil {
			body = before(path, body)
		}
		if !strings.HasPrefix(path, "/access_codes/") || !bytes.Contains(body, []byte(id)) {
			return body
		}
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber()
		var answer any
		if decoder.Decode(&answer) != nil {
			return body
		}
		walk(answer, func(o map[string]any) {
			if o["access_code_id"] == id {
				change(o)
			}
		})
		after, err := json.Marshal(answer)
		if err != nil {
			return body
		}
		return after
	}
}

// walk visits every object of a JSON value.
func walk(value any, visit func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		visit(value)
		for _, inner := range value {
			walk(inner, visit)
		}
	case []any:
		for _, inner := range value {
			walk(inner, visit)
		}
	}
}

func playLimited(d *director) {
	d.current()
	from := d.present.add(settled)
	d.shows = 3 * time.Minute
	d.knobs = append(d.knobs, func(s *Server, f *Faults) {
		f.RateLimit = func(*http.Request) (time.Duration, bool) { return 20 * time.Second, s.clockNow() >= from }
	})
}

func playDown(d *director) {
	d.current()
	from := d.present.add(settled)
	d.shows = 10 * time.Minute
	d.knobs = append(d.knobs, func(s *Server, f *Faults) {
		f.Errors = func(*http.Request) Trouble {
			if s.clockNow() < from {
				return NoTrouble
			}
			return Unavailable
		}
	})
}
