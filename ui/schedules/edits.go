package schedules

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// bookPatience is how long keeping an edit, or reading a history, may take.
const bookPatience = 10 * time.Second

// edits are what is changed from here, and the history of the rule under the cursor.
type edits struct {
	running    bool
	generation uint64
	// removed is the rule that was removed from here last and can be brought back, or nil.
	removed *rulebook.Entry
	past    *past
	reading *rulebook.Entry // whose history is being read, or nil
}

// A past is the history of a rule.
type past struct {
	entry    *rulebook.Entry
	versions []rulebook.Version // the newest first
	err      error
}

// saved is what came of an edit.
type saved struct {
	generation uint64
	edit       rulebook.Edit
	did        string // what was done, for the receipt
	err        error
}

// pastOf is the history of a rule as it is now, or nil.
func (e *edits) pastOf(r *row) *past {
	if e.past == nil || e.past.entry != r.entry || e.past.err != nil {
		return nil
	}
	return e.past
}

// alter does what was chosen about a rule.
func (s *Screen) alter(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.PauseRule:
		sure := nav.PauseRule{Of: intent.Of, Days: intent.Days, Sure: true}
		return s.change(intent.Of, intent.Sure, sure, func(r *row) (recur.Rule, string, string) { return s.pause(r, intent.Days) })
	case nav.ResumeRule:
		return s.change(intent.Of, intent.Sure, nav.ResumeRule{Of: intent.Of, Sure: true}, func(r *row) (recur.Rule, string, string) {
			rule := r.entry.Rule
			rule.Pause = recur.Pause{}
			return rule, "resumed", r.name() + " goes on"
		})
	case nav.SkipWindow:
		return s.change(intent.Of, true, nil, s.skip)
	case nav.RemoveRule:
		return s.remove(intent.Of)
	case nav.RestoreRule:
		if ask := s.askRestored(intent); ask != nil {
			return ask, nil
		}
		return nil, s.restore(intent)
	default:
		return nil, nil
	}
}

func (s *Screen) pause(r *row, days int) (rule recur.Rule, note, did string) {
	rule = r.entry.Rule
	rule.Pause = recur.Pause{Paused: true, From: civil.DateOf(s.config.Now().In(r.zone)), Open: days == 0}
	if days > 0 {
		rule.Pause.Until = rule.Pause.From + civil.Date(days)
	}
	words := "paused " + pausedUntil(&rule.Pause)
	return rule, words, r.name() + " is " + words
}

// skip takes the next window away. One that is several in a row, or that a change of the clocks moved, is not found by when it
// opens; then its whole day is taken away.
func (s *Screen) skip(r *row) (rule recur.Rule, note, did string) {
	rule = r.entry.Rule
	before := slices.Clip(rule.Skip)
	at := civil.WallOf(r.next.From.In(r.zone))
	rule.Skip = append(before, recur.Skip{Date: r.day, One: true, At: civil.Clock(at - r.day.At(0))})
	if s.almanac().opens(&rule, r) {
		rule.Skip = append(before, recur.Skip{Date: r.day})
	}
	return rule, "skipped " + r.day.String(), "skipped: " + r.next.Words(s.config.Now(), r.zone)
}

// opens says that a rule still has some of the window that a row has next.
func (a *almanac) opens(rule *recur.Rule, r *row) bool {
	schedule, err := a.schedule(rule, r.zone)
	return err == nil && len(schedule.Between(r.next.From, r.next.Until)) > 0
}

// change keeps another version of a rule, made by how, which also says what for the history and what as a receipt. Where that does
// something to codes that are on locks and nobody is sure, it asks; again is what to do after a yes.
func (s *Screen) change(of nav.RuleOf, sure bool, again nav.Intent, how func(*row) (rule recur.Rule, note, did string)) (nav.Intent, tea.Cmd) {
	r, why := s.still(of)
	if why != "" {
		return nav.Refuse{Reason: why}, nil
	}
	rule, note, did := how(r)
	if touched := s.touched(r, &rule); !sure && len(touched) > 0 {
		return s.askTouched(r, touched, again), nil
	}
	entry := *r.entry
	entry.Rule = rule
	return nil, s.save(rulebook.Edit{Entry: entry}, note, did)
}

func (s *Screen) remove(of nav.RuleOf) (nav.Intent, tea.Cmd) {
	r, why := s.still(of)
	if why != "" {
		return nav.Refuse{Reason: why}, nil
	}
	return nil, s.save(rulebook.Edit{Entry: *r.entry, Remove: true}, "removed", r.name()+" is removed; "+action.KeyOf("rule-restore")+" brings it back")
}

