package main

import (
	"cmp"
	"time"

	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// A ruleDetail is all there is to tell of a rule, for scripts.
type ruleDetail struct {
	ruleFacts

	MadeAt   *string        `json:"made_at"`
	StartsOn string         `json:"starts_on"`
	EndsOn   *string        `json:"ends_on"`
	Count    *int           `json:"count"`
	Before   int            `json:"minutes_before"`
	After    int            `json:"minutes_after"`
	Holidays []setNamed     `json:"holidays"`
	PIN      pinFacts       `json:"pin"`
	Codes    codeNames      `json:"code_names"`
	Windows  []clockFacts   `json:"windows"`
	Warnings []warningFacts `json:"warnings"` // null where the locks could not be asked
	History  []editFacts    `json:"history"`
	Rolls    []rollFacts    `json:"rolls"` // the newest first
}

type setNamed struct {
	SetID string  `json:"set_id"`
	Name  *string `json:"name"`
}

type pinFacts struct {
	From   string   `json:"from"`   // "seam", "fixed", "fresh", "listed"
	Length *int     `json:"length"` // of a fresh one
	Codes  []string `json:"codes"`  // null unless the PINs were asked for
}

type codeNames struct {
	Template *string `json:"template"`
	Short    *string `json:"short"`
}

// clockFacts are the next windows on one clock.
type clockFacts struct {
	TimeZone string        `json:"time_zone"`
	Locks    []lockNamed   `json:"locks"`
	Windows  []windowFacts `json:"windows"`
}

type windowFacts struct {
	Kind   string     `json:"kind"` // "opens", or why it does not: "skipped", "holiday", "paused", "dropped"; "clock"
	Day    string     `json:"day"`
	Start  *time.Time `json:"start"`
	End    *time.Time `json:"end"`
	OnLock *previewed `json:"on_lock"` // with the time before and after
	Number *int       `json:"number"`
	Why    *string    `json:"why"`
	Notes  []string   `json:"notes"`
}

type warningFacts struct {
	Level    string  `json:"level"` // "refused", "doubtful", "aside"
	Code     string  `json:"code"`
	DeviceID string  `json:"device_id"`
	Message  string  `json:"message"`
	Hint     *string `json:"hint"`
	At       *string `json:"at"`
}

type editFacts struct {
	Version uint64  `json:"version"`
	At      *string `json:"at"`
	By      *string `json:"by"`
	Note    *string `json:"note"`
	Removed bool    `json:"removed"`
}

// facts are all of them. Warnings are null where they are not known.
func (d *detail) facts(judged bool) ruleDetail {
	s, rule := d.standing, &d.standing.entry.Rule
	f := ruleDetail{
		ruleFacts: d.room.factsOf(s), MadeAt: instant(s.entry.Made), StartsOn: rule.Start.String(),
		Before: int(rule.Before / time.Minute), After: int(rule.After / time.Minute), Holidays: d.sets(rule),
		PIN: factsOfPIN(&rule.PIN, d.reveal), Codes: codeNames{known(rule.Naming.Template), known(rule.Naming.Short)},
		Windows: []clockFacts{}, History: factsOfEdits(d.history), Rolls: make([]rollFacts, len(d.rolls)),
	}
	for i := range d.rolls {
		f.Rolls[i] = d.room.factsOfRoll(&d.rolls[i])
	}
	switch rule.End.Kind {
	case recur.OnDate:
		f.EndsOn = known(rule.End.On.String())
	case recur.AfterCount:
		f.Count = &rule.End.Count
	case recur.Never:
	}
	now := d.room.session.now()
	for _, on := range s.on {
		f.Windows = append(f.Windows, clockFacts{
			TimeZone: on.name, Locks: d.room.lockNames(on.locks), Windows: factsOfLines(on.schedule.Preview(now, shownWindows)),
		})
	}
	if judged {
		f.Warnings = factsOfWarnings(d.warnings)
	}
	return f
}

func (d *detail) sets(rule *recur.Rule) []setNamed {
	out := make([]setNamed, len(rule.Holidays))
	for i, id := range rule.Holidays {
		set, _ := d.room.shelf.Set(id)
		out[i] = setNamed{string(id), known(set.Set.Name)}
	}
	return out
}

func factsOfPIN(p *recur.PINPolicy, reveal bool) pinFacts {
	kinds := []string{recur.ChosenBySeam: "seam", recur.Fixed: "fixed", recur.Fresh: "fresh", recur.Listed: "listed"}
	f := pinFacts{From: kinds[p.Kind]}
	if p.Length > 0 {
		f.Length = &p.Length
	}
	if reveal && len(p.PINs) > 0 {
		for _, pin := range p.PINs {
			f.Codes = append(f.Codes, pin.Reveal())
		}
	}
	return f
}

func factsOfLines(lines []recur.Line) []windowFacts {
	out := make([]windowFacts, len(lines))
	for i := range lines {
		l := &lines[i]
		w := &l.Window
		f := windowFacts{Kind: l.Kind.String(), Day: l.Day.String(), Why: known(l.Why), Notes: []string{}}
		if !w.From.IsZero() {
			start, end := w.From.UTC(), w.Until.UTC()
			f.Start, f.End = &start, &end
		}
		if !w.Open.IsZero() {
			f.OnLock = &previewed{w.Open.UTC(), w.Close.UTC()}
		}
		if w.Number > 0 {
			f.Number = &w.Number
		}
		for _, n := range w.Notes {
			f.Notes = append(f.Notes, n.String())
		}
		out[i] = f
	}
	return out
}

func factsOfWarnings(found []warning) []warningFacts {
	levels := []string{prospect.Refused: "refused", prospect.Doubtful: "doubtful", prospect.Aside: "aside"}
	out := make([]warningFacts, len(found))
	for i := range found {
		w := &found[i].Warning
		out[i] = warningFacts{
			Level: levels[w.Level], Code: w.Rule, DeviceID: string(w.Lock), Message: cmp.Or(w.Text, w.Rule), Hint: known(w.Hint), At: instant(w.When),
		}
	}
	return out
}

func factsOfEdits(history []rulebook.Version) []editFacts {
	out := make([]editFacts, len(history))
	for i := range history {
		out[i] = factsOfEdit(&history[i])
	}
	return out
}

func factsOfEdit(v *rulebook.Version) editFacts {
	return editFacts{v.Entry.Version, instant(v.Entry.Changed), known(v.By), known(v.Note), v.Gone}
}
