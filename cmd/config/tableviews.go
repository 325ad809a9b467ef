package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/views"
)

const (
	maxViews    = 32
	maxViewName = 40
)

// Codes is how the table of all codes looks where a view says nothing.
type Codes struct {
	Columns []views.Column // none for the program's own
	Sort    string         // the name of a column, "" for what is stuck first
	Reverse bool
}

// codesRows describe the table of all codes.
func codesRows() []row {
	return []row{
		{
			key: "codes", kind: tableOf, fallback: "{}",
			doc:      "The table of all codes, for every view that says nothing else.",
			put:      func(s *Settings, v value) error { return fill(&s.Codes, codesCells(), v.tree, nil, nil).asError() },
			show:     func(s *Settings) string { return s.Codes.String() },
			document: func(b *strings.Builder) { documentCells(b, codesCells()) },
		},
		{
			key: "views", kind: tablesOf, fallback: "[]",
			doc: "Views of your own, each in a table that begins with [[views]] in double brackets. They stand behind those that come\n" +
				"with the program, or in the place of one that has the same name. What is saved in the dashboard stays beside them.",
			put:      func(s *Settings, v value) error { return readViews(&s.Views, v.trees).asError() },
			show:     func(s *Settings) string { return strings.Join(namesOf(s.Views), ", ") },
			document: documentViews,
		},
	}
}

// String is what differs from the default, in words.
func (c Codes) String() string {
	var out []string
	if len(c.Columns) > 0 {
		out = append(out, "columns "+strings.Join(columnWords(c.Columns), " "))
	}
	if c.Sort != "" {
		out = append(out, "sort "+c.Sort)
	}
	if c.Reverse {
		out = append(out, "reverse")
	}
	return strings.Join(out, ", ")
}

func columnWords(columns []views.Column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.Name
		if c.Width > 0 {
			out[i] += "=" + strconv.Itoa(c.Width)
		}
	}
	return out
}

func namesOf(all []views.View) []string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	return names
}

func codesCells() []cell[Codes] {
	return []cell[Codes]{
		{
			key: "columns", kind: list, fallback: "[]",
			doc: "The columns from left to right, with a width in cells where you want one: [\"state\", \"name=30\", \"ends\"]. Empty\n" +
				"is the program's own choice. There are: " + strings.Join(columnNames(false), ", ") + ".",
			put: func(c *Codes, v value) (err error) { c.Columns, err = parseColumns(v.list); return err },
		},
		{
			key: "sort", kind: text, fallback: `""`,
			doc: "The column that the rows are in order by. Empty puts what is stuck first, and then goes lock by lock.",
			put: func(c *Codes, v value) error { c.Sort = v.text; return checkSort(v.text) },
		},
		{
			key: "reverse", kind: yesNo, fallback: "false", doc: "Turn the order round.",
			put: func(c *Codes, v value) (err error) { c.Reverse, err = parseYesNo(v.text); return err },
		},
	}
}

func viewCells() []cell[views.View] {
	return []cell[views.View]{
		{key: "name", kind: text, fallback: `""`, put: func(v *views.View, a value) error { v.Name = a.text; return checkViewName(a.text) }},
		{key: "filter", kind: text, fallback: `""`, put: func(v *views.View, a value) error { v.Filter = a.text; return checkFilter(a.text) }},
		{key: "problems", kind: yesNo, fallback: "false", put: func(v *views.View, a value) (err error) { v.Problems, err = parseYesNo(a.text); return err }},
		{key: "sort", kind: text, fallback: `""`, put: func(v *views.View, a value) error { v.Sort = a.text; return checkSort(a.text) }},
		{key: "reverse", kind: yesNo, fallback: "false", put: func(v *views.View, a value) (err error) { v.Down, err = parseYesNo(a.text); return err }},
		{key: "columns", kind: list, fallback: "[]", put: func(v *views.View, a value) (err error) { v.Columns, err = parseColumns(a.list); return err }},
	}
}

// documentViews shows one view in prose: there is none by default.
func documentViews(b *strings.Builder) {
	b.WriteString(comment("name and filter are what they are in the dashboard; problems shows only codes that need a look; sort, reverse and\n" +
		"columns are as in [codes]. For example:\n" +
		"[[views]]\nname = \"Cleaners\"\nfilter = \"name:clean ends:<3d\"\nsort = \"ends\"\ncolumns = [\"state\", \"lock\", \"name=24\", \"ends\"]"))
}

