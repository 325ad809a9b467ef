package model

import (
	"unicode"
	"unicode/utf8"
)

// brailleBlank is a letter that shows nothing, and takes the room of one.
const brailleBlank = 0x2800

// invisible says that r shows nothing of its own, or only turns what stands before it into something else: the fillers of
// Korean, selectors of variants, joiners that are letters to Unicode, and marks that draw a circle or a box around a letter.
// Control and format characters are not printed anyway.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Me) || r >= 0x302e && r <= 0x302f
}

// wideSymbol says that r is one whose width terminals disagree about, or whose picture is wider than its cells, or one of
// those that borders are drawn with.
func wideSymbol(r rune) bool {
	if r >= 0x1f000 {
		return unicode.In(r, unicode.So, unicode.Sk, unicode.Co, unicode.Cn)
	}
	for _, span := range [...]struct {
		from, to rune
		symbols  bool // and nothing else in the span
	}{
		{0x2300, 0x23ff, true},    // watches and the like
		{0x2500, 0x259f, false},   // lines and blocks
		{0x25fb, 0x25fe, false},   // squares
		{0x2600, 0x27bf, true},    // weather, signs, hands
		{0x2b00, 0x2bff, true},    // arrows, stars
		{0x2e3a, 0x2e3b, false},   // dashes of two and three letters
		{0x4dc0, 0x4dff, false},   // hexagrams, wide since Unicode 16
		{0xfdf0, 0xfdfd, false},   // Arabic words and sentences in one sign
		{0x12000, 0x1254f, false}, // cuneiform
		{0x1d300, 0x1d37f, false}, // more hexagrams, counting rods
	} {
		if r <= span.to {
			return r >= span.from && (!span.symbols || unicode.Is(unicode.So, r))
		}
	}
	return false
}

// Korean syllables, and the letters that they are made of, as Unicode composes them.
const (
	firstSyllable, lastSyllable = 0xac00, 0xd7a3
	firstLead, lastLead         = 0x1100, 0x1112
	firstVowel, lastVowel       = 0x1161, 0x1175
	noTail, lastTail            = 0x11a7, 0x11c2
	vowels, tails               = lastVowel - firstVowel + 1, lastTail - noTail + 1
)

// composes joins a Korean letter with what stands before it to a syllable. Devices that keep names taken apart send such
// letters, and terminals disagree about how wide they are.
func (c *cleaner) composes(r rune) bool {
	syllable, ok := compose(c.last, r)
	if !ok || c.blank {
		return false
	}
	c.out = utf8.AppendRune(c.out[:len(c.out)-utf8.RuneLen(c.last)], syllable)
	c.last = syllable
	return true
}

func compose(before, r rune) (syllable rune, ok bool) {
	switch {
	case within(before, firstLead, lastLead):
		return firstSyllable + ((before-firstLead)*vowels+r-firstVowel)*tails, within(r, firstVowel, lastVowel)
	case within(before, firstSyllable, lastSyllable):
		return before + r - noTail, within(r, noTail+1, lastTail) && (before-firstSyllable)%tails == 0
	default:
		return 0, false
	}
}

func within(r, first, last rune) bool { return r >= first && r <= last }

// looseJamo says that r is a Korean letter that needs another before it, or one that is no longer in use.
func looseJamo(r rune) bool {
	return within(r, lastLead+1, 0x11ff) || within(r, 0xa960, 0xa97f) || within(r, 0xd7b0, 0xd7ff)
}
