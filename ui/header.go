package ui

import (
	"slices"
	"strconv"

	"seamdash/model"
	"seamdash/ui/band"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// drawHeader draws who and where on the left, and how fresh on the right. On a narrow terminal the tabs share the line.
func (a *App) drawHeader(p *widget.Pen) {
	right := a.rightSide(p.Room() - a.tabsWidth() - bandMost - a.veilWidth())
	p.Gap(1)
	if a.frame.wide {
		p.Text(theme.Strong, "seamdash")
	} else {
		a.drawTabs(p)
	}
	p.Gap(2)
	a.drawVeil(p)
	a.band(p, p.Room()-width(right)-2)
	p.Gap(p.Room() - width(right) - 1)
	drawParts(p, right)
	p.NewLine()
	if a.frame.wide {
		p.Gap(1)
		a.drawTabs(p)
		who := a.whoRolls(p.Room() - 3)
		p.Gap(p.Room() - width(who) - 1)
		drawParts(p, who)
		p.NewLine()
	}
}

func drawParts(p *widget.Pen, parts []part) {
	for _, part := range parts {
		if part.sign {
			p.Glyph(part.role, part.glyph)
		}
		p.Text(part.role, part.text)
	}
}

// drawTabs names the screens and their keys; a narrow terminal has room for the name of the one in front.
func (a *App) drawTabs(p *widget.Pen) {
	gap := 3
	if !a.frame.wide {
		gap = narrowGap
	}
	for i, t := range a.tabs.all {
		if i > 0 {
			p.Gap(gap)
		}
		role := theme.Muted
		if i == a.tabs.front {
			role = theme.Accent
		}
		p.Text(role, t.key)
		if !a.frame.wide && a.urgent(t) > 0 {
			p.Glyph(theme.Hurts, theme.Failed)
		}
		if i == a.tabs.front || a.frame.wide {
			p.Text(role, " ")
			p.Text(role, t.name)
		}
		a.drawTotal(p, t)
	}
}

// urgent is how much a screen has to show that somebody should look at, and nobody has.
func (a *App) urgent(t tab) int {
	if t.id != nav.Schedules {
		return 0
	}
	return a.alarms.unseen
}

// drawTotal says how much a screen has to show, where there is room and something.
func (a *App) drawTotal(p *widget.Pen, t tab) {
	if n := a.urgent(t); n > 0 && a.frame.wide {
		p.Gap(1)
		p.Glyph(theme.Hurts, theme.Failed)
		p.Gap(1)
		p.Text(theme.Hurts, strconv.Itoa(n))
	}
	if t.id == nav.Problems {
		a.drawTroubles(p)
	}
	if !a.frame.wide || t.total == nil {
		return
	}
	if n := t.total(a.picture); n > 0 {
		a.text = strconv.AppendInt(append(a.text[:0], ' '), int64(n), 10)
		p.Bytes(theme.Muted, a.text)
	}
}

// drawTroubles says how many causes of trouble there are that nobody knows of, in red where one blocks a code.
func (a *App) drawTroubles(p *widget.Pen) {
	n := a.watchman.count
	if !a.frame.wide || !a.counts() || n.Grave+n.Warnings == 0 {
		return
	}
	role := theme.Muted
	if n.Blocks && !a.outdated() {
		role = theme.Hurts
	}
	a.text = strconv.AppendInt(append(a.text[:0], ' '), int64(n.Grave+n.Warnings), 10)
	p.Bytes(role, a.text)
}

// counts says that it is known how much is wrong.
func (a *App) counts() bool { return a.watchman.survey != nil && a.picture.Total.Locks > 0 }

// narrowGap is between the tabs of a narrow terminal.
const narrowGap = 1

// tabsWidth is how many cells [App.drawTabs] takes on a narrow terminal.
func (a *App) tabsWidth() int {
	n := 0
	for _, t := range a.tabs.all {
		n += len(t.key) + narrowGap
		if a.urgent(t) > 0 {
			n++
		}
	}
	return n - narrowGap + 1 + len(a.tabs.all[a.tabs.front].name)
}

// band says whether the workspace is the real thing, and which it is, in at most n cells. Before anything is known it says where the
// program is looking.
func (a *App) band(p *widget.Pen, n int) {
	place := widget.Width(a.config.Place)
	if !a.named() {
		p.Cell(theme.Muted, a.config.Place, min(n, place))
		return
	}
	ws := &a.picture.Workspace
	band.Draw(p, ws, n)
	if n-band.Width(ws)-2 >= place {
		p.Gap(2)
		p.Text(theme.Muted, a.config.Place)
	}
}

// named says that it is known which workspace is open.
func (a *App) named() bool { return a.picture.Workspace.ID != "" || a.picture.Workspace.Name != "" }

// A part is a piece of the header.
type part struct {
	role  theme.Role
	text  string
	sign  bool // a glyph stands before the text
	glyph theme.Glyph
}

func width(parts []part) int {
	n := 0
	for _, part := range parts {
		n += widget.Width(part.text)
		if part.sign {
			n++
		}
	}
	return n
}

// bandMost is what the band of the workspace is given beside the tabs at least: its word and a bit of the name.
const bandMost = band.Least + 7

// rightSide is the freshness, the problems and the clock in at most n cells, and on a narrow terminal who rolls. Where they do
// not fit the clock goes first, because the terminal's owner has another, and then the age.
func (a *App) rightSide(n int) []part {
	parts, clock := a.allRight(), true
	if width(parts) > n {
		parts, clock = parts[:len(parts)-1], false
	}
	if width(parts) > n {
		parts[1].text = ""
	}
	if a.frame.wide {
		return parts
	}
	const gap = 2
	who := a.whoRolls(n - width(parts) - gap)
	if clock && (len(who) == 0 || who[0].text == "") { // the clock gives way to words
		if more := a.whoRolls(n - width(parts[:len(parts)-1]) - gap); len(more) > 0 && more[0].text != "" {
			who, parts = more, parts[:len(parts)-1]
		}
	}
	if len(who) == 0 {
		return parts
	}
	return slices.Concat(who, []part{{text: "  "}}, parts)
}

func (a *App) allRight() []part {
	parts := make([]part, 0, 8)
	parts = a.connection(parts)
	gap := "   "
	if !a.frame.wide {
		gap = "  "
	}
	if a.counts() {
		n := &a.watchman.count
		grave, warnings := tally(n.Grave, theme.Hurts, theme.Failed), tally(n.Warnings, theme.Moving, theme.Warning)
		if a.outdated() {
			grave.role, warnings.role = theme.Muted, theme.Muted // colour is for what is true now
		}
		parts = append(parts, part{text: gap}, grave, part{text: gap[1:]}, warnings)
	}
	return append(parts, part{role: theme.Muted, text: gap + a.now.In(a.config.Zone).Format("Mon 15:04")})
}

// tally is a count of root causes, in colour only where there are any.
func tally(n int, role theme.Role, glyph theme.Glyph) part {
	if n == 0 {
		role = theme.Muted
	}
	return part{role: role, text: " " + strconv.Itoa(n), sign: true, glyph: glyph}
}

// connection says how the feed stands and how old the picture is.
func (a *App) connection(parts []part) []part {
	feed := &a.picture.Feed
	c := part{role: theme.Works, sign: true, glyph: theme.Set, text: " " + feed.Connection.String()}
	switch feed.Connection {
	case model.Live:
		if feed.Late(a.now) {
			c = part{role: theme.Moving, sign: true, glyph: theme.Warning, text: " no answer"}
		}
	case model.Connecting:
		c.role, c.glyph = theme.Moving, theme.Setting
	case model.Retrying:
		c.role, c.glyph = theme.Hurts, theme.Warning
	case model.Frozen, model.Off:
		c.role, c.glyph = theme.Info, theme.Waiting
	}
	text := a.freshness()
	if !feed.Kept.IsZero() {
		c = part{role: theme.Moving, sign: true, glyph: theme.Setting, text: " " + a.keptPicture()}
	}
	if a.frame.wide {
		text += " · " + strconv.Itoa(feed.CallsPerMinute) + " calls/min"
	}
	return append(parts, c, part{role: theme.Muted, text: text})
}

// freshness says how much of the picture there is, or how old it is.
func (a *App) freshness() string {
	feed := &a.picture.Feed
	switch {
	case !feed.Kept.IsZero() && feed.Connection != model.Live:
		return " · " + feed.Connection.String()
	case !feed.Kept.IsZero(), feed.Loading && a.picture.Total.Locks > 0:
		return " · " + a.progress()
	case feed.Loading && feed.Connection == model.Live:
		return " · loading" // the workspace answered, its locks did not yet
	case !feed.AsOf.IsZero():
		return " · " + model.Ago(a.now.Sub(feed.AsOf))
	default:
		return ""
	}
}
