package seamclient

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"seamdash/model"
)

// A mask hides what must not be read from a screen or a file: PINs, wherever Seam or its users put them, and the logins of
// accounts. What was hidden in one place is hidden in the texts beside it, too.
type mask struct {
	hidden map[string]bool
	digits *regexp.Regexp // what looks like a PIN
	ids    *regexp.Regexp // what looks like an id
}

// mask hides all secrets of a value.
func (t *tree) mask() {
	m := mask{
		hidden: map[string]bool{},
		digits: regexp.MustCompile(`^[0-9]{4,12}$`),
		ids:    regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`),
	}
	m.find(t, false)
	texts := slices.SortedFunc(maps.Keys(m.hidden), func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	var pairs []string
	for _, text := range texts {
		pairs = append(pairs, text, cover())
	}
	m.spread(t, strings.NewReplacer(pairs...))
}

// cover stands for what is hidden; it is that of PINs and says nothing of their length.
func cover() string { return model.NewPIN("0").String() }

// find hides what the names say is secret; within secret everything is.
func (m *mask) find(t *tree, secret bool) {
	if t.kind == 0 && secret {
		m.hide(t)
	}
	changes := t.tellsOfPIN()
	for i := range t.in {
		m.find(&t.in[i], secret || t.kind == '{' && m.secret(words(t.names[i]), &t.in[i], changes))
	}
}

// secret says that the member of an object is; changes that the object tells of a PIN that changed.
func (m *mask) secret(name string, value *tree, changes bool) bool {
	switch {
	case secretName(name):
		return true
	case changes:
		return !namesField(name)
	default:
		return value.quote && strings.Contains(name+" ", "code ") && m.digits.MatchString(value.text)
	}
}

func namesField(name string) bool { return name == "field" || name == "property" }

// tellsOfPIN says that an object is one of those that name what has changed beside its old and new value, and that it is a PIN.
func (t *tree) tellsOfPIN() bool {
	for i, name := range t.names {
		if namesField(words(name)) && t.in[i].quote && secretName(words(t.in[i].text)) {
			return true
		}
	}
	return false
}

// hide covers texts and numbers. Null and flags give nothing away, and to know them helps.
func (m *mask) hide(t *tree) {
	if t.text == "" || !t.quote && (t.text == "null" || t.text == "true" || t.text == "false") {
		return
	}
	if len(t.text) > 2 { // shorter ones would cover half of all words
		m.hidden[t.text] = true
	}
	t.text, t.quote = cover(), true
}

// spread covers what was hidden in the names and texts everywhere. Times and ids stay: with a part of them covered, anybody
// could tell the part.
func (m *mask) spread(t *tree, covered *strings.Replacer) {
	for i := range t.names {
		t.names[i] = covered.Replace(t.names[i])
	}
	for i := range t.in {
		m.spread(&t.in[i], covered)
	}
	switch {
	case t.kind != 0:
	case !t.quote && m.hidden[t.text]:
		t.text, t.quote = cover(), true
	case t.quote && !m.ids.MatchString(t.text) && !isTime(t.text):
		t.text = covered.Replace(t.text)
	}
}

func isTime(s string) bool {
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

// secretName says that the value under a name, in words, is a PIN, a key or the login of an account.
func secretName(name string) bool {
	switch name {
	case "code", "codes", "user identifier":
		return true
	}
	for _, word := range strings.Fields(name) {
		switch word {
		case "pin", "pins", "pincode", "passcode", "passcodes", "password", "passphrase", "secret", "token":
			return true
		}
	}
	return false
}

// words takes a name apart: door_code, doorCode and Door-Code are "door code".
func words(name string) string {
	var out strings.Builder
	lower := false
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			if lower {
				out.WriteByte(' ')
			}
			out.WriteRune(r - 'A' + 'a')
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			out.WriteRune(r)
		default:
			out.WriteByte(' ')
		}
		lower = r >= 'a' && r <= 'z'
	}
	return strings.Join(strings.Fields(out.String()), " ")
}
