package words

import (
	"strings"

	"seamdash/model"
	"seamdash/model/moment"
)

// A Mistake says what in a text cannot be read with certainty. The texts in it are safe to print.
type Mistake struct {
	// Word is the part of the text that is not understood, or "" where something is missing.
	Word string
	// Why is a clause that follows the word: "is not a day, an hour or a date". Without a word it stands alone.
	Why string
	// Guess is a whole text that can be read and was probably meant, or "".
	Guess string
	// At and Len are where in the text that was given the word stands, in bytes. Where something is missing Len is 0.
	At, Len int

	// open says that the text is right as far as it goes, and lacks something at its end.
	open bool
	// which says that nothing is wrong but that "holidays" does not say which.
	which bool
}

// Error is the word in quotes and what is wrong with it, without the guess.
func (m *Mistake) Error() string {
	if m.Word == "" {
		return m.Why
	}
	return `"` + m.Word + `" ` + m.Why
}

// mistake is about the tokens from one up to and without another. The guesses are whole texts, the best first; those that
// cannot be read are left out.
func (r *reader) mistake(from, to int, why string, guesses ...string) *Mistake {
	m := &Mistake{Why: model.Clean(why), At: len(r.text)}
	if from < to && from < len(r.tokens) {
		m.At = r.tokens[from].from
		m.Len = r.tokens[to-1].to - m.At
		m.Word = model.Clean(r.text[m.At : m.At+m.Len])
	}
	for _, g := range guesses {
		if r.guessing || g == "" {
			continue
		}
		if g = tidy(g); r.readable(g) {
			m.Guess = g
			break
		}
	}
	return m
}

// missing is the mistake of a text that lacks something where the reader is; why says what. At the end of the text more may
// come.
func (r *reader) missing(from int, why string, guesses ...string) *Mistake {
	m := r.mistake(from, r.at, why, guesses...)
	m.open = r.at >= len(r.tokens)
	return m
}

// instead is the text with other words in place of the tokens from one up to and without another.
func (r *reader) instead(from, to int, words string) string {
	begin, end := len(r.text), len(r.text)
	if from < len(r.tokens) {
		begin = r.tokens[from].from
		if to == from {
			end = begin
		}
	}
	if to > from {
		end = r.tokens[to-1].to
	}
	return r.text[:begin] + words + r.text[end:]
}

// behind is the text with words after the token before to.
func (r *reader) behind(to int, words string) string {
	end := r.tokens[to-1].to
	return r.text[:end] + " " + words + r.text[end:]
}

// readable says that a guess can be read. Guesses are not guessed about.
func (r *reader) readable(guess string) bool {
	g := &reader{text: guess, c: r.c, guessing: true}
	_, err := g.read()
	return err == nil
}

// tidy makes a text safe to print in one line, whatever its length; a single piece of it is cut as [model.Clean] does.
func tidy(text string) string {
	return strings.TrimSpace(strings.Join(model.CleanAll(strings.Fields(text)), " "))
}

// unknown is the mistake of a token that is none of ours.
func (r *reader) unknown(i int) *Mistake {
	t := r.tokens[i]
	if _, ok := partNamed(t); ok {
		if guesses := r.besideHours(i); guesses != nil {
			return r.mistake(i, i+1, "has no place beside days and hours", guesses...)
		}
	}
	if why, ok := hints()[t.text]; ok && t.kind == word {
		return r.mistake(i, i+1, why)
	}
	if t.kind != word {
		return r.unknownNumber(i)
	}
	for _, near := range []string{strings.TrimSuffix(t.text, "s"), t.text} {
		if guess := moment.Closest(near, vocabulary()); guess != "" && guess != t.text {
			return r.mistake(i, i+1, "is not a day, an hour or a date", r.instead(i, i+1, guess))
		}
	}
	return r.mistake(i, i+1, "is not a day, an hour or a date", r.unnamed(i)...)
}

// unknownNumber is the mistake of a token that is no word.
func (r *reader) unknownNumber(i int) *Mistake {
	t, unit := r.tokens[i], unitOf(r.peek(i-r.at+1).text)
	switch {
	case t.kind == number && (unit == minutes || unit == hours):
		return r.mistake(i, i+2, "is before or after what is said?", r.instead(i, i+2, "with "+r.words(place{i, i + 2})+" before"))
	case t.kind == number && i > 0 && len(t.text) == 2 && r.tokens[i-1].month > 0:
		return r.mistake(i, i+1, "is a short year", r.instead(i, i+1, "20"+t.text))
	}
	return r.mistake(i, i+1, "is not understood here", r.unnamed(i)...)
}

// unnamed is the text without the first token, which could be the name of the rule.
func (r *reader) unnamed(i int) []string {
	if i > 0 {
		return nil
	}
	return []string{r.instead(0, 1, "")}
}

// hints are for words that people use and that say nothing exact.
func hints() map[string]string {
	return map[string]string{
		"morning":  `names no hour: say "9-12"`,
		"mornings": `names no hour: say "9-12"`,
		"evening":  `names no hour: say "18-22"`,
		"evenings": `names no hour: say "18-22"`,
		"night":    `names no hour: say "22-6"`,
		"nights":   `names no hour: say "22-6"`,
		"hourly":   "is more often than a schedule for a door can be",
		"utc":      "is a time zone, which has a field of its own",
		"gmt":      "is a time zone, which has a field of its own",
		"next":     "leaves open which one: say the date",
	}
}

// vocabulary is the words that a slip of a finger is compared with, those first that are used most.
func vocabulary() []string {
	out := []string{"weekdays", "every", "daily", "weekends", "except", "until", "holidays", "from"}
	for _, d := range week() {
		name := strings.ToLower(d.String())
		out = append(out, name, name[:3])
	}
	for _, m := range months() {
		name := strings.ToLower(m.String())
		out = append(out, name, name[:3])
	}
	return append(out, "monthly", "weekly", "yearly", "weeks", "month", "days", "years", "times", "also", "plus", "with", "before", "after",
		"early", "paused", "starting", "tomorrow", "today", "noon", "midnight", "first", "second", "third", "fourth", "fifth", "last", "other", "rrule")
}
