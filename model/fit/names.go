package fit

import (
	"strconv"
	"unicode/utf8"

	"seamdash/model"
)

// name judges what the code shall be called; was is the name that it has.
func (c *check) name(name, was string) {
	name = model.Clean(name)
	for _, rule := range c.lock.Device.Rules.Constraints {
		switch {
		case rule.Type == "name_must_be_unique":
			c.nameTaken(name)
		case rule.Type == "name_length" && name != "" && name != was:
			c.nameLength(name, rule)
		}
	}
}

// nameTaken compares as Seam's rule does, letter by letter.
func (c *check) nameTaken(name string) {
	for code := range c.others {
		if code.Name != name {
			continue
		}
		text := c.called() + " wants every name once and has this one"
		if name == "" {
			text = c.called() + " wants every name once and has a code without one"
		}
		c.refuse(OfName, "name_must_be_unique", text, "choose another name")
		return
	}
}

// nameLength warns only: Seam cuts a name rather than refuse it.
func (c *check) nameLength(name string, rule model.Constraint) {
	switch n := utf8.RuneCountInString(name); {
	case rule.MaxLength > 0 && n > rule.MaxLength:
		cut := string([]rune(name)[:rule.MaxLength])
		c.warn(OfName, rule.Type, c.called()+" shows "+strconv.Itoa(rule.MaxLength)+" characters of a name: “"+cut+"”", "shorten it")
	case n < rule.MinLength:
		c.warn(OfName, rule.Type, c.called()+" wants names of "+strconv.Itoa(rule.MinLength)+" characters at least", "add to it")
	}
}
