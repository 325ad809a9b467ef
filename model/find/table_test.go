package find

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model"
)

func hours(n float64) time.Time { return benchNow().Add(time.Duration(n * float64(time.Hour))) }

func losAngeles() *time.Location { return time.FixedZone("PST", -8*60*60) }

// inZone gives the zones of world.
func inZone(l *model.Lock) *time.Location {
	if l.Device.TimeZone == "America/Los_Angeles" {
		return losAngeles()
	}
	return time.UTC
}

// world is three locks, in order, at a Friday 14:02 in Los Angeles and 22:02 in Lisbon.
func world() []*model.Lock {
	code := func(lock, id, name string, s model.Status, from, until float64) model.AccessCode {
		c := model.AccessCode{ID: model.CodeID(id), DeviceID: model.DeviceID(lock), Name: name, Status: s, Type: model.TypeTimeBound, Managed: true}
		c.Window = model.Window{From: hours(from), Until: hours(until)}
		if from == 0 && until == 0 {
			c.Window, c.Type = model.Window{}, model.TypeOngoing
		}
		return c
	}
	failed := code("front", "nanny", "Nanny", model.StatusUnset, 0, 0)
	failed.Problems = []model.Problem{{Level: model.Error, Origin: model.OriginCode, Code: "duplicate_code_on_device"}}
	setting := code("front", "okafor", "Guest Okafor", model.StatusSetting, 1, 45)
	setting.Pending = []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: hours(-0.4)}}
	spare := code("gate", "spare", "", model.StatusSet, 0, 0)
	spare.Backup.Is, spare.Managed = true, false
	front := model.Device{ID: "front", Name: "Maple · Front", Type: "august_lock", Manufacturer: "August", TimeZone: "America/Los_Angeles", Online: model.Yes}
	front.Battery = model.Battery{Known: true, Level: 0.64}
	patio := model.Device{ID: "patio", Name: "Maple · Patio", Type: "august_lock", Manufacturer: "August", TimeZone: "America/Los_Angeles", Online: model.No}
	patio.Battery = model.Battery{Known: true, Level: 0.11}
	patio.Problems = []model.Problem{{Level: model.Error, Origin: model.OriginDevice, Code: "device_offline"}}
	gate := model.Device{ID: "gate", Name: "Cedar · Gate", Type: "yale_lock", Manufacturer: "Yale", TimeZone: "Europe/Lisbon", Battery: model.Battery{Known: true, Wired: true}}
	return []*model.Lock{
		model.NewLock(gate, []model.AccessCode{spare, code("gate", "late", "Plumber", model.StatusUnset, -3, 1.5), code("gate", "tomorrow", "Movers", model.StatusUnset, 3, 30)}, true, nil),
		model.NewLock(front, []model.AccessCode{failed, setting, code("front", "kim", "Resident Kim", model.StatusSet, 0, 0), code("front", "strange", "Locksmith", "hibernating", 800, 900)}, true, nil),
		model.NewLock(patio, []model.AccessCode{code("patio", "cleaner", "Cleaner, weekly", model.StatusSet, -5, 2)}, true, nil),
	}
}

func worldTable() *Table {
	t := NewTable(Sort{By: ByLock}, inZone)
	t.Update(world(), benchNow())
	return t
}

