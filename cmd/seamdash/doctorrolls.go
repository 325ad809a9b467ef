package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/rulebook"
)

// examineRolls says who makes the codes of the schedules, and which of them stand still.
func (p *program) examineRolls(ctx context.Context) examined {
	const name = "schedules"
	s, err := p.open(ctx)
	switch {
	case err != nil:
		return unclear(name, "nobody knows whose, for want of a key")
	case !s.found.Key.Known():
		return unclear(name, "nothing of the sandbox is kept")
	}
	if there, err := p.hasStore(); err != nil || !there {
		return unclear(name, "nothing is kept on this machine yet")
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.peekRules(ctx, s)
	if err != nil {
		return ill(name, err)
	}
	defer r.close()
	if r.shelf == nil {
		return unclear(name, "this key has not opened a workspace on this machine yet")
	}
	if r.rolled, err = r.ledger(ctx); err != nil {
		return ill(name, err)
	}
	return r.examined(name)
}

// hasStore says whether there is a local store.
func (p *program) hasStore() (bool, error) {
	settings, err := p.settings()
	if err != nil {
		return false, err
	}
	path := settings.Store
	if path == "" {
		path = config.DefaultStore(p.getenv)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return true, nil
}

// peekRules is [program.openRules] for who writes nothing and asks nobody: it has no shelf where this key is new here.
func (p *program) peekRules(ctx context.Context, s *session) (*ruleRoom, error) {
	r := &ruleRoom{program: p, session: s, close: func() {}, known: map[model.DeviceID]*model.Lock{}}
	opened, err := p.openStore(ctx, p.note)
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
func (r *ruleRoom) examined(name string) examined {
	kept := count(len(r.shelf.Rules), "schedule")
	if len(r.shelf.Rules) == 0 {
		return well(name, "none")
	}
	by := "rolled by " + r.rolled.words(r.session.now(), r.program.home())
	e := well(name, kept+", "+by)
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
