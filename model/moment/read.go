package moment

import "time"

// longest is how many bytes a text may have.
const longest = 120

// A reader reads one text.
type reader struct {
	field Field
	// now is when the words were written, base what a length counts from and what comes next comes after: now for a start,
	// the start for an end. Both are in zone.
	now, base time.Time
	zone      *time.Location
	guessing  bool // whether a guess is tried out
	days      bool // whether a date alone is asked for, see [Day]

	text   string
	tokens []token
	at     int // the token that is next
	spoken spoken
}

// spoken is what the words said so far. Only the parts that have a claim are set.
type spoken struct {
	claims  [kinds]claim
	instant time.Time
	day     int // days from today
	date    date
	weekday weekday
	clock   clock
	span    span
}

// A claim says which words gave a part; none did when from and to are equal.
type claim struct{ from, to int }

func (c claim) made() bool { return c.from < c.to }

type kind uint8

// The parts that a text can have.
const (
	ofInstant kind = iota // RFC 3339
	ofNow
	ofDay // today, tomorrow
	ofDate
	ofWeekday
	ofClock
	ofSpan // in 3 days
	kinds
)

// together says that two parts can stand in one text.
func together(a, b kind) bool {
	if a > b {
		a, b = b, a
	}
	return a != b && (b == ofClock && a > ofNow || a == ofClock && b == ofSpan || a == ofDate && b == ofWeekday)
}

// claim notes that the tokens from the given one up to the next give the part k.
func (r *reader) claim(k kind, from int) error {
	for other, c := range r.spoken.claims {
		if c.made() && !together(k, kind(other)) {
			return r.mistake(from, r.at, `does not go with "`+r.words(c.from, c.to)+`"`)
		}
	}
	r.spoken.claims[k] = claim{from, r.at}
	return nil
}

func (r *reader) has(k kind) bool { return r.spoken.claims[k].made() }

// read reads a tidy text. It can be called once.
func (r *reader) read(text string) (Moment, error) {
	r.text = text
	if len(text) > longest {
		return Moment{}, &Mistake{Field: r.field, Why: "that is too long for a time"}
	}
	r.tokens = lex(text)
	if len(r.tokens) == 0 {
		return Moment{}, r.mistake(0, 0, "say when it shall "+r.field.String(), map[Field]string{Start: "now"}[r.field])
	}
	parts := []func() (bool, error){r.readFiller, r.readInstant, r.readDay, r.readWeekday, r.readClock, r.readDate, r.readSpan, r.readBare}
	for r.at < len(r.tokens) {
		if err := r.readPart(parts); err != nil {
			return Moment{}, err
		}
	}
	return r.resolve()
}

// readPart reads what the next tokens say. Each part says whether the tokens are its own.
func (r *reader) readPart(parts []func() (bool, error)) error {
	for _, part := range parts {
		if done, err := part(); done || err != nil {
			return err
		}
	}
	return r.unknown(r.at)
}

// peek is the text of a token counted from the next one, or "".
func (r *reader) peek(ahead int) string {
	if i := r.at + ahead; i < len(r.tokens) {
		return r.tokens[i].text
	}
	return ""
}

// readFiller passes over words that say nothing but lead to one that does.
func (r *reader) readFiller() (bool, error) {
	switch word := r.peek(0); {
	case word == "at", word == "on", word == "from" && r.at == 0:
	default:
		return false, nil
	}
	if r.at+1 == len(r.tokens) {
		return false, r.mistake(r.at, r.at+1, "leads to nothing", r.instead(r.at, r.at+1, ""))
	}
	r.at++
	return true, nil
}

// readInstant reads RFC 3339, and the same without an offset as the lock's own time.
func (r *reader) readInstant() (bool, error) {
	from, word := r.at, r.peek(0)
	if !dated(word) {
		return false, nil
	}
	r.at++
	word = word[:10] + "T" + word[11:]
	if word[len(word)-1] == 'z' {
		word = word[:len(word)-1] + "Z"
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, word); err == nil {
			r.spoken.instant = t.In(r.zone)
			return true, r.claim(ofInstant, from)
		}
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if w, err := time.Parse(layout, word); err == nil {
			r.spoken.date = date{w.Year(), w.Month(), w.Day()}
			r.spoken.clock = clock{hour: w.Hour(), minute: w.Minute(), second: w.Second(), nano: w.Nanosecond()}
			if err := r.claim(ofDate, from); err != nil {
				return true, err
			}
			return true, r.claim(ofClock, from)
		}
	}
	return true, r.mistake(from, r.at, "is no date and time as RFC 3339 has them (2027-01-04T09:00:00Z)")
}

// readBare refuses numbers that no part could place.
func (r *reader) readBare() (bool, error) {
	n, ok := number(r.peek(0))
	if !ok {
		return false, nil
	}
	word, next := r.peek(0), r.at+1
	_, month := Month(closest(r.peek(1)))
	switch {
	case month:
		return true, r.unknown(next)
	case len(word) == 4 && n/100 < 24 && n%100 < 60:
		return true, r.mistake(r.at, next, "can be a time or a year", r.instead(r.at, next, word[:2]+":"+word[2:]))
	case n < 24 && len(word) <= 2:
		return true, r.mistake(r.at, next, "can be morning, evening or a day", r.instead(r.at, next, word+":00"))
	default:
		return true, r.mistake(r.at, next, "is a number without a meaning")
	}
}
