package main

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// writeJSON writes one value, indented: people read it too. Whoever decodes it gets every text as it is; whoever prints it gets none that a terminal
// could take for an order, or that nobody could see.
func writeJSON(w io.Writer, value any) error {
	enc := json.NewEncoder(escaping{w})
	enc.SetEscapeHTML(false) // names with & or < stay readable; nobody puts this into a web page unescaped
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}

// An escaping writer takes JSON and escapes in its texts what encoding/json leaves as it is: DEL, the control characters above ASCII, of
// which one begins orders as ESC does, and what is invisible or turns the line around.
type escaping struct{ to io.Writer }

// Write takes whole letters, as an encoder does, which writes a value at once.
func (e escaping) Write(text []byte) (int, error) {
	done := 0
	for at := 0; at < len(text); {
		if text[at] < unicode.MaxASCII {
			at++
			continue
		}
		r, n := utf8.DecodeRune(text[at:])
		if unseen(r) {
			if _, err := fmt.Fprintf(e.to, `%s%s`, text[done:at], escaped(r)); err != nil {
				return done, err
			}
			done = at + n
		}
		at += n
	}
	n, err := e.to.Write(text[done:])
	return done + n, err
}

// unseen says that a letter shows nothing of its own.
func unseen(r rune) bool {
	return unicode.Is(unicode.C, r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Zl, unicode.Zp)
}

// escaped is a letter as JSON may write every letter.
func escaped(r rune) (text string) {
	for _, unit := range utf16.AppendRune(nil, r) {
		text += fmt.Sprintf(`\u%04x`, unit)
	}
	return text
}
