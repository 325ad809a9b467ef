package sets

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/rulebook"
	"seamdash/ui/nav"
)

// patience is how long keeping a set may take.
const patience = 10 * time.Second

// typeKey takes keys while something is typed.
func (o *Overlay) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "esc":
		o.asks, o.told = nothing, ""
		return nil, nil
	case "enter":
		return nil, o.typedAll()
	default:
		o.told = ""
		_, cmd := o.field.Update(msg)
		return nil, cmd
	}
}

// typedAll takes what was typed, or says what is wrong with it.
func (o *Overlay) typedAll() tea.Cmd {
	text := strings.TrimSpace(o.field.Value())
	entry, _ := o.under()
	switch o.asks {
	case what:
		fresh, why := o.read(text)
		if why != "" {
			o.complain(why)
			return nil
		}
		o.fresh, o.asks = fresh, called
		o.field.Set(fresh.Name)
		return nil
	case called:
		o.fresh.Name = text
		return o.keep(rulebook.SetEntry{Set: o.fresh}, "made")
	case rename:
		entry.Set.Name = text
		return o.keep(entry, "renamed")
	case dates:
		days, err := holidays.ParseDays(text, o.today())
		if text != "" && err != nil {
			o.complain(sentences(err))
			return nil
		}
		entry.Set.Days = days
		return o.keep(entry, "dates changed")
	default:
		return nil
	}
}

// read understands what a new set is of: a country or a region of one, or dates.
func (o *Overlay) read(text string) (s holidays.Set, why string) {
	country, region, placeErr := holidays.ParsePlace(text)
	if placeErr == nil {
		s = holidays.Set{Country: country, Region: region, Name: strings.TrimSuffix(country+"-"+region, "-") + " holidays"}
		return s, trouble(&s)
	}
	days, err := holidays.ParseDays(text, o.today())
	if err == nil {
		return holidays.Set{Days: days, Name: "Days off"}, ""
	}
	if strings.ContainsAny(text, "0123456789") {
		return s, sentences(err)
	}
	return s, sentences(placeErr)
}

// trouble is why a set cannot be kept, or "".
func trouble(s *holidays.Set) string {
	if found := s.Check(); len(found) > 0 {
		return strings.TrimSpace(model.AsSentence(found[0].Text) + " " + model.AsSentence(found[0].Hint))
	}
	return ""
}

// sentences are an error and its hint.
func sentences(err error) string {
	text := model.AsSentence(model.WhyOf(err))
	if hinted, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok && hinted.Hint() != "" {
		text += " " + model.AsSentence(hinted.Hint())
	}
	return text
}

func (o *Overlay) complain(why string) { o.told, o.failed = why, true }

// keep keeps a set, unless something is wrong with it.
func (o *Overlay) keep(entry rulebook.SetEntry, note string) tea.Cmd {
	entry.Set = entry.Set.Normal()
	if why := trouble(&entry.Set); why != "" {
		o.complain(why)
		return nil
	}
	book, by := o.config.Book, o.config.By
	return o.call(entry, entry.Set.Name+" is kept", func(ctx context.Context) (rulebook.SetEntry, error) {
		return book.SaveSet(ctx, entry, by, note)
	})
}

// confirm removes the set under the cursor, or does not.
func (o *Overlay) confirm(key string) (nav.Intent, tea.Cmd) {
	switch key {
	case "enter", "esc":
		o.asks = nothing
	case "r":
		entry, ok := o.under()
		if !ok {
			o.asks = nothing
			return nil, nil
		}
		book, by := o.config.Book, o.config.By
		return nil, o.call(entry, entry.Set.Name+" is removed", func(ctx context.Context) (rulebook.SetEntry, error) {
			return entry, book.RemoveSet(ctx, entry, by, "removed")
		})
	}
	return nil, nil
}

// call has something kept beside the screen.
func (o *Overlay) call(entry rulebook.SetEntry, did string, do func(context.Context) (rulebook.SetEntry, error)) tea.Cmd {
	o.busy = true
	parent, answer := o.config.Context, Answered{Number: o.config.Number, id: entry.Set.ID, did: did}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		var kept rulebook.SetEntry
		if kept, answer.err = do(ctx); answer.err == nil {
			answer.id = kept.Set.ID
		}
		return answer
	}
}

// answered tells what came of it. What failed stays in the field.
func (o *Overlay) answered(msg Answered) {
	o.busy = false
	if msg.err != nil {
		o.complain(sentences(msg.err))
		if o.asks == removal {
			o.asks = nothing
		}
		return
	}
	o.asks, o.told, o.failed = nothing, msg.did, false
	o.list.Choose(msg.id)
}
