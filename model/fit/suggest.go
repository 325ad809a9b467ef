package fit

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"seamdash/model"
)

const (
	// draws bounds how often chance is asked for a PIN; that many in vain are past belief unless next to none is left.
	draws = 20_000
	// small is the longest PIN for which all are tried when chance finds none.
	small = 5
	// spilt bounds how many bytes in a row may be no digit; each is one with 97 in 100.
	spilt = 64
)

// ErrNoPIN is that no PIN suits all the locks, or that none was found; what wraps it says which rules are in the way.
var ErrNoPIN = errors.New("no PIN suits them all")

// Suggest draws a PIN that every lock takes, that no code on them has, and that is not easy to guess. A length of 0 means
// the shortest that all of them take. It asks random for a bounded number of bytes and gives back its error, or one that
// wraps [ErrNoPIN].
func Suggest(locks []*model.Lock, length int, random io.Reader) (model.PIN, error) {
	lengths, err := commonLengths(locks, length)
	if err != nil {
		return model.PIN{}, err
	}
	s := newSource(locks, random)
	for _, n := range lengths {
		pin, found, err := s.draw(n)
		if found || err != nil {
			return pin, err
		}
	}
	return model.PIN{}, conflict(locks, lengths)
}

// commonLengths are the lengths that all take, or the one that is wanted.
func commonLengths(locks []*model.Lock, wanted int) ([]int, error) {
	if len(locks) == 0 {
		return nil, fmt.Errorf("%w: there is no lock", ErrNoPIN)
	}
	for _, l := range locks {
		if hasRule(&l.Device, "cannot_specify_pin_code") {
			return nil, fmt.Errorf("%w: %s %s", ErrNoPIN, called(&l.Device), ruleWords("cannot_specify_pin_code"))
		}
	}
	common := lengthsOf(&locks[0].Device)
	for i, l := range locks {
		own := lengthsOf(&l.Device)
		both := slices.DeleteFunc(slices.Clone(common), func(n int) bool { return !slices.Contains(own, n) })
		if len(both) == 0 {
			return nil, fmt.Errorf("%w: %s", ErrNoPIN, apart(locks[:i+1]))
		}
		common = both
	}
	switch {
	case wanted == 0:
		return common, nil
	case slices.Contains(common, wanted):
		return []int{wanted}, nil
	}
	for _, l := range locks {
		if text := lengthBroken(&l.Device, wanted); text != "" {
			return nil, fmt.Errorf("%w: %s", ErrNoPIN, text)
		}
	}
	return common, nil
}

// apart names the last lock and the one that it has no length in common with, or all that make the difference together.
func apart(locks []*model.Lock) string {
	last := &locks[len(locks)-1].Device
	clauses := []string{called(last) + " wants " + lengthWords(lengthsOf(last))}
	for _, l := range locks[:len(locks)-1] {
		d := &l.Device
		clause := called(d) + " " + lengthWords(lengthsOf(d))
		if !slices.ContainsFunc(lengthsOf(d), func(n int) bool { return slices.Contains(lengthsOf(last), n) }) {
			return clauses[0] + ", " + clause
		}
		clauses = append(clauses, clause)
	}
	return strings.Join(clauses, ", ")
}

// conflict says what the locks want where chance found nothing that they all take.
func conflict(locks []*model.Lock, lengths []int) error {
	var clauses []string
	for _, l := range locks {
		for _, rule := range l.Device.Rules.Constraints {
			clause := called(&l.Device) + " " + ruleWords(rule.Type)
			if _, known := breaks(rule.Type, "1"); known && !slices.Contains(clauses, clause) {
				clauses = append(clauses, clause)
			}
		}
	}
	if len(clauses) == 0 {
		return fmt.Errorf("%w: all of %s that are hard to guess are taken", ErrNoPIN, lengthWords(lengths))
	}
	return fmt.Errorf("%w: of %s, those left are taken or easy to guess (%s)", ErrNoPIN, lengthWords(lengths), strings.Join(clauses, ", "))
}

// A source makes PINs for some locks.
type source struct {
	random io.Reader
	rules  []string // each once, however many locks have it
	taken  map[string]bool
}

func newSource(locks []*model.Lock, random io.Reader) *source {
	s := &source{random: random, taken: map[string]bool{}}
	for _, l := range locks {
		for _, rule := range l.Device.Rules.Constraints {
			if !slices.Contains(s.rules, rule.Type) {
				s.rules = append(s.rules, rule.Type)
			}
		}
		for i := range l.Codes {
			s.taken[l.Codes[i].PIN.Reveal()] = true // to compare; it goes nowhere
			for _, m := range l.Codes[i].Pending {
				s.taken[m.From.PIN.Reveal()] = true
			}
		}
	}
	return s
}

func (s *source) takes(digits string) bool {
	for _, rule := range s.rules {
		if broken, _ := breaks(rule, digits); broken || rule == "no_triple_consecutive_ints" && longestRun(digits) > 2 {
			return false
		}
	}
	return !s.taken[digits] && Weak(model.NewPIN(digits)) == ""
}

// draw finds a PIN of one length by chance. Short ones are all tried if that fails, from where chance stopped.
func (s *source) draw(length int) (pin model.PIN, found bool, err error) {
	digits := make([]byte, length)
	for range draws {
		if err := s.fill(digits); err != nil {
			return model.PIN{}, false, err
		}
		if s.takes(string(digits)) {
			return model.NewPIN(string(digits)), true, nil
		}
	}
	if length > small {
		return model.PIN{}, false, nil
	}
	for first := string(digits); ; {
		next(digits)
		if s.takes(string(digits)) {
			return model.NewPIN(string(digits)), true, nil
		}
		if string(digits) == first {
			return model.PIN{}, false, nil
		}
	}
}

// fill draws digits, each as likely as any other: bytes from 250 on would favour the low ones and are dropped.
func (s *source) fill(digits []byte) error {
	for i := range digits {
		var b [1]byte
		for tries := 0; ; tries++ {
			if _, err := io.ReadFull(s.random, b[:]); err != nil {
				return fmt.Errorf("draw a PIN: %w", err)
			}
			if b[0] < 250 {
				break
			}
			if tries == spilt {
				return errors.New("draw a PIN: the source of chance gives the same again and again")
			}
		}
		digits[i] = '0' + b[0]%10
	}
	return nil
}

// next counts on by one and begins anew after the last.
func next(digits []byte) {
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i]++; digits[i] <= '9' {
			return
		}
		digits[i] = '0'
	}
}
