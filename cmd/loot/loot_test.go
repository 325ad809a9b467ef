package loot_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/ascii85"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"seamdash/cmd/loot"
)

const (
	pin  = "90417263"
	word = "kQ7vTz93hLmR2xWc81dP"
)

// ways are how a program may write a text; none of them uses what the search uses to know it again.
func ways(tb testing.TB) map[string]func(string) string {
	tb.Helper()
	must := func(b []byte, err error) string {
		if err != nil {
			tb.Fatal(err)
		}
		return string(b)
	}
	each := func(form string) func(string) string {
		return func(s string) string {
			var out strings.Builder
			for _, c := range []byte(s) {
				fmt.Fprintf(&out, form, c)
			}
			return out.String()
		}
	}
	return map[string]func(string) string{
		"plain":         func(s string) string { return s },
		"in JSON":       func(s string) string { return must(json.Marshal(map[string]string{"code": s})) },
		"a Go string":   func(s string) string { return fmt.Sprintf("%#v", struct{ PIN string }{s}) },
		"bytes in JSON": func(s string) string { return must(json.Marshal([]byte("pin=" + s))) },
		"a slice":       func(s string) string { return fmt.Sprintf("%d", []byte(s)) },
		"a Go slice":    func(s string) string { return fmt.Sprintf("%#v", []byte(s)) },
		"hexadecimal":   func(s string) string { return fmt.Sprintf("%x %X", s, s) },
		"spaced hex":    func(s string) string { return fmt.Sprintf("% x", s) },
		"a hex dump":    func(s string) string { return hex.Dump([]byte(s))[:60] },
		"base64 url":    func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("ab" + s + "?~")) },
		"basic auth":    func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s + ":")) },
		"quoted":        func(s string) string { return strconv.QuoteToASCII(s) },
		"a query":       func(s string) string { return url.Values{"code": {s}}.Encode() },
		"percent":       each("%%%02X"),
		"entities": func(s string) string {
			if out := each("&#%d;")(s); html.UnescapeString(out) == s {
				return out
			}
			return ""
		},
		"unicode":       each(`\u%04x`),
		"octal":         each(`\%03o`),
		"a processor's": func(s string) string { return fmt.Sprintf("main.f(0x%016x, 0x8)", little(s)) },
		"printable": func(s string) string {
			var out bytes.Buffer
			w := quotedprintable.NewWriter(&out)
			_, err := w.Write([]byte("PIN: " + s))
			must(nil, err)
			must(nil, w.Close())
			return out.String()
		},
		"UTF-16": func(s string) string {
			var out []byte
			for _, u := range utf16.Encode([]rune("x" + s)) {
				out = append(out, byte(u>>8), byte(u))
			}
			return string(out)
		},
		"from the back": func(s string) string {
			var out string
			for _, r := range s {
				out = string(r) + out
			}
			return out
		},
		"a digest": func(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) },
		"packed": func(s string) string {
			var out bytes.Buffer
			w := gzip.NewWriter(&out)
			_, err := w.Write([]byte(strings.Repeat("nothing to see ", 100) + s))
			must(nil, err)
			must(nil, w.Close())
			return out.String()
		},
	}
}

// little is how a processor has the first eight bytes in a register.
func little(s string) (n uint64) {
	for i := 7; i >= 0; i-- {
		n = n<<8 | uint64(s[i])
	}
	return n
}

// TestPlantAndFind: whatever way a secret was written, it is found, at the beginning, in the midst and at the end.
func TestPlantAndFind(t *testing.T) {
	t.Parallel()
	search := loot.New(loot.Secret{Name: "the PIN", Text: pin}, loot.Secret{Name: "the key", Text: word})
	for name, write := range ways(t) {
		for secret, text := range map[string]string{"the PIN": pin, "the key": word} {
			written := write(text)
			around := []string{"%s", "%s 2026-11-21T15:04:05Z id 7f3c", "[31mcode %s"}
			if name == "packed" {
				around = around[:1] // a file of its own
			}
			for _, form := range around {
				finds := search.In("here", []byte(fmt.Sprintf(form, written)))
				if len(finds) == 0 || finds[0].Secret != secret {
					t.Errorf("%s, %s: %q is not found: %v", secret, name, written, finds)
				}
			}
		}
	}
}