func idsOf(t *Table) []string {
	out := make([]string, t.Len())
	for i := range out {
		_, c := t.At(i)
		out[i] = string(c.ID)
	}
	return out
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"maple":                     "nanny kim okafor strange cleaner",
		"MAPLE kim":                 "kim",
		"!maple":                    "spare late tomorrow",
		"august !patio":             "nanny kim okafor strange",
		`"cleaner, weekly"`:         "cleaner",
		`name:"cleaner, weekly"`:    "cleaner",
		"name:nan,kim":              "nanny kim",
		"lock:gate,patio":           "spare late tomorrow cleaner",
		"!lock:maple":               "spare late tomorrow",
		"name:maple":                "",
		"status:stuck":              "late okafor",
		"status:late,setting":       "late okafor",
		"status:set":                "spare kim cleaner",
		"status:unset":              "late tomorrow nanny",
		"!status:set":               "late tomorrow nanny okafor strange",
		"status:hibernating":        "strange",
		"status:unknown":            "strange",
		"status:offline":            "cleaner",
		"status:error":              "nanny",
		"type:ongoing":              "spare nanny kim",
		"type:backup":               "spare",
		"type:time_bound !late":     "late tomorrow okafor strange cleaner",
		"err:any":                   "nanny cleaner",
		"err:duplicate":             "nanny",
		"err:offline":               "cleaner",
		"err:error !err:offline":    "nanny",
		`err:"already has"`:         "nanny",
		"age:>20m":                  "late okafor",
		"age:<30m":                  "okafor",
		"age:>1h":                   "late",
		"battery:<20":               "cleaner",
		"battery:>20":               "nanny kim okafor strange",
		"battery:low":               "cleaner",
		"battery:wired":             "spare late tomorrow",
		"battery:64":                "nanny kim okafor strange",
		"zone:lisbon":               "spare late tomorrow",
		"zone:angeles,nowhere":      "nanny kim okafor strange cleaner",
		"zone:none":                 "",
		"starts:today":              "late okafor cleaner",
		"starts:tomorrow":           "tomorrow",
		"starts:week":               "late tomorrow okafor cleaner",
		"starts:never":              "spare nanny kim",
		"starts:<2h":                "okafor",
		"starts:>24h":               "strange",
		"starts:2026-12-23":         "strange",
		"starts:>2026-11-21":        "strange",
		"starts:<2026-11-21":        "late okafor cleaner",
		"ends:today":                "late cleaner",
		"ends:<3h":                  "late cleaner",
		"managed:no":                "spare",
		"managed:yes maple kim":     "kim",
		"okafr":                     "okafor",
		"mpl frnt":                  "nanny kim okafor strange",
		"mapel":                     "",
		"plmbr":                     "late",
		"lock:gate plmbr":           "late",
		"lock:maple plmbr":          "",
		"xyzzy":                     "",
		`""`:                        "spare late tomorrow nanny kim okafor strange cleaner",
		"12:30":                     "",
		"!managed:yes":              "spare",
		"  maple   kim  ":           "kim",
		"!!maple kim":               "kim",
		"status:\"on the lock\"":    "",
		"status:late battery:wired": "late",
	} {
		q, err := Parse(text, Codes, []string{"hibernating"})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		table := worldTable()
		table.Filter(q, false)
		got := strings.Join(idsOf(table), " ")
		if got != want {
			t.Errorf("%s\n gives %q\n  want %q", text, got, want)
		}
	}
}

func TestProblemsCombine(t *testing.T) {
	t.Parallel()
	table := worldTable()
	table.Filter(Query{}, true)
	if got, want := idsOf(table), []string{"late", "nanny", "okafor"}; !slices.Equal(got, want) {
		t.Errorf("problems: %q, want %q", got, want)
	}
	table.Filter(mustParse(t, "maple"), true)
	if got, want := idsOf(table), []string{"nanny", "okafor"}; !slices.Equal(got, want) {
		t.Errorf("problems of maple: %q, want %q", got, want)
	}
	table.Filter(mustParse(t, "kim"), true)
	if table.Len() != 0 || table.All() != 8 {
		t.Errorf("%d problems of %d rows, want none of 8", table.Len(), table.All())
	}
}

func TestArrange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sort Sort
		want string
	}{
		{Sort{By: ByNeed}, "late okafor spare tomorrow nanny kim strange cleaner"},
		{Sort{By: ByState}, "late okafor strange tomorrow nanny spare kim cleaner"},
		{Sort{By: ByAge}, "late okafor spare tomorrow nanny kim strange cleaner"},
		{Sort{By: ByAge, Down: true}, "okafor late spare tomorrow nanny kim strange cleaner"},
		{Sort{By: ByName}, "cleaner okafor strange tomorrow nanny late kim spare"},
		{Sort{By: ByName, Down: true}, "kim late nanny tomorrow strange okafor cleaner spare"},
		{Sort{By: ByLock, Down: true}, "cleaner nanny kim okafor strange spare late tomorrow"},
		{Sort{By: ByStart}, "cleaner late okafor tomorrow strange spare nanny kim"},
		{Sort{By: ByEnd}, "late cleaner tomorrow okafor strange spare nanny kim"},
		{Sort{By: ByIssues, Down: true}, "nanny spare late tomorrow kim okafor strange cleaner"},
		{Sort{By: ByBattery}, "cleaner nanny kim okafor strange spare late tomorrow"},
		{Sort{By: ByZone}, "nanny kim okafor strange cleaner spare late tomorrow"},
		{Sort{By: ByType}, "nanny kim late tomorrow okafor strange cleaner spare"},
	} {
		table := worldTable()
		table.Arrange(c.sort)
		if diff := cmp.Diff(strings.Fields(c.want), idsOf(table)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.sort, diff)
		}
	}
}

