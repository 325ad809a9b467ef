package holidays

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/rickar/cal/v2"

	"seamdash/model"
)

// A Country is one whose public holidays are known.
type Country struct {
	// Code is the one of ISO 3166, such as "DE".
	Code, Name string
	// Regions are its parts that have lists of their own.
	Regions []Region
	// Whole says that it has holidays without a region, too.
	Whole bool
	// Note says what is missing, as far as we know.
	Note string
}

// A Region is a part of a country, with the code that follows the country's in ISO 3166-2: "BY" for Bavaria's "DE-BY".
type Region struct {
	Code, Name string
}

// Countries are all countries by name.
func Countries() []Country {
	var out []Country
	for _, c := range lands() {
		country := c.Country
		country.Whole = c.national != nil
		for _, p := range c.parts {
			country.Regions = append(country.Regions, p.Region)
		}
		out = append(out, country)
	}
	slices.SortFunc(out, func(a, b Country) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// ParsePlace reads a country or region as people write it: "DE", "germany", "de-by", "US". The codes are those of a [Set]. The error is
// an [*Unknown].
func ParsePlace(text string) (country, region string, err error) {
	said := strings.TrimSpace(model.Clean(text))
	if c, err := find(said); err == nil {
		return c.Code, "", nil
	}
	first, second, divided := strings.Cut(said, "-")
	if !divided {
		first, second, _ = strings.Cut(said, " ")
	}
	c, unknown := find(first)
	if unknown != nil {
		return "", "", &Unknown{Name: said, Guesses: guess(said, lands(), land.named)}
	}
	p, unknown := c.region(strings.TrimSpace(second))
	if unknown != nil {
		return "", "", unknown
	}
	return c.Code, p.Code, nil
}

// An Unknown is a country or region whose holidays are not known.
type Unknown struct {
	// Name is what was asked for, In the country when the name is that of a region.
	Name, In string
	// Guesses are what may have been meant, the best first.
	Guesses []string
}

// Error is what is not known.
func (u *Unknown) Error() string {
	if u.In != "" {
		return fmt.Sprintf("%s has no region %q with holidays of its own", u.In, u.Name)
	}
	return fmt.Sprintf("the holidays of %q are not known", u.Name)
}

// Hint is what may have been meant, or "".
func (u *Unknown) Hint() string {
	if len(u.Guesses) == 0 {
		return ""
	}
	return "did you mean " + joined(u.Guesses) + "?"
}

// A land is a country with the library's rules for it.
type land struct {
	Country
	// also are other names that are in use.
	also     []string
	national []*cal.Holiday
	parts    []part
}

type part struct {
	Region
	rules []*cal.Holiday
}

func (l land) named() string { return l.Code + " (" + l.Name + ")" }
func (p part) named() string { return p.Code + " (" + p.Name + ")" }

func (l land) codes() []string {
	var out []string
	for _, p := range l.parts {
		out = append(out, p.named())
	}
	return out
}

// find is the country of a code or name.
func find(name string) (land, *Unknown) {
	all := lands()
	for _, l := range all {
		if slices.ContainsFunc(append(l.also, l.Code, l.Name), func(n string) bool { return same(n, name) }) {
			return l, nil
		}
	}
	return land{}, &Unknown{Name: name, Guesses: guess(name, all, land.named)}
}

// region is the part of a country by code or name; "" is the country as a whole.
func (l land) region(name string) (part, *Unknown) {
	if name == "" {
		return part{rules: l.national}, nil
	}
	for _, p := range l.parts {
		if same(p.Code, name) || same(p.Name, name) {
			return p, nil
		}
	}
	return part{}, &Unknown{Name: name, In: l.Name, Guesses: guess(name, l.parts, part.named)}
}

func same(a, b string) bool { return strings.EqualFold(a, b) }

// guess gives the few whose code or name begins most like what was written.
func guess[T any](written string, all []T, named func(T) string) []string {
	type ranked struct {
		name  string
		alike int
	}
	var found []ranked
	for _, t := range all {
		name := named(t)
		code, long, _ := strings.Cut(strings.TrimSuffix(name, ")"), " (")
		n := alike(written, long)
		if len(written) <= len(code)+1 { // a code with a slip
			n = max(n, alike(written, code))
		}
		if n >= 2 {
			found = append(found, ranked{name, n})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return cmp.Compare(b.alike, a.alike) })
	var out []string
	for _, f := range found[:min(len(found), 3)] {
		out = append(out, f.name)
	}
	return out
}

// alike is how many letters two words begin with in common.
func alike(a, b string) int {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < min(len(x), len(y)) && unicode.ToLower(x[n]) == unicode.ToLower(y[n]) {
		n++
	}
	return n
}

// joined is a list in words: "a, b or c".
func joined(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
