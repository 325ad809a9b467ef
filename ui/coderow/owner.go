package coderow

import (
	"seamdash/model"
	"seamdash/ui/nav"
)

// An Owned says which codes belong to recurring schedules, by the ids of the codes. The root sends it whenever there is another,
// and its map belongs to everybody.
type Owned struct {
	By map[model.CodeID]Owner
}

// An Owner is the rule that a code belongs to.
type Owner struct {
	Rule model.RuleID
	Name string
}

// Owner is the rule that a code belongs to; ok is false where it belongs to none that is known.
func (o Owned) Owner(c *model.AccessCode) (owner Owner, ok bool) {
	owner, ok = o.By[c.ID]
	return owner, ok
}

// Tells adds to a sentence about a code whose it is.
func (o Owned) Tells(s Sentence, c *model.AccessCode) Sentence {
	if owner, ok := o.Owner(c); ok {
		s.Text += " It belongs to the rule “" + owner.Name + "”."
	}
	return s
}

// warned adds to a question about a code whose it is.
func warned(question nav.Intent, deed nav.Deed, owner Owner, owned bool) nav.Intent {
	ask, ok := question.(nav.Ask)
	if !ok || !owned {
		return question
	}
	text := "It belongs to the rule “" + owner.Name + "”, by which it is made and changed again."
	if deed == nav.Delete || deed == nav.Recreate {
		text = "It belongs to the rule “" + owner.Name + "”, which stands still on this lock once it is gone, until somebody says what to do."
	}
	ask.Body = append(ask.Body, text)
	return ask
}

// alone asks before a code of a rule is changed by hand; other codes are changed at once.
func alone[S List](list S, code *model.AccessCode, change nav.Intent) nav.Intent {
	owner, owned := list.Owner(code)
	return aloneOf(code, owner, owned, change)
}

func aloneOf(code *model.AccessCode, owner Owner, owned bool, change nav.Intent) nav.Intent {
	if !owned {
		return change
	}
	return nav.Ask{
		Title: "“" + Name(code) + "” belongs to the rule “" + owner.Name + "”",
		Body:  []string{"What is changed here is changed on this code alone. The rule makes the codes of its other windows as before."},
		Choices: []nav.Choice{
			{Key: "g", Label: "go to the rule", Intent: nav.ShowRule{ID: owner.Rule}},
			{Key: "a", Label: "change this code alone", Intent: change},
		},
	}
}
