package ui_test

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/diagnose"
	"seamdash/model/holidays"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/ui"
	"seamdash/ui/activity"
	"seamdash/ui/uitest"
	"seamdash/ui/workspaces"
)

// A hostileConcourse has workspaces whose names are somebody else's. The second that is reached cannot be opened.
type hostileConcourse struct {
	texts   func(field int) string
	reached int
}

func (c *hostileConcourse) List(context.Context) (workspaces.List, error) {
	return workspaces.List{
		Places: []workspaces.Place{
			{ID: "a", Workspace: model.Workspace{ID: "w", Name: c.texts(0)}, Known: true, Profile: with("maple", c.texts(1)), Key: with("keyring", c.texts(2)), Open: true},
			{ID: "b", Workspace: model.Workspace{ID: "w2", Name: with("Zed", c.texts(3))}, Known: true, Profile: with("oak", c.texts(4)), Key: with("key_command", c.texts(5))},
			{ID: "c", Workspace: model.Workspace{ID: "w3", Name: with("Zoo", c.texts(3)), Sandbox: true}, Known: true, Profile: c.texts(4), Key: c.texts(6)},
		},
		Troubles: []string{with("profile broken:", c.texts(7)), with("profile more broken:", c.texts(8))},
	}, nil
}

func (c *hostileConcourse) Reach(context.Context, string) (ui.Prospect, error) {
	c.reached++
	if c.reached == 2 {
		return nil, &model.Fault{Op: "open", Subject: c.texts(9), Kind: model.KindRefused, Message: with("Qz", c.texts(10)), Hint: c.texts(11), Request: model.RequestID(c.texts(12))}
	}
	return &outlook{of: &concourse{}, ws: model.Workspace{ID: "w2", Name: with("Zed", c.texts(3))}}, nil
}

// somewhere is a lock that Seam has to be told the zone of, beside others that say where they are.
func somewhere(texts func(field int) string) *model.Snapshot {
	door := func(id model.DeviceID, name, zone string) *model.Lock {
		return model.NewLock(model.Device{
			ID: id, Name: name, Place: texts(1), TimeZone: zone, Type: "ultraloq_lock", Manufacturer: texts(2), Online: model.Yes, Managed: true,
			Can: model.Capabilities{ProgramOnlineCodes: model.Yes},
		}, []model.AccessCode{{ID: model.CodeID("c" + id), DeviceID: id, Name: with("Guest", texts(3)), PIN: model.NewPIN("83914027"), Status: model.StatusSet, Managed: true}}, true, nil)
	}
	zoo := with("Nook", texts(4))
	feed := model.FeedState{Connection: model.Retrying, AsOf: uitest.Now(), Fault: &model.Fault{
		Op: "list", Subject: texts(5), Kind: model.KindUnavailable, Message: with("Qz", texts(6)), Hint: texts(7), Request: model.RequestID(texts(8)),
	}}
	return model.NewSnapshot(model.Workspace{ID: "w", Name: texts(0)}, []*model.Lock{door("a", zoo, ""), door("b", "Barn 9", "Europe/Lisbon")}, feed, 1)
}

// hostileHouse is a world whose rules, holidays, roller and workspaces have somebody else's texts.
func hostileHouse(t *testing.T, texts func(field int) string) uitest.Stage {
	t.Helper()
	rule := uitest.Rule(with("Rota", texts(9)), "mon wed 9-12", "a")
	rules := uitest.NewRules(rule)
	set := holidays.Set{Name: with("Days", texts(10)), Days: []holidays.Day{{Date: civil.DateOf(uitest.Now()) + 3, Name: with("Off", texts(11))}}}
	kept, err := rules.SaveSet(t.Context(), rulebook.SetEntry{Set: set}, with("ana", texts(12)), "added")
	if err != nil {
		t.Fatal(err)
	}
	used := uitest.Rule(with("Shift", texts(9)), "tue 9-12", "b")
	used.Holidays = append(used.Holidays, kept.Set.ID)
	rules.Put(used, with("ana", texts(12)), with("note", texts(13)))
	key := plan.Key{Rule: rules.ID(rule.Name), Lock: "a"}
	roll := plan.Roll{Number: 1, Key: key, At: uitest.Now().Add(-time.Hour), What: plan.Halted, Why: with("Qz", texts(6))}
	rolling := ui.Rolling{By: with("sam", texts(12)), Since: uitest.Now().Add(-time.Hour), Wanted: true, States: map[plan.Key]plan.State{key: {
		Key: key, Rule: with("Rota", texts(9)), Refusal: with("Qz", texts(6)), Last: &roll,
		Code: &plan.Code{ID: "ca", Trouble: with("Qz", texts(6)), Why: with("Qz", texts(7)), Asked: model.CodeDraft{Name: with("Guest", texts(3))}},
		Halt: &plan.Halt{Kind: plan.HaltConflict, Why: with("Qz", texts(6)), Try: with("Qz", texts(7)), Since: uitest.Now().Add(-time.Hour)},
	}}}
	return uitest.Stage{
		Picture: somewhere(texts), Rules: rules, Roller: &uitest.Roller{History: []plan.Roll{roll}}, Rolling: &rolling, Spaces: &hostileConcourse{texts: texts},
		Desk: &uitest.Desk{}, Memory: &uitest.Memory{}, Quiet: &uitest.Quiet{}, Surveyor: diagnose.NewSurveyor(), Notify: ui.OSC777,
	}
}

