// Package veil hides who is who from people who look on: names of guests become pseudonyms, PINs become stand-ins that have no digits,
// and sentences from elsewhere, which may name anybody, are left out or lose every name that was ever veiled.
//
// A [Veil] belongs in front of whatever shows something: everything goes through it on its way in, so that no screen can forget to hide.
// It keeps what depends on names and PINs: the same name is the same pseudonym wherever it stands, on codes, writes and rules, and codes
// that share a PIN still do. Pseudonyms come from ids, so they are the same in every run, and nobody can try names until one fits.
package veil

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"seamdash/model"
)

// A Veil veils the data of one workspace. It may be used by several goroutines.
type Veil struct {
	mu    sync.Mutex
	names map[string]string // from name to pseudonym
	taken map[string]bool   // pseudonyms
	words map[string]bool   // of names, in small letters
	// addresses are those of mails, which no list of names has.
	addresses *regexp.Regexp
	pins      map[string]model.PIN
	people    map[string]string
	groups    map[string]string

	picture picture
	shelf   shelf

	shown  atomic.Pointer[model.Snapshot]
	lifted atomic.Bool
}

// New makes a veil that knows nothing yet.
func New() *Veil {
	return &Veil{
		names: map[string]string{}, taken: map[string]bool{}, words: map[string]bool{}, pins: map[string]model.PIN{},
		people: map[string]string{}, groups: map[string]string{},
		addresses: regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+`),
	}
}

// Person is somebody who did something, as in "rosa@desk": "Person 1". An agent has no name, only the place where it runs, and loses that.
func (v *Veil) Person(who string) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.person(who)
}

func (v *Veil) person(who string) string {
	switch {
	case who == "":
		return ""
	case strings.HasPrefix(who, "agent on "):
		return "an agent"
	}
	if _, known := v.people[who]; !known {
		v.people[who] = "Person " + strconv.Itoa(len(v.people)+1)
		v.learn(who)
	}
	return v.people[who]
}

// name is the pseudonym of a name: "Guest 7f3c", after the id of what had it first. One that is nobody's stays.
func (v *Veil) name(name, id string) string { return v.called("Guest ", name, id) }

func (v *Veil) called(kind, name, id string) string {
	if Impersonal(name) {
		return name
	}
	if known, ok := v.names[name]; ok {
		return known
	}
	sum := sha256.Sum256([]byte(id))
	digits := hex.EncodeToString(sum[:])
	pseudonym := ""
	for n := shortest; n <= len(digits); n++ { // another name may have the same beginning
		if pseudonym = kind + digits[:n]; !v.taken[pseudonym] {
			break
		}
	}
	for n := 2; v.taken[pseudonym]; n++ { // one id, and it was called otherwise before
		pseudonym = kind + digits[:shortest] + "-" + strconv.Itoa(n)
	}
	v.names[name], v.taken[pseudonym] = pseudonym, true
	v.learn(name)
	return pseudonym
}

// shortest is how many digits a pseudonym has at least.
const shortest = 4

// learn notes the words of a name, so that they are found in sentences.
func (v *Veil) learn(name string) {
	for _, word := range wordsOf(name) {
		if utf8.RuneCountInString(word) > 1 && !Role(word) {
			v.words[strings.ToLower(word)] = true
		}
	}
}

// pin is the stand-in of a PIN.
func (v *Veil) pin(pin model.PIN) model.PIN {
	if !pin.Known() || pin.Veiled() {
		return pin
	}
	digits := pin.Reveal() // to find it again; it goes nowhere
	known, ok := v.pins[digits]
	if !ok {
		known = model.VeiledPIN("veiled "+strconv.Itoa(len(v.pins)+1), len(digits))
		v.pins[digits] = known
	}
	return known
}

// group stands for a key that links codes, which whoever made them chose.
func (v *Veil) group(key string) string {
	if key == "" {
		return ""
	}
	if _, known := v.groups[key]; !known {
		v.groups[key] = "group " + strconv.Itoa(len(v.groups)+1)
		v.learn(key)
	}
	return v.groups[key]
}
