package main

import (
	"context"
	"slices"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/engine"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/model/store"
	"seamdash/model/zone"
)

// A ruleRoom is where a command finds the recurring schedules of its workspace: in the local store, so that most of them work
// without Seam, or in the sandbox, of which nothing is kept.
type ruleRoom struct {
	program *program
	session *session
	book    *rulebook.Book
	shelf   *rulebook.Shelf
	sets    almanac // of the shelf, and the public holidays that could be
	// room, kept and here are nil in the sandbox: what is kept of the workspace, the store that it is in, and which it is.
	room   *store.Room
	kept   *memory
	here   func() model.WorkspaceID
	keeper engine.Keeper
	rolled *rolled // nil until it is known, see readRolled
	close  func()

	known map[model.DeviceID]*model.Lock // see locks
	named *model.Workspace               // nil until it is known, see tellWhere
	asked bool                           // Seam for its devices
}

// openRules finds the room of the key, and reads the schedules there. Seam is asked only for a workspace that this key has not
// opened before.
func (p *program) openRules(ctx context.Context) (*ruleRoom, error) {
	s, err := p.open(ctx)
	if err != nil {
		return nil, err
	}
	r := &ruleRoom{program: p, session: s, close: func() {}, known: map[model.DeviceID]*model.Lock{}}
	if s.found.Key.Known() {
		err = r.unlock(ctx)
	} else {
		r.book, r.keeper = bookOf(s, nil, nil), keeperOf(nil, nil)
	}
	if err == nil {
		err = r.load(ctx)
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// unlock opens the local store, at the workspace that the key opens.
func (r *ruleRoom) unlock(ctx context.Context) error {
	opened, err := r.program.openStore(ctx, r.program.note)
	if err != nil {
		return err
	}
	r.closes(opened)
	id, err := r.workspace(ctx, opened)
	if err != nil {
		return err
	}
	r.enter(opened, id)
	return nil
}

// closes has the store closed with the room.
func (r *ruleRoom) closes(opened *store.Store) {
	r.close = func() {
		if err := opened.Close(); err != nil {
			r.program.note("the local store did not close well: " + model.WhyOf(err))
		}
	}
}

// enter makes it the room of a workspace.
func (r *ruleRoom) enter(opened *store.Store, id model.WorkspaceID) {
	r.room, r.kept, r.here = opened.In(id), newMemory(), func() model.WorkspaceID { return id }
	r.kept.open(opened, nil)
	r.book, r.keeper = bookOf(r.session, r.kept, r.here), keeperOf(r.kept, r.here)
}

// workspace is the one that the key opened last, and otherwise the one that Seam says, which is remembered.
func (r *ruleRoom) workspace(ctx context.Context, opened *store.Store) (model.WorkspaceID, error) {
	id, err := r.remembered(ctx, opened)
	if err != nil || id != noWorkspace {
		return id, err
	}
	ws, err := r.session.client.Workspace(ctx)
	if err != nil {
		return noWorkspace, err
	}
	r.named = &ws
	if err := remember(ctx, opened.In(ws.ID), &ws); err != nil {
		return noWorkspace, err
	}
	return ws.ID, opened.In(noWorkspace).SetPreference(ctx, r.mark(), string(ws.ID))
}

// remembered is the workspace that the key opened last, see [markOf]; none where it is new here.
func (r *ruleRoom) remembered(ctx context.Context, opened *store.Store) (model.WorkspaceID, error) {
	kept, err := opened.In(noWorkspace).Preferences(ctx)
	return model.WorkspaceID(kept[r.mark()]), err
}

func (r *ruleRoom) mark() string {
	found := &r.session.found
	return markName(markOf(found.Key, found.Endpoint, found.Workspace))
}

// locks makes locks known: by the picture of the last run of the dashboard, and those that are not in it by Seam. Where neither
// knows one it is left out, and that Seam could not be asked is told.
func (r *ruleRoom) locks(ctx context.Context, ids []model.DeviceID) {
	strange := func(id model.DeviceID) bool { return r.known[id] == nil }
	if len(r.known) == 0 && r.room != nil && slices.ContainsFunc(ids, strange) {
		if picture := r.lastPicture(ctx); picture != nil { // without one Seam is asked
			r.learn(picture.Locks)
		}
	}
	if !r.asked && slices.ContainsFunc(ids, strange) {
		r.asked = true
		if err := r.ask(ctx); err != nil {
			r.program.note("names and clocks of some locks are not known: " + model.WhyOf(err))
		}
	}
}

// ask reads the devices of Seam, without their codes.
func (r *ruleRoom) ask(ctx context.Context) error {
	return r.session.client.Devices(ctx, func(page []model.Device) error {
		for i := range page {
			if d := &page[i]; r.known[d.ID] == nil {
				d.Limits = &r.session.settings.Limits
				r.known[d.ID] = model.NewLock(*d, nil, false, nil)
			}
		}
		return nil
	})
}

func (r *ruleRoom) learn(locks []*model.Lock) {
	for _, l := range locks {
		r.known[l.Device.ID] = l
	}
}

// doorsOf are all locks of rules.
func doorsOf(rules []rulebook.Entry) []model.DeviceID {
	var ids []model.DeviceID
	for i := range rules {
		ids = append(ids, rules[i].Rule.Locks...)
	}
	return ids
}

// load reads what is kept.
func (r *ruleRoom) load(ctx context.Context) (err error) {
	if r.shelf, err = r.book.Load(ctx); err == nil {
		r.sets = publicHolidays(r.shelf.Sets)
	}
	return err
}

// today is the date on the clock of a rule; where its locks have several, the earliest.
func (r *ruleRoom) today(rule *recur.Rule) civil.Date {
	now := r.session.now()
	today := civil.DateOf(now.In(r.program.home()))
	for i, c := range r.clocks(rule).each {
		if d := civil.DateOf(now.In(c.zone)); i == 0 || d < today {
			today = d
		}
	}
	return today
}

// zoneNamed is a zone that a lock or a rule has.
func zoneNamed(name string) (clock, bool) {
	at, ok := zone.Lookup(name)
	return clock{zone: at, name: name}, ok
}
