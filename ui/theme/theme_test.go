package theme_test

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"seamdash/ui/theme"
)

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is the ratio that WCAG 2 defines; 4.5 is its floor for text.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// themes are all of them, by what a person calls them.
func themes() map[string]theme.Options {
	return map[string]theme.Options{
		"dark": {}, "light": {Light: true}, "high contrast, dark": {Contrast: true}, "high contrast, light": {Contrast: true, Light: true},
	}
}

// TestContrast measures every role of every theme, as each kind of terminal shows it, on the grounds that terminals commonly
// have. What has no colour has the owner's own; with sixteen colours only the themes of high contrast are measured, because
// the others leave the shades and the ground to the owner.
func TestContrast(t *testing.T) {
	grounds := map[bool][]color.Color{
		false: {color.RGBA{A: 255}, color.RGBA{0x1e, 0x1e, 0x1e, 255}, color.RGBA{0x28, 0x2c, 0x34, 255}},
		true:  {color.White, color.RGBA{0xfa, 0xfa, 0xfa, 255}},
	}
	measured := 0
	for name, o := range themes() {
		for _, o.Profile = range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI} {
			for role := theme.Text; role <= theme.Wrong; role++ {
				fore, back := shades(theme.Look(role, o), o.Profile)
				least := floor(role, o)
				if fore == nil || least == 0 {
					continue
				}
				over := grounds[o.Light]
				if back != nil {
					over = []color.Color{back}
				}
				for _, back := range over {
					measured++
					if got := contrast(fore, back); got < least {
						t.Errorf("%s, %v: role %d on %v has a contrast of %.1f, want %.1f", name, o.Profile, role, back, got, least)
					}
				}
			}
		}
	}
	if measured < 150 {
		t.Errorf("only %d pairs were measured", measured)
	}
}

// shades are the colours of an appearance as a terminal shows them, nil for its own.
func shades(a theme.Appearance, profile colorprofile.Profile) (fore, back color.Color) {
	if profile == colorprofile.ANSI {
		return a.Fore16, a.Back16
	}
	shade := func(c color.Color) color.Color {
		if c == nil {
			return nil
		}
		return profile.Convert(c)
	}
	return shade(a.Fore), shade(a.Back)
}

// floor is the least contrast that a role may have, 0 for any: 4.5 is the level AA of WCAG 2 for text, 7 the level AAA. Lines
// are no text, and sixteen colours have no shades to choose from.
func floor(role theme.Role, o theme.Options) float64 {
	text := role <= theme.Strong || role == theme.Muted || role == theme.Selected || role == theme.SelectedQuiet
	switch {
	case !o.Contrast && (role == theme.Rule || o.Profile == colorprofile.ANSI):
		return 0
	case !o.Contrast, role == theme.Rule:
		return 4.5
	case o.Profile != colorprofile.ANSI, text:
		return 7
	default:
		return 4.5
	}
}

// TestHighContrastHasItsOwnGround: no shade of the terminal's owner shows through.
func TestHighContrastHasItsOwnGround(t *testing.T) {
	for _, light := range []bool{false, true} {
		for role := theme.Text; role <= theme.Wrong; role++ {
			look := theme.Look(role, theme.Options{Contrast: true, Light: light})
			if look.Fore == nil || look.Back == nil || look.Fore16 == nil || look.Back16 == nil {
				t.Errorf("role %d, light %v: something is left to the terminal: %+v", role, light, look)
			}
		}
	}
}

func TestGlyphs(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		th := theme.New(theme.Options{ASCII: ascii})
		for g := theme.Set; g <= theme.Mask; g++ {
			want := 1
			if g == theme.Mask {
				want = 4
			}
			s := th.Glyph(g)
			if got := ansi.StringWidth(s); got != want {
				t.Errorf("glyph %q is %d cells wide, want %d", s, got, want)
			}
			if ascii && strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) {
				t.Errorf("glyph %q is not ASCII", s)
			}
			if ascii && th.Plain(th.Glyph(g)) != s {
				t.Errorf("glyph %q does not stay itself", s)
			}
		}
	}
}

// TestPlainKnowsEveryGlyph: a glyph within one of our own texts is spelt like the glyph itself.
func TestPlainKnowsEveryGlyph(t *testing.T) {
	th, plain := theme.New(theme.Options{}), theme.New(theme.Options{ASCII: true})
	for g := theme.Set; g < theme.Mask; g++ {
		if s := plain.Plain(th.Glyph(g)); strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) {
			t.Errorf("%q is left as it is", s)
		}
	}
	if got := plain.Plain("today → Sun · “x” … Portão"); got != `today -> Sun - "x" ... Portão` {
		t.Errorf("got %q", got)
	}
	if got := th.Plain("a → b"); got != "a → b" {
		t.Errorf("a theme with glyphs changed %q", got)
	}
}

func TestProfiles(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "\x1b[1;38;2;179;38;30m", colorprofile.ANSI256: "\x1b[1;38;5;124m",
		colorprofile.ANSI: "\x1b[1;31m", colorprofile.ASCII: "\x1b[1m", colorprofile.NoTTY: "\x1b[1m",
	} {
		if got := theme.New(theme.Options{Light: true, Profile: profile}).Open(theme.Hurts); got != want {
			t.Errorf("profile %v: %q, want %q", profile, got, want)
		}
	}
}

// TestStatesDiffer: with sixteen colours or more, no two states look alike.
func TestStatesDiffer(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		for name, o := range themes() {
			o.Profile = profile
			th := theme.New(o)
			seen := map[string]theme.Role{}
			for role := theme.Works; role <= theme.Wrong; role++ {
				if other, twice := seen[th.Open(role)]; twice {
					t.Errorf("%s: roles %d and %d look alike under %v", name, role, other, profile)
				}
				seen[th.Open(role)] = role
			}
		}
	}
}

// TestLines: what does not take place and what is not understood differ by a line, also where there are no colours.
func TestLines(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ANSI, colorprofile.TrueColor} {
		th := theme.New(theme.Options{Profile: profile})
		struck, wrong := th.Open(theme.Struck), th.Open(theme.Wrong)
		if !strings.Contains(struck, "9") || struck == th.Open(theme.Muted) {
			t.Errorf("%v: nothing is struck through: %q", profile, struck)
		}
		if !strings.Contains(wrong, "4") || wrong == th.Open(theme.Hurts) {
			t.Errorf("%v: nothing is underlined: %q", profile, wrong)
		}
	}
}
