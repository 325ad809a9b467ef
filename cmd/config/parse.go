package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

const profilesTable = "profiles"

// table reads the top of the file, or with a path the table of one profile.
func (p *parsing) table(path []string, tree map[string]any) {
	into := p.file.top
	if len(path) > 0 {
		into = p.file.profiles[path[1]]
	}
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		at := append(slices.Clip(path), key)
		if key == profilesTable && len(path) == 0 {
			p.profiles(tree[key])
			continue
		}
		row, ok := rowOf(key)
		switch {
		case !ok:
			p.unknown(at)
		case row.top && len(path) > 0:
			p.wrong(at, fmt.Sprintf("%q stands before the first table, not in a profile", key), "")
		default:
			p.setting(into, at, row, tree[key])
		}
	}
}

func (p *parsing) profiles(tree any) {
	all, ok := tree.(map[string]any)
	if !ok {
		p.wrong([]string{profilesTable}, fmt.Sprintf("%q is %s, want a table", profilesTable, kindOf(tree)), "write [profiles.NAME] on a line of its own.")
		return
	}
	if len(all) > maxProfiles {
		p.wrong([]string{profilesTable}, fmt.Sprintf("it has more than %d profiles", maxProfiles), "")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		at := []string{profilesTable, name}
		if err := checkProfile(name); err != nil {
			p.complain(at, fmt.Sprintf("profile %q", short(name)), err)
			continue
		}
		tree, ok := all[name].(map[string]any)
		if !ok {
			p.wrong(at, fmt.Sprintf("profile %q is %s, want a table", name, kindOf(all[name])), "write [profiles.NAME] on a line of its own.")
			continue
		}
		p.file.profiles[name] = layer{}
		p.table(at, tree)
	}
}

func (p *parsing) setting(into layer, at []string, r row, raw any) {
	key := at[len(at)-1]
	v, ok := r.kind.take(raw)
	if !ok {
		p.wrong(at, fmt.Sprintf("%q is %s, want %s", key, kindOf(raw), r.kind), "")
		return
	}
	if err := r.put(&Settings{}, v); err != nil {
		p.complain(at, fmt.Sprintf("%q", key), err)
		return
	}
	into[key] = entry{value: v, line: p.lines[join(at)]}
}

func (p *parsing) complain(at []string, subject string, err error) {
	all, ok := errors.AsType[flaws](err)
	if !ok {
		p.wrong(at, subject+": "+err.Error(), hintOf(err))
		return
	}
	for _, f := range all {
		p.wrong(slices.Concat(at, f.at), f.what, f.hint)
	}
}

// hintOf is the advice that comes with what is wrong, or "".
func hintOf(err error) string {
	if c, ok := errors.AsType[complaint](err); ok {
		return c.hint
	}
	return ""
}

func (p *parsing) unknown(at []string) {
	key := at[len(at)-1]
	words := []string{}
	for _, r := range rows() {
		if !r.top || len(at) == 1 {
			words = append(words, r.key)
		}
	}
	if len(at) == 1 {
		words = append(words, profilesTable)
	}
	hint := didYouMean(key, words)
	switch {
	case hint != "":
	case looksSecret(key):
		hint = "keys do not belong into this file; seamdash login keeps one in the keyring."
	default:
		hint = "seamdash config --print lists the keys there are."
	}
	p.wrong(at, fmt.Sprintf("unknown key %q", short(key)), hint)
}

// looksSecret says that a key of the file is meant for a secret, or is one.
func looksSecret(key string) bool {
	key = strings.ToLower(key)
	return slices.ContainsFunc([]string{"key", "token", "secret", "password"}, func(word string) bool { return strings.Contains(key, word) })
}

// short keeps a word that somebody else chose from filling the line, and a pasted secret from being repeated.
func short(s string) string {
	if strings.HasPrefix(s, "seam_") {
		return "seam_..."
	}
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

func rowOf(key string) (row, bool) {
	all := rows()
	i := slices.IndexFunc(all, func(r row) bool { return r.key == key })
	if i < 0 {
		return row{}, false
	}
	return all[i], true
}

// take turns a value of TOML into ours, if it is of the kind.
func (k kind) take(raw any) (value, bool) {
	switch k {
	case text:
		s, ok := raw.(string)
		return value{text: s}, ok
	case yesNo:
		b, ok := raw.(bool)
		return value{text: fmt.Sprint(b)}, ok
	case list:
		parts, ok := raw.([]any)
		v := value{list: make([]string, 0, len(parts))}
		for _, part := range parts {
			s, isText := part.(string)
			ok = ok && isText
			v.list = append(v.list, s)
		}
		return v, ok
	case number:
		n, ok := raw.(int64)
		return value{text: strconv.FormatInt(n, 10)}, ok
	case tableOf:
		tree, ok := raw.(map[string]any)
		return value{tree: tree}, ok
	case tablesOf:
		parts, ok := raw.([]any)
		v := value{trees: make([]map[string]any, 0, len(parts))}
		for _, part := range parts {
			tree, isTable := part.(map[string]any)
			ok = ok && isTable
			v.trees = append(v.trees, tree)
		}
		return v, ok
	default:
		return value{}, false
	}
}

// kindOf says in words what TOML found.
func kindOf(raw any) string {
	switch raw.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64:
		return "a number"
	case float64:
		return "a fraction"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	default:
		return "a date or time"
	}
}

// linesOf finds the line of every key of a file that is known to be sound. For tables that are written in several
// places it is the first.
func linesOf(data []byte) map[string]int {
	l := liner{lines: map[string]int{}, count: map[string]int{}}
	l.parser.Reset(data)
	var table []string
	for l.parser.NextExpression() {
		node := l.parser.Expression()
		switch node.Kind {
		case unstable.Table:
			table = l.note(nil, node.Key())
		case unstable.ArrayTable:
			table = l.element(l.note(nil, node.Key()), node.Key())
		case unstable.KeyValue:
			l.value(table, node)
		default: // comments
		}
	}
	return l.lines
}

// A liner goes through a file and remembers the lines.
type liner struct {
	parser unstable.Parser
	lines  map[string]int
	count  map[string]int // of the tables of a list so far
}

// element is the way to the next table of a list that is written in double brackets.
func (l *liner) element(list []string, key unstable.Iterator) []string {
	at := append(list, place(l.count[join(list)]))
	l.count[join(list)]++
	for key.Next() {
		l.lines[join(at)] = l.parser.Shape(key.Node().Raw).Start.Line
	}
	return at
}

func (l *liner) value(table []string, node *unstable.Node) {
	at := l.note(table, node.Key())
	switch node.Value().Kind {
	case unstable.InlineTable:
		for parts := node.Value().Children(); parts.Next(); {
			l.value(at, parts.Node())
		}
	case unstable.Array:
		i := 0
		for parts := node.Value().Children(); parts.Next(); {
			if parts.Node().Kind != unstable.InlineTable {
				continue
			}
			for inner := parts.Node().Children(); inner.Next(); {
				l.value(append(slices.Clip(at), place(i)), inner.Node())
			}
			i++
		}
	default:
	}
}

// note remembers the line of each part of a dotted key.
func (l *liner) note(path []string, key unstable.Iterator) []string {
	path = slices.Clone(path)
	for key.Next() {
		path = append(path, string(key.Node().Data))
		if _, seen := l.lines[join(path)]; !seen {
			l.lines[join(path)] = l.parser.Shape(key.Node().Raw).Start.Line
		}
	}
	return path
}

// join makes one text of a path; no key of TOML contains the separator unescaped, and none of ours at all.
func join(path []string) string { return strings.Join(path, "\x00") }
