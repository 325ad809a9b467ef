package recur

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// codecVersion is the version of the form that [Encode] writes.
const codecVersion = 1

// maxEncoded is how many bytes an encoded rule has at most: several times what the limits of a rule allow.
const maxEncoded = 1 << 20

// A wireRule is a rule as it is written down.
type wireRule struct {
	Version  int           `json:"version"`
	Name     string        `json:"name"`
	Locks    []string      `json:"locks,omitempty"`
	Zone     string        `json:"zone,omitempty"`
	Start    civil.Date    `json:"start"`
	Spans    []wireSpan    `json:"windows,omitempty"`
	Last     *civil.Date   `json:"last_day,omitempty"`
	Count    int           `json:"count,omitempty"`
	Holidays []SetID       `json:"holidays,omitempty"`
	Dates    wireDates     `json:"dates,omitzero"`
	Buffers  wireBuffers   `json:"buffer_minutes,omitzero"`
	Codes    wireCodeRules `json:"codes,omitzero"`
}

type wireSpan struct {
	Days  string    `json:"days"`
	From  wireClock `json:"from"`
	Until wireClock `json:"until"`
}

type wireDates struct {
	Skip  []wireSkip    `json:"skip,omitempty"`
	Extra []wireOpening `json:"extra,omitempty"`
	Pause *wirePause    `json:"pause,omitempty"`
}

type wireSkip struct {
	Date civil.Date `json:"date"`
	At   *wireClock `json:"at,omitempty"` // without, all of the day
}

type wireOpening struct {
	Date  civil.Date `json:"date"`
	From  wireClock  `json:"from"`
	Until wireClock  `json:"until"`
}

type wirePause struct {
	From  civil.Date  `json:"from"`
	Until *civil.Date `json:"until,omitempty"` // without, nobody knows yet
}

type wireBuffers struct {
	Before int `json:"before,omitempty"`
	After  int `json:"after,omitempty"`
}

type wireCodeRules struct {
	PIN    string   `json:"pin,omitempty"` // "fixed", "fresh", "listed"; without, chosen by Seam
	PINs   []string `json:"pins,omitempty"`
	Length int      `json:"length,omitempty"`
	Name   string   `json:"name,omitempty"`
	Short  string   `json:"short_name,omitempty"`
}

// Encode writes a rule as JSON with a version. PINs are in it in the clear: whoever keeps it seals it. It refuses a rule beyond the
// limits, with a [*Trouble].
func Encode(r *Rule) ([]byte, error) {
	var found ledger
	r.limits(&found)
	if len(found) > 0 {
		return nil, &found[0]
	}
	w := wireRule{
		Version: codecVersion, Name: r.Name, Zone: r.Zone, Start: r.Start, Holidays: r.Holidays,
		Dates:   wireDates{Skip: wireSkips(r.Skip), Pause: wirePauseOf(r.Pause)},
		Buffers: wireBuffers{Before: int(r.Before / time.Minute), After: int(r.After / time.Minute)},
		Codes:   wireCodeRules{PIN: pinKinds()[r.PIN.Kind], Length: r.PIN.Length, Name: r.Naming.Template, Short: r.Naming.Short},
	}
	for _, id := range r.Locks {
		w.Locks = append(w.Locks, string(id))
	}
	for i := range r.Spans {
		s := &r.Spans[i]
		w.Spans = append(w.Spans, wireSpan{Days: s.Days.String(), From: wireClock(s.Hours.From), Until: wireClock(s.Hours.Until)})
	}
	for _, e := range r.Extra {
		w.Dates.Extra = append(w.Dates.Extra, wireOpening{Date: e.Date, From: wireClock(e.Hours.From), Until: wireClock(e.Hours.Until)})
	}
	for _, pin := range r.PIN.PINs {
		w.Codes.PINs = append(w.Codes.PINs, pin.Reveal())
	}
	switch r.End.Kind {
	case OnDate:
		w.Last = &r.End.On
	case AfterCount:
		w.Count = r.End.Count
	default:
	}
	return json.Marshal(&w)
}

func wireSkips(skips []Skip) []wireSkip {
	var out []wireSkip
	for _, s := range skips {
		one := wireSkip{Date: s.Date}
		if s.One {
			at := wireClock(s.At)
			one.At = &at
		}
		out = append(out, one)
	}
	return out
}

func wirePauseOf(p Pause) *wirePause {
	switch {
	case !p.Paused:
		return nil
	case p.Open:
		return &wirePause{From: p.From}
	default:
		return &wirePause{From: p.From, Until: &p.Until}
	}
}

