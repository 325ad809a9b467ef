package schedules

import (
	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/series"
	"seamdash/ui/nav"
)

// touched says what becomes of codes of a rule that are on locks when the rule becomes another, or is gone where after is nil; a
// clause for each lock.
func (s *Screen) touched(r *row, after *recur.Rule) []string {
	if r.broken || s.shelf == nil {
		return nil
	}
	return series.Touched(&series.Edit{
		ID: r.id(), Before: &r.entry.Rule, After: after, States: s.rolls.now.States, Picture: s.picture, Now: s.config.Now(), Zone: s.zones.Named,
		Holidays: s.shelf.Calendars(),
	})
}

// touchedWords are such clauses as lines of a question.
func (s *Screen) touchedWords(touched []string) []string {
	const most = 4
	var out []string
	for i, text := range touched {
		if i == most {
			out = append(out, "The same on "+counted(len(touched)-most, "other lock")+".")
			break
		}
		out = append(out, model.AsSentence(text))
	}
	if len(out) > 0 && s.rolls.now.By == "" {
		out = append(out, "This happens as soon as somebody rolls the rules.")
	}
	return out
}

// askTouched asks before a change that does something to codes that are on locks.
func (s *Screen) askTouched(r *row, touched []string, sure nav.Intent) nav.Intent {
	return nav.Ask{
		Title:   "This changes codes of “" + r.name() + "” that are on locks",
		Body:    s.touchedWords(touched),
		Choices: []nav.Choice{{Key: "c", Label: "change it", Intent: sure}},
	}
}

// askRestored is [Screen.askTouched] for a version that shall come back; nil where nothing has to be asked.
func (s *Screen) askRestored(intent nav.RestoreRule) nav.Intent {
	r, why := s.still(intent.Of)
	if intent.Sure || why != "" {
		return nil
	}
	past := s.edits.pastOf(r)
	if past == nil {
		return nil
	}
	for i := range past.versions {
		if v := &past.versions[i]; v.Entry.Version == intent.Version {
			if touched := s.touched(r, &v.Entry.Rule); len(touched) > 0 {
				intent.Sure = true
				return s.askTouched(r, touched, intent)
			}
		}
	}
	return nil
}
