package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/ics"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// An intake is rules of a file on their way into the book.
type intake struct {
	room    *ruleRoom
	request *importRequest
	locks   []model.DeviceID // that were named for all rules

	rules []readRule
	known []holidays.Set // of the file

	edits   []rulebook.Edit
	sets    []rulebook.SetEntry
	already int // rules that are here, and stay as they are
}

// read recognises what a file is.
func (in *intake) read(data []byte) (err error) {
	switch {
	case bytes.HasPrefix(data, []byte("{")):
		if in.rules, in.known, err = readRuleFile(data); err != nil {
			return unreadable(err)
		}
		return nil
	case len(data) >= len(beginCalendar) && strings.EqualFold(string(data[:len(beginCalendar)]), beginCalendar):
		return in.readCalendar(data)
	default:
		return &model.Fault{
			Op: opImport, Kind: model.KindInvalid, Message: "the file is neither of rules export nor a calendar", Hint: "iCalendar files begin with BEGIN:VCALENDAR.",
		}
	}
}

const beginCalendar = "BEGIN:VCALENDAR"

func unreadable(err error) error {
	return &model.Fault{Op: opImport, Kind: model.KindInvalid, Message: model.Clean(err.Error())}
}

// readCalendar makes rules of the events of a calendar.
func (in *intake) readCalendar(data []byte) error {
	if len(in.locks) == 0 {
		return usageError{err: errors.New(opImport + ": a calendar does not say which lock is meant"), hint: "name it with --lock; seamdash devices lists them."}
	}
	zones := map[string]string{}
	for _, pair := range in.request.zones {
		from, to, _ := strings.Cut(pair, "=")
		zones[from] = to
	}
	p := in.room.program
	read, err := ics.Read(bytes.NewReader(data), ics.Options{Today: civil.DateOf(in.room.session.now().In(p.home())), Zones: zones})
	if err != nil {
		return unreadable(err)
	}
	for _, loss := range read.Losses {
		p.note("lost: " + model.Clean(loss))
	}
	if n := len(read.Days); n > 0 {
		p.note("lost: " + count(n, "whole day") + "; rules holidays add NAME --ics FILE keeps them")
	}
	for _, e := range read.Refused {
		p.note(fmt.Sprintf("left out: %s: %s", orDash(model.Clean(cmp.Or(e.Summary, e.UID))), model.Clean(e.Why)))
	}
	if n := len(read.Refused); n > 0 && !in.request.partly {
		return &model.Fault{
			Op: opImport, Kind: model.KindInvalid, Hint: "--partly keeps the others.",
			Message: fmt.Sprintf("no schedule can be made of %d of %d events, so nothing is kept", n, n+len(read.Rules)),
		}
	}
	for i := range read.Rules {
		e := &read.Rules[i]
		in.rules = append(in.rules, readRule{id: idOfEvent(e), rule: e.Rule, losses: e.Losses})
	}
	return nil
}

// idOfEvent is that of the rule which was exported, and otherwise made of the UID, so that an event that comes twice is one rule.
func idOfEvent(e *ics.Imported) model.RuleID {
	if id := model.Clean(e.ID()); id != "" && len(id) <= maxRuleID {
		return model.RuleID(id)
	}
	if e.UID == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(e.UID))
	return model.RuleID("ics-" + hex.EncodeToString(sum[:12]))
}

// settle decides what becomes of each rule, and refuses all where one cannot be kept.
func (in *intake) settle(ctx context.Context) error {
	ids := in.settleSets()
	var errs []error
	seen := map[model.RuleID]bool{}
	for i := range in.rules {
		one := &in.rules[i]
		if one.id != "" && seen[one.id] { // two events of one UID that make two rules
			one.id += model.RuleID(fmt.Sprintf("-%d", i))
		}
		seen[one.id] = true
		for n, id := range one.rule.Holidays {
			one.rule.Holidays[n] = ids[id]
		}
		if err := in.take(ctx, one); err != nil {
			errs = append(errs, err)
		}
		if len(errs) == mostRefused {
			errs = append(errs, fmt.Errorf("%s: more of the %d schedules were not looked at", opImport, len(in.rules)))
			break
		}
	}
	return joined(errs)
}

