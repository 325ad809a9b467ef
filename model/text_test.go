package model

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 500)
	tests := map[string]struct{ in, want string }{
		"plain":                    {"Maple Ct 3B · Front Door", "Maple Ct 3B · Front Door"},
		"letters of other scripts": {"Quinta do Lago · Portão 正門", "Quinta do Lago · Portão 正門"},
		"colour":                   {"\x1b[31mred\x1b[0m door", "red door"},
		"cursor and clear":         {"a\x1b[2J\x1b[1;1Hb", "ab"},
		"title, ended by bell":     {"a\x1b]0;owned\x07b", "ab"},
		"clipboard, ended by ST":   {"a\x1b]52;c;aGk=\x1b\\b", "ab"},
		"eight-bit OSC and ST":     {"a\u009d0;owned\u009cb", "ab"},
		"eight-bit CSI":            {"a\u009b31mb", "ab"},
		"OSC without an end":       {"a\x1b]0;owned", "a"},
		"device control string":    {"a\x1bPq#0\x1b\\b", "ab"},
		"charset switch":           {"a\x1b(0b", "a0b"},
		"lone escape at the end":   {"a\x1b", "a"},
		"escape before a letter":   {"a\x1bé", "aé"},
		"broken sequence":          {"a\x1b[31\nb", "a b"},
		"line breaks and tabs":     {"a\r\n\tb\u2028c", "a b c"},
		"blanks at the ends":       {"  a  b ", "a b"},
		"bell, backspace, delete":  {"a\a\b\x7fb", "ab"},
		"bidi override":            {"a\u202egnp\u202cb", "agnpb"},
		"bidi isolate":             {"a\u2066b\u2069", "ab"},
		"zero width":               {"a\u200b\u200d\ufeffb", "ab"},
		"soft hyphen and tags":     {"a\u00ad\U000E0041b", "ab"},
		"emoji":                    {"Tom 🏠 flat", "Tom □ flat"},
		"emoji family":             {"👩\u200d👧", "□□"},
		"flag":                     {"🇵🇹", "□□"},
		"symbol that may be wide":  {"⌚ ☂ ⭐", "□ □ □"},
		"variation selector":       {"a\ufe0fb", "ab"},
		"private use":              {"a\ue000b", "ab"},
		"accents made of two":      {"e\u0301", "e\u0301"},
		"flood of marks":           {"e" + strings.Repeat("\u0301", 50) + "x", "e\u0301\u0301\u0301x"},
		"mark without a letter":    {"\u0301a", "a"},
		"broken UTF-8":             {"a\xffb\ufffd", "a□b□"},
		"very long":                {long, long[:255] + "…"},
		"Korean, taken apart":      {"\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"},
		"Korean that does not fit": {"x\u1161\u11ab\ua960 \uac00\u11a8\u11a8", "x□□□ 각□"},
		"fillers that hide":        {"a\u115f\u1160\u3164\uffa0\u034f\u17b4b", "ab"},
		"empty Braille":            {"a\u2800\u2800b\u2800", "a b"},
		"circles around letters":   {"a\u20dd\u0489b", "ab"},
		"marks with cells":         {"क" + strings.Repeat("\u093e", 9) + "ख", "क" + strings.Repeat("\u093e", 4) + "ख"},
		"three marks, of Burmese":  {"မြို့", "မြို့"},
		"lines and blocks":         {"a │ b─█", "a □ b□□"},
		"hexagrams and the like":   {"䷀𝌆☰", "□□□"},
		"wider than its cells":     {"⸻﷽𒐫", "□□□"},
		"only rubbish":             {"\x1b[0m\u200b", ""},
	}
	for name, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", name, tt.in, got, tt.want)
		}
	}
}

// TestCleanHolds feeds the building blocks of attacks in random order.
func TestCleanHolds(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"\x1b", "[", "]", "52;c;", "\x07", "\x1b\\", "\u009b", "\u009c", "\u009d", "P", "m", "31", "\xc2", "\xff", "\u202e", "\u200b",
		"é", "e\u0301", "\u0301", "🏠", "\ufe0f", "x", " ", "\n", "正", strings.Repeat("y", 300),
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 12).Draw(t, "pieces"), "")
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Clean(%q) = %q, which is not UTF-8", s, got)
		}
		if n := utf8.RuneCountInString(got); n > maxRunes {
			t.Fatalf("Clean(%q) has %d runes", s, n)
		}
		for _, r := range got {
			if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) {
				t.Fatalf("Clean(%q) = %q, which keeps %U", s, got, r)
			}
		}
		if again := Clean(got); again != got {
			t.Fatalf("Clean is not stable: %q, then %q", got, again)
		}
	})
}

func FuzzClean(f *testing.F) {
	f.Add("\x1b]0;owned\x07 door")
	f.Add("e\u0301\u0301\u0301 🏠")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if strings.ContainsAny(got, "\x1b\n\r\t\x07\u009b\u009d\u202e") || Clean(got) != got {
			t.Errorf("Clean(%q) = %q", s, got)
		}
	})
}
