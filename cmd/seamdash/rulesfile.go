package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

const (
	// ruleForm is the version of the form in which rules are exported.
	ruleForm = 1
	// maxRuleFile is how much is read of a file with rules, and maxRules how many it may have.
	maxRuleFile = 8 << 20
	maxRules    = 10_000
)

// A ruleFile is rules as they are exported in JSON, with the sets of holidays that they name.
type ruleFile struct {
	Form     int        `json:"seamdash_rules"`
	Holidays []fileSet  `json:"holidays"`
	Rules    []fileRule `json:"rules"`
}

type fileSet struct {
	SetID string          `json:"set_id"`
	Set   json.RawMessage `json:"set"` // as [holidays.Encode] writes it
}

type fileRule struct {
	RuleID string `json:"rule_id"`
	// WithoutPINs says that PINs were left out: "fixed" for the one that all windows had, "listed" for a list.
	WithoutPINs string          `json:"without_pins,omitempty"`
	Rule        json.RawMessage `json:"rule"` // as [recur.Encode] writes it
}

// The kinds of PINs that are left out.
const (
	withoutFixed  = "fixed"
	withoutListed = "listed"
)

// fileOf writes rules down. Without reveal their PINs are left out, which is told as a loss.
func fileOf(shelf *rulebook.Shelf, rules []rulebook.Entry, reveal bool) (out ruleFile, losses []string, err error) {
	out = ruleFile{Form: ruleForm, Holidays: []fileSet{}, Rules: []fileRule{}}
	named := map[recur.SetID]bool{}
	for i := range rules {
		rule := rules[i].Rule.Clone()
		one := fileRule{RuleID: string(rules[i].ID)}
		if len(rule.PIN.PINs) > 0 && !reveal {
			one.WithoutPINs = withoutPINs(&rule.PIN)
			losses = append(losses, model.Clean(rule.Name)+": its PINs are left out; --reveal writes them")
		}
		for _, id := range rule.Holidays {
			named[id] = true
		}
		if one.Rule, err = recur.Encode(&rule); err != nil {
			return out, nil, fmt.Errorf("write %s down: %w", model.Clean(rule.Name), err)
		}
		out.Rules = append(out.Rules, one)
	}
	for i := range shelf.Sets {
		set := shelf.Sets[i].Set
		if !named[set.ID] {
			continue
		}
		text, err := holidays.Encode(set)
		if err != nil {
			return out, nil, fmt.Errorf("write %s down: %w", model.Clean(set.Name), err)
		}
		out.Holidays = append(out.Holidays, fileSet{SetID: string(set.ID), Set: text})
	}
	return out, losses, nil
}

// withoutPINs takes the PINs of a policy away, and says which kind they were.
func withoutPINs(p *recur.PINPolicy) string {
	if p.Kind == recur.Listed {
		*p = recur.PINPolicy{Kind: recur.Fresh}
		return withoutListed
	}
	*p = recur.PINPolicy{}
	return withoutFixed
}

// A read rule is one of a file.
type readRule struct {
	id          model.RuleID
	rule        recur.Rule
	withoutPINs string
	losses      []string
}

// readRuleFile reads what [fileOf] wrote, and nothing else.
func readRuleFile(data []byte) ([]readRule, []holidays.Set, error) {
	var file ruleFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, nil, fmt.Errorf("it is no file of rules export: %s", model.Clean(err.Error()))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, errors.New("something follows the schedules")
	}
	switch {
	case file.Form > ruleForm:
		return nil, nil, fmt.Errorf("a newer version of the program wrote it (form %d, known is %d)", file.Form, ruleForm)
	case file.Form != ruleForm:
		return nil, nil, errors.New("it does not say that it is a file of rules export")
	case len(file.Rules) > maxRules:
		return nil, nil, fmt.Errorf("it has %d schedules, and %d are possible", len(file.Rules), maxRules)
	}
	sets, err := file.sets()
	if err != nil {
		return nil, nil, err
	}
	rules, err := file.rules(sets)
	return rules, sets, err
}

func (f *ruleFile) sets() ([]holidays.Set, error) {
	out := make([]holidays.Set, len(f.Holidays))
	seen := map[string]bool{}
	for i, one := range f.Holidays {
		set, err := holidays.Decode(one.Set)
		if err == nil && (one.SetID == "" || seen[one.SetID] || strings.HasPrefix(one.SetID, country)) {
			err = errors.New("its id is missing, or there twice")
		}
		if err != nil {
			return nil, fmt.Errorf("set of holidays %d: %w", i+1, err)
		}
		seen[one.SetID] = true
		set.ID = recur.SetID(one.SetID)
		out[i] = set
	}
	return out, nil
}

func (f *ruleFile) rules(sets []holidays.Set) ([]readRule, error) {
	known := map[recur.SetID]bool{}
	for i := range sets {
		known[sets[i].ID] = true
	}
	out := make([]readRule, len(f.Rules))
	seen := map[string]bool{}
	for i := range f.Rules {
		one := &f.Rules[i]
		rule, err := recur.Decode(one.Rule)
		if err == nil {
			err = one.check(&rule, seen, known)
		}
		if err != nil {
			return nil, fmt.Errorf("schedule %d %s: %w", i+1, model.Clean(rule.Name), err)
		}
		seen[one.RuleID] = true
		out[i] = readRule{id: model.RuleID(one.RuleID), rule: rule, withoutPINs: one.WithoutPINs}
	}
	return out, nil
}

// check refuses what does not go with the rest of the file.
func (one *fileRule) check(rule *recur.Rule, seen map[string]bool, sets map[recur.SetID]bool) error {
	switch {
	case one.RuleID == "" || len(one.RuleID) > maxRuleID || model.Clean(one.RuleID) != one.RuleID || seen[one.RuleID]:
		return errors.New("its id is missing, no id, or there twice")
	case one.WithoutPINs != "" && one.WithoutPINs != withoutFixed && one.WithoutPINs != withoutListed:
		return fmt.Errorf("without_pins is %q", model.Clean(one.WithoutPINs))
	}
	for _, id := range rule.Holidays {
		if !sets[id] {
			return fmt.Errorf("the set of holidays %q is not in the file", model.Clean(string(id)))
		}
	}
	return nil
}

// maxRuleID is how long an id of a rule may be: a key of the local store.
const maxRuleID = 128
