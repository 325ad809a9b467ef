package theme

import "github.com/charmbracelet/x/ansi"

// The looks of high contrast lay their own ground under everything, so that no shade of the terminal's owner can spoil
// them: text has 7:1 against it at least, which is the level AAA of WCAG 2, and lines 4.5:1.

func highLooks(light bool) [roles]Appearance {
	looks, ground := highOnBlack(), Appearance{Back: rgb(0x000000), Back16: ansi.Black}
	if light {
		looks, ground = highOnWhite(), Appearance{Back: rgb(0xffffff), Back16: ansi.BrightWhite}
	}
	for r := range looks {
		if looks[r].Back == nil {
			looks[r].Back = ground.Back
		}
		if looks[r].Back16 == nil {
			looks[r].Back16 = ground.Back16
		}
	}
	return looks
}

func highOnBlack() [roles]Appearance {
	return [roles]Appearance{
		Text:          {Fore: rgb(0xffffff), Fore16: ansi.BrightWhite},
		Strong:        {Fore: rgb(0xffffff), Fore16: ansi.BrightWhite, Bold: true},
		Muted:         {Fore: rgb(0xd7d7d7), Fore16: ansi.White},
		Rule:          {Fore: rgb(0xafafaf), Fore16: ansi.White},
		Accent:        {Fore: rgb(0x87ffff), Fore16: ansi.BrightCyan, Bold: true},
		Selected:      {Fore: rgb(0x000000), Back: rgb(0xffffff), Fore16: ansi.BrightWhite, Bar: true},
		SelectedQuiet: {Fore: rgb(0xffffff), Back: rgb(0x005f87), Fore16: ansi.BrightWhite, Back16: ansi.Blue, Bold: true},
		Works:         {Fore: rgb(0x5fff5f), Fore16: ansi.BrightGreen},
		Moving:        {Fore: rgb(0xffd75f), Fore16: ansi.BrightYellow},
		Hurts:         {Fore: rgb(0xffafaf), Fore16: ansi.BrightRed, Bold: true},
		Info:          {Fore: rgb(0xafd7ff), Fore16: ansi.BrightCyan},
		Recurring:     {Fore: rgb(0xffafff), Fore16: ansi.BrightMagenta},
		Production:    highProduction(),
		Sandbox:       highSandbox(),
	}
}

func highOnWhite() [roles]Appearance {
	return [roles]Appearance{
		Text:          {Fore: rgb(0x000000), Fore16: ansi.Black},
		Strong:        {Fore: rgb(0x000000), Fore16: ansi.Black, Bold: true},
		Muted:         {Fore: rgb(0x303030), Fore16: ansi.Black},
		Rule:          {Fore: rgb(0x626262), Fore16: ansi.Black},
		Accent:        {Fore: rgb(0x004a50), Fore16: ansi.Blue, Bold: true},
		Selected:      {Fore: rgb(0xffffff), Back: rgb(0x000000), Fore16: ansi.Black, Bar: true},
		SelectedQuiet: {Fore: rgb(0x000000), Back: rgb(0xffd787), Fore16: ansi.Black, Back16: ansi.White, Bold: true},
		Works:         {Fore: rgb(0x004d00), Fore16: ansi.Green},
		// Amber as ink is either brown or too light on white; as a ground it stays amber.
		Moving:     {Fore: rgb(0x000000), Back: rgb(0xffd75f), Fore16: ansi.Black, Back16: ansi.Yellow},
		Hurts:      {Fore: rgb(0x870000), Fore16: ansi.Red, Bold: true},
		Info:       {Fore: rgb(0x00005f), Fore16: ansi.Blue},
		Recurring:  {Fore: rgb(0x5f0087), Fore16: ansi.Magenta},
		Production: highProduction(),
		Sandbox:    highSandbox(),
	}
}

func highProduction() Appearance {
	return Appearance{Fore: rgb(0xffffff), Back: rgb(0x870000), Fore16: ansi.BrightWhite, Back16: ansi.Red, Bold: true, Band: true}
}

func highSandbox() Appearance {
	return Appearance{Fore: rgb(0xffffff), Back: rgb(0x005000), Fore16: ansi.Black, Back16: ansi.BrightGreen, Bold: true, Band: true}
}