func readViews(into *[]views.View, trees []map[string]any) flaws {
	if len(trees) > maxViews {
		return flaws{{what: fmt.Sprintf("it has more than %d views", maxViews)}}
	}
	var all flaws
	for i, tree := range trees {
		var v views.View
		bad := fill(&v, viewCells(), tree, nil, nil)
		_, named := tree["name"]
		same := func(w views.View) bool { return strings.EqualFold(w.Name, v.Name) }
		switch {
		case !named:
			bad = append(bad, flaw{what: "this view has no name", hint: `write name = "...".`})
		case len(bad) == 0 && slices.ContainsFunc(*into, same):
			bad = append(bad, flaw{at: []string{"name"}, what: fmt.Sprintf("there is another view %q", v.Name)})
		}
		all = append(all, bad.under(place(i))...)
		*into = append(*into, v)
	}
	return all
}

// place names an element of a list of tables on the way to it.
func place(i int) string { return "#" + strconv.Itoa(i) }

func checkViewName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return complaint{what: "a view needs a name"}
	case utf8.RuneCountInString(name) > maxViewName:
		return complaint{what: fmt.Sprintf("it is longer than %d letters", maxViewName)}
	case model.Clean(name) != name || strings.TrimSpace(name) != name:
		return complaint{what: "it has signs that a name cannot have, or blanks around it"}
	}
	return nil
}

func checkFilter(filter string) error {
	_, err := find.Parse(filter, find.Codes, nil)
	if m, ok := errors.AsType[*find.Mistake](err); ok {
		hint := ""
		if m.Guess != "" {
			hint = fmt.Sprintf("did you mean %q?", m.Guess)
		}
		return complaint{what: m.Why, hint: hint}
	}
	return err
}

func checkSort(name string) error {
	if fact, ok := views.Named(name); name == "" || ok && fact.Sorts {
		return nil
	}
	return complaint{
		what: fmt.Sprintf("there is no order by %q", short(name)),
		hint: guess(name, columnNames(true), "orders are by "),
	}
}

// parseColumns reads NAME or NAME=WIDTH.
func parseColumns(list []string) ([]views.Column, error) {
	var out []views.Column
	for _, text := range list {
		name, width, wide := strings.Cut(text, "=")
		c := views.Column{Name: name}
		if _, ok := views.Named(name); !ok {
			return nil, complaint{what: fmt.Sprintf("there is no column %q", short(name)), hint: guess(name, columnNames(false), "columns are ")}
		}
		if slices.ContainsFunc(out, func(o views.Column) bool { return o.Name == name }) {
			return nil, complaint{what: fmt.Sprintf("the column %q stands there twice", name)}
		}
		if wide {
			n, err := strconv.Atoi(width)
			if err != nil || n < 1 || n > views.WidestColumn {
				return nil, complaint{
					what: fmt.Sprintf("%q is not a width from 1 to %d", short(width), views.WidestColumn), hint: `write it like "name=30".`,
				}
			}
			c.Width = n
		}
		out = append(out, c)
	}
	return out, nil
}

// guess is what was probably meant, or else all that there is.
func guess(written string, words []string, all string) string {
	if hint := didYouMean(written, words); hint != "" {
		return hint
	}
	return all + strings.Join(words, ", ") + "."
}

func columnNames(sorting bool) []string {
	var names []string
	for _, f := range views.Known() {
		if f.Sorts || !sorting {
			names = append(names, f.Name)
		}
	}
	return names
}

// Given are the views of the configuration as the dashboard takes them: each with its id, and in the order of [Codes] where
// it has none of its own. All, which comes with the program, gets that order too.
func (s *Settings) Given() []views.View {
	given := make([]views.View, 0, len(s.Views)+1)
	for _, v := range s.Views {
		given = append(given, views.Given(v))
	}
	everything := views.BuiltIn()[0]
	if s.Codes.Sort == "" && !s.Codes.Reverse {
		return given
	}
	if !slices.ContainsFunc(given, func(v views.View) bool { return v.ID == everything.ID }) {
		given = append(given, everything)
	}
	for i := range given {
		if given[i].Sort == "" && !given[i].Down {
			given[i].Sort, given[i].Down = s.Codes.Sort, s.Codes.Reverse
		}
	}
	return given
}
