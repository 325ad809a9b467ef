// Package tracking is how a write that is followed to its lock is told, wherever it is told: what it is about, how far it is,
// and what to try where it does not come right.
package tracking

import (
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// soon is how near the expected moment must be for a write to be under way rather than waiting for its time.
const soon = 15 * time.Minute

// A Line is one write at one moment.
type Line struct {
	Write    *model.Tracked
	Progress desk.Progress
	// Code and Lock are what they are called.
	Code, Lock string
	reader     model.Reader
}

// Of reads a write off the picture at now.
func Of(t *model.Tracked, picture *model.Snapshot, zones *coderow.Zones, now time.Time) Line {
	l := Line{Write: t, Lock: string(t.Lock()), reader: model.Reader{Now: now, Zone: time.UTC}}
	lock, known := picture.Lock(t.Lock())
	if known {
		l.reader = zones.Reader(lock, now)
		if lock.Device.Name != "" {
			l.Lock = lock.Device.Name
		}
	}
	l.Code = NameOf(t, lock)
	l.Progress = desk.Stage(t, lock, now)
	return l
}

// NameOf is what the code is called now, or was when it was asked for; lock may be nil.
func NameOf(t *model.Tracked, lock *model.Lock) string {
	if lock != nil {
		if code, ok := lock.Code(t.Code); ok && code.Name != "" {
			return code.Name
		}
	}
	for _, name := range []string{t.Wanted.Name, t.Before.Name} {
		if name != "" {
			return model.Clean(name)
		}
	}
	return "(no name)"
}

// What says what was asked for and how far it is: "delete code: off the lock after 12 s".
func (l *Line) What() string {
	return l.Write.Action.Words() + ": " + l.Progress.Sentence(l.reader)
}

// Brief says it for a line that stands alone.
func (l *Line) Brief() string { return l.Code + " on " + l.Lock + ": " + l.Progress.Sentence(l.reader) }

// Sentences say all of it: how far it is, what the lock still has, what Seam complains of in its own words, and what to try.
func (l *Line) Sentences() string {
	return strings.Join(l.Parts(), " ")
}

// Parts are [Line.Sentences] one by one.
func (l *Line) Parts() []string {
	texts := []string{l.Code + ": " + l.What(), l.Progress.StillWorks(l.reader)}
	for _, trouble := range l.troubles() {
		texts = append(texts, "Seam says: "+trouble.Words())
		if trouble.Try != "" {
			texts = append(texts, "try this: "+trouble.Try)
		}
	}
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, model.AsSentence(text))
		}
	}
	return out
}

// troubles are what Seam complains of. While another code must leave the lock first they are about that one.
func (l *Line) troubles() []desk.Trouble {
	if l.Write.After != "" {
		return nil
	}
	return l.Progress.Problems
}

// Words says when a window of the code is open, by the clock of the lock.
func (l *Line) Words(w model.Window) string { return w.Words(l.reader.Now, l.reader.Zone) }

// UnderWay says that something is expected to happen shortly, or should have happened.
func (l *Line) UnderWay() bool {
	p := &l.Progress
	if p.Done {
		return false
	}
	switch p.Stage {
	case model.StageAsked, model.StageProgramming, model.StageLate:
		return true
	case model.StageAccepted:
		next := p.Expected
		if next.IsZero() {
			next = p.Opens
		}
		return next.Sub(l.reader.Now) < soon
	case model.StageOnLock, model.StageFailed, model.StageChanged, model.StageGone:
		return false
	default:
		return false
	}
}

// Ended says that there is a result to tell, which may still change.
func (l *Line) Ended() bool {
	switch l.Progress.Stage {
	case model.StageOnLock, model.StageFailed, model.StageLate, model.StageChanged, model.StageGone:
		return true
	case model.StageAsked, model.StageAccepted, model.StageProgramming:
		return l.Progress.Done
	default:
		return l.Progress.Done
	}
}

// Bad says that it has not come as was asked for.
func (l *Line) Bad() bool {
	switch l.Progress.Stage {
	case model.StageFailed, model.StageLate, model.StageChanged:
		return true
	case model.StageAsked, model.StageAccepted, model.StageProgramming, model.StageOnLock, model.StageGone:
		return !l.Progress.Well
	default:
		return !l.Progress.Well
	}
}

// Mark is colour and glyph of the line.
func (l *Line) Mark() coderow.Mark {
	switch {
	case l.Progress.Stage == model.StageFailed:
		return coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	case l.Bad():
		return coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}
	case l.Ended():
		return coderow.Mark{Role: theme.Works, Glyph: theme.Set}
	default:
		return coderow.Mark{Role: theme.Moving, Glyph: theme.Setting}
	}
}
