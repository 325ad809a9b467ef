package veil

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"seamdash/model"
)

const (
	aName   = "[name]"
	aNumber = "[digits]"
)

// Text is a sentence of our own, which may quote something from elsewhere, without the names that were veiled so far, without addresses
// and without any number that may be a PIN. It loses more than it must rather than less: a guest called Will takes the word from every
// sentence.
func (v *Veil) Text(text string) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.text(text)
}

func (v *Veil) text(text string) string {
	text = v.addresses.ReplaceAllString(text, aName)
	var out strings.Builder
	var before rune
	for text != "" {
		n := run(text)
		word, rest := text[:n], text[n:]
		switch r, _ := utf8.DecodeRuneInString(word); {
		case inWord(r) && v.named(word):
			out.WriteString(aName)
		case unicode.IsDigit(r) && !inWord(before) && !goesOn(rest) && v.secret(word):
			out.WriteString(aNumber)
		default:
			out.WriteString(word)
		}
		before, _ = utf8.DecodeLastRuneInString(word)
		text = rest
	}
	return strings.ReplaceAll(out.String(), aName+" "+aName, aName) // first and last name are one
}

// run is how many bytes of the text belong together: a word, a number, or one sign.
func run(text string) int {
	first, n := utf8.DecodeRuneInString(text)
	is := inWord
	switch {
	case inWord(first):
	case unicode.IsDigit(first):
		is = unicode.IsDigit
	default:
		return n
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return !is(r) }); i >= 0 {
		return i
	}
	return len(text)
}

// named says that a word is of a name. Where names have no blanks around them it is looked for within the word.
func (v *Veil) named(word string) bool {
	word = strings.ToLower(word)
	if v.words[word] {
		return true
	}
	if !strings.ContainsFunc(word, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Thai)
	}) {
		return false
	}
	runes := []rune(word)
	const longest = 8
	for from := range runes {
		for until := from + 2; until <= min(from+longest, len(runes)); until++ {
			if v.words[string(runes[from:until])] {
				return true
			}
		}
	}
	return false
}

// secret says that digits may be a PIN: one that was seen, or as many as Seam allows one to have.
func (v *Veil) secret(digits string) bool {
	const least, most = 4, 12
	_, seen := v.pins[digits]
	return seen || len(digits) >= least && len(digits) <= most
}

// goesOn says that what stands behind digits makes them part of an id or a date.
func goesOn(text string) bool {
	first, n := utf8.DecodeRuneInString(text)
	if first == '-' {
		first, _ = utf8.DecodeRuneInString(text[n:])
		return inWord(first) || unicode.IsDigit(first)
	}
	return inWord(first)
}

// Err is an error whose words were veiled: its kind and its hint stay.
func (v *Veil) Err(err error) error {
	if err == nil {
		return nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.err(err)
}

func (v *Veil) err(err error) *model.Fault {
	out := &model.Fault{Op: "read", Kind: model.KindOf(err), Message: v.text(model.WhyOf(err)), Hint: v.text(model.HintOf(err))}
	if f, ok := errors.AsType[*model.Fault](err); ok {
		bare := *f
		bare.Request = ""
		out.Op, out.Request, out.RetryAt, out.Unsure = f.Op, f.Request, f.RetryAt, f.Unsure
		out.Message = v.text(bare.Why())
	}
	return out
}

// fault keeps that there is none.
func (v *Veil) fault(f *model.Fault) *model.Fault {
	if f == nil {
		return nil
	}
	return v.err(f)
}
