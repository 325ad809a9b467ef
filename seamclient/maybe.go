package seamclient

import "encoding/json"

// maybe is a value that is good to have and not worth an object: an odd one reads as absent, where in any other field it would
// make the whole object unreadable.
type maybe[T any] struct{ V T }

// UnmarshalJSON takes the value if it is what it should be. It never fails.
func (m *maybe[T]) UnmarshalJSON(raw []byte) error {
	var v T
	if json.Unmarshal(raw, &v) != nil {
		var none T
		v = none
	}
	m.V = v
	return nil
}