// TestFollows changes the picture at random and compares the table with one that is made anew.
func TestFollows(t *testing.T) {
	t.Parallel()
	queries := []string{"", "guest", "!guest", "okafor lock:building", "status:late,set", "ends:<24h", "gust 1", "age:>1h", "starts:today", "err:any"}
	rapid.Check(t, func(t *rapid.T) {
		sort := Sort{By: Column(rapid.IntRange(0, int(ByZone)).Draw(t, "by")), Down: rapid.Bool().Draw(t, "down")} //nolint:gosec // small
		q := mustParse(t, rapid.SampledFrom(queries).Draw(t, "query"))
		problems := rapid.Bool().Draw(t, "problems")
		locks := fleet(rapid.IntRange(0, 6).Draw(t, "locks"), rapid.IntRange(0, 5).Draw(t, "each"))
		s := model.NewSnapshot(model.Workspace{}, locks, model.FeedState{}, 1)
		now := benchNow()
		table := NewTable(sort, inUTC)
		table.Update(s.Locks, now)
		table.Filter(q, problems)
		for step := range rapid.IntRange(1, 8).Draw(t, "steps") {
			s = mutate(t, s, step)
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minutes")) * time.Minute)
			table.Update(s.Locks, now)
			fresh := NewTable(sort, inUTC)
			fresh.Update(s.Locks, now)
			fresh.Filter(q, problems)
			if diff := cmp.Diff(idsOf(fresh), idsOf(table)); diff != "" {
				t.Fatalf("%+v %q problems=%v, step %d (-anew +kept):\n%s", sort, q, problems, step, diff)
			}
			for row := range table.Len() {
				l, c := table.At(row)
				if got, ok := table.Row(l.Device.ID, c.ID); !ok || got != row {
					t.Fatalf("row %d is found at %d, %v", row, got, ok)
				}
			}
		}
	})
}

// mutate makes another picture: a lock comes, goes, is renamed, or its codes change.
func mutate(t *rapid.T, s *model.Snapshot, step int) *model.Snapshot {
	if len(s.Locks) == 0 || rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
		d := model.Device{ID: model.DeviceID(fmt.Sprintf("new%d", step)), Name: rapid.SampledFrom([]string{"A", "Building 000 · Door 01b", "Z"}).Draw(t, "name")}
		c := model.AccessCode{ID: model.CodeID(fmt.Sprintf("n%d", step)), Name: "Guest new", Status: model.StatusSet}
		return s.WithLocks([]*model.Lock{model.NewLock(d, []model.AccessCode{c}, true, nil)}, s.Feed)
	}
	l := s.Locks[rapid.IntRange(0, len(s.Locks)-1).Draw(t, "lock")]
	d, codes := l.Device, slices.Clone(l.Codes)
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		return s.WithoutLocks([]model.DeviceID{d.ID}, s.Feed)
	case 1:
		d.Name = rapid.SampledFrom([]string{"A", "M", "Z"}).Draw(t, "rename")
	case 2:
		codes = append(codes, model.AccessCode{ID: model.CodeID(fmt.Sprintf("%s-x%d", d.ID, step)), Name: "Another guest", Status: model.StatusSetting})
	case 3:
		if len(codes) > 0 {
			codes = slices.Delete(codes, 0, 1)
		}
	default:
		for i := range codes {
			codes[i].Status = rapid.SampledFrom([]model.Status{model.StatusSet, model.StatusUnset, model.StatusSetting, "odd"}).Draw(t, "status")
			codes[i].Name = rapid.SampledFrom([]string{codes[i].Name, "Guest · Okafor 9", ""}).Draw(t, "codename")
		}
	}
	return s.WithLocks([]*model.Lock{model.NewLock(d, codes, true, l.Fault)}, s.Feed)
}

