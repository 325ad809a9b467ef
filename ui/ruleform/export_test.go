package ruleform

import (
	"seamdash/model/recur"
	"seamdash/model/recur/grid"
	"seamdash/model/recur/words"
)

// Rule is the rule as it stands.
func (f *Form) Rule() recur.Rule { return f.rule }

// Typed are all texts as they stand, but for PINs.
func (f *Form) Typed() [rows]string { return f.present().texts }

// Agree says in words what of the editor tells another rule than the rest, or "".
func (f *Form) Agree() string {
	if f.wrong[rowWords] == nil && f.text(rowWords) != "" {
		reading, err := words.Parse(f.fields[rowWords].Value(), f.context(&f.rule))
		switch {
		case err != nil:
			return "the words are not understood: " + err.Error()
		case !recur.Equal(&reading.Rule, &f.rule):
			return "the words say something else"
		}
	}
	week, err := grid.Of(&f.rule)
	if (err == nil) != (f.week.flat == nil) || err == nil && !week.Equal(&f.week.grid) {
		return "the week shows something else"
	}
	return f.fieldsAgree()
}

func (f *Form) fieldsAgree() string {
	for r := range rows {
		if _, behind := lead(r); r.typed() && r.field() && f.wrong[r] == nil && behind == "" {
			was := f.rule
			if again, wrong := f.reading(r); wrong != nil || !recur.Equal(&again, &was) {
				return "the field " + r.label() + " says something else: " + f.text(r)
			}
		}
	}
	return ""
}
