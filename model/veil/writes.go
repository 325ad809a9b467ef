package veil

import (
	"slices"
	"strings"

	"seamdash/model"
)

// Tracked are writes that are followed.
func (v *Veil) Tracked(list []model.Tracked) []model.Tracked {
	v.mu.Lock()
	defer v.mu.Unlock()
	to := slices.Clone(list)
	for i := range to {
		t := &to[i]
		of := string(t.Code)
		if of == "" {
			of = t.ID
		}
		t.Wanted, t.Before, t.Outcome = v.draft(t.Wanted, of), v.draft(t.Before, of), v.outcome(t.Outcome)
	}
	return to
}

func (v *Veil) draft(d model.CodeDraft, of string) model.CodeDraft {
	d.Name, d.PIN, d.GroupKey = v.name(d.Name, of), v.pin(d.PIN), v.group(d.GroupKey)
	return d
}

// Writes are lines of the audit log. Who is a person by number, and what was changed is left out: names are in it.
func (v *Veil) Writes(list []model.Write) []model.Write {
	v.mu.Lock()
	defer v.mu.Unlock()
	to := slices.Clone(list)
	for i := range to {
		w := &to[i]
		w.Who, w.Detail = v.person(w.Who), ""
		if !w.WasAccepted() {
			w.Outcome = v.outcome(w.Outcome)
		}
	}
	return to
}

// outcome is how something ended. What Seam said when it refused may name somebody whom nobody here has heard of.
func (v *Veil) outcome(text string) string {
	const refused = "not done: "
	if strings.HasPrefix(text, refused) {
		return "not done"
	}
	return v.text(text)
}
