package main

import (
	"fmt"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// A rollFacts is one line of what a rule did on a lock, for scripts.
type rollFacts struct {
	Kind string `json:"kind"` // "roll"
	Roll uint64 `json:"roll"` // its number in the history of the workspace
	At   string `json:"at"`
	What string `json:"what"` // "made", "moved", "on lock", "kept", "missed" ...
	Bad  bool   `json:"bad"`  // somebody should look at it
	onDevice

	Day     *string    `json:"day"`
	Window  *previewed `json:"window"`         // as people are told it
	OnLock  *previewed `json:"on_lock"`        // with the time before and after
	Before  int        `json:"windows_before"` // that the line stands for as well
	CodeID  *string    `json:"access_code_id"`
	WasCode *string    `json:"was_access_code_id"`
	Step    *uint64    `json:"step"` // in the journal
	Late    *int       `json:"late_seconds"`
	Why     *string    `json:"why"`
}

// A versionFacts is one version of a rule, for scripts.
type versionFacts struct {
	Kind string `json:"kind"` // "edit"
	editFacts

	Name  *string `json:"name"`
	Words *string `json:"words"` // null where this program cannot read the version
}

// factsOfHappenings is a history for scripts.
func (r *ruleRoom) factsOfHappenings(all []happening) []any {
	out := make([]any, len(all))
	for i := range all {
		if v := all[i].edit; v != nil {
			out[i] = versionFacts{"edit", factsOfEdit(v), known(v.Entry.Rule.Name), known(r.versionWords(v))}
			continue
		}
		out[i] = r.factsOfRoll(all[i].roll)
	}
	return out
}

func (r *ruleRoom) factsOfRoll(roll *plan.Roll) rollFacts {
	f := rollFacts{
		Kind: "roll", Roll: roll.Number, At: *instant(roll.At), What: string(roll.What), Bad: roll.What.Bad(),
		onDevice: r.onDevice(roll.Key.Lock),
		Window:   windowOf(&roll.Slot), Before: roll.More,
		CodeID: known(string(roll.Code)), WasCode: known(string(roll.Was)), Why: known(model.Clean(roll.Why)),
	}
	if !roll.Slot.IsZero() {
		f.Day = known(roll.Slot.Day.String())
		f.OnLock = &previewed{roll.Slot.Open.UTC(), roll.Slot.Close.UTC()}
	}
	if roll.Step > 0 {
		f.Step = &roll.Step
	}
	if roll.Late > 0 {
		late := int(roll.Late / time.Second)
		f.Late = &late
	}
	return f
}

// rollWords tell what there is to say of a line beside its code and its window.
func rollWords(roll *plan.Roll) string {
	var parts []string
	if why := model.Clean(roll.Why); why != "" {
		parts = append(parts, why)
	}
	if roll.Late > 0 {
		parts = append(parts, model.Span(roll.Late)+" late")
	}
	if roll.More > 0 {
		parts = append(parts, fmt.Sprintf("and %d before", roll.More))
	}
	if roll.Was != "" {
		parts = append(parts, "was "+string(roll.Was))
	}
	if roll.Step > 0 {
		parts = append(parts, fmt.Sprintf("step %d", roll.Step))
	}
	return strings.Join(parts, "; ")
}
