package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// rule finds the rule that a word names wholly: by its id or its name.
func (r *ruleRoom) rule(word string) (rulebook.Entry, error) {
	word = model.Clean(word)
	found := naming(r.shelf.Rules, word, func(e *rulebook.Entry) string { return string(e.ID) }, func(e *rulebook.Entry) string { return e.Rule.Name })
	switch len(found) {
	case 0:
		return rulebook.Entry{}, r.noSuchRule(word)
	case 1:
		return found[0], nil
	default:
		return rulebook.Entry{}, usageError{
			err:  errors.New(subject("find schedule", word) + fmt.Sprintf(": %d schedules have this name", len(found))),
			hint: "say which, by id: " + candidates(found, func(e *rulebook.Entry) string { return string(e.ID) }),
		}
	}
}

// subject is what is looked for, unless it may be a PIN.
func subject(op, word string) string {
	if couldBePIN(word) {
		return op
	}
	return strings.TrimSpace(op + " " + word)
}

func (r *ruleRoom) noSuchRule(word string) error {
	if b, broken := r.broken(word); broken {
		return &model.Fault{
			Op: "read schedule", Subject: b.Name, Kind: model.KindInvalid, Message: b.Why, Hint: "rules remove takes it away, if nothing else reads it.",
		}
	}
	f := &model.Fault{
		Op: "find schedule", Subject: word, Kind: model.KindNotFound,
		Message: fmt.Sprintf("none of %d schedules has this id or name", len(r.shelf.Rules)), Hint: "seamdash rules list shows them.",
	}
	if couldBePIN(word) {
		f.Subject = ""
		return f
	}
	for i := range r.shelf.Rules {
		if name := r.shelf.Rules[i].Rule.Name; strings.Contains(strings.ToLower(name), strings.ToLower(word)) {
			f.Hint = fmt.Sprintf("did you mean %q?", name)
			break
		}
	}
	return f
}

// broken finds what is kept under an id or a name and cannot be read.
func (r *ruleRoom) broken(word string) (rulebook.Broken, bool) {
	i := slices.IndexFunc(r.shelf.Broken, func(b rulebook.Broken) bool { return !b.Set && (b.ID == word || b.Name == word && word != "") })
	if i < 0 {
		return rulebook.Broken{}, false
	}
	return r.shelf.Broken[i], true
}

// rules finds those that words name, each once.
func (r *ruleRoom) rules(words []string) ([]rulebook.Entry, error) {
	var out []rulebook.Entry
	for _, word := range words {
		e, err := r.rule(word)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(have rulebook.Entry) bool { return have.ID == e.ID }) {
			out = append(out, e)
		}
	}
	return out, nil
}

// oneRule reads the argument that names a rule, and refuses others.
func oneRule(cmd *cobra.Command, args []string) (string, error) {
	if len(args) == 0 || args[0] == "" {
		return "", usageError{
			err: fmt.Errorf("%s: name the schedule", cmd.CommandPath()), hint: "by its id or by all of its name; seamdash rules list shows them.",
		}
	}
	if isKey(args[0]) {
		return "", keyInArguments()
	}
	return args[0], noMore(cmd, args[1:])
}
