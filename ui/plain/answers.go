package plain

import (
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/find"
)

// answer does what a line asks.
func (t *talk) answer(line string) {
	defer t.flush()
	what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(what) {
	case "":
	case "help", "?":
		t.help()
	case "locks":
		t.locks(rest)
	case "lock":
		t.lock(rest)
	case "codes":
		t.codes(rest)
	case "problems":
		t.summary()
	case "events":
		t.events()
	case "refresh":
		t.Feed.Refresh()
		t.say("Asking Seam for news.")
	case "schedules", "rules":
		t.schedules(rest)
	case "quit", "exit", "q":
		t.over = true
	default:
		t.say("There is no command “", model.Clean(what), "”. help lists the commands.")
	}
}

// schedulesElsewhere says where recurring schedules are changed.
const schedulesElsewhere = "They are made and changed by commands of their own in the shell: seamdash rules list, show, add and others."

func (t *talk) help() {
	for _, line := range []string{
		"problems: how the workspace stands, what is wrong first.",
		"locks, or locks and some words: the locks, or those that fit.",
		"lock NAME: one lock with its codes. A part of the name is enough.",
		"codes, or codes and a filter: the codes, or those that pass. For example: codes status:late, codes ends:today lock:front.",
		"events: what happened lately.",
		"refresh: ask Seam for news now.",
		"schedules, or schedules and some words: who rolls the recurring schedules, and how each stands. " + schedulesElsewhere,
		"quit, or the end of input: leave.",
		"Changes are told by themselves, as they happen. PINs are never written here.",
	} {
		t.say(line)
	}
}

func (t *talk) locks(text string) {
	query, err := find.Parse(text, find.Locks, nil)
	if err != nil {
		t.say(model.AsSentence(err.Error()))
		return
	}
	list := find.NewLockList(t.anyStuck)
	list.Update(t.picture.Locks)
	list.Filter(query, false)
	locks := t.picture.Locks
	if !query.Empty() {
		locks = make([]*model.Lock, len(list.Shown()))
		for i, place := range list.Shown() {
			locks[i] = t.picture.Locks[place]
		}
	}
	lines := make([]string, len(locks))
	for i, l := range locks {
		lines[i] = l.SentenceFor(t.reader(l))
	}
	t.found(lines, len(t.picture.Locks), "lock", list.Closest())
}

func (t *talk) anyStuck(l *model.Lock) bool {
	for i := range l.Codes {
		if l.Codes[i].Stuck(l.Device.Habit(), t.Now()) {
			return true
		}
	}
	return false
}

// found says how many of all fit, and then which.
func (t *talk) found(lines []string, all int, what string, near bool) {
	switch {
	case len(lines) == 0:
		t.say("None of ", several(all, what), ".")
		return
	case near:
		t.say("No ", what, " fits; ", several(len(lines), what), " come near:")
	case len(lines) < all:
		t.say(strconv.Itoa(len(lines)), " of ", several(all, what), ":")
	default:
		t.say(several(all, what), ":")
	}
	t.list(lines, " Name more words to narrow them down.")
}

func (t *talk) codes(text string) {
	table := find.NewTable(find.Sort{}, t.zone)
	table.Update(t.picture.Locks, t.Now())
	query, err := find.Parse(text, find.Codes, table.States())
	if err != nil {
		t.say(model.AsSentence(err.Error()))
		return
	}
	table.Filter(query, false)
	lines := make([]string, table.Len())
	for i := range lines {
		lines[i] = t.codeLine(table.At(i))
	}
	near, _ := table.Closest()
	t.found(lines, table.All(), "code", near)
}

// lock tells everything of one lock.
func (t *talk) lock(name string) {
	fits := t.named(name)
	switch {
	case name == "":
		t.say("Which lock? Say lock and a part of its name; locks lists them.")
		return
	case len(fits) == 0:
		t.say("No lock is called that. locks lists them.")
		return
	case len(fits) > 1:
		t.say("The name fits ", several(len(fits), "lock"), "; say more of it:")
		names := make([]string, len(fits))
		for i, l := range fits {
			names[i] = lockName(l)
		}
		t.list(names, "")
		return
	}
	l := fits[0]
	t.say(l.SentenceFor(t.reader(l)))
	switch zone := l.Device.TimeZone; {
	case zone == "":
		t.say("Nobody says which time zone it is in, so its times are in UTC.")
	case t.zone(l) == time.UTC && zone != "UTC":
		t.say("Nobody knows its time zone ", zone, ", so its times are in UTC.")
	default:
		t.say("It is in ", model.ZoneLabel(zone), ", where it is ", t.Now().In(t.zone(l)).Format("15:04"), ".")
	}
	for i := range l.Codes {
		t.say(l.Codes[i].SentenceFor(&l.Device, t.reader(l)))
	}
}

// named are the locks that a name means: that of all of it, or else those that contain it.
func (t *talk) named(name string) (fits []*model.Lock) {
	name = strings.ToLower(model.Clean(name))
	if name == "" {
		return nil
	}
	for _, l := range t.picture.Locks {
		switch own := strings.ToLower(l.Device.Name); {
		case own == name, string(l.Device.ID) == name:
			return []*model.Lock{l}
		case strings.Contains(own, name):
			fits = append(fits, l)
		}
	}
	return fits
}

// events tells what happened lately, the newest last, where a reader ends.
func (t *talk) events() {
	const lately = 20
	events := t.picture.Events
	if len(events) == 0 {
		t.say("Nothing happened since the program began.")
		return
	}
	for i := max(0, len(events)-lately); i < len(events); i++ {
		ev := &events[i]
		about := ""
		if l, ok := t.picture.Lock(ev.DeviceID); ok {
			about = lockName(l) + ": "
			if c, ok := l.Code(ev.CodeID); ok {
				about += codeName(c) + ", "
			}
		}
		t.say(ev.At.In(t.Zone).Format(time.TimeOnly), ", ", about, ev.Type.Words(), ".")
	}
}
