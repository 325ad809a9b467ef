package recur

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"seamdash/model"
)

// CodeName is what the code of a window is called on a lock whose names have at most limit runes; 0 is no limit. What is too long
// for the template is told by the short form; what is still too long loses the end of the rule's name before the rest, so that
// codes of different windows stay apart.
func (r *Rule) CodeName(limit int, w Window) string {
	template := r.Naming.Template
	if template == "" {
		template = "{rule}"
	}
	name := r.expand(template, r.Name, &w)
	if fits(name, limit) {
		return name
	}
	if r.Naming.Short != "" {
		template = r.Naming.Short
		if name = r.expand(template, r.Name, &w); fits(name, limit) {
			return name
		}
	}
	rule := []rune(model.Clean(r.Name))
	for n := len(rule) - 1; n > 0 && strings.Contains(template, "{rule}"); n-- {
		if shorter := r.expand(template, strings.TrimRight(string(rule[:n]), " -·,"), &w); fits(shorter, limit) {
			return shorter
		}
	}
	all := []rune(name)
	head := limit / 2
	return model.Clean(string(all[:head]) + string(all[len(all)-(limit-head):]))
}

func fits(name string, limit int) bool { return limit <= 0 || utf8.RuneCountInString(name) <= limit }

// expand puts the values of a window into a template. A window without a number is told by its date.
func (r *Rule) expand(template, rule string, w *Window) string {
	if template == "{rule}" { // the usual one, and a replacer is dear
		return model.Clean(rule)
	}
	number := w.Day.String()
	if w.Number > 0 {
		number = strconv.Itoa(w.Number)
	}
	return model.Clean(strings.NewReplacer(
		"{rule}", rule, "{date}", w.Day.String(), "{day}", w.Day.Weekday().String()[:3], "{n}", number,
	).Replace(template))
}

// unknownPlaceholder is the first of a template's placeholders that [Rule.CodeName] does not know, or a brace without its other.
func unknownPlaceholder(template string) (string, bool) {
	for rest := template; ; {
		at := strings.IndexAny(rest, "{}")
		if at < 0 {
			return "", false
		}
		end := strings.IndexByte(rest[at:], '}')
		if end <= 0 {
			return rest[at : at+1], true
		}
		word := rest[at : at+end+1]
		switch word {
		case "{rule}", "{date}", "{day}", "{n}":
		default:
			return word, true
		}
		rest = rest[at+end+1:]
	}
}

// Listed is the PIN of the nth window, counted from 1, of those that a policy lists; after the last the first comes again. Of other
// policies it is unknown.
func (p PINPolicy) Listed(n int) model.PIN {
	if p.Kind != Listed || len(p.PINs) == 0 {
		return model.PIN{}
	}
	return p.PINs[max(n-1, 0)%len(p.PINs)]
}
