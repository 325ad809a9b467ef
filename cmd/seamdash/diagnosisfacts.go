package main

import (
	"strings"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// A findingFacts is a [diagnose.Finding] for scripts.
type findingFacts struct {
	Cause      string          `json:"cause"`
	Severity   string          `json:"severity"`
	Title      string          `json:"title"`
	Why        string          `json:"why"`
	Said       *string         `json:"said"` // Seam's own sentence
	Since      *string         `json:"since"`
	Evidence   []evidenceFacts `json:"evidence"`
	Steps      []stepFacts     `json:"steps"`
	Retries    *bool           `json:"retries"` // whether Seam goes on trying by itself
	Blocks     bool            `json:"blocks"`
	LeavesOpen bool            `json:"leaves_open"`
	Root       rootFacts       `json:"root"`
}

type evidenceFacts struct {
	Fact  string  `json:"fact"`
	Since *string `json:"since"`
	From  string  `json:"from"`
}

type stepFacts struct {
	Text    string  `json:"text"`
	Command *string `json:"command"` // of this program that does it
}

type rootFacts struct {
	Origin string  `json:"origin"`
	ID     string  `json:"id"`
	Name   *string `json:"name"`
}

func factsOfFinding(f *diagnose.Finding, about patient) findingFacts {
	out := findingFacts{
		Cause: string(f.Cause), Severity: f.Severity.String(), Title: f.Title, Why: f.Why, Said: known(f.Said), Since: instant(f.Since),
		Evidence: make([]evidenceFacts, len(f.Evidence)), Steps: make([]stepFacts, len(f.Steps)),
		Retries: answer(f.Retries), Blocks: f.Blocks, LeavesOpen: f.Open,
		Root: rootFacts{f.Root.Origin.String(), f.Root.ID, known(f.Root.Name)},
	}
	for i, e := range f.Evidence {
		out.Evidence[i] = evidenceFacts{e.Fact, instant(e.Since), e.From.String()}
	}
	for i, s := range f.Steps {
		out.Steps[i] = stepFacts{s.Text, known(about.command(&s))}
	}
	return out
}

// A patient is the code or the lock that a finding is about, by ids that commands take.
type patient struct {
	lock model.DeviceID
	code model.CodeID // "" for the lock
}

// command is the command of this program that takes a step, "" where there is none. What it needs and nobody knows is a capital T,
// for a time.
func (s patient) command(step *diagnose.Step) string {
	words := map[diagnose.Remedy]string{
		diagnose.NewPIN:      "update {code} --pin-stdin",
		diagnose.EditWindow:  "update {code} --starts T --ends T",
		diagnose.Extend:      "update {code} --ends T",
		diagnose.AllowChange: "update {code} --allow-external-changes",
		diagnose.AdoptCode:   "adopt {code}",
		diagnose.TakeOver:    "adopt {code} --force",
		diagnose.DeleteCode:  "delete {code} --yes",
		diagnose.AdoptOther:  "adopt {other}",
		diagnose.DeleteOther: "delete {other} --yes",
		diagnose.ShowOther:   "diagnose {other}",
		diagnose.ShowCodes:   "--device {lock}",
	}[step.Do]
	for name, id := range map[string]string{"{code}": string(s.code), "{other}": string(step.Code), "{lock}": string(s.lock)} {
		if strings.Contains(words, name) && id == "" {
			return ""
		}
		words = strings.ReplaceAll(words, name, id)
	}
	if words == "" {
		return ""
	}
	return "seamdash codes " + words
}

// A troubleFacts is a trouble in `problems --json`.
type troubleFacts struct {
	Kind string `json:"kind"` // "trouble"
	Key  string `json:"key"`  // the same for as long as the trouble is

	findingFacts

	Next  *string     `json:"next"` // when the first of the codes is needed
	Locks []lockFacts `json:"locks"`
	Codes []hurtFacts `json:"codes"`
}

// A dangerFacts is a window in danger there.
type dangerFacts struct {
	Kind  string  `json:"kind"` // "danger"
	Cause string  `json:"cause"`
	Why   string  `json:"why"`
	At    *string `json:"at"` // when it would hurt

	hurtFacts
}

type lockFacts struct {
	DeviceID string  `json:"device_id"`
	Name     *string `json:"name"`
}

type hurtFacts struct {
	AccessCodeID string  `json:"access_code_id"`
	Name         *string `json:"name"`
	DeviceID     string  `json:"device_id"`
	DeviceName   *string `json:"device_name"`
	StartsAt     *string `json:"starts_at"`
	EndsAt       *string `json:"ends_at"`
	Blocked      bool    `json:"blocked"`
	LeavesOpen   bool    `json:"leaves_open"`
}

func (c *census) problemFacts(troubles []diagnose.Trouble) []any {
	out := make([]any, 0, len(troubles)+len(c.survey.Dangers)) // not nil: an empty list is [] to scripts
	for i := range troubles {
		out = append(out, c.factsOfTrouble(&troubles[i]))
	}
	for i := range c.survey.Dangers {
		d := &c.survey.Dangers[i]
		out = append(out, dangerFacts{"danger", string(d.Cause), d.Words, instant(d.At), c.factsOfHurt(&d.Hurt)})
	}
	return out
}

func (c *census) factsOfTrouble(t *diagnose.Trouble) troubleFacts {
	about := patient{}
	if len(t.Locks) > 0 {
		about.lock = t.Locks[0]
	}
	if t.Finding.Root.Origin == model.OriginCode {
		about.code = model.CodeID(t.Finding.Root.ID)
	}
	f := troubleFacts{
		Kind: "trouble", Key: t.Finding.Key(), findingFacts: factsOfFinding(&t.Finding, about), Next: instant(t.Next),
		Locks: make([]lockFacts, len(t.Locks)), Codes: make([]hurtFacts, len(t.Codes)),
	}
	f.LeavesOpen = opens(t)
	for i, id := range t.Locks {
		f.Locks[i] = lockFacts{string(id), c.known(id)}
	}
	for i := range t.Codes {
		f.Codes[i] = c.factsOfHurt(&t.Codes[i])
	}
	return f
}

func (c *census) factsOfHurt(h *diagnose.Hurt) hurtFacts {
	return hurtFacts{
		AccessCodeID: string(h.Code), Name: known(h.Name), DeviceID: string(h.Lock), DeviceName: c.known(h.Lock),
		StartsAt: instant(h.Window.From), EndsAt: instant(h.Window.Until), Blocked: h.Blocks, LeavesOpen: h.Open,
	}
}

// known is the name of a lock, null where it has none.
func (c *census) known(id model.DeviceID) *string {
	if l, ok := c.picture.Lock(id); ok {
		return known(l.Device.Name)
	}
	return nil
}