// still is the rule that somebody was asked about, as long as it is as it was.
func (s *Screen) still(of nav.RuleOf) (r *row, why string) {
	if why := barred(s); why != "" {
		return nil, why
	}
	for i := range s.table.all {
		if r := &s.table.all[i]; r.id() == of.ID {
			if r.entry.Version != of.Version {
				return nil, "somebody changed “" + r.name() + "” meanwhile; nothing was done, look at it again"
			}
			return r, ""
		}
	}
	return nil, "somebody removed the rule meanwhile"
}

// save keeps one edit.
func (s *Screen) save(edit rulebook.Edit, note, did string) tea.Cmd {
	s.edits.running = true
	s.edits.generation++
	book, parent, by := s.config.Book, s.config.Context, s.config.By
	answer := saved{generation: s.edits.generation, edit: edit, did: did}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, bookPatience)
		defer stop()
		_, answer.err = book.Save(ctx, []rulebook.Edit{edit}, by, note)
		return answer
	}
}

// takeSaved tells what came of an edit, and has the rules read again.
func (s *Screen) takeSaved(msg saved) (nav.Intent, tea.Cmd) {
	if msg.generation != s.edits.generation {
		return nil, nil
	}
	s.edits.running = false
	changed := func() tea.Msg { return Changed{} }
	if msg.err != nil {
		return nav.Refuse{Reason: s.refusal(&msg)}, changed
	}
	s.edits.removed = nil
	if msg.edit.Remove && len(msg.edit.Entry.Rule.Locks)+len(msg.edit.Entry.Rule.Spans) > 0 {
		s.edits.removed = &msg.edit.Entry
	}
	return nav.Say{Text: msg.did}, changed
}

// refusal says why an edit was not kept.
func (s *Screen) refusal(msg *saved) string {
	name := "“" + nameOf(&msg.edit.Entry.Rule) + "”"
	if c, ok := errors.AsType[*rulebook.Conflict](msg.err); ok {
		text := name + " is not changed: it was " + map[bool]string{false: "changed", true: "removed"}[c.Gone]
		if c.By != "" {
			text += " by " + c.By
		}
		if !c.When.IsZero() {
			text += " " + model.When(c.When, s.config.Now(), s.config.Home)
		}
		return text + "; look at it again"
	}
	return name + " is not changed: " + model.WhyOf(msg.err)
}

// restore brings a version back: it is read, and kept as one more edit.
func (s *Screen) restore(intent nav.RestoreRule) tea.Cmd {
	s.edits.running = true
	s.edits.generation++
	book, parent, by := s.config.Book, s.config.Context, s.config.By
	answer := saved{generation: s.edits.generation}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, bookPatience)
		defer stop()
		answer.edit, answer.err = wasThen(ctx, book, intent)
		if answer.err != nil {
			return answer
		}
		answer.did = nameOf(&answer.edit.Entry.Rule) + " is back as it was"
		note := "brought back version " + strconv.FormatUint(intent.Version, 10)
		_, answer.err = book.Save(ctx, []rulebook.Edit{answer.edit}, by, note)
		return answer
	}
}

var errNoVersion = errors.New("that version is not kept any more")

// wasThen is the edit that makes a rule what it was in a version.
func wasThen(ctx context.Context, book Book, intent nav.RestoreRule) (rulebook.Edit, error) {
	versions, err := book.History(ctx, intent.Of.ID)
	if err != nil {
		return rulebook.Edit{}, err
	}
	for i := range versions {
		if v := &versions[i]; v.Entry.Version == intent.Version && v.Unread == "" {
			entry := v.Entry
			entry.Version = intent.Of.Version
			return rulebook.Edit{Entry: entry}, nil
		}
	}
	return rulebook.Edit{}, errNoVersion
}

// recall reads the history of the rule under the cursor where it is not known, one at a time.
func (s *Screen) recall() tea.Cmd {
	r, ok := s.under()
	if !ok || s.config.Book == nil || s.edits.reading != nil || s.edits.past != nil && s.edits.past.entry == r.entry {
		return nil
	}
	s.edits.reading = r.entry
	book, parent, answer := s.config.Book, s.config.Context, past{entry: r.entry}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, bookPatience)
		defer stop()
		answer.versions, answer.err = book.History(ctx, answer.entry.ID)
		return recalled{answer}
	}
}

// recalled is the history of a rule.
type recalled struct{ past past }

func (s *Screen) takeRecalled(msg recalled) tea.Cmd {
	s.edits.reading = nil
	s.edits.past = &msg.past
	return s.recall()
}
