package plain

import (
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/zone"
)

// summary says how the workspace stands, what is wrong first.
func (t *talk) summary() {
	total, ws := &t.picture.Total, &t.picture.Workspace
	t.say(kind(ws), ": ", several(total.Locks, "lock"), ", ", strconv.Itoa(total.Offline), " offline; ",
		several(total.Codes, "code"), ", ", strconv.Itoa(total.InMotion), " on the way.")
	switch feed := &t.picture.Feed; {
	case feed.Loading && !feed.Kept.IsZero():
		t.say("This is the picture of ", model.When(feed.Kept, t.Now(), t.Zone), ", from the last run. Read since: ", progress(total), ".")
	case feed.Loading:
		t.say("Not everything is read yet: ", progress(total), ".")
	}
	t.problems()
}

// kind says first whether it is the real thing, and then which workspace it is, in words of which nobody can choose the first.
func kind(ws *model.Workspace) string {
	words := "Production workspace"
	if ws.Sandbox {
		words = "Sandbox workspace"
	}
	if name := ws.Called(); name != "" {
		words += " " + name
	}
	return words
}

// codeLine is what there is to say of a code, with its lock.
func (t *talk) codeLine(l *model.Lock, c *model.AccessCode) string {
	return lockName(l) + ": " + c.SentenceFor(&l.Device, t.reader(l))
}

// list says lines, and how many there are beyond the most that anybody reads.
func (t *talk) list(lines []string, narrower string) {
	for i, line := range lines {
		if i == mostLines {
			t.say("And ", strconv.Itoa(len(lines)-i), " more.", narrower)
			return
		}
		t.say(line)
	}
}

// reader is whoever listens to what is told of a lock.
func (t *talk) reader(l *model.Lock) model.Reader {
	return model.Reader{Now: t.Now(), Zone: t.zone(l), Home: t.Zone}
}

// zoneOf names the zone of a lock where its clocks differ from the reader's.
func (t *talk) zoneOf(l *model.Lock) string {
	_, there := t.Now().In(t.zone(l)).Zone()
	_, here := t.Now().In(t.Zone).Zone()
	if there == here {
		return ""
	}
	if t.zone(l) == time.UTC {
		return " in UTC"
	}
	return " in " + model.ZoneLabel(l.Device.TimeZone)
}

// zone is where a lock is; UTC when nobody says, which is named then.
func (t *talk) zone(l *model.Lock) *time.Location {
	name := l.Device.TimeZone
	if at, known := t.zones[name]; known {
		return at
	}
	at, known := zone.Lookup(name)
	if !known {
		at = time.UTC
	}
	t.zones[name] = at
	return at
}

func lockName(l *model.Lock) string { return orThis(l.Device.Name, "a lock without a name") }

func codeName(c *model.AccessCode) string { return orThis(c.Name, "a code without a name") }

func orThis(text, other string) string {
	if strings.TrimSpace(text) == "" {
		return other
	}
	return text
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func progress(total *model.Totals) string {
	return strconv.Itoa(total.Loaded) + " of " + several(total.Locks, "lock")
}