// written is what this program did, as the log and the followed writes have it.
func written(d *uitest.Driver, texts func(field int) string) {
	d.Send(activity.Written{Writes: []model.Write{{
		Number: 1, At: uitest.Now().Add(-time.Minute), Who: with("ana", texts(12)), Action: "update code", Device: "a", Code: "ca", Detail: with("name", texts(3)), Outcome: with("Qz", texts(6)),
	}}})
	d.Send(ui.Followed{Writes: []model.Tracked{{
		ID: "t1", Action: model.ActionCreate, AskedAt: uitest.Now(), DoneAt: uitest.Now(), Stage: model.StageFailed, Outcome: "not done: " + with("Qz", texts(6)), Wanted: model.CodeDraft{DeviceID: "a", Name: with("Guest", texts(3))},
	}}})
}

// overlays is the play of what lies over the screens.
func overlays() play {
	// What is searched for is never found, whatever it looks like.
	pasted := func(field int) func(d *uitest.Driver, texts func(field int) string) {
		return func(d *uitest.Driver, texts func(field int) string) { d.Paste("qxzvj" + texts(field)) }
	}
	return play{hostileHouse, []move{
		{"the fleet", nil, written},
		{"what was done", []string{"5"}, nil},
		{"that, in full", []string{"i"}, nil},
		{"by this program", []string{"i", "w"}, nil},
		{"a caution", []string{"1"}, func(d *uitest.Driver, texts func(field int) string) {
			d.Send(ui.Caution{Text: with("Qz", texts(13))})
		}},
		{"a changed configuration", nil, func(d *uitest.Driver, texts func(field int) string) {
			d.Send(ui.Configured{Text: with("Qz", texts(5)), Loud: true})
		}},
		{"where a lock is", []string{"end", "Z"}, nil},
		{"where it may be", nil, pasted(1)},
		{"where it is, surely", []string{"ctrl+u", "l", "i", "s", "b", "enter"}, nil},
		{"the switcher", []string{"esc", "esc", "ctrl+o"}, nil},
		{"the switcher, narrowed", []string{"z", "o", "o"}, nil},
		{"the switcher, with nothing", nil, pasted(9)},
		{"another workspace", []string{"esc", "ctrl+o", "down", "enter"}, nil},
		{"one that cannot be opened", []string{"esc", "ctrl+o", "down", "enter"}, nil},
		{"actions", []string{"esc", ":"}, nil},
		{"some actions", []string{"w", "o", "r", "k"}, nil},
		{"no actions", nil, pasted(2)},
		{"schedules", []string{"esc", "3"}, nil},
		{"a schedule", []string{"end", "enter"}, nil},
		{"the rest of it", []string{"end"}, nil},
		{"holidays", []string{"esc", "h"}, nil},
		{"that are in use", []string{"x"}, nil},
		{"that are used all the same", []string{"r"}, nil},
		{"and their name", []string{"esc", "h", "e"}, nil},
		{"another name", nil, pasted(3)},
		{"help", []string{"esc", "esc", "?"}, nil},
		{"a presentation", []string{"esc", "1", "ctrl+p"}, nil},
	}}
}

// A hostileLobby opens workspaces whose names are somebody else's, and has a keyring that says more than it must.
type hostileLobby struct {
	*lobby

	texts func(field int) string
	tried int
}

func (l *hostileLobby) Try(context.Context, model.Secret) ([]model.Workspace, error) {
	l.tried++
	if l.tried == 1 {
		return nil, l.fault("try")
	}
	return []model.Workspace{{ID: "w1", Name: with("Oak", l.texts(0))}, {ID: "w2", Name: l.texts(1), Sandbox: true}, {ID: "w3", Name: with("Zoo", l.texts(2)), Suspended: true}}, nil
}

func (l *hostileLobby) fault(op string) error {
	return &model.Fault{Op: op, Subject: l.texts(3), Kind: model.KindUnavailable, Message: with("Qz", l.texts(4)), Hint: with("Qz", l.texts(5)), Request: model.RequestID(l.texts(6))}
}

func (l *hostileLobby) Keyring(context.Context) (string, error) {
	if l.tried == 2 {
		return "", l.fault("open the keyring")
	}
	return with("the keyring", l.texts(7)), nil
}

func (l *hostileLobby) Keep(context.Context, model.Secret, model.Workspace) error {
	return l.fault("keep the key")
}

func hostileEntrance(t *testing.T, texts func(field int) string) uitest.Stage {
	t.Helper()
	return uitest.Stage{Lobby: &hostileLobby{lobby: newLobby(), texts: texts}}
}

// entrance is the play of the first screen.
func entrance() play {
	key := func(d *uitest.Driver, _ func(field int) string) { d.Send(tea.PasteMsg{Content: goodPAT}) }
	return play{hostileEntrance, []move{
		{"no key", nil, nil},
		{"a key", nil, key},
		{"a refusal", []string{"enter"}, nil},
		{"which one?", []string{"enter"}, nil},
		{"the last", []string{"down", "down"}, nil},
		{"no keyring", []string{"home", "enter"}, nil},
		{"again", []string{"esc", "enter"}, nil},
		{"keep it?", []string{"enter"}, nil},
		{"it is not kept", []string{"y"}, nil},
	}}
}
