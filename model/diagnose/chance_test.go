package diagnose

import (
	"strconv"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/zone"
)

// A chance draws facts, whether or not they can be so.
type chance struct {
	*rapid.T

	now time.Time
	// calm draws nothing that Seam complains of, or that is on its way.
	calm bool
}

func (t chance) among(what string, list ...string) string {
	return rapid.SampledFrom(list).Draw(t.T, what)
}

func (t chance) upTo(what string, most int) int { return rapid.IntRange(0, most).Draw(t.T, what) }

// rare is true once in n times.
func (t chance) rare(what string, n int) bool { return t.upTo(what, n-1) == n-1 }

func (t chance) tri(what string) model.Tri { return model.Tri(t.upTo(what, 2)) }

// near is a moment around now, often just beside it, sometimes none.
func (t chance) near(what string) time.Time {
	if t.rare(what+" unknown", 8) {
		return time.Time{}
	}
	minutes := rapid.OneOf(rapid.IntRange(-90, 90), rapid.IntRange(-6000, 6000)).Draw(t.T, what)
	return t.now.Add(time.Duration(minutes) * time.Minute)
}

// pins are long enough to be nothing else.
func (t chance) pin(what string) model.PIN {
	return model.NewPIN(t.among(what, "90718342", "55500217", "31337442", ""))
}

// words may quote a PIN, as Seam's sentences and people's names do.
func (t chance) words(what string) string {
	return t.among(what, "", "Guest", "Cleaner of 90718342", "it is 55500217.", "Room 12", "31337442")
}

func (t chance) facts() Facts {
	f := Facts{Reader: model.Reader{Now: t.now}, Lock: t.lock(), Gone: t.rare("gone", 12)}
	lisbon, _ := zone.Lookup("Europe/Lisbon")
	f.Zone = []*time.Location{nil, time.UTC, lisbon}[t.upTo("zone", 2)]
	f.Home = []*time.Location{nil, time.UTC, lisbon}[t.upTo("home", 2)]
	if !t.rare("about the lock", 6) {
		f.Code = &f.Lock.Codes[0]
	}
	f.Gone = f.Gone && f.Code != nil
	if t.rare("account", 2) {
		f.Account = &model.Account{ID: "acc", Name: "house", TypeName: t.among("maker", "", "August"), Problems: t.problems(model.OriginAccount)}
	}
	for i := range t.upTo("events", 6) * t.upTo("more events", 3) {
		f.Events = append(f.Events, t.event(i))
	}
	if t.rare("covered", 2) {
		f.EventsSince = t.near("since")
	}
	for range t.upTo("writes", 2) {
		f.Writes = append(f.Writes, t.write())
		f.Followed = append(f.Followed, t.tracked())
	}
	f.Feed = t.feed()
	return f
}

func (t chance) lock() *model.Lock {
	d := model.Device{
		ID: "front", AccountID: model.AccountID(t.among("account id", "acc", "")), Name: "Front Door", Managed: !t.rare("unmanaged lock", 9),
		Type:     t.among("type", "august_lock", "smartthings_lock", "schlage_lock", "ultraloq_lock", "two_n_intercom", "odd", ""),
		TimeZone: t.among("time zone", "", "Europe/Lisbon", "Mars/Dome"), Place: t.among("place", "", "Harbour"),
		Online: t.tri("online"), KeypadAttached: t.tri("attached"), Battery: t.battery("battery"), Keypad: t.battery("keypad"),
		Can: model.Capabilities{
			ProgramOnlineCodes: t.tri("online codes"), ProgramOfflineCodes: t.tri("offline codes"), UnlockWithCode: t.tri("pins"), RemotelyUnlock: t.tri("unlocks"),
		},
		Slots: t.upTo("slots", 3), Problems: t.problems(model.OriginDevice),
	}
	if t.calm {
		d.KeypadAttached = model.Unknown
	}
	if t.rare("unique names", 3) {
		d.Rules.Constraints = []model.Constraint{{Type: "name_must_be_unique"}}
	}
	if t.rare("unreadable lock", 20) {
		d.Unreadable = "no name"
	}
	l := &model.Lock{Device: d, Loaded: !t.rare("not loaded", 9), Old: t.rare("old", 12)}
	for i := range 1 + t.upTo("codes", 3) {
		l.Codes = append(l.Codes, t.code(i, d.Problems))
	}
	if t.rare("fault", 12) {
		l.Fault = &model.Fault{Op: "list codes", Kind: model.Kind(t.upTo("lock fault", 9)), Hint: t.among("hint", "", "try later.")}
	}
	return l
}

func (t chance) battery(what string) model.Battery {
	return model.Battery{
		Known: t.rare(what+" known", 2), Level: rapid.SampledFrom([]float64{0, 0.1, 0.5, 1}).Draw(t.T, what), Wired: t.rare(what+" wired", 4),
		Status: t.among(what+" status", "", "", "low", "critical", "good", "odd"),
	}
}

