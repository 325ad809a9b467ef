package find

// A rule is what one key takes.
type rule struct {
	key  key
	name string // with its colon
	asks string // what the key asks, for somebody who chooses one
	// words are the values that are known beforehand; nil when the value is a text.
	words []word
	// wants says what other values look like, for the message about one that was not understood.
	wants string
	read  func(*term, string) bool // of such a value
	// compares says that < and > may stand before the value.
	compares bool
}

// rules are the keys for a subject. More are the states of the picture beside those that Seam documents.
func rules(of Subject, more []string) []rule {
	if of == Locks {
		return []rule{
			{key: status, name: "status:", asks: "how the lock is", words: lockStates()},
			{key: kind, name: "type:", asks: "the maker, the product"},
			{key: lockName, name: "lock:", asks: "the lock's name"},
			{key: name, name: "name:", asks: "the lock's name"},
			{key: problem, name: "err:", asks: "an error or a warning, any for all"},
			batteryRule(),
			{key: zone, name: "zone:", asks: "the time zone, or none"},
			{key: managed, name: "managed:", asks: "managed by Seam or not", words: yesNo()},
		}
	}
	states := codeStates()
	for _, s := range more {
		states = append(states, word{text: fold(s)})
	}
	return []rule{
		{key: status, name: "status:", asks: "how the code stands", words: states},
		{key: kind, name: "type:", asks: "the kind of code", words: codeTypes()},
		{key: lockName, name: "lock:", asks: "the lock's name"},
		{key: name, name: "name:", asks: "the code's name"},
		{key: problem, name: "err:", asks: "an error or a warning, any for all"},
		{key: age, name: "age:", asks: "the time in its state", wants: "a time such as >30m, >2h or <1d", read: readAge, compares: true},
		batteryRule(),
		{key: zone, name: "zone:", asks: "the lock's time zone, or none"},
		{key: starts, name: "starts:", asks: "when it begins", wants: wantsDay, read: readDay, compares: true},
		{key: ends, name: "ends:", asks: "when it ends", wants: wantsDay, read: readDay, compares: true},
		{key: managed, name: "managed:", asks: "managed by Seam or not", words: yesNo()},
	}
}

const wantsDay = "today, tomorrow, yesterday, week, never, a date such as 2026-12-24, or <24h"

func batteryRule() rule {
	return rule{
		key: battery, name: "battery:", asks: "the weakest battery of the lock", words: batteryWords(),
		wants: "low, wired, unknown or a level such as <20", read: readLevel, compares: true,
	}
}

func readAge(t *term, value string) (ok bool) {
	t.span, ok = parseSpan(value)
	return ok && t.op != is
}

func readLevel(t *term, value string) bool {
	if n := len(value); n > 0 && value[n-1] == '%' {
		value = value[:n-1]
	}
	if value == "" || len(value) > 3 {
		return false
	}
	t.n = 0
	for _, r := range value {
		if r < '0' || r > '9' {
			return false
		}
		t.n = t.n*10 + int(r-'0')
	}
	return true
}

func readDay(t *term, value string) (ok bool) {
	if t.op == is {
		for _, w := range dayWords() {
			if w.text == value {
				t.day = w.day
				return true
			}
		}
	}
	if t.day, ok = parseDate(value); ok {
		return true
	}
	t.day = day{kind: withinSpan}
	t.span, ok = parseSpan(value)
	return ok && t.op != is
}
