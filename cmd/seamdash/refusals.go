package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/fit"
)

// failures are several things that went wrong, each told on a line of its own. The first decides the exit code.
type failures []error

func (f failures) Error() string {
	texts := make([]string, len(f))
	for i, err := range f {
		texts[i] = oneLine(err)
	}
	return strings.Join(texts, "; ")
}

func (f failures) Unwrap() []error { return f }

// joined is nil for none, and the error itself for one.
func joined(errs []error) error {
	switch len(errs) {
	case 0:
		return nil
	case 1:
		return errs[0]
	default:
		return failures(errs)
	}
}

// rules are the complaints of Seam's own validation, one fault for each field, or the error as it is where there is at most
// one.
func rules(err error) []error {
	f, ok := errors.AsType[*model.Fault](err)
	if !ok || f.Kind != model.KindInvalid {
		return []error{err}
	}
	var each []error
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		for _, complaint := range f.Fields[field] {
			one := *f
			if one.Message = complaint; field != "" && !strings.Contains(complaint, field) {
				one.Message = field + ": " + complaint
			}
			each = append(each, &one)
		}
	}
	if len(each) < 2 {
		return []error{err}
	}
	return each
}

// refusal is the broken rules among findings, one fault for each, or nil. op is what was asked for: "create a code".
func refusal(op string, lock *model.Device, findings []fit.Finding) []error {
	var broken []error
	for i := range findings {
		f := &findings[i]
		if !f.Refuses {
			continue
		}
		fault := &model.Fault{Op: op, Kind: model.KindInvalid, Message: model.Clean(f.Text), Type: f.Rule, Hint: f.Hint}
		if !strings.Contains(f.Text, called(lock)) {
			fault.Subject = "on " + called(lock)
		}
		broken = append(broken, fault)
	}
	return broken
}

// warn tells what is odd about a wish that is granted all the same, each thing once.
func (p *program) warn(findings []fit.Finding) {
	told := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		if f.Refuses {
			continue
		}
		text := "warning: " + model.Clean(f.Text)
		if f.Hint != "" {
			text += " (" + strings.TrimSuffix(model.Clean(f.Hint), ".") + ")"
		}
		if !told[text] {
			told[text] = true
			p.note(text)
		}
	}
}

// called is how a lock is named to people.
func called(d *model.Device) string {
	if d.Name == "" {
		return string(d.ID)
	}
	return d.Name
}
