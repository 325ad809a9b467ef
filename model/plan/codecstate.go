package plan

import (
	"time"

	"seamdash/model"
)

type wireState struct {
	Key       wireKey        `json:"key"`
	Rule      string         `json:"rule,omitempty"`
	Code      *wireCode      `json:"code,omitempty"`
	Past      []model.CodeID `json:"past,omitempty"`
	Strays    []model.CodeID `json:"strays,omitempty"`
	SettledTo time.Time      `json:"settled_to,omitzero"`
	Spoken    []wireSpoken   `json:"spoken,omitempty"`
	PIN       string         `json:"pin,omitempty"`
	Drawn     int            `json:"drawn,omitempty"`
	Fails     int            `json:"fails,omitempty"`
	NextTry   time.Time      `json:"next_try,omitzero"`
	Refusal   string         `json:"refusal,omitempty"`
	Lost      []time.Time    `json:"lost,omitempty"`
	Halt      *wireHalt      `json:"halt,omitempty"`
	LookAt    time.Time      `json:"look_at,omitzero"`
	Version   uint64         `json:"version,omitempty"`
	Last      *wireRoll      `json:"last,omitempty"`
}

type wireSpoken struct {
	Slot   wireSlot `json:"slot"`
	Passed bool     `json:"passed,omitempty"`
}

type wireCode struct {
	ID           model.CodeID `json:"id,omitempty"`
	Slot         wireSlot     `json:"slot,omitzero"`
	Asked        wireDraft    `json:"asked,omitzero"`
	Version      uint64       `json:"version,omitempty"`
	AskedAt      time.Time    `json:"asked_at,omitzero"`
	OnLock       time.Time    `json:"on_lock,omitzero"`
	Open         bool         `json:"open,omitempty"`
	Moved        bool         `json:"moved,omitempty"`
	Seen         time.Time    `json:"seen,omitzero"`
	Trouble      string       `json:"trouble,omitempty"`
	TroubleSince time.Time    `json:"trouble_since,omitzero"`
	Late         bool         `json:"late,omitempty"`
	Judged       bool         `json:"judged,omitempty"`
	Stiff        bool         `json:"stiff,omitempty"`
	Leaving      time.Time    `json:"leaving,omitzero"`
	Why          string       `json:"why,omitempty"`
}

type wireHalt struct {
	Kind  HaltKind  `json:"kind"`
	Why   string    `json:"why,omitempty"`
	Try   string    `json:"try,omitempty"`
	Since time.Time `json:"since,omitzero"`
	Slot  wireSlot  `json:"slot,omitzero"`
}

func wireStateOf(s *State) wireState {
	w := wireState{
		Key: wireKey(s.Key), Rule: s.Rule, Code: wireCodeOf(s.Code), Past: s.Past, Strays: s.Strays, SettledTo: s.SettledTo.UTC(), PIN: s.PIN.Reveal(), Drawn: s.Drawn,
		Fails: s.Fails, NextTry: s.NextTry.UTC(), Refusal: s.Refusal, LookAt: s.LookAt.UTC(), Version: s.Version,
	}
	for _, at := range s.Lost {
		w.Lost = append(w.Lost, at.UTC())
	}
	for _, p := range s.Spoken {
		w.Spoken = append(w.Spoken, wireSpoken{wireSlotOf(p.Slot), p.Passed})
	}
	if h := s.Halt; h != nil {
		w.Halt = &wireHalt{Kind: h.Kind, Why: h.Why, Try: h.Try, Since: h.Since.UTC(), Slot: wireSlotOf(h.Slot)}
	}
	if s.Last != nil {
		last := wireRollOf(s.Last)
		w.Last = &last
	}
	return w
}

func (w *wireState) state() (State, error) {
	pin, err := pinOf(w.PIN)
	if err != nil {
		return State{}, err
	}
	code, err := w.Code.code()
	if err != nil {
		return State{}, err
	}
	s := State{
		Key: Key(w.Key), Rule: w.Rule, Code: code, Past: w.Past, Strays: w.Strays, SettledTo: w.SettledTo, PIN: pin, Drawn: w.Drawn,
		Fails: w.Fails, NextTry: w.NextTry, Refusal: w.Refusal, Lost: w.Lost, LookAt: w.LookAt, Version: w.Version,
	}
	for _, p := range w.Spoken {
		s.Spoken = append(s.Spoken, Spoken{Slot(p.Slot), p.Passed})
	}
	if h := w.Halt; h != nil {
		s.Halt = &Halt{Kind: h.Kind, Why: h.Why, Try: h.Try, Since: h.Since, Slot: Slot(h.Slot)}
	}
	if w.Last != nil {
		last := w.Last.roll()
		s.Last = &last
	}
	return s, nil
}

func wireCodeOf(c *Code) *wireCode {
	if c == nil {
		return nil
	}
	return &wireCode{
		ID: c.ID, Slot: wireSlotOf(c.Slot), Asked: wireDraftOf(&c.Asked), Version: c.Version, AskedAt: c.AskedAt.UTC(),
		OnLock: c.OnLock.UTC(), Open: c.Open, Moved: c.Moved, Seen: c.Seen.UTC(), Trouble: c.Trouble, TroubleSince: c.TroubleSince.UTC(), Late: c.Late, Judged: c.Judged, Stiff: c.Stiff,
		Leaving: c.Leaving.UTC(), Why: c.Why,
	}
}

func (w *wireCode) code() (*Code, error) {
	if w == nil {
		return nil, nil
	}
	asked, err := w.Asked.draft()
	if err != nil {
		return nil, err
	}
	return &Code{
		ID: w.ID, Slot: Slot(w.Slot), Asked: asked, Version: w.Version, AskedAt: w.AskedAt,
		OnLock: w.OnLock, Open: w.Open, Moved: w.Moved, Seen: w.Seen, Trouble: w.Trouble, TroubleSince: w.TroubleSince, Late: w.Late, Judged: w.Judged, Stiff: w.Stiff,
		Leaving: w.Leaving, Why: w.Why,
	}, nil
}