// TestDigitsApart: digits with the same between some of them are a PIN; with letters or various things between them they are not.
func TestDigitsApart(t *testing.T) {
	t.Parallel()
	search := loot.New(loot.Secret{Name: "the PIN", Text: pin})
	for text, want := range map[string]bool{
		"9 0 4 1 7 2 6 3":                    true,
		"9041 7263":                          true,
		"90-41-72-63":                        true,
		"9\n0\n4\n1\n7\n2\n6\n3\n":           true,
		"9.0.4.1.7.2.6.3":                    true,
		"90,417,263":                         true,
		"9 | 0 | 4 | 1 | 7 | 2 | 6 | 3":      true,
		"9\u200b0\u200b4\u200b17263":         true,
		"9\x1b[1m0\x1b[1m4\x1b[1m17263":      true,
		"9\x1b[38;5;12m041\x1b[38;5;12m7263": true,
		"9041-72 63":                         false,
		"9a0a4a1a7a2a6a3":                    false,
		"9041726":                            false,
		"904172 and 63":                      false,
		"09:04:17 263":                       false,
	} {
		if finds := search.In("here", []byte(text)); (len(finds) > 0) != want {
			t.Errorf("%q: %v", text, finds)
		}
	}
}

// TestPiecesOfAKey: a part of a key is enough, wherever it begins; a few letters are not.
func TestPiecesOfAKey(t *testing.T) {
	t.Parallel()
	search := loot.New(loot.Secret{Name: "the key", Text: word})
	for from := range len(word) - 11 {
		if finds := search.In("here", []byte("…"+word[from:from+12]+"…")); len(finds) == 0 {
			t.Errorf("%q is not found", word[from:from+12])
		}
	}
	if finds := search.In("here", []byte("key …"+word[len(word)-4:])); len(finds) > 0 {
		t.Errorf("the last four letters, which tell keys apart, are found: %v", finds)
	}
}

// TestNothingWhereNothingIs: what is sealed or says other things is silent, and so is a way of writing that nobody uses.
func TestNothingWhereNothingIs(t *testing.T) {
	t.Parallel()
	search := loot.New(loot.Secret{Name: "the PIN", Text: pin}, loot.Secret{Name: "the key", Text: word})
	noise := make([]byte, 1<<20)
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(chance.Uint32())
	}
	digits := make([]byte, 1<<16)
	for i := range digits {
		digits[i] = '0' + noise[i]%10
	}
	coded := make([]byte, ascii85.MaxEncodedLen(len(pin)))
	coded = coded[:ascii85.Encode(coded, []byte(pin))]
	for name, data := range map[string][]byte{"noise": noise, "digits": digits, "nothing": nil, "a byte": {'9'}, "ascii85": coded} {
		if finds := search.In(name, data); len(finds) > 0 {
			t.Errorf("%v", finds)
		}
	}
}

// TestTree looks into files, below directories and at names.
func TestTree(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, text := range map[string]string{
		"clean": "nothing", filepath.Join("a", "b", "deep"): "PIN " + pin, filepath.Join("a", "report-"+pin+".txt"): "",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	finds, files, err := loot.New(loot.Secret{Name: "the PIN", Text: pin}).Tree(root)
	if err != nil || files != 3 || len(finds) != 2 {
		t.Fatalf("%d files (%v): %v", files, err, finds)
	}
	for i, want := range []string{"deep", "the name of"} {
		if !strings.Contains(finds[i].String(), want) {
			t.Errorf("%s lacks %q", finds[i], want)
		}
	}
}
