package moment

import (
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/slip"
)

// A Field is one of the two texts of a window.
type Field uint8

// The fields of a window. [Parse] reads a Start.
const (
	Start Field = iota
	End
)

// String is the name of the field within a sentence.
func (f Field) String() string {
	if f == End {
		return "end"
	}
	return "start"
}

// A Mistake says what in a text cannot be read with certainty. The texts in it are safe to print.
type Mistake struct {
	// Field is where the text stood that has to change.
	Field Field
	// Word is the part of the text that is not understood, or "" where something is missing.
	Word string
	// Why is a clause that follows the word: "is a Friday". Without a word it stands alone.
	Why string
	// Guess is a text for the whole field that can be read and was probably meant, or "".
	Guess string
}

// Error is the word in quotes and what is wrong with it, without the guess.
func (m *Mistake) Error() string {
	if m.Word == "" {
		return m.Why
	}
	return `"` + m.Word + `" ` + m.Why
}

// mistake is about the part of the text from the token numbered from up to, and without, the one numbered to. The guesses
// are texts for the whole field, the best first; those that cannot be read are left out.
func (r *reader) mistake(from, to int, why string, guesses ...string) *Mistake {
	m := &Mistake{Field: r.field, Why: why}
	if from < to {
		m.Word = r.typed(from, to)
	}
	if r.guessing {
		return m
	}
	for _, g := range guesses {
		if g != "" && r.readable(g) {
			m.Guess = g
			break
		}
	}
	return m
}

// words is the text from one token up to another as it was typed.
func (r *reader) words(from, to int) string {
	return r.text[r.tokens[from].from:r.tokens[to-1].to]
}

// typed is words with what they are written together with: "13pm" for its "13".
func (r *reader) typed(from, to int) string {
	begin, end := r.tokens[from].from, r.tokens[to-1].to
	begin = strings.LastIndexByte(r.text[:begin], ' ') + 1
	if i := strings.IndexByte(r.text[end:], ' '); i >= 0 {
		return strings.Trim(r.text[begin:end+i], ",")
	}
	return strings.Trim(r.text[begin:], ",")
}

// instead is the text with other words in place of the tokens from up to to.
func (r *reader) instead(from, to int, words string) string {
	return strings.TrimSpace(r.text[:r.tokens[from].from] + words + r.text[r.tokens[to-1].to:])
}

// readable says that a guess can be read where the text of r could not. Guesses are not guessed about.
func (r *reader) readable(guess string) bool {
	g := &reader{field: r.field, now: r.now, base: r.base, zone: r.zone, guessing: true, days: r.days}
	if r.days {
		_, _, err := g.leadingDay(guess)
		return err == nil
	}
	_, err := g.readField(guess)
	return err == nil
}

// unknown is the mistake of a word that is none of ours.
func (r *reader) unknown(i int) *Mistake {
	word := r.tokens[i].text
	switch word {
	case "utc", "gmt", "z", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "bst":
		why := "names a time zone, but times are in the zone of the lock unless written as 2027-01-04T09:00:00Z"
		for _, t := range []time.Time{r.now, r.now.AddDate(0, 6, 0)} {
			if strings.EqualFold(t.Format("MST"), word) {
				return r.mistake(i, i+1, why, r.instead(i, i+1, ""))
			}
		}
		return r.mistake(i, i+1, why)
	case "-", "–", "→", "to", "until", "till":
		return r.mistake(i, i+1, "leads to a second time, and one is asked for here")
	case "morning", "afternoon", "evening", "night", "later", "soon":
		return r.mistake(i, i+1, "names no hour", r.instead(i, i+1, map[string]string{
			"morning": "9:00", "afternoon": "15:00", "evening": "18:00", "night": "21:00", "later": "", "soon": "",
		}[word]))
	}
	if guess := closest(word); guess != "" {
		return r.mistake(i, i+1, "is not understood", r.instead(i, i+1, guess))
	}
	return r.mistake(i, i+1, "is not understood")
}

// closest is the word of ours that was probably meant, where two letters are enough for a weekday.
func closest(typed string) string {
	if len(typed) < 2 {
		return ""
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()[:3]); strings.HasPrefix(name, typed) {
			return name
		}
	}
	return Closest(typed, vocabulary())
}

// Closest is the first of words that was probably meant: one that begins as the typed one does, that has the same letters with
// some of them doubled, or that is one slip of a finger away. It is "" when there is none.
func Closest(typed string, words []string) string {
	if len(typed) < 3 || len(typed) > 12 {
		return ""
	}
	for _, word := range words {
		if strings.HasPrefix(word, typed) || squeeze(word) == squeeze(typed) || slip.Count(typed, word, 1) <= 1 {
			return word
		}
	}
	return ""
}

// squeeze takes doubled letters for one.
func squeeze(s string) string {
	var out strings.Builder
	var last rune
	for _, c := range s {
		if c != last {
			out.WriteRune(c)
		}
		last = c
	}
	return out.String()
}

// tidy is a text from outside as it is read: one line that is safe to show, without blanks around it.
func tidy(text string) string { return strings.TrimSpace(model.Clean(text)) }