func (t chance) code(i int, above []model.Problem) model.AccessCode {
	c := model.AccessCode{
		ID: model.CodeID("code-" + strconv.Itoa(i)), DeviceID: "front", Name: t.words("name"), PIN: t.pin("pin"), Managed: !t.rare("unmanaged", 6),
		Status: model.Status(t.among("status", "unset", "unset", "setting", "set", "set", "removing", "unknown", "odd", "")), CreatedAt: t.near("created"),
		Preloaded: t.tri("preloaded"), AwaitingPIN: t.tri("awaiting"), Backup: model.Backup{Available: t.rare("backup", 3)},
		Traits: model.Traits{
			ExternalChangeAllowed: t.rare("may change", 3), Offline: t.rare("offline code", 9), CannotBeManaged: t.rare("unmanageable", 4),
			CannotBeDeleted: t.rare("undeletable", 4),
		},
		Problems: t.problems(model.OriginCode),
	}
	if t.rare("copies", 2) {
		c.Problems = append(c.Problems, above...)
	}
	if !t.rare("ongoing", 5) {
		c.Type, c.Window = model.TypeTimeBound, t.window("window")
	}
	if t.rare("unreadable", 20) {
		c.Unreadable = "no status"
	}
	for range t.upTo("pending", 2) * t.upTo("more pending", 1) {
		if t.calm {
			break
		}
		c.Pending = append(c.Pending, model.PendingMutation{
			Code: model.MutationCode(t.among("mutation", append(model.MutationCodes(), "odd_mutation")...)), CreatedAt: t.near("asked"), ScheduledAt: t.near("scheduled"),
			From: model.CodeFacts{Name: t.words("old name"), PIN: t.pin("old pin"), Window: t.window("old window")}, To: model.CodeFacts{PIN: t.pin("new pin")},
		})
	}
	return c
}

func (t chance) window(what string) model.Window {
	w := model.Window{From: t.near(what + " from"), Until: t.near(what + " until")}
	if !t.rare(what+" odd", 8) && !w.From.IsZero() {
		w.Until = w.From.Add(time.Duration(1+t.upTo(what+" long", 3000)) * time.Minute)
	}
	return w
}

func (t chance) problems(on model.Origin) (out []model.Problem) {
	if t.calm {
		return nil
	}
	for range rapid.SampledFrom([]int{0, 0, 0, 0, 1, 1, 2}).Draw(t.T, "problems") {
		p := model.Problem{
			Level: model.Level(t.upTo("level", 1)), Origin: on, Code: t.among("problem", everyCode()...), Message: t.words("message"), Since: t.near("reported"),
		}
		if t.rare("of another", 5) {
			p.Origin = model.Origin(t.upTo("origin", 3))
		}
		if t.rare("detail", 3) {
			p.Detail = &model.ProblemDetail{
				Rival: model.CodeID(t.among("rival", "", "code-1", "far")), ChangeType: t.among("change", "", "removed", "modified", "odd"), Fields: []string{t.among("field", "name", "code")},
			}
		}
		out = append(out, p)
	}
	return out
}

// everyCode is whatever Seam may report, and what it does not.
func everyCode() []string {
	out := []string{"odd_news", ""}
	for _, theme := range themes() {
		for i := range theme.rows {
			out = append(out, theme.rows[i].code)
		}
	}
	return append(out, model.RetiredCodes()...)
}

func (t chance) event(i int) model.Event {
	if t.rare("twice", 4) {
		i = 0
	}
	return model.Event{
		ID: model.EventID("e" + strconv.Itoa(i)), At: t.near("at"), RecordedAt: t.near("recorded"), Reason: t.among("reason", "", "unknown_code", "too_many_attempts", "odd"),
		Type:     model.EventType(t.among("event", append(model.EventTypes(), "odd.event", "lock.unlocked", "lock.access_denied", string(eventTakenAway), string(eventSet), string(eventSet))...)),
		DeviceID: model.DeviceID(t.among("of lock", "front", "front", "back", "")), CodeID: model.CodeID(t.among("of code", "code-0", "code-0", "code-1", "")), AccountID: "acc", Text: t.words("text"),
	}
}

func (t chance) write() model.Write {
	return model.Write{
		At: t.near("written"), Action: t.among("action", "create code", "delete code", "unlock"), Code: model.CodeID(t.among("written code", "code-0", "code-1")),
		Outcome: t.among("outcome", model.Accepted, "", "the PIN 90718342 is taken"), Request: model.RequestID(t.among("request", "", "r1", "r2")),
	}
}

func (t chance) tracked() model.Tracked {
	return model.Tracked{
		Action: model.Action(t.among("deed", "create", "update", "delete", "adopt")), Code: model.CodeID(t.among("tracked code", "code-0", "code-1")),
		AskedAt: t.near("tracked"), AcceptedAt: t.near("accepted"), DoneAt: t.near("done"), Stage: model.Stage(t.upTo("stage", 8)), Request: model.RequestID(t.among("tracked request", "", "r1")),
	}
}

func (t chance) feed() model.FeedState {
	f := model.FeedState{Connection: model.Connection(t.upTo("connection", 5)), AsOf: t.near("as of"), NextTry: t.near("next try"), Overdue: t.near("overdue")}
	if t.rare("feed fault", 2) {
		f.Fault = &model.Fault{Op: "list events", Kind: model.Kind(t.upTo("kind", 9)), RetryAt: t.near("retry")}
	}
	return f
}
