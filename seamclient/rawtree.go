package seamclient

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode"
	"unicode/utf16"
)

const (
	// maxRaw bounds the text that is shown of an answer, in bytes.
	maxRaw = 64 << 10
	// maxRawRead bounds what is read for that: a tree takes some eighty times as much memory as its text.
	maxRawRead = 8 * maxRaw
)

// A tree is a JSON value that keeps the order and the repetitions of its members.
type tree struct {
	kind  json.Delim // '{', '[', or 0 for everything else
	text  string     // of a string, or the literal as it stands there
	quote bool       // it is a string
	names []string   // of the members of an object, as many as there are inside
	in    []tree
}

// parseTree reads one value, with nothing behind it.
func parseTree(raw []byte) (tree, error) {
	if len(raw) > maxRawRead {
		return tree{}, errTooMuch
	}
	if !json.Valid(raw) { // which bounds the depth, too
		return tree{}, errors.New("it does not end, or ends too late")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return readTree(d)
}

func readTree(d *json.Decoder) (tree, error) {
	token, err := d.Token()
	if err != nil {
		return tree{}, err
	}
	switch v := token.(type) {
	case json.Delim:
		return readInside(d, v)
	case string:
		return tree{text: v, quote: true}, nil
	case json.Number:
		return tree{text: v.String()}, nil
	case bool:
		return tree{text: map[bool]string{true: "true", false: "false"}[v]}, nil
	default:
		return tree{text: "null"}, nil
	}
}

func readInside(d *json.Decoder, kind json.Delim) (tree, error) {
	t := tree{kind: kind}
	for d.More() {
		if kind == '{' {
			name, err := d.Token()
			if err != nil {
				return t, err
			}
			text, _ := name.(string) // names are
			t.names = append(t.names, text)
		}
		value, err := readTree(d)
		if err != nil {
			return t, err
		}
		t.in = append(t.in, value)
	}
	_, err := d.Token()
	return t, err
}

// print is the value on lines of its own, indented by two blanks, cut after [maxRaw].
func (t *tree) print() string {
	var p printer
	p.value(t, "\n")
	text := p.out.String()
	if len(text) <= maxRaw {
		return text
	}
	text = text[:maxRaw]
	return text[:max(strings.LastIndexByte(text, '\n'), 0)] + "\n… cut here: Seam's answer is longer than 64 kB"
}

type printer struct{ out strings.Builder }

// value writes a value; line is what begins a line that stands as deep as it does.
func (p *printer) value(t *tree, line string) {
	switch {
	case p.out.Len() > maxRaw: // the rest would be cut
	case t.kind == '{':
		p.inside(t, '{', '}', line)
	case t.kind == '[':
		p.inside(t, '[', ']', line)
	case t.quote:
		p.string(t.text)
	default:
		p.out.WriteString(t.text)
	}
}

func (p *printer) inside(t *tree, opening, closing byte, line string) {
	p.out.WriteByte(opening)
	for i := range t.in {
		if i > 0 {
			p.out.WriteByte(',')
		}
		p.out.WriteString(line + "  ")
		if t.kind == '{' {
			p.string(t.names[i])
			p.out.WriteString(": ")
		}
		p.value(&t.in[i], line+"  ")
		if p.out.Len() > maxRaw {
			return
		}
	}
	if len(t.in) > 0 {
		p.out.WriteString(line)
	}
	p.out.WriteByte(closing)
}

// string writes a text so that it is the same for whoever decodes it and harmless for who prints it: what a terminal might act
// upon, draws over other letters or measures in its own way is escaped.
func (p *printer) string(s string) {
	p.out.WriteByte('"')
	for _, r := range s {
		if p.out.Len() > maxRaw {
			break
		}
		switch {
		case r == '"' || r == '\\':
			p.out.WriteByte('\\')
			p.out.WriteRune(r)
		case harmless(r):
			p.out.WriteRune(r)
		default:
			p.escape(r)
		}
	}
	p.out.WriteByte('"')
}

func harmless(r rune) bool {
	return unicode.IsPrint(r) && !unicode.In(r, unicode.Mn, unicode.Me, unicode.So, unicode.Sk, unicode.Co)
}

func (p *printer) escape(r rune) {
	const hex = "0123456789abcdef"
	units := utf16.AppendRune(nil, r)
	for _, u := range units {
		p.out.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			p.out.WriteByte(hex[u>>shift&15])
		}
	}
}
