package ruleform

import (
	"strings"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// A calling is the name of a new rule that stands in front of its words, as in "Cleaners mon wed 9-13", in the row of the words or
// in that of the name. Its zero value is none.
type calling struct {
	name  string
	front string // of the text: what stands before the words
	in    row
}

// is says that a name stands in front of the words in a row.
func (c *calling) is(in row) bool { return c.front != "" && c.in == in }

// note says how the name was read, in a list of none or one.
func (c *calling) note() []string {
	if c.front == "" {
		return nil
	}
	return []string{"called “" + c.name + "”"}
}

// findCalling looks for a name in front of the words that a row holds. It stays found while the words behind it are changed, so that a
// mistake in them is told, and not that the name is no day.
func (f *Form) findCalling(in row) {
	text := f.fields[in].Value()
	if f.called.is(in) && strings.HasPrefix(text, f.called.front) {
		return
	}
	f.called = calling{}
	if f.subject.old {
		return
	}
	context := f.context(&f.rule)
	if strings.Contains(text, "holiday") {
		context.Sets = append(context.Sets, everyCountry()...)
	}
	if name, rest, ok := words.Named(text, context); ok {
		f.called = calling{name: name, front: text[:len(text)-len(rest)], in: in}
	}
}

// readName reads the text of the name. Words behind it go into their own row, unless something else stands there.
func (f *Form) readName() {
	before := f.called
	if !before.is(rowName) && f.text(rowWords) != "" {
		return
	}
	f.findCalling(rowName)
	text := ""
	if f.called.front != "" {
		text = f.fields[rowName].Value()[len(f.called.front):]
	} else if before.front == "" {
		return
	}
	f.fields[rowWords].Set(text)
	f.read(rowWords)
}

// readCalling gives the rule the name in front of its words, where it has no other.
func (f *Form) readCalling(r *recur.Rule) {
	before := f.called
	if before.is(rowWords) || before.front == "" && r.Name == "" {
		f.findCalling(rowWords)
	}
	switch {
	case f.called.is(rowWords):
		r.Name = model.Clean(f.called.name)
	case before.is(rowWords):
		r.Name = ""
	}
}

// behind is a mistake in words behind so many bytes of a text.
func (f *Form) behind(m *mistake, hidden int) *mistake {
	m.at += hidden
	if m.guess != "" {
		m.guess = f.fields[rowWords].Value()[:hidden] + m.guess
	}
	return m
}

// spoken is the words of their row without the name in front of them, and how many bytes that takes.
func (f *Form) spoken() (text string, hidden int) {
	text = f.fields[rowWords].Value()
	if f.called.is(rowWords) {
		hidden = len(f.called.front)
	}
	return text[hidden:], hidden
}

// part gives the name and the words a row each, when the keyboard leaves the one in which both stand.
func (f *Form) part() {
	called := f.called
	if called.front == "" {
		return
	}
	text, _ := f.spoken()
	f.called = calling{}
	f.fields[rowName].Set(called.name)
	f.fields[rowWords].Set(text)
	f.read(rowWords)
	f.judge()
}
