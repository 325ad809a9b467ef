package words

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/recur"
)

// readSet reads the name of a set of holidays, or "holidays" for the only one.
func (r *reader) readSet() (recur.SetID, bool, error) {
	from, t := r.at, r.peek(0)
	if t.kind == quoted {
		r.at++
		return r.namedSet(from, t.text)
	}
	if r.is("set") && r.peek(1).kind == quoted {
		r.at += 2
		return r.setByID(from, r.tokens[r.at-1].text)
	}
	if best, to := r.sayableSet(); to > 0 {
		r.at = to
		return r.namedSet(from, r.words(place{from, to}), best)
	}
	if r.is("public", "bank") && r.isAt(1, "holidays", "holiday") {
		r.at++
	}
	if !r.takes("holidays", "holiday") {
		return "", false, nil
	}
	switch len(r.c.Sets) {
	case 1:
		return r.c.Sets[0].ID, true, nil
	case 0:
		m := r.mistake(from, r.at, "needs a set of holidays, and there is none yet")
		m.which = true
		return "", false, m
	}
	m := r.mistake(from, r.at, "does not say which"+r.setList(), r.likelySets(from)...)
	m.which = true
	return "", false, m
}

// likelySets are texts with the set that "holidays" probably means, if anybody knows.
func (r *reader) likelySets(from int) []string {
	i := slices.IndexFunc(r.c.Sets, func(s SetName) bool { return s.ID == r.c.Likely })
	if r.c.Likely == "" || i < 0 {
		return nil
	}
	return []string{r.instead(from, r.at, quoteName(model.Clean(r.c.Sets[i].Name)))}
}

// sayableSet is the set whose name is next without quotes, the longest such name, and the token behind it, or 0.
func (r *reader) sayableSet() (best recur.SetID, to int) {
	for _, s := range r.c.Sets {
		name := model.Clean(s.Name)
		if end := r.nameEnd(name); end > to && sayable(name) {
			best, to = s.ID, end
		}
	}
	return best, to
}

// nameEnd is the token behind a name, if it is next, or 0.
func (r *reader) nameEnd(name string) int {
	if t := r.peek(0); len(name) < len(t.text) || !strings.EqualFold(name[:len(t.text)], t.text) {
		return 0
	}
	rest := r.text[r.peek(0).from:]
	for i := r.at; i < len(r.tokens) && name != ""; i++ {
		n := r.tokens[i].to - r.peek(0).from
		if n > 4*len(name) {
			return 0
		}
		if strings.EqualFold(model.Clean(rest[:n]), name) {
			return i + 1
		}
	}
	return 0
}

// namedSet is the set of a name.
func (r *reader) namedSet(from int, name string, found ...recur.SetID) (recur.SetID, bool, error) {
	var ids []recur.SetID
	for _, s := range r.c.Sets {
		if strings.EqualFold(model.Clean(s.Name), model.Clean(name)) {
			ids = append(ids, s.ID)
		}
	}
	switch {
	case len(ids) > 1:
		return "", false, r.mistake(from, r.at, "is the name of several sets", r.instead(from, r.at, "set "+quoteName(model.Clean(string(ids[0])))))
	case len(ids) == 1:
		return ids[0], true, nil
	case len(found) > 0:
		return found[0], true, nil
	}
	return "", false, r.mistake(from, r.at, "is no set of holidays"+r.setList(), r.nearSets(from, name)...)
}

// setByID is the set of an identity, which may be one that is gone but that the rule has.
func (r *reader) setByID(from int, id string) (recur.SetID, bool, error) {
	ids := slices.Clone(r.c.Base.Holidays)
	for _, s := range r.c.Sets {
		ids = append(ids, s.ID)
	}
	for _, known := range ids {
		if model.Clean(string(known)) == id {
			return known, true, nil
		}
	}
	return "", false, r.mistake(from, r.at, "is no set of holidays"+r.setList())
}

// nearSets are texts with sets that could be meant.
func (r *reader) nearSets(from int, name string) []string {
	var out []string
	for _, s := range r.c.Sets {
		known := model.Clean(s.Name)
		if strings.Contains(strings.ToLower(known), strings.ToLower(name)) || len(r.c.Sets) == 1 {
			out = append(out, r.instead(from, r.at, quoteName(known)))
		}
	}
	return out[:min(len(out), 3)]
}

// unquoted are texts with quotes around the name that is next, and with names that have the next word in them.
func (r *reader) unquoted() []string {
	var out []string
	for _, s := range r.c.Sets {
		name := model.Clean(s.Name)
		if end := r.nameEnd(name); end > 0 {
			out = append(out, r.instead(r.at, end, quoteName(name)))
		}
	}
	if t := r.peek(0); t.kind == word && len(t.text) > 1 {
		r.at++
		out = append(out, r.nearSets(r.at-1, t.text)...)
	}
	return out[:min(len(out), 3)]
}

// setList names the sets, for a mistake.
func (r *reader) setList() string {
	if len(r.c.Sets) == 0 {
		return ""
	}
	const most = 5
	var names []string
	for _, s := range r.c.Sets[:min(len(r.c.Sets), most)] {
		name := model.Clean(s.Name)
		if utf8.RuneCountInString(name) > 30 {
			name = string([]rune(name)[:29]) + "…"
		}
		names = append(names, name)
	}
	if more := len(r.c.Sets) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return "; the sets of holidays are " + strings.Join(names, ", ")
}
