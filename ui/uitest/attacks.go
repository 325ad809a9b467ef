package uitest

import (
	"strings"
	"unicode"
)

// Attacks are the classic ones on whoever shows text from outside, by name.
func Attacks() map[string]string {
	return map[string]string{
		"clears the screen":            "Ann\x1b[2J\x1b[H all is well",
		"moves the cursor":             "Ann\x1b[5;1Hset\x1b[3A\x1b[20D",
		"colours and conceals":         "Ann\x1b[31;8m\x1b[0m",
		"a title":                      "Ann\x1b]0;owned\x07\x1b]2;owned\x1b\\",
		"the clipboard":                "Ann\x1b]52;c;ZXZpbA==\x07",
		"a link":                       "\x1b]8;;http://evil.example\x1b\\Ann\x1b]8;;\x1b\\",
		"notifications":                "\x1b]9;owned\x07\x1b]777;notify;a;b\x07\x1b]99;;c\x1b\\Ann",
		"eight-bit controls":           "Ann\u009b2J\u009d0;owned\u009c\u0090q\u009c",
		"raw eight-bit bytes":          "Ann\x9b2J\x9d0;owned\x9c\xc2\xe2\x28",
		"device control and APC":       "\x1bP1$r0m\x1b\\\x1b_Gf=100\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\Ann",
		"answers of the terminal":      "\x1b[6n\x1b[c\x1b[>0q\x1b[?2026$pAnn",
		"modes":                        "\x1b[?1049l\x1b[?25l\x1b[?2004l\x1bc\x1b(0Ann",
		"a sequence cut by the end":    "Ann\x1b[",
		"lines":                        "Ann\r\nDelete all codes? [y]\n\n\t\v\fx",
		"backspaces":                   "Ann\b\b\b\bEve\x7f\x00",
		"bidi overrides and isolates":  "Ann \u202e1234\u202c \u2067x\u2069\u200f\u061c",
		"zero width":                   "A\u200bn\u200dn\u2060\ufeff\u00ad\u180e\u034f\u17b4",
		"tags":                         "Ann\U000e0041\U000e0042\U000e007f",
		"invisible fillers":            "\u115f\u1160\u3164\uffa0\u2800Ann\u3164\u3164",
		"a flood of marks":             "A" + strings.Repeat("\u0336\u0489\u20dd", 60) + "nn",
		"a flood of marks with cells":  "अ" + strings.Repeat("\u093e\u094c", 60) + "क",
		"marks first":                  "\u0301\u0903\u20e3Ann",
		"Hindi":                        "अतिथि शर्मा क्षत्रिय",
		"Tamil, Bengali, Burmese":      "விருந்தினர் অতিথি မြို့ ကြောင်း",
		"Thai and Lao":                 "น้ำ กำแพง ນ້ຳ",
		"Khmer and Tibetan":            "ភ្ញៀវ བསྒྲུབས",
		"Korean, taken apart":          "\u1112\u1161\u11ab\u1100\u1173\u11af \u1161\u11a8\ua960\ud7b0 \u1100\u1100",
		"Hebrew and Arabic":            "אורח 4177 ضيف ١٢٣ (x)",
		"emoji, families, flags":       "👩‍👩‍👧 🇵🇹 👍🏽 1\ufe0f\u20e3 ❤️",
		"wide, at every edge":          strings.Repeat("國家", 60),
		"wide and narrow by turns":     strings.Repeat("a國", 60),
		"half width":                   "ｶﾞｷﾞ ﾊﾟ ＡＢ",
		"symbols of disputed width":    "䷀ 𝌆 ☰ ⚊ ◽ 〰 ‼ ™ ↔ Ⓜ ㊗",
		"pictures wider than a cell":   "﷽ ⸻ 𒐫 ﷺ ꧅",
		"borders":                      "Ann │ 4177 │ works ┃█▌─┐",
		"a row of its own":             "Ann   ••••  always ▸ ● set        Owner",
		"private and unassigned":       "\ue0b0\U000f0000\u0378\U0003fffdAnn\ufffe\uffff",
		"music, runes and ancient":     "𝄞 ᚠ 𐎀 𓀀 𝕬",
		"nothing but rubbish":          "\x1b[0m\u200b\u3164\u0301",
		"blanks of all kinds":          "Ann\u00a0\u2003\u3000\u1680\u202f\u205fx\u0085y\u2028z",
		"very long":                    strings.Repeat("x", 5000),
		"one word that does not break": strings.Repeat("wide國", 200),
	}
}

// Unseen is the first sign in lines of text that a terminal could take for an order, or a person could not see; 0 for none.
func Unseen(lines string) rune {
	for _, r := range lines {
		if r != '\n' && (unicode.Is(unicode.C, r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Zl, unicode.Zp)) {
			return r
		}
	}
	return 0
}
