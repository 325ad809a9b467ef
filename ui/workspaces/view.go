package workspaces

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/band"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	// head is the lines above the list, foot those below it: what is in the way.
	head, foot = 3, 3
	// profileWidth is the column of the profile.
	profileWidth = 16
	// margin is left of what is no list.
	margin = 3
)

// View draws the overlay's lines, each ended, and returns where text is being typed, or nil.
func (o *Overlay) View(p *widget.Pen) *tea.Position {
	first := p.Lines()
	at := o.title(p)
	switch o.stage {
	case listing:
		o.words(p, theme.Muted, "Finding out which workspaces can be opened …")
	case choosing, reaching:
		o.places(p)
		o.below(p)
	case asking:
		o.question(p)
	case leaving:
		o.words(p, theme.Text, "Leaving: what is being done is finished first …")
		o.opens(p, "Opening ")
	}
	for p.Lines()-first < o.size.H {
		p.NewLine()
	}
	return at
}

// title draws the field and the names of the columns.
func (o *Overlay) title(p *widget.Pen) (at *tea.Position) {
	p.Gap(1)
	p.Text(theme.Accent, "WORKSPACES  ")
	if o.stage == choosing {
		x := o.size.W - p.Room()
		x += o.field.Draw(p, theme.Text, p.Room()-1)
		at = &tea.Position{X: x, Y: 0}
	}
	p.NewLine()
	p.NewLine()
	return at
}

// words draws a text over as many lines as it takes.
func (o *Overlay) words(p *widget.Pen, r theme.Role, text string) {
	for _, line := range widget.Wrap(text, o.size.W-2*margin, 3) {
		p.Gap(margin)
		p.Text(r, line)
		p.NewLine()
	}
}

func (o *Overlay) places(p *widget.Pen) {
	p.Gap(3)
	p.Cell(theme.Muted, "", band.Least+1)
	p.Cell(theme.Muted, "NAME", o.nameWidth())
	p.Gap(1)
	p.Cell(theme.Muted, "PROFILE", profileWidth)
	p.Gap(1)
	p.Text(theme.Muted, "KEY")
	p.NewLine()
	from, to := o.rows.Visible()
	under, _ := o.rows.Row()
	thumbFrom, thumbTo := o.rows.Thumb()
	for y := range o.size.H - head - foot {
		p.Region(o.size.W - 1)
		switch {
		case len(o.shown) == 0 && y == 0:
			p.Gap(margin)
			p.Text(theme.Text, o.none())
		case from+y < to:
			o.row(p, &o.list.Places[o.shown[from+y]], from+y == under)
		}
		p.EndRegion()
		if y >= thumbFrom && y < thumbTo {
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
}

func (o *Overlay) none() string {
	if len(o.list.Places) == 0 {
		return "There is no other workspace to open."
	}
	return "None of " + strconv.Itoa(len(o.list.Places)) + " has “" + o.field.Value() + "”."
}

// nameWidth is the column of the names, which have what the others leave.
func (o *Overlay) nameWidth() int {
	key := 12
	if o.size.W >= 100 {
		key = 28
	}
	return max(14, o.size.W-5-band.Least-profileWidth-key-2)
}

func (o *Overlay) row(p *widget.Pen, place *Place, under bool) {
	p.Gap(1)
	if under {
		p.Glyph(theme.Accent, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	if place.Known {
		role, kind := band.Role(&place.Workspace), " "+place.Workspace.Kind()+" "
		p.Text(role, kind)
		p.Gap(band.Least - len(kind) + 1)
	} else {
		p.Cell(theme.Muted, " not known", band.Least+1)
	}
	role := theme.Text
	if barred(*place) != "" {
		role = theme.Muted
	}
	p.Name(role, place.Workspace.Called(), o.nameWidth())
	p.Gap(1)
	p.Name(role, place.Profile, profileWidth)
	p.Gap(1)
	p.Text(theme.Muted, place.Key)
}

// below says what is known of the place under the cursor beside its row, or what is in the way, and why there are not more places.
func (o *Overlay) below(p *widget.Pen) {
	end := p.Lines() + foot
	switch place, _ := o.under(); {
	case o.stage == reaching:
		o.words(p, theme.Moving, "Asking Seam which workspace this is …")
	case o.trouble != nil:
		o.words(p, theme.Hurts, strings.TrimSpace(model.AsSentence(o.trouble.Error())+" "+model.AsSentence(o.trouble.Hint)))
	case place.Open:
		o.words(p, theme.Muted, "This is the one that is open.")
	}
	for _, text := range o.list.Troubles {
		if p.Lines() < end {
			p.Gap(margin)
			p.Text(theme.Moving, text)
			p.NewLine()
		}
	}
}

// question asks whether production shall be opened.
func (o *Overlay) question(p *widget.Pen) {
	o.opens(p, "Open ")
	p.NewLine()
	o.words(p, theme.Text, "Real doors hang on what is done there. What is open now is left, and goes on where it was when it is opened again.")
	p.NewLine()
	for i, line := range [][2]string{{"enter", "stay here"}, {"o", "open production"}} {
		p.Gap(margin)
		if i == 0 {
			p.Bar(theme.Selected)
		}
		p.Gap(1)
		p.Cell(theme.Strong, line[0], 7)
		p.Text(theme.Text, line[1])
		p.Gap(1)
		p.Bar(theme.Text)
		p.NewLine()
	}
}

// opens names what is being opened.
func (o *Overlay) opens(p *widget.Pen, verb string) {
	p.Gap(margin)
	p.Text(theme.Text, verb)
	if o.chosen.Known {
		band.Draw(p, &o.chosen.Workspace, p.Room()-margin)
	} else {
		p.Text(theme.Text, o.chosen.Workspace.Called())
	}
	p.NewLine()
	if o.chosen.Profile != "" {
		p.Gap(margin)
		p.Text(theme.Muted, "profile "+o.chosen.Profile+", key from "+o.chosen.Key)
		p.NewLine()
	}
}