// TestTimeAlone: a code becomes late, and then stuck, without a new picture.
func TestTimeAlone(t *testing.T) {
	t.Parallel()
	table := worldTable()
	table.Filter(mustParse(t, "status:late"), false)
	for _, c := range []struct {
		after float64
		want  string
	}{{0, "late"}, {3.1, "tomorrow"}, {31, ""}} {
		table.Update(table.locks, hours(c.after))
		if got := strings.Join(idsOf(table), " "); got != c.want {
			t.Errorf("after %v h late are %q, want %q", c.after, got, c.want)
		}
	}
	table = worldTable()
	table.Filter(mustParse(t, "ends:<2h"), false)
	table.Update(table.locks, hours(1.75))
	if got := strings.Join(idsOf(table), " "); got != "cleaner" {
		t.Errorf("ending within two hours, later: %q", got)
	}
}

// TestLimitsDecide: what somebody set about locks decides what is stuck and which battery is low, as soon as the locks have it.
func TestLimitsDecide(t *testing.T) {
	t.Parallel()
	table := worldTable()
	found := func(query string) string {
		table.Filter(mustParse(t, query), false)
		return strings.Join(idsOf(table), " ")
	}
	if stuck, low := found("status:stuck"), found("battery:low"); stuck != "late okafor" || low != "cleaner" {
		t.Fatalf("without limits %q are stuck and %q have a low battery", stuck, low)
	}
	limits := &model.Limits{LowBattery: 70, ByBrand: map[string]model.Patience{"august": {Setting: time.Hour}}}
	locks := world()
	for _, l := range locks {
		l.Device.Limits = limits
	}
	table.Filter(mustParse(t, "status:stuck"), false)
	table.Update(locks, benchNow())
	if got := strings.Join(idsOf(table), " "); got != "late" {
		t.Errorf("with an hour for codes on August %q are stuck", got)
	}
	if got := found("battery:low"); got != "nanny kim okafor strange cleaner" {
		t.Errorf("under 70 per cent are %q", got)
	}
	table.Update(locks, hours(1))
	if got := found("status:stuck"); got != "late okafor" {
		t.Errorf("an hour later %q are stuck", got)
	}
}

// TestRoomIsReused grows and shrinks until the table has to be made anew.
func TestRoomIsReused(t *testing.T) {
	t.Parallel()
	table := NewTable(Sort{}, inUTC)
	table.Filter(mustParse(t, "guest"), false)
	for n := range 60 {
		table.Update(fleet(1, n*20), benchNow())
		if table.Len() != n*20 {
			t.Fatalf("%d rows, want %d", table.Len(), n*20)
		}
	}
	if len(table.rows) > 5*60*20 {
		t.Errorf("%d slots for %d rows", len(table.rows), table.Len())
	}
	if n := table.Changes(fleet(2, 3)); n != 6 {
		t.Errorf("%d codes changed, want 6", n)
	}
}

func TestClosestRows(t *testing.T) {
	t.Parallel()
	table := worldTable()
	table.Filter(mustParse(t, "okafr"), false)
	if near, capped := table.Closest(); !near || capped {
		t.Errorf("near %v, capped %v", near, capped)
	}
	table.Filter(mustParse(t, "okafo"), false)
	if near, _ := table.Closest(); near || table.Len() != 1 {
		t.Errorf("a word that occurs is taken as fuzzy, %d rows", table.Len())
	}
	table.Filter(mustParse(t, "zzzyx"), false)
	if near, _ := table.Closest(); near || table.Len() != 0 {
		t.Errorf("near %v, %d rows, of which none comes near", near, table.Len())
	}
	big := NewTable(Sort{}, inUTC)
	big.Update(fleet(300, 20), benchNow())
	big.Filter(mustParse(t, "gust"), false)
	if near, capped := big.Closest(); !near || !capped || big.Len() == 0 {
		t.Errorf("near %v, capped %v, %d rows", near, capped, big.Len())
	}
}
