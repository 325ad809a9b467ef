package report

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/veil"
)

// What stands in the place of what is left out.
const (
	aDigits = "[digits]"
	aName   = "[name]"
	aKey    = "[key]"
	aMail   = "[e-mail]"
)

// A censor takes out of texts what may not leave the house. Text of our own has whole names in it at most; text from outside can
// have anything, and loses more than it must rather than less.
type censor struct {
	pins   map[string]bool
	labels map[string]string // of whole names
	whole  *regexp.Regexp    // whole names, as they are written
	loose  *regexp.Regexp    // whole names and parts of them, however they are written
	digits *regexp.Regexp
	keys   *regexp.Regexp
	mails  *regexp.Regexp
}

// newCensor knows the PINs and the names of all codes of a subject; the first name is called "this code".
func newCensor(s *Subject) *censor {
	c := &censor{
		pins: map[string]bool{}, labels: map[string]string{},
		digits: regexp.MustCompile(`\d+`),
		keys:   regexp.MustCompile(`\b(?:seam|whsec)_[A-Za-z0-9_+/=-]+|\beyJ[A-Za-z0-9_.-]{8,}`),
		mails:  regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}`),
	}
	var names []string
	add := func(name, label string) {
		if name != "" && c.labels[name] == "" {
			c.labels[name] = label
			names = append(names, name)
		}
	}
	if code := s.Facts.Code; code != nil {
		c.learn(code, func(name string) { add(name, "[this code]") })
	}
	for i := range s.Facts.Lock.Codes {
		c.learn(&s.Facts.Lock.Codes[i], func(name string) { add(name, "[code "+strconv.Itoa(i+1)+"]") })
	}
	for i := range s.Facts.Followed {
		t := &s.Facts.Followed[i]
		for _, draft := range []model.CodeDraft{t.Wanted, t.Before} {
			c.pin(draft.PIN)
			add(draft.Name, aName)
		}
	}
	if a := s.Facts.Account; a != nil {
		add(a.Name, "[account]")
	}
	c.whole = anyOf("", slices.DeleteFunc(slices.Clone(names), veil.Role))
	c.loose = anyOf("(?i)", append(partsOf(names), names...))
	return c
}

// learn takes the PINs and names that a code has, had, or shall have.
func (c *censor) learn(code *model.AccessCode, name func(string)) {
	c.pin(code.PIN)
	name(code.Name)
	for _, m := range code.Pending {
		for _, facts := range []model.CodeFacts{m.From, m.To} {
			c.pin(facts.PIN)
			name(facts.Name)
		}
	}
}

func (c *censor) pin(p model.PIN) {
	if p.Known() {
		c.pins[p.Reveal()] = true // to find it; it goes nowhere
	}
}

// anyOf matches the longest of the texts; nil where there are none. A text of one letter is none: every word would have it.
func anyOf(flags string, texts []string) *regexp.Regexp {
	texts = slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return utf8.RuneCountInString(t) < 2 })
	if len(texts) == 0 {
		return nil
	}
	slices.SortFunc(texts, func(a, b string) int { return len(b) - len(a) })
	for i := range texts {
		texts[i] = regexp.QuoteMeta(texts[i])
	}
	return regexp.MustCompile(flags + strings.Join(texts, "|"))
}

// partsOf are the words of names that can be a person's: what is left without the roles that names of codes have beside them.
func partsOf(names []string) []string {
	var parts []string
	for _, name := range names {
		if strings.Contains(name, "@") {
			continue // an address, which is found whole
		}
		for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			if utf8.RuneCountInString(word) > 2 && !veil.Role(word) {
				parts = append(parts, word)
			}
		}
	}
	return parts
}

// own is a text of ours without names.
func (c *censor) own(text string) string { return c.named(text, c.whole) }

// outside is a sentence from elsewhere without anything that could be a secret or a person: any number of four digits or more can
// be a PIN that this program has never seen.
func (c *censor) outside(text string) string {
	return c.foreign(text, func(run string) bool { return c.pins[run] || len(run) >= 4 })
}

// value is a word or a value from elsewhere: an id, a time, a model, whatever digits are in it, as long as they are no PIN of the
// lock.
func (c *censor) value(text string) string {
	if _, err := time.Parse(time.RFC3339, text); err == nil || isID(text) {
		return text
	}
	return c.foreign(text, func(run string) bool { return c.pins[run] })
}

func (c *censor) foreign(text string, secret func(run string) bool) string {
	text = c.keys.ReplaceAllString(c.mails.ReplaceAllString(text, aMail), aKey)
	text = c.digits.ReplaceAllStringFunc(text, func(run string) string {
		if secret(run) {
			return aDigits
		}
		return run
	})
	return c.named(text, c.loose)
}

// isID says that a text looks like an id of Seam: a UUID.
func isID(text string) bool {
	return len(text) == 36 && strings.Count(text, "-") == 4 && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '-' && !unicode.Is(unicode.ASCII_Hex_Digit, r)
	})
}

// named replaces names where they stand as words of their own.
func (c *censor) named(text string, names *regexp.Regexp) string {
	if names == nil {
		return text
	}
	var out strings.Builder
	done := 0
	for _, at := range names.FindAllStringIndex(text, -1) {
		if inWord(text, at[0], at[1]) {
			continue
		}
		label := c.labels[text[at[0]:at[1]]]
		if label == "" {
			label = aName
		}
		out.WriteString(text[done:at[0]])
		out.WriteString(label)
		done = at[1]
	}
	out.WriteString(text[done:])
	return out.String()
}

// inWord says that what stands from one byte to the other is a part of a longer word.
func inWord(text string, from, until int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	first, _ := utf8.DecodeRuneInString(text[from:])
	last, _ := utf8.DecodeLastRuneInString(text[:until])
	after, _ := utf8.DecodeRuneInString(text[until:])
	return from > 0 && unicode.IsLetter(before) && unicode.IsLetter(first) ||
		until < len(text) && unicode.IsLetter(last) && unicode.IsLetter(after)
}

// answer is Seam's own JSON without names and secrets; what is no JSON is left out whole.
func (c *censor) answer(raw []byte) json.RawMessage {
	var value any
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return nil
	}
	clean, err := json.Marshal(c.walk("", value))
	if err != nil {
		return nil
	}
	return clean
}

func (c *censor) walk(key string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		for k := range v {
			v[k] = c.walk(k, v[k])
		}
		return v
	case []any:
		for i := range v {
			v[i] = c.walk(key, v[i])
		}
		return v
	case string:
		return c.field(key, v)
	case json.Number:
		if c.pins[v.String()] || secretKey(key) {
			return aDigits
		}
		return v
	default:
		return v
	}
}

func (c *censor) field(key, value string) string {
	switch {
	case secretKey(key) && value != "":
		return aDigits
	case key == "message", strings.HasSuffix(key, "description"):
		return c.outside(value)
	default:
		return c.value(value)
	}
}

// secretKey says that a field of the API is a PIN or a person's.
func secretKey(key string) bool {
	return slices.Contains([]string{"code", "pin", "email", "phone", "username", "full_name", "first_name", "last_name"}, key)
}