// mostRefused is how many rules of a file that cannot be kept are told.
const mostRefused = 20

// take puts one rule among the edits.
func (in *intake) take(ctx context.Context, one *readRule) error {
	r := in.room
	e := rulebook.Entry{ID: one.id}
	was, here := r.shelf.Rule(one.id)
	if here && one.id != "" {
		if !in.request.replace || one.same(&was.Rule) {
			in.already++
			return nil
		}
		e = was
		one.inherit(&was.Rule)
	}
	if len(in.locks) > 0 {
		one.rule.Locks = in.locks
	}
	for _, loss := range one.losses {
		r.program.note("lost: " + model.Clean(one.rule.Name) + ": " + model.Clean(loss))
	}
	if one.withoutPINs != "" {
		r.program.note("lost: " + model.Clean(one.rule.Name) + ": its PINs are not in the file; " + pinWords(&one.rule.PIN, false))
	}
	if found := one.rule.Check(); len(found) > 0 {
		return troubled(opImport, one.rule.Name, found[:1])
	}
	r.locks(ctx, one.rule.Locks)
	for _, id := range one.rule.Locks {
		if r.known[id] == nil {
			return &model.Fault{
				Op: opImport, Subject: model.Clean(one.rule.Name), Kind: model.KindInvalid, Message: "lock " + model.Clean(string(id)) + " is not in this workspace",
				Hint: "--lock says for which locks the schedules are here.",
			}
		}
	}
	if strange := r.clocks(&one.rule).unknown; len(strange) > 0 {
		return &model.Fault{
			Op: opImport, Subject: model.Clean(one.rule.Name), Kind: model.KindInvalid,
			Message: "it goes by the clock of its locks, and nobody knows the time zone of " + r.called(strange[0]),
		}
	}
	e.Rule = one.rule
	in.edits = append(in.edits, rulebook.Edit{Entry: e})
	return nil
}

// same says that a rule of a file is the one that is kept, as far as the file says it.
func (one *readRule) same(was *recur.Rule) bool {
	mine := readRule{rule: one.rule.Clone(), withoutPINs: one.withoutPINs}
	mine.inherit(was)
	return recur.Equal(&mine.rule, was)
}

// inherit takes over what a file does not say of a rule that is kept.
func (one *readRule) inherit(was *recur.Rule) {
	calendar := len(one.rule.Locks) == 0
	if calendar {
		one.rule.Locks, one.rule.Naming = was.Locks, was.Naming
	}
	if calendar || one.withoutPINs != "" {
		one.rule.PIN, one.withoutPINs = was.PIN, ""
	}
}

// settleSets finds the sets of a file here, by id or by name and days, and makes those that are missing.
func (in *intake) settleSets() map[recur.SetID]recur.SetID {
	ids := map[recur.SetID]recur.SetID{}
	for i := range in.known {
		set := in.known[i]
		if kept, ok := in.room.sameSet(&set); ok {
			ids[set.ID] = kept
			continue
		}
		was := set.ID
		if _, taken := in.room.shelf.Set(was); taken {
			set.ID = in.room.book.NewSetID()
		}
		ids[was] = set.ID
		in.sets = append(in.sets, rulebook.SetEntry{Set: set})
	}
	return ids
}

// sameSet finds a set with the same days.
func (r *ruleRoom) sameSet(set *holidays.Set) (recur.SetID, bool) {
	for i := range r.shelf.Sets {
		have := r.shelf.Sets[i].Set
		if have.Country == set.Country && have.Region == set.Region && strings.EqualFold(have.Name, set.Name) && slices.Equal(have.Days, set.Normal().Days) {
			return have.ID, true
		}
	}
	return "", false
}
