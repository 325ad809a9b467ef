package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// form is the version of what is written here.
const form = 1

// maxEncoded is how many bytes an encoded state, step, line or wish has at most: many times what any of them needs.
const maxEncoded = 256 << 10

// A NewerVersion is the error for what a later version of the program wrote.
type NewerVersion struct {
	// What is "state", "step", "line" or "wish".
	What string
	Form int
}

func (e *NewerVersion) Error() string {
	return fmt.Sprintf("the %s was written by a newer version of the program (form %d, known is %d)", e.What, e.Form, form)
}

// EncodeState writes a state as JSON with the number of its form. PINs are in it in the clear: whoever keeps it seals it.
func EncodeState(s *State) ([]byte, error) { return encoded("state", wireStateOf(s)) }

// DecodeState reads what [EncodeState] wrote, and nothing else: unknown fields are errors, and so are newer forms, by a
// [*NewerVersion]. Moments are in UTC afterwards, and what was empty is nil.
func DecodeState(data []byte) (State, error) {
	var w wireState
	if err := decoded("state", data, &w); err != nil {
		return State{}, err
	}
	return w.state()
}

// EncodeStep writes a step like [EncodeState].
func EncodeStep(s *Step) ([]byte, error) { return encoded("step", wireStepOf(s)) }

// DecodeStep reads what [EncodeStep] wrote, like [DecodeState].
func DecodeStep(data []byte) (Step, error) {
	var w wireStep
	if err := decoded("step", data, &w); err != nil {
		return Step{}, err
	}
	return w.step()
}

// EncodeRoll writes a line of the history like [EncodeState].
func EncodeRoll(r *Roll) ([]byte, error) { return encoded("line", wireRollOf(r)) }

// DecodeRoll reads what [EncodeRoll] wrote, like [DecodeState].
func DecodeRoll(data []byte) (Roll, error) {
	var w wireRoll
	if err := decoded("line", data, &w); err != nil {
		return Roll{}, err
	}
	return w.roll(), nil
}

// EncodeWish writes a wish like [EncodeState]; the same wish is the same text each time.
func EncodeWish(w *Wish) ([]byte, error) {
	u := wireWish(*w)
	u.At = u.At.UTC()
	return encoded("wish", u)
}

// DecodeWish reads what [EncodeWish] wrote, like [DecodeState].
func DecodeWish(data []byte) (Wish, error) {
	var w wireWish
	err := decoded("wish", data, &w)
	return Wish(w), err
}

// A sheet is what is written: the number of the form beside everything else.
type sheet[T any] struct {
	Form int `json:"form"`
	Body T   `json:"body"`
}

func encoded[T any](what string, body T) ([]byte, error) {
	data, err := json.Marshal(sheet[T]{Form: form, Body: body})
	switch {
	case err != nil:
		return nil, fmt.Errorf("the %s cannot be written: %w", what, err)
	case len(data) > maxEncoded:
		return nil, fmt.Errorf("the %s is longer than %d bytes", what, maxEncoded)
	}
	return data, nil
}

func decoded[T any](what string, data []byte, body *T) error {
	if len(data) > maxEncoded {
		return fmt.Errorf("the %s is longer than any that was written", what)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var s sheet[T]
	if err := d.Decode(&s); err != nil {
		// A later form may be one that cannot be read at all. To look for that first would take as long again each time.
		var only struct {
			Form int `json:"form"`
		}
		if json.Unmarshal(data, &only) == nil && only.Form > form {
			return &NewerVersion{What: what, Form: only.Form}
		}
		return fmt.Errorf("the %s cannot be read: %w", what, err)
	}
	switch {
	case s.Form > form:
		return &NewerVersion{What: what, Form: s.Form}
	case s.Form < 1:
		return fmt.Errorf("the %s does not say which form it has", what)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows the %s", what)
	}
	*body = s.Body
	return nil
}
