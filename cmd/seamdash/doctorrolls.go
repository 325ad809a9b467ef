package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/model/store"
)

// examineRolls says who makes the codes of the schedules, and which of them stand still.
func (d *doctor) examineRolls(ctx context.Context) examined {
	s, err := d.session(ctx)
	switch {
	case err != nil:
		return unclear("nobody knows whose, as no key was found")
	case !s.found.Key.Known():
		return unclear("nothing of the sandbox is kept")
	}
	switch kept, err := d.file(ctx); {
	case errors.Is(err, store.ErrMissing):
		return unclear("nothing is kept on this machine yet")
	case err != nil:
		return unclear("they are in the local file, which cannot be read")
	case kept.Older:
		return unclear("they can be looked at when the local file has its newer schema")
	}
	r, err := d.peekRules(ctx, s)
	if err != nil {
		return ill(err)
	}
	defer r.close()
	if r.shelf == nil {
		return unclear("this key has not opened a workspace on this machine yet")
	}
	if r.rolled, err = r.ledger(ctx); err != nil {
		return ill(err)
	}
	return r.examined()
}

// hasStore says whether there is a local store.
func (p *program) hasStore() (bool, error) {
	path, _, err := p.storePath()
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return true, nil
}

// peekRules is [program.openRules] for who writes nothing and asks nobody: it has no shelf where this key is new here.
func (d *doctor) peekRules(ctx context.Context, s *session) (*ruleRoom, error) {
	r := &ruleRoom{program: d.program, session: s, close: func() {}, known: map[model.DeviceID]*model.Lock{}}
	cfg, err := d.storeAsItIs()
	if err != nil {
		return nil, err
	}
	opened, err := store.Open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	r.closes(opened)
	id, err := r.remembered(ctx, opened)
	if err == nil && id != noWorkspace {
		r.enter(opened, id)
		err = r.load(ctx)
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// examined judges who rolls.
func (r *ruleRoom) examined() examined {
	kept := count(len(r.shelf.Rules), "schedule")
	if len(r.shelf.Rules) == 0 {
		return well("none")
	}
	by := "rolled by " + r.rolled.words(r.session.now(), r.program.home())
	e := well(kept + ", " + by)
	hint := ""
	if r.rolled.by() == "" {
		hint = nobodyRolls
	}
	if still := r.still(); len(still) > 0 {
		e.Text += "; stands still: " + strings.Join(still, ", ")
		hint = strings.TrimSpace(hint + " rules show tells why, and rules retry takes it up again.")
	}
	if hint != "" {
		e.State, e.Hint = bad, &hint
	}
	return e
}

// still names the schedules that stand still on a lock.
func (r *ruleRoom) still() []string {
	var out []string
	for i := range r.shelf.Rules {
		e := &r.shelf.Rules[i]
		for _, lock := range r.rolled.locksOf(e) {
			if stateOf(r.rolled.state(e.ID, lock)) == seriesHalted {
				out = append(out, ruleName(e))
				break
			}
		}
	}
	return out
}

func ruleName(e *rulebook.Entry) string {
	if name := model.Clean(e.Rule.Name); name != "" {
		return name
	}
	return string(e.ID)
}
