package ruleform

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/model/recur"
	"seamdash/ui/nav"
)

// policyWords names a source of PINs.
func policyWords(kind recur.PINKind) string {
	names := [...]string{"Seam chooses one", "one of yours", "a fresh one each time", "from a list in turn"}
	return names[kind]
}

// digits is what stands in the field beside the policy.
func (f *Form) digits() string {
	pin := &f.rule.PIN
	if pin.Kind == recur.Fresh {
		if pin.Length == 0 {
			return ""
		}
		return strconv.Itoa(pin.Length)
	}
	texts := make([]string, len(pin.PINs))
	for i, one := range pin.PINs {
		texts[i] = one.Reveal()
	}
	return strings.Join(texts, " ")
}

// readDigits reads the field beside the policy: PINs, or how long fresh ones are.
func (f *Form) readDigits(text string) (recur.Rule, *mistake) {
	out := f.rule
	switch out.PIN.Kind {
	case recur.Fresh:
		n, err := strconv.Atoi(text)
		if text != "" && (err != nil || n < 1 || n > 12) {
			return out, &mistake{text: "how many digits, or nothing for the fewest that the lock takes"}
		}
		out.PIN.Length = n
	case recur.Fixed, recur.Listed:
		out.PIN.PINs = nil
		for _, one := range pieces(text, out.PIN.Kind == recur.Fixed) {
			if strings.ContainsFunc(one, func(r rune) bool { return r < '0' || r > '9' }) {
				return f.rule, &mistake{text: "a PIN is made of digits"}
			}
			out.PIN.PINs = append(out.PIN.PINs, model.NewPIN(one))
		}
	default:
	}
	return out, nil
}

// pieces are the PINs in a text. A single one may be written with blanks and dashes, as people write it.
func pieces(text string, single bool) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == ',' || r == ';' || single && (unicode.Is(unicode.Pd, r) || r == '.')
	})
	if single && len(parts) > 0 {
		return []string{strings.Join(parts, "")}
	}
	return parts
}

// showOrMask is what the key of [Form.reveal] does next.
func (f *Form) showOrMask() string {
	if left := f.glimpse.Left(); left > 0 {
		return "mask (" + strconv.Itoa(left) + " s)"
	}
	return "show"
}

// reveal goes to the PINs of the rule and shows them for a while, or masks them.
func (f *Form) reveal() (nav.Intent, tea.Cmd) {
	kind := f.rule.PIN.Kind
	switch {
	case kind != recur.Fixed && kind != recur.Listed || f.text(rowDigits) == "":
		return nav.Refuse{Reason: "there is no PIN in this editor"}, nil
	case f.glimpse.Left() > 0:
		f.glimpse.Close()
		return nil, nil
	}
	f.goTo(rowDigits)
	of := nav.CodeOf{}
	if f.subject.origin != "" && len(f.rule.Locks) > 0 {
		of = nav.CodeOf{Lock: f.rule.Locks[0], Code: f.subject.origin}
	}
	hidden := slices.Concat(f.rule.PIN.PINs, f.pins, f.subject.entry.Rule.PIN.PINs)
	return nav.Revealed{
		Of: of, Where: "of the schedule " + model.QuotedWithout(f.rule.Name, hidden...) + " in its editor",
		Text: "PINs readable for 10 seconds; ctrl+o masks them at once",
	}, f.glimpse.Open()
}

// policy turns to the next source of PINs, or the one before. The PINs that were there are kept for the sources that have some.
func (f *Form) policy(by int) {
	const kinds = int(recur.Listed) + 1
	f.change(func(r *recur.Rule) {
		r.PIN.Kind = recur.PINKind((int(r.PIN.Kind) + by + kinds) % kinds) //nolint:gosec // one of four
		switch r.PIN.Kind {
		case recur.Fixed:
			r.PIN.Length, r.PIN.PINs = 0, f.pins[:min(1, len(f.pins))]
		case recur.Listed:
			r.PIN.Length, r.PIN.PINs = 0, f.pins
		default:
			r.PIN.PINs = nil
		}
	})
}

// keepPINs remembers the PINs of the rule, for the way back to a policy that has some.
func (f *Form) keepPINs() {
	if pins := f.rule.PIN.PINs; len(pins) > 0 {
		f.pins = slices.Clone(pins)
	}
}

// generate puts a PIN into the rule that every lock takes: the one, or one more of the list.
func (f *Form) generate() nav.Intent {
	locks := make([]*model.Lock, 0, len(f.doors))
	for i := range f.doors {
		if f.doors[i].lock != nil {
			locks = append(locks, f.doors[i].lock)
		}
	}
	if len(locks) == 0 {
		return nav.Refuse{Reason: "choose the locks first: which PINs there can be is theirs to say"}
	}
	pin, err := fit.Suggest(locks, 0, f.config.Random)
	if err != nil {
		return nav.Refuse{Reason: model.WhyOf(err)}
	}
	f.change(func(r *recur.Rule) {
		if r.PIN.Kind == recur.Listed {
			r.PIN.PINs = append(slices.Clone(r.PIN.PINs), pin)
			return
		}
		r.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{pin}}
	})
	f.at = rowDigits
	return nil
}
