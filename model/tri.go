package model

// Tri is an optional boolean. Seam leaves a flag out where it has nothing to say, which differs from false:
// an absent capability is not supported, a false one is supported but not usable at present.
type Tri uint8

// The three answers. The zero value is the absent one.
const (
	Unknown Tri = iota
	No
	Yes
)

// TriOf turns an optional boolean from the wire into a Tri.
func TriOf(b *bool) Tri {
	switch {
	case b == nil:
		return Unknown
	case *b:
		return Yes
	default:
		return No
	}
}

// Bool gives the answer and whether there is one.
func (t Tri) Bool() (value, known bool) {
	return t == Yes, t != Unknown
}

// String is "unknown", "no" or "yes".
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	case Unknown:
		return "unknown"
	default:
		return "unknown"
	}
}
