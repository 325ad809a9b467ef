package theme

import (
	"image/color"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// An Appearance is how one role looks. A nil colour leaves the terminal's own.
type Appearance struct {
	Fore, Back color.Color
	// Fore16 and Back16 are the choice for terminals of sixteen colours, whose owner picked the shades.
	Fore16, Back16 color.Color
	Bold           bool
	// Strike and Underline draw a line through and under the text.
	Strike, Underline bool
	// Bar asks for reverse video where no shade of ours can make a bar: with sixteen colours or with none.
	Bar bool
	// Band asks for reverse video where there are no colours at all.
	Band bool
}

// Look is the appearance of a role before the colour profile reduces it.
func Look(r Role, o Options) Appearance {
	if r >= roles {
		return Appearance{}
	}
	switch {
	case r == Struck:
		look := Look(Muted, o)
		look.Strike = true
		return look
	case r == Wrong:
		look := Look(Hurts, o)
		look.Underline = true
		return look
	case o.Contrast:
		return highLooks(o.Light)[r]
	case o.Light:
		return lightLooks()[r]
	default:
		return darkLooks()[r]
	}
}

func darkLooks() [roles]Appearance {
	return [roles]Appearance{
		Strong:        {Bold: true},
		Muted:         {Fore: rgb(0x949494), Fore16: ansi.BrightBlack},
		Rule:          {Fore: rgb(0x4b535d), Fore16: ansi.BrightBlack},
		Accent:        {Fore: rgb(0x56c2c9), Fore16: ansi.Cyan, Bold: true},
		Selected:      {Fore: rgb(0x0b1416), Back: rgb(0x56c2c9), Fore16: ansi.Cyan, Bar: true},
		SelectedQuiet: {Back: rgb(0x2b333b), Bold: true},
		Works:         {Fore: rgb(0x7cc36b), Fore16: ansi.Green},
		Moving:        {Fore: rgb(0xe3b04b), Fore16: ansi.Yellow},
		Hurts:         {Fore: rgb(0xff7b72), Fore16: ansi.BrightRed, Bold: true},
		Info:          {Fore: rgb(0x79b8ff), Fore16: ansi.BrightBlue},
		Recurring:     {Fore: rgb(0xc49bff), Fore16: ansi.Magenta},
		Production:    productionBand(),
		Sandbox:       sandboxBand(),
	}
}

func lightLooks() [roles]Appearance {
	return [roles]Appearance{
		Strong:        {Bold: true},
		Muted:         {Fore: rgb(0x5f6873), Fore16: ansi.BrightBlack},
		Rule:          {Fore: rgb(0xb4bbc4), Fore16: ansi.BrightBlack},
		Accent:        {Fore: rgb(0x00666e), Fore16: ansi.Cyan, Bold: true},
		Selected:      {Fore: rgb(0xffffff), Back: rgb(0x00666e), Fore16: ansi.Cyan, Bar: true},
		SelectedQuiet: {Back: rgb(0xdde3e8), Bold: true},
		Works:         {Fore: rgb(0x23722c), Fore16: ansi.Green},
		Moving:        {Fore: rgb(0x8a5700), Fore16: ansi.Yellow},
		Hurts:         {Fore: rgb(0xb3261e), Fore16: ansi.Red, Bold: true},
		Info:          {Fore: rgb(0x1456c0), Fore16: ansi.Blue},
		Recurring:     {Fore: rgb(0x7331b0), Fore16: ansi.Magenta},
		Production:    productionBand(),
		Sandbox:       sandboxBand(),
	}
}

// The bands are the same by day and by night: a person must know a production workspace at a glance.

func productionBand() Appearance {
	return Appearance{Fore: rgb(0xffffff), Back: rgb(0xb3261e), Fore16: ansi.BrightWhite, Back16: ansi.Red, Bold: true, Band: true}
}

func sandboxBand() Appearance {
	return Appearance{Fore: rgb(0xffffff), Back: rgb(0x23722c), Fore16: ansi.Black, Back16: ansi.Green, Bold: true, Band: true}
}

func rgb(hex uint32) color.Color {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff} //nolint:gosec // a byte of the three is meant
}

// sequence turns an appearance into what the terminal understands under the profile.
func sequence(a Appearance, profile colorprofile.Profile) string {
	style := ansi.Style{}
	if a.Bold {
		style = style.Bold()
	}
	if a.Strike {
		style = style.Strikethrough(true)
	}
	if a.Underline {
		style = style.Underline(true)
	}
	switch {
	case profile < colorprofile.ANSI:
		if a.Bar || a.Band {
			style = style.Reverse(true)
		}
	case profile == colorprofile.ANSI:
		style = paint(style, a.Fore16, a.Back16)
		if a.Bar {
			style = style.Reverse(true)
		}
	default:
		style = paint(style, convert(profile, a.Fore), convert(profile, a.Back))
	}
	if len(style) == 0 {
		return ""
	}
	return style.String()
}

func convert(profile colorprofile.Profile, c color.Color) color.Color {
	if c == nil {
		return nil
	}
	return profile.Convert(c)
}

func paint(style ansi.Style, fore, back color.Color) ansi.Style {
	if fore != nil {
		style = style.ForegroundColor(fore)
	}
	if back != nil {
		style = style.BackgroundColor(back)
	}
	return style
}
