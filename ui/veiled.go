package ui

import (
	"context"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/model/veil"
	"seamdash/ui/diagnosis"
)

// behind is the configuration of a dashboard that is only presented. It begins with nothing, so that whatever is new in [Config] has no
// way in until somebody says here how it is veiled. What changes something is left out, and what a person made of the screens, in which
// names stand.
func (c *Config) behind(v *veil.Veil) Config {
	out := Config{
		veil: v, Presentation: c.Presentation,
		Feed: veiledFeed{c.Feed, v}, Now: c.Now, Zone: c.Zone, Place: c.Place, Version: c.Version, Look: c.Look, Context: c.Context,
		By: v.Person(c.By), ReadOnly: c.ReadOnly, Notify: c.Notify, Tmux: c.Tmux, Progress: c.Progress, Keys: c.Keys, Columns: c.Columns, ClipboardClear: c.ClipboardClear,
		Caution: v.Text(c.Caution),
	}
	if c.Rules != nil {
		out.Rules = veiledRules{c.Rules, v}
	}
	if c.Roller != nil {
		out.Roller = veiledRoller{c.Roller, v}
	}
	if c.Quiet != nil {
		out.Quiet = veiledQuiet{c.Quiet, v}
	}
	if c.Records != nil {
		out.Records = veiledRecords{c.Records, v}
	}
	if c.Reports != nil {
		out.Reports = c.Reports // they are given what is behind the veil already
	}
	return out
}

// presenting is why nothing can be changed during a presentation: what the screens have are pseudonyms, which must never get to a lock.
const presenting = "names and PINs are hidden for a presentation, and nothing is changed while they are"

// still is why nothing can be changed at all, or "".
func (c *Config) still() string {
	switch {
	case c.veil != nil:
		return presenting
	case c.ReadOnly:
		return readOnly
	default:
		return ""
	}
}

// refused is what everything that changes something answers behind a veil, should anybody ask for it nevertheless.
func refused(op string) error {
	return &model.Fault{Op: op, Kind: model.KindRefused, Message: presenting}
}

// A veiledFeed has pictures without names and PINs.
type veiledFeed struct {
	open Feed
	veil *veil.Veil
}

// Snapshot is the newest picture of which everything is hidden.
func (f veiledFeed) Snapshot() *model.Snapshot { return f.veil.Shown() }

// Refresh asks for news now.
func (f veiledFeed) Refresh() { f.open.Refresh() }

// Freeze stops the updates, or lets them run again.
func (f veiledFeed) Freeze(frozen bool) { f.open.Freeze(frozen) }

// Focus names the locks that somebody is looking at.
func (f veiledFeed) Focus(locks []model.DeviceID) { f.open.Focus(locks) }

// veiledRules are read, and never written.
type veiledRules struct {
	open Rules
	veil *veil.Veil
}

// Load reads everything.
func (r veiledRules) Load(ctx context.Context) (*rulebook.Shelf, error) {
	shelf, err := r.open.Load(ctx)
	return r.veil.Shelf(shelf), r.veil.Err(err)
}

// History are the versions of a rule.
func (r veiledRules) History(ctx context.Context, id model.RuleID) ([]rulebook.Version, error) {
	versions, err := r.open.History(ctx, id)
	return r.veil.Versions(versions), r.veil.Err(err)
}

// Save refuses.
func (veiledRules) Save(context.Context, []rulebook.Edit, string, string) ([]rulebook.Entry, error) {
	return nil, refused("save the rule")
}

// SaveWith refuses.
func (veiledRules) SaveWith(context.Context, []rulebook.SetEntry, []rulebook.Edit, string, string) ([]rulebook.Entry, []rulebook.SetEntry, error) {
	return nil, nil, refused("save the rule")
}

// NewSetID is none: there are no new sets.
func (veiledRules) NewSetID() recur.SetID { return "" }

// SaveSet refuses.
func (veiledRules) SaveSet(context.Context, rulebook.SetEntry, string, string) (rulebook.SetEntry, error) {
	return rulebook.SetEntry{}, refused("save the holidays")
}

// RemoveSet refuses.
func (veiledRules) RemoveSet(context.Context, rulebook.SetEntry, string, string) error {
	return refused("remove the holidays")
}

// Drafts are none: they are of editors that cannot be opened.
func (veiledRules) Drafts(context.Context) ([]rulebook.Draft, error) { return nil, nil }

// SaveDraft refuses.
func (veiledRules) SaveDraft(context.Context, rulebook.Draft) error { return refused("keep the draft") }

// DropDraft refuses.
func (veiledRules) DropDraft(context.Context, string) error { return refused("drop the draft") }

// A veiledRoller tells what was rolled.
type veiledRoller struct {
	open Roller
	veil *veil.Veil
}

// Start refuses.
func (veiledRoller) Start(context.Context) error { return refused("roll the rules") }

// Stop refuses.
func (veiledRoller) Stop(context.Context) error { return refused("stop rolling the rules") }

// Ask refuses.
func (veiledRoller) Ask(context.Context, plan.Key, plan.WishKind) error {
	return refused("ask the roller")
}

// Rolls are lines of the history of a rule.
func (r veiledRoller) Rolls(ctx context.Context, rule model.RuleID, before uint64, limit int) ([]plan.Roll, error) {
	rolls, err := r.open.Rolls(ctx, rule, before, limit)
	return r.veil.Rolls(rolls), r.veil.Err(err)
}

// A veiledQuiet tells which troubles somebody knows of.
type veiledQuiet struct {
	open QuietKeeper
	veil *veil.Veil
}

// Quiets are those of a workspace.
func (q veiledQuiet) Quiets(ctx context.Context, of model.WorkspaceID) ([]diagnose.Quiet, error) {
	kept, err := q.open.Quiets(ctx, of)
	out := make([]diagnose.Quiet, len(kept))
	for i, one := range kept {
		out[i] = diagnose.Quiet{Key: one.Key, Until: one.Until, At: one.At, By: q.veil.Person(one.By)}
	}
	return out, q.veil.Err(err)
}

// KeepQuiet refuses.
func (veiledQuiet) KeepQuiet(context.Context, model.WorkspaceID, diagnose.Quiet) error {
	return refused("keep the problem quiet")
}

// Wake refuses.
func (veiledQuiet) Wake(context.Context, model.WorkspaceID, string) error {
	return refused("wake the problem")
}

// veiledRecords have events, and nothing in Seam's own words.
type veiledRecords struct {
	open diagnosis.Records
	veil *veil.Veil
}

// History lists events.
func (r veiledRecords) History(ctx context.Context, query model.EventQuery) ([]model.Event, error) {
	events, err := r.open.History(ctx, query)
	return r.veil.Events(events), r.veil.Err(err)
}

// Raw refuses: nobody can tell which of Seam's words name a person.
func (veiledRecords) Raw(context.Context, diagnosis.RawOf) (string, error) {
	return "", &model.Fault{Op: "read Seam's answer", Kind: model.KindRefused, Message: "Seam's own words are not shown in a presentation, because anybody can be named in them"}
}
