package schedules

import (
	"strconv"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/nav"
)

// of is the rule as it is shown, so that what was asked about is what is changed.
func of(e *rulebook.Entry) nav.RuleOf { return nav.RuleOf{ID: e.ID, Version: e.Version} }

// askPause asks how long the rule shall rest, or whether it shall go on.
func askPause(s *Screen) nav.Intent {
	r, _ := s.under()
	if r.entry.Rule.Pause.Paused {
		return nav.Ask{
			Title:   "Let “" + r.name() + "” go on?",
			Body:    []string{"It is paused " + pausedUntil(&r.entry.Rule.Pause) + ". Without the pause its windows open again from now on."},
			Choices: []nav.Choice{{Key: "g", Label: "let it go on", Intent: nav.ResumeRule{Of: of(r.entry)}}},
		}
	}
	today := civil.DateOf(s.config.Now().In(r.zone))
	ask := nav.Ask{
		Title: "Pause “" + r.name() + "”?",
		Body: []string{
			"No window begins from today on until the day that you choose, when it goes on by itself." + r.rests(today),
		},
	}
	for _, choice := range []struct {
		key, label string
		days       int
	}{{"d", "a day", 1}, {"w", "a week", 7}, {"f", "a fortnight", 14}, {"m", "four weeks", 28}} {
		until := today + civil.Date(choice.days)
		ask.Choices = append(ask.Choices, nav.Choice{
			Key: choice.key, Label: "for " + choice.label + ", until " + until.Weekday().String()[:3] + " " + until.String(),
			Intent: nav.PauseRule{Of: of(r.entry), Days: choice.days},
		})
	}
	ask.Choices = append(ask.Choices,
		nav.Choice{Key: "o", Label: "until somebody lets it go on", Intent: nav.PauseRule{Of: of(r.entry)}},
		nav.Choice{Key: "t", Label: "until another day, in the editor", Intent: nav.EditRule{ID: r.id()}},
	)
	return ask
}

// rests says what becomes of the window that is open when the rule is paused.
func (r *row) rests(today civil.Date) string {
	switch {
	case r.phase != open:
		return ""
	case r.day >= today:
		return " The window that is open now ends at once."
	default:
		return " The window that is open now stays open until it ends."
	}
}

func pausedUntil(p *recur.Pause) string {
	if p.Open {
		return "until somebody lets it go on"
	}
	return "until " + p.Until.Weekday().String()[:3] + " " + p.Until.String()
}

func askSkip(s *Screen) nav.Intent {
	r, _ := s.under()
	when := r.next.Words(s.config.Now(), r.zone)
	body := []string{"The window " + when + " (" + r.place + ") does not take place then, on none of " + counted(len(r.entry.Rule.Locks), "lock") + ". All others stay."}
	if r.phase == open {
		body = append(body, "It is open now.")
	}
	rule, _, _ := s.skip(r)
	body = append(body, s.touchedWords(s.touched(r, &rule))...)
	return nav.Ask{
		Title: "Skip the next window of “" + r.name() + "”?", Body: body,
		Choices: []nav.Choice{{Key: "s", Label: "skip " + when, Intent: nav.SkipWindow{Of: of(r.entry)}}},
	}
}

func askRemove(s *Screen) nav.Intent {
	r, _ := s.under()
	body := []string{model.AsSentence(r.sentence)}
	touched := s.touched(r, nil)
	body = append(body, s.touchedWords(touched)...)
	if near := s.closeup(r); near != nil && near.onLocks > 0 && len(touched) == 0 {
		body = append(body, "Codes of its name are on "+counted(near.onLocks, "lock")+"; nobody has made them by the rule, and so they stay there.")
	}
	return nav.Ask{
		Title:   "Remove the rule “" + r.name() + "” on " + counted(len(r.entry.Rule.Locks), "lock") + "?",
		Body:    append(body, "Its history stays, so that it can be brought back."),
		Choices: []nav.Choice{{Key: "r", Label: "remove " + r.name(), Intent: nav.RemoveRule{Of: of(r.entry)}}},
	}
}

// askRestore asks which version shall come back.
func askRestore(s *Screen) nav.Intent {
	if gone := s.edits.removed; gone != nil {
		return nav.Ask{
			Title: "Bring back “" + nameOf(&gone.Rule) + "”, which was removed?", Body: []string{"It becomes what it was before it was removed."},
			Choices: []nav.Choice{{Key: "r", Label: "bring " + nameOf(&gone.Rule) + " back", Intent: nav.RestoreRule{Of: nav.RuleOf{ID: gone.ID}, Version: gone.Version}}},
		}
	}
	r, _ := s.under()
	past := s.edits.pastOf(r)
	ask := nav.Ask{
		Title: "Which version of “" + r.name() + "” shall come back?",
		Body:  []string{"The rule becomes what it was then, as one more edit. Nothing of the history is lost."},
	}
	const most = 9
	for i := range past.versions[1:min(most+1, len(past.versions))] {
		v := &past.versions[i+1]
		ask.Choices = append(ask.Choices, nav.Choice{
			Key: strconv.Itoa(i + 1), Blocked: unreadVersion(v),
			Label:  "as it was since " + model.When(v.Entry.Changed, s.config.Now(), s.config.Home) + ": " + editWords(v.Note, v.By, v.Gone),
			Intent: nav.RestoreRule{Of: of(r.entry), Version: v.Entry.Version},
		})
	}
	return ask
}

func unreadVersion(v *rulebook.Version) string {
	if v.Unread != "" {
		return "it cannot be read: " + v.Unread
	}
	return ""
}

// editWords are an edit in the history.
func editWords(note, by string, gone bool) string {
	switch {
	case note == "" && gone:
		note = "removed"
	case note == "":
		note = "edited"
	}
	if by == "" {
		return note
	}
	return note + ", by " + by
}
