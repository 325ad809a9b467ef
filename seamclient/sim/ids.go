package sim

import (
	"encoding/hex"
	"math/rand/v2"
	"time"
)

// A uuid is an id in its compact form; the zero uuid means "none".
type uuid [16]byte

func (u uuid) String() string {
	var b [36]byte
	hex.Encode(b[:8], u[:4])
	hex.Encode(b[9:13], u[4:6])
	hex.Encode(b[14:18], u[6:8])
	hex.Encode(b[19:23], u[8:10])
	hex.Encode(b[24:], u[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// MarshalJSON writes the usual text form, and null for none.
func (u uuid) MarshalJSON() ([]byte, error) {
	if u == (uuid{}) {
		return []byte("null"), nil
	}
	return []byte(`"` + u.String() + `"`), nil
}

// parseUUID reads the 8-4-4-4-12 form and no other: production refuses an id that is not one.
func parseUUID(s string) (uuid, bool) {
	var u uuid
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return u, false
	}
	plain := s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	if _, err := hex.Decode(u[:], []byte(plain)); err != nil {
		return uuid{}, false
	}
	return u, true
}

// An idKind keeps the ids of different things apart, so that one more event does not rename the next code.
type idKind uint8

const (
	idWorkspace idKind = iota
	idAccount
	idDevice
	idCode
	idEvent
	idAttempt
	idWebhook
	idRequest
	idSecret
	idLevel
	idSite
	idKinds
)

// A mint makes the ids and the chance of a world out of its seed: the same seed gives the same ids in the same order.
type mint struct {
	seed uint64
	made [idKinds]uint64
}

func (m *mint) next(kind idKind) uuid {
	m.made[kind]++
	return makeID(m.seed, kind, m.made[kind])
}

func makeID(seed uint64, kind idKind, n uint64) uuid {
	a := mix(mix(seed+1) ^ mix(uint64(kind)<<56|n))
	b := mix(a ^ n)
	var u uuid
	for i := range 8 {
		u[i], u[8+i] = byte(a>>(8*i)), byte(b>>(8*i))
	}
	u[6] = u[6]&0x0f | 0x40 // version 4
	u[8] = u[8]&0x3f | 0x80 // RFC 9562 variant
	return u
}

// span picks a duration between low and high for the n-th attempt of something. It depends on nothing else, so what one
// code does never changes how long another takes.
func (m *mint) span(of uuid, n uint64, low, high time.Duration) time.Duration {
	if high <= low {
		return low
	}
	var x uint64
	for _, b := range of {
		x = x<<8 | x>>56 ^ uint64(b)
	}
	return low + time.Duration(mix(m.seed^x^mix(n))%uint64(high-low)).Truncate(time.Millisecond)
}

// rand gives a stream of chance of its own for each purpose.
func (m *mint) rand(purpose uint64) *rand.Rand { return rand.New(rand.NewPCG(m.seed, purpose)) }

// mix is the finaliser of splitmix64: neighbouring inputs give unrelated outputs.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
