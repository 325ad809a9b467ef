package loot

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// piece is how many letters of a long secret are one: who has so many has what helps to guess the rest.
const piece = 12

// A shape is a secret as a program may have written it.
type shape struct {
	name  string
	bytes []byte
}

// shapes are all those of a text, each once.
func shapes(text string) []shape {
	var all []shape
	add := func(name string, b []byte) {
		if !slices.ContainsFunc(all, func(s shape) bool { return string(s.bytes) == string(b) }) {
			all = append(all, shape{name, b})
		}
	}
	for _, part := range parts(text) {
		add("as it is"+part.called, []byte(part.text))
		add("in capitals"+part.called, []byte(strings.ToUpper(part.text)))
		add("in small letters"+part.called, []byte(strings.ToLower(part.text)))
		add("from the back"+part.called, backwards([]byte(part.text)))
		for name, b := range wide(part.text) {
			add(name+part.called, b)
		}
		for name, b := range byTheByte(part.text) {
			add(name+part.called, b)
		}
		for _, b := range inBase64(part.text) {
			add("in Base64"+part.called, b)
		}
	}
	for name, b := range digests(text) {
		add(name, b)
	}
	if isDigits(text) {
		for name, b := range numbers(text) {
			add(name, b)
		}
	}
	return all
}

// A part is a text, or so much of it that it says too much.
type part struct{ called, text string }

func parts(text string) []part {
	all := []part{{"", text}}
	if isDigits(text) || len(text) <= piece {
		return all
	}
	// Whatever piece of 2*window-1 letters was written has one of these.
	const window = piece/2 + 2
	for at := 0; at+window <= len(text); at += window / 2 {
		all = append(all, part{fmt.Sprintf(", letters %d to %d", at+1, at+window), text[at : at+window]})
	}
	return all
}

func backwards(b []byte) []byte {
	b = slices.Clone(b)
	slices.Reverse(b)
	return b
}

// wide is a text in units of more than a byte.
func wide(text string) map[string][]byte {
	var little, big, utf32 []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		little, big = binary.LittleEndian.AppendUint16(little, unit), binary.BigEndian.AppendUint16(big, unit)
	}
	for _, r := range text {
		utf32 = binary.LittleEndian.AppendUint32(utf32, uint32(r))
	}
	return map[string][]byte{"in UTF-16": little, "in UTF-16, big end first": big, "in UTF-32": utf32}
}

// byTheByte is a text whose bytes were written as numbers, each by itself or as the words of a stack trace.
func byTheByte(text string) map[string][]byte {
	each := func(form, between string) []byte {
		var out []string
		for i := range len(text) {
			out = append(out, fmt.Sprintf(form, text[i]))
		}
		return []byte(strings.Join(out, between))
	}
	return map[string][]byte{
		"in hexadecimal":              []byte(hex.EncodeToString([]byte(text))),
		"in hexadecimal capitals":     each("%02X", ""),
		"as a dump":                   each("%02x", " "),
		"as bytes with colons":        each("%02x", ":"),
		"as escaped bytes":            each(`\x%02x`, ""),
		"as escaped letters":          each(`\u%04x`, ""),
		"as octal bytes":              each(`\%03o`, ""),
		"percent-encoded":             each("%%%02X", ""),
		"percent-encoded, small":      each("%%%02x", ""),
		"as entities":                 each("&#%d;", ""),
		"as hexadecimal entities":     each("&#x%x;", ""),
		"quoted-printable":            each("=%02X", ""),
		"as bytes of Go":              each("0x%x", ", "),
		"as a slice of bytes":         each("%d", " "),
		"as a list of numbers":        each("%d", ","),
		"as a list, spaced":           each("%d", ", "),
		"as the words of a processor": words(text),
	}
}

// words are the bytes of a text as a trace prints those that stand in registers: eight at a time, the last first.
func words(text string) []byte {
	head := text[:min(8, len(text))]
	return []byte(hex.EncodeToString(backwards([]byte(head))))
}

// inBase64 is what is the same in Base64 whatever stands before and behind the text, for each of the three places where it can begin.
func inBase64(text string) (all [][]byte) {
	for _, in := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		for before := range 3 {
			coded := in.EncodeToString([]byte(strings.Repeat("\x00", before) + text))
			from := []int{0, 2, 3}[before] // letters that have bits of what is before
			upTo := (before + len(text)) * 8 / 6
			all = append(all, []byte(coded[from:upTo]))
		}
	}
	return all
}

// digests give a PIN away: all there are can be tried in a second.
func digests(text string) map[string][]byte {
	one, old, older := sha256.Sum256([]byte(text)), sha1.Sum([]byte(text)), md5.Sum([]byte(text))
	out := map[string][]byte{}
	for name, sum := range map[string][]byte{"SHA-256": one[:], "SHA-1": old[:], "MD5": older[:]} {
		out["its "+name] = sum
		out["its "+name+" in hexadecimal"] = []byte(hex.EncodeToString(sum))
		out["its "+name+" in Base64"] = []byte(base64.RawStdEncoding.EncodeToString(sum))
	}
	return out
}

// numbers are digits that somebody took for a number.
func numbers(digits string) map[string][]byte {
	var n uint64
	for _, d := range digits {
		n = n*10 + uint64(d-'0')
	}
	return map[string][]byte{
		"as a number with a point": strconv.AppendFloat(nil, float64(n), 'e', -1, 64),
		"as a number of Go":        fmt.Appendf(nil, "0x%x", n),
		"as eight bytes":           binary.LittleEndian.AppendUint64(nil, n),
		"as eight bytes, big end":  binary.BigEndian.AppendUint64(nil, n),
	}
}
