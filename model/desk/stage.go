package desk

import (
	"time"

	"seamdash/model"
)

const (
	// grace is how long after a write an older picture of a code, or none, is no news: Seam's lists may lag behind.
	grace = 15 * time.Second
	// unsureFor is how long a write whose answer was lost may still show up.
	unsureFor = time.Minute
	// followedFor is how long a write that fails or is late is followed.
	followedFor = 3 * 24 * time.Hour
	// longLook is the longest time between two looks at what may change at any moment.
	longLook = 5 * time.Minute
	// clockSlack is how far apart our clock and Seam's may be.
	clockSlack = 30 * time.Second
)

// A Progress is how far a write is, as a picture of the lock shows it at one moment.
type Progress struct {
	Stage model.Stage
	// Done says that nothing more is expected to happen by itself, Well that it came, or is on course to come, as was
	// asked for.
	Done, Well bool
	// Elapsed is since a person asked, until it was over.
	Elapsed time.Duration
	// Expected is about when the lock should have it, or drop it; zero where nobody can tell. It may have passed.
	Expected time.Time
	// Opens is when the window begins; zero where it has begun, and for a deletion.
	Opens time.Time
	// LookAt is when it is worth to look again; zero once it is done.
	LookAt time.Time
	// Differs names the fields that are not as was asked for, in Seam's words: type, starts_at, ends_at, name, code.
	Differs []string
	// Problems are what Seam says of the code, the lock and the account, the worst first.
	Problems []Trouble

	t     *model.Tracked
	since time.Time         // when the step under way began
	code  *model.AccessCode // as it was found, or nil
	lock  *model.Device
	said  said
}

// said is what the sentence is about where the stage alone does not tell.
type said uint8

const (
	plainly       said = iota
	lostAnswer         // nobody knows whether Seam took it
	notTaken           // Seam did not take it
	waitsForOther      // another code must leave the lock first
	noStatus           // Seam cannot tell
	noPIN              // the maker has not handed out the PIN
	afterEnd           // the window is over
	beforeEnd          // gone, and nobody of us removed it
	unread             // its object makes no sense
	vanishing          // somebody removes it
	stillThere         // a deletion did not happen
	wearied            // followed long enough
)

// Stage reads a write off a picture of its lock, nil where there is none. The picture may be older than the write: what it
// does not show yet is not called gone or changed; only a look of [Desk.Follow] settles that.
func Stage(t *model.Tracked, lock *model.Lock, now time.Time) Progress {
	return judge(t, lock, now, false)
}

// judge reads a write off a lock. Where fresh, somebody read the code after the write was accepted.
func judge(t *model.Tracked, lock *model.Lock, now time.Time, fresh bool) Progress {
	p := Progress{t: t, Stage: t.Stage, Well: true, Elapsed: now.Sub(t.AskedAt), lock: &model.Device{}}
	if lock != nil {
		p.lock = &lock.Device
		p.code = codeOf(t, lock)
	}
	if t.Done() {
		p.Done, p.Well, p.Elapsed = true, endedWell(t), t.DoneAt.Sub(t.AskedAt)
		return p
	}
	if p.code != nil {
		p.Problems = troubles(p.code.Problems)
	}
	switch {
	case t.After != "":
		p.Stage, p.said = model.StageAsked, waitsForOther
	case t.Action == model.ActionDelete:
		p.deletion(now, fresh)
	case t.Action == model.ActionAdopt:
		p.adoption(now)
	default:
		p.arrival(now, fresh)
	}
	if !p.Done {
		p.since = p.stepBegan(now)
		p.LookAt = p.nextLook(now)
		p.weary(now)
	}
	return p
}

// endedWell says that a write that is over ended as was wanted.
func endedWell(t *model.Tracked) bool {
	switch t.Stage {
	case model.StageOnLock:
		return true
	case model.StageGone:
		return t.Action == model.ActionDelete || t.Wanted.Window.Ended(t.DoneAt)
	case model.StageAsked, model.StageAccepted, model.StageProgramming, model.StageFailed, model.StageLate, model.StageChanged:
		return false
	default:
		return false
	}
}

// codeOf finds the code of a write on a lock: by its id, or by what was asked for while Seam has not named one.
func codeOf(t *model.Tracked, lock *model.Lock) *model.AccessCode {
	if t.Code != "" {
		c, _ := lock.Code(t.Code)
		return c
	}
	if t.Action != model.ActionCreate {
		return nil
	}
	return recognise(t, lock.Codes)
}

// recognise finds what a creation with a lost answer has become: the same name, window and PIN, or, where Seam was to choose
// the PIN, one that was made since.
func recognise(t *model.Tracked, codes []model.AccessCode) *model.AccessCode {
	for i := range codes {
		c, d := &codes[i], &t.Wanted
		if c.Unreadable != "" || !c.Managed || (d.Name != "" && c.Name != model.Clean(d.Name)) || !sameWindow(c.Window, d.Window) {
			continue
		}
		since := !c.CreatedAt.Before(t.AskedAt.Add(-clockSlack))
		if d.PIN.Known() && c.PIN.Equal(d.PIN) || !d.PIN.Known() && since {
			return c
		}
	}
	return nil
}

// settled says that enough time has passed since the write to believe a fresh look.
func (p *Progress) settled(now time.Time, fresh bool) bool {
	if p.t.Unsure() {
		return fresh && now.Sub(p.t.AskedAt) >= unsureFor
	}
	return fresh && now.Sub(p.t.AcceptedAt) >= grace
}

// began is when Seam accepted the write, or when it was asked for.
func (p *Progress) began() time.Time {
	if p.t.AcceptedAt.IsZero() {
		return p.t.AskedAt
	}
	return p.t.AcceptedAt
}

func (p *Progress) end(at model.Stage, well bool, what said) {
	p.Stage, p.Done, p.Well, p.said, p.LookAt = at, true, well, what, time.Time{}
}

// weary ends the following of what does not come right.
func (p *Progress) weary(now time.Time) {
	since := p.began()
	if from := p.t.Wanted.Window.From; p.t.Action != model.ActionDelete && from.After(since) {
		since = from
	}
	if now.Sub(since) > followedFor {
		p.end(model.StageLate, false, wearied)
	}
}

// nextLook spaces the looks by how long a step takes, and waits with them for what is expected later.
func (p *Progress) nextLook(now time.Time) time.Time {
	longest := longLook
	if p.Stage == model.StageAccepted {
		longest = max(longest, p.Opens.Sub(now)/8) // some locks get a code at any time of the days before
	}
	next := now.Add(min(max(now.Sub(p.since)/4, firstLook), longest))
	if p.Stage == model.StageOnLock || p.Stage == model.StageAccepted && p.code != nil {
		for _, at := range []time.Time{p.Opens, p.Expected} {
			if at.Sub(now) > longLook {
				next = at.Add(firstLook)
			}
		}
	}
	return next
}

// stepBegan is when the step under way began: the last moment of those that have passed.
func (p *Progress) stepBegan(now time.Time) time.Time {
	began := p.t.AskedAt
	moments := []time.Time{p.t.AcceptedAt}
	if p.t.Action != model.ActionDelete && p.code != nil {
		moments = append(moments, p.code.Standing(now).Since, p.t.Wanted.Window.From)
	}
	if p.Stage == model.StageProgramming && !p.Opens.IsZero() { // Seam has begun ahead of the start
		moments = append(moments, p.Opens.Add(-p.lock.Habit().Scheduling.Lead()))
	}
	for _, at := range moments {
		if at.After(began) && !at.After(now) {
			began = at
		}
	}
	return began
}
