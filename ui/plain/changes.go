package plain

import (
	"slices"
	"strconv"

	"seamdash/model"
)

// changes tells what differs between two pictures, and in what stayed, what differs by the time that has passed since the
// last look.
func (t *talk) changes(old, picture *model.Snapshot) {
	var news []string
	for _, l := range picture.Locks {
		before, known := old.Lock(l.Device.ID)
		switch {
		case !known:
			news = append(news, l.SentenceFor(t.reader(l)))
		default:
			news = t.lockNews(news, before, l)
		}
	}
	for _, l := range old.Locks {
		if _, stays := picture.Lock(l.Device.ID); !stays {
			news = append(news, lockName(l)+" is gone from the workspace.")
		}
	}
	for i, line := range news {
		if i == mostChanges {
			t.say(t.clock(), ", and ", strconv.Itoa(len(news)-i), " more changes; locks and problems tell how things stand.")
			return
		}
		t.say(t.clock(), ", ", line)
	}
}

// lockNews appends what changed on a lock.
func (t *talk) lockNews(news []string, old, l *model.Lock) []string {
	if old != l {
		news = t.deviceNews(news, old, l)
	}
	if !l.Loaded || !old.Loaded {
		return news
	}
	for i := range l.Codes {
		if c := &l.Codes[i]; t.differs(old, l, c) {
			news = append(news, t.codeLine(l, c))
		}
	}
	if old == l {
		return news
	}
	for i := range old.Codes {
		if _, stays := l.Code(old.Codes[i].ID); !stays {
			news = append(news, lockName(l)+": "+codeName(&old.Codes[i])+" is gone.")
		}
	}
	return news
}

// differs says that a code of l is new, or another than on old, or stands elsewhere than at the last look.
func (t *talk) differs(old, l *model.Lock, c *model.AccessCode) bool {
	before, known := c, true
	if old != l {
		before, known = old.Code(c.ID)
	}
	return !known || before != c && !sameCode(before, c) || before.Standing(t.looked).Phase != c.Standing(t.Now()).Phase
}

// deviceNews appends what changed on the lock itself.
func (t *talk) deviceNews(news []string, old, l *model.Lock) []string {
	a, b := &old.Device, &l.Device
	switch {
	case a.Online != b.Online, a.LowPower(a.Battery) != b.LowPower(b.Battery), !sameProblems(a.Problems, b.Problems), a.Unreadable != b.Unreadable,
		(old.Fault == nil) != (l.Fault == nil):
		news = append(news, l.SentenceFor(t.reader(l)))
	case a.Name != b.Name:
		news = append(news, lockName(old)+" is now called "+lockName(l)+".")
	}
	switch {
	case a.Locked == b.Locked:
	case b.Locked == model.Yes:
		news = append(news, lockName(l)+" was locked.")
	case b.Locked == model.No:
		news = append(news, lockName(l)+" was unlocked.")
	}
	return news
}

// sameCode says that nothing of a code changed that its sentence tells.
func sameCode(a, b *model.AccessCode) bool {
	return a.Name == b.Name && a.Status == b.Status && a.Window == b.Window && a.Preloaded == b.Preloaded &&
		a.AwaitingPIN == b.AwaitingPIN && a.Managed == b.Managed && a.Unreadable == b.Unreadable &&
		a.PIN.Known() == b.PIN.Known() && sameProblems(a.Problems, b.Problems) &&
		slices.EqualFunc(a.Pending, b.Pending, func(x, y model.PendingMutation) bool { return x.Code == y.Code })
}

func sameProblems(a, b []model.Problem) bool {
	return slices.EqualFunc(a, b, func(x, y model.Problem) bool { return x.Code == y.Code && x.Level == y.Level })
}