// pinKinds are the words for the kinds of PINs.
func pinKinds() []string {
	return []string{ChosenBySeam: "", Fixed: "fixed", Fresh: "fresh", Listed: "listed"}
}

// A NewerVersion is the error for a rule that a later version of the program wrote.
type NewerVersion struct{ Version int }

func (e *NewerVersion) Error() string {
	return fmt.Sprintf("the rule was written by a newer version of the program (form %d, known is %d)", e.Version, codecVersion)
}

// Decode reads what [Encode] wrote, and nothing else: unknown fields, values beyond the limits and newer forms are errors. The rule
// may still have troubles, see [Rule.Check].
func Decode(data []byte) (Rule, error) {
	if len(data) > maxEncoded {
		return Rule{}, errors.New("the rule is larger than any that was written")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var w wireRule
	if err := d.Decode(&w); err != nil {
		// A later form may be one that cannot be read at all. To look for that first would take as long again for every rule.
		var form struct {
			Version int `json:"version"`
		}
		if json.Unmarshal(data, &form) == nil && form.Version > codecVersion {
			return Rule{}, &NewerVersion{Version: form.Version}
		}
		return Rule{}, fmt.Errorf("the rule cannot be read: %w", err)
	}
	switch {
	case w.Version > codecVersion:
		return Rule{}, &NewerVersion{Version: w.Version}
	case w.Version < 1:
		return Rule{}, errors.New("the rule does not say which form it has")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Rule{}, errors.New("something follows the rule")
	}
	return w.rule()
}

func (w *wireRule) rule() (Rule, error) {
	r := Rule{
		Name: model.Clean(w.Name), Zone: model.Clean(w.Zone), Start: w.Start, Holidays: w.Holidays,
		Before: time.Duration(w.Buffers.Before) * time.Minute, After: time.Duration(w.Buffers.After) * time.Minute,
		Naming: Naming{Template: model.Clean(w.Codes.Name), Short: model.Clean(w.Codes.Short)},
	}
	for _, id := range w.Locks {
		r.Locks = append(r.Locks, model.DeviceID(model.Clean(id)))
	}
	for i := range w.Spans {
		days, err := rrule.Parse(w.Spans[i].Days)
		if err != nil {
			return Rule{}, fmt.Errorf("the days of a window cannot be read: %w", err)
		}
		r.Spans = append(r.Spans, Span{Days: days, Hours: Hours{civil.Clock(w.Spans[i].From), civil.Clock(w.Spans[i].Until)}})
	}
	if err := w.Codes.into(&r.PIN); err != nil {
		return Rule{}, err
	}
	w.Dates.into(&r)
	switch {
	case w.Last != nil && w.Count != 0:
		return Rule{}, errors.New("the rule has two ends")
	case w.Last != nil:
		r.End = End{Kind: OnDate, On: *w.Last}
	case w.Count != 0:
		r.End = End{Kind: AfterCount, Count: w.Count}
	}
	if most := int(MaxBuffer / time.Minute); w.Buffers.Before > most || w.Buffers.After > most {
		return Rule{}, errors.New("a buffer of the rule is longer than a day")
	}
	var found ledger
	if r.limits(&found); len(found) > 0 {
		return Rule{}, &found[0]
	}
	return r, nil
}

func (w *wireDates) into(r *Rule) {
	for _, s := range w.Skip {
		one := Skip{Date: s.Date}
		if s.At != nil {
			one.One, one.At = true, civil.Clock(*s.At)
		}
		r.Skip = append(r.Skip, one)
	}
	for _, e := range w.Extra {
		r.Extra = append(r.Extra, Opening{Date: e.Date, Hours: Hours{civil.Clock(e.From), civil.Clock(e.Until)}})
	}
	if p := w.Pause; p != nil {
		r.Pause = Pause{Paused: true, From: p.From, Open: p.Until == nil}
		if p.Until != nil {
			r.Pause.Until = *p.Until
		}
	}
}

func (w *wireCodeRules) into(p *PINPolicy) error {
	kind := slices.Index(pinKinds(), w.PIN)
	if kind < 0 {
		return errors.New("the rule's PINs come from something unknown")
	}
	p.Kind, p.Length = PINKind(kind), w.Length
	for _, digits := range w.PINs {
		pin := model.NewPIN(digits)
		if pin.Reveal() != digits || !pin.Known() {
			return errors.New("a PIN of the rule is damaged")
		}
		p.PINs = append(p.PINs, pin)
	}
	return nil
}
