package rulebook

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
)

// A Shelf is what was kept at one moment. It is shared by everybody who loaded it: nothing in it may be changed, also not
// the lists within rules.
type Shelf struct {
	Rules []Entry    // by name, then id
	Sets  []SetEntry // by name, then id
	// Broken cannot be read by this program. Most often a newer one wrote it.
	Broken []Broken
}

// An Entry is a rule as it is kept.
type Entry struct {
	ID model.RuleID // "" for a rule that is new
	// Version grows by one with each edit; 0 is a rule that is not kept.
	Version       uint64
	Made, Changed time.Time
	Rule          recur.Rule
}

// A SetEntry is a set of holidays as it is kept.
type SetEntry struct {
	Version       uint64
	Made, Changed time.Time
	Set           holidays.Set
}

// A Broken is a rule or a set that cannot be read. It can be removed, and is never written over.
type Broken struct {
	Set     bool
	ID      string
	Version uint64
	Name    string
	Why     string
}

// Rule finds a rule by id.
func (s *Shelf) Rule(id model.RuleID) (Entry, bool) {
	if i := slices.IndexFunc(s.Rules, func(e Entry) bool { return e.ID == id }); i >= 0 {
		return s.Rules[i], true
	}
	return Entry{}, false
}

// Set finds a set of holidays by id.
func (s *Shelf) Set(id recur.SetID) (SetEntry, bool) {
	if i := slices.IndexFunc(s.Sets, func(e SetEntry) bool { return e.Set.ID == id }); i >= 0 {
		return s.Sets[i], true
	}
	return SetEntry{}, false
}

// UsersOf are the rules that have a set among their holidays.
func (s *Shelf) UsersOf(id recur.SetID) []Entry {
	var out []Entry
	for i := range s.Rules {
		if slices.Contains(s.Rules[i].Rule.Holidays, id) {
			out = append(out, s.Rules[i])
		}
	}
	return out
}

// Calendars looks up the holidays of a set, as [recur.Setting] wants them. It works each set out once, and is for one goroutine.
func (s *Shelf) Calendars() func(recur.SetID) (recur.Calendar, bool) {
	known := make(map[recur.SetID]recur.Calendar, len(s.Sets))
	return func(id recur.SetID) (recur.Calendar, bool) {
		if c, ok := known[id]; ok {
			return c, true
		}
		e, ok := s.Set(id)
		if !ok {
			return nil, false
		}
		known[id] = e.Set.Calendar()
		return known[id], true
	}
}

// A Version is one edit in the history of a rule.
type Version struct {
	Entry    Entry
	By, Note string
	// Gone says that this edit removed the rule, which is as it was.
	Gone bool
	// Unread is why the rule of this version cannot be read, "" when it can.
	Unread string
}

// An Edit is one rule to keep, or to remove. The entry's Version is the one that was edited, 0 with an empty ID for a new rule.
// With an ID and 0 it makes a rule again that was removed.
type Edit struct {
	Entry  Entry
	Remove bool
}

// A Draft is an editor that was left unfinished.
type Draft struct {
	// ID is of the editor: of the rule that is edited, or "new".
	ID   string
	Rule recur.Rule
	// Words are what stood in its line of words, which may not be understood yet.
	Words string
	// Base is the version of the rule that was edited, 0 for a new one.
	Base uint64
	// Kept is when; the keeper sets it.
	Kept time.Time
}
