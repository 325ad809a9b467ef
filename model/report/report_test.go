package report_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	codeID    = "7f3c1d20-0000-4000-8000-000000000001"
	rivalID   = "7f3c1d20-0000-4000-8000-000000000002"
	lockID    = "5b1d9a52-0000-4000-8000-000000000001"
	accountID = "c1000000-0000-4000-8000-000000000001"
)

func now() time.Time { return time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC) }

// okafor is the guest of the screens: being programmed for 24 minutes, an hour before the window.
func okafor() report.Subject {
	zone := time.FixedZone("America/Los_Angeles", -8*3600)
	code := model.AccessCode{
		ID: codeID, DeviceID: lockID, Name: "Guest · Okafor", PIN: model.NewPIN("417733"), Type: model.TypeTimeBound, Status: model.StatusSetting, Managed: true,
		Window:    model.Window{From: now().Add(58 * time.Minute), Until: now().Add(45 * time.Hour)},
		CreatedAt: now().Add(-25 * time.Minute),
		Pending:   []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: now().Add(-24 * time.Minute)}},
		Problems: []model.Problem{{
			Level: model.Warning, Code: "delay_in_setting_on_device", Message: "Setting 417733 for Okafor takes too long.", Since: now().Add(-5 * time.Minute),
		}},
	}
	rival := model.AccessCode{ID: rivalID, DeviceID: lockID, Name: "Resident · Kim", PIN: model.NewPIN("0815"), Type: model.TypeOngoing, Status: model.StatusSet, Managed: true}
	device := model.Device{
		ID: lockID, AccountID: accountID, Name: "Maple Ct 3B · Front Door", Type: "august_lock", Manufacturer: "August", ModelName: "Wi-Fi Smart Lock",
		TimeZone: "America/Los_Angeles", Online: model.Yes, Managed: true, Battery: model.Battery{Known: true, Level: 0.64}, Slots: 30,
	}
	lock := model.NewLock(device, []model.AccessCode{code, rival}, true, nil)
	own, _ := lock.Code(codeID)
	facts := diagnose.Facts{
		Reader: model.Reader{Now: now(), Zone: zone}, Lock: lock, Code: own,
		Account:     &model.Account{ID: accountID, Name: "jane@example.com", Type: "august", TypeName: "August"},
		EventsSince: now().Add(-30 * 24 * time.Hour),
		Events: []model.Event{
			{ID: "e2", Type: "access_code.delay_in_setting_on_device", At: now().Add(-5 * time.Minute), DeviceID: lockID, CodeID: codeID},
			{ID: "e1", Type: model.EventCodeCreated, At: now().Add(-25 * time.Minute), DeviceID: lockID, CodeID: codeID, Text: "Code 417733 was made for OKAFOR"},
			{ID: "e1", Type: model.EventCodeCreated, At: now().Add(-25 * time.Minute), DeviceID: lockID, CodeID: codeID},
		},
		Writes: []model.Write{{
			Number: 1, At: now().Add(-25 * time.Minute), Who: "sam", Action: "create code", Device: lockID, Code: codeID, Detail: "Guest · Okafor", Outcome: model.Accepted,
			Request: "req-7f3c", Took: 310 * time.Millisecond,
		}},
		Feed: model.FeedState{Connection: model.Live, AsOf: now().Add(-4 * time.Second), CallsPerMinute: 6},
	}
	return report.Subject{
		Facts: facts, Diagnosis: diagnosed(), Workspace: model.Workspace{ID: "0a77", Name: "Maple Property Group"},
		Program: report.Program{
			Version: "1.2.3", System: "linux/amd64, go1.26", Place: "connect.getseam.com",
			Settings: []report.Setting{{Name: "pace", Value: "5s", From: "the configuration"}},
		},
		Answers: []report.Answer{{What: "code", JSON: []byte(`{"access_code_id":"` + codeID + `","name":"Guest · Okafor","code":"••••","starts_at":"2026-11-20T23:00:00Z"}`)}},
	}
}

// diagnosed is an answer of which the words are the test's own, so that the wording of diagnose can change.
func diagnosed() diagnose.Diagnosis {
	return diagnose.Diagnosis{
		Verdict: "Guest · Okafor is not on the lock yet. Its window opens in 58 min.", Health: diagnose.Blocked,
		Findings: []diagnose.Finding{{
			Cause: diagnose.CauseSettingLong, Severity: diagnose.Serious, Title: "Programming takes too long", Why: "The lock has not taken it in 24 min; such a lock usually needs 2.",
			Root: diagnose.Root{Origin: model.OriginCode, ID: codeID, Name: "Guest · Okafor"}, Since: now().Add(-24 * time.Minute),
			Evidence: []diagnose.Evidence{{Fact: "its status is setting", Since: now().Add(-24 * time.Minute), From: diagnose.FromCode}},
			Steps:    []diagnose.Step{{Text: "ask for it again", Do: diagnose.Retry}, {Text: "give the guest the backup code", Do: diagnose.PullBackup}},
			Retries:  model.Yes, Blocks: true,
		}},
		Timeline: []diagnose.Moment{
			{At: now().Add(-25 * time.Minute), Words: "asked by this program", Request: "req-7f3c"},
			{At: now().Add(58 * time.Minute), Words: "should be on the lock", Kind: diagnose.Due},
		},
		Differences: []diagnose.Difference{{Field: "name", Asked: "Guest · Okafor"}, {Field: "PIN", Asked: "••••"}},
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	golden(t, "okafor.md", report.Of(okafor()).Markdown())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	text, err := report.Of(okafor()).JSON()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "okafor.json", string(text))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	s := okafor()
	if got, want := report.Of(s).Name(), "seamdash-report-7f3c1d20-20261120-220200"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s.Facts.Code = nil
	s.Facts.Lock.Device.ID = "../../x"
	if got, want := report.Of(s).Name(), "seamdash-report-------x-20261120-220200"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestOfALock is a report without a code.
func TestOfALock(t *testing.T) {
	t.Parallel()
	s := okafor()
	s.Facts.Code, s.Diagnosis.Timeline, s.Diagnosis.Differences = nil, nil, nil
	r := report.Of(s)
	text := r.Markdown()
	for _, want := range []string{"- lock: `" + lockID, "codes: 2 of 30", "Findings"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	for _, odd := range []string{"- code:", "What happened"} {
		if strings.Contains(text, odd) {
			t.Errorf("it has %q:\n%s", odd, text)
		}
	}
	text2, err := r.JSON()
	var back map[string]any
	if err != nil || json.Unmarshal(text2, &back) != nil || back["code"] != nil {
		t.Errorf("%v, code %v", err, back["code"])
	}
}

// TestNothingLeaks plants PINs, keys, addresses and names in every text that goes into a report and searches it for them.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[1-9][0-9]{6,7}`)
		pins := []string{digits.Draw(t, "pin"), digits.Draw(t, "rival's pin"), digits.Draw(t, "old pin"), digits.Draw(t, "wanted pin")}
		family := rapid.StringMatching(`[BDFGQXZ][aeiou]qz[aeiou]x[a-z]{2,6}`)
		names := []string{family.Draw(t, "guest"), family.Draw(t, "rival"), family.Draw(t, "old name"), family.Draw(t, "wanted name")}
		const key, mail, hook = "seam_4nQfXy0canary", "qzcanary@example.org", "whsec_Zm9vYmFyY2FuYXJ5"
		all := strings.Join(pins, ", ") + " " + strings.ToUpper(strings.Join(names, " & ")) + " (" + names[0] + "'s) " + key + " " + mail + " qzother@example.net " + hook + " 55511223344"
		s := planted(t, pins, names, all)
		s.Facts.Account.Name = mail
		r := report.Of(s)
		asJSON, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		for what, text := range map[string]string{"Markdown": r.Markdown(), "JSON": string(asJSON), "name": r.Name()} {
			for _, secret := range append(append([]string{key, mail, hook, "4nQfXy0canary", "qzcanary", "qzother", "55511223344"}, pins...), names...) {
				if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
					t.Fatalf("%q stands in the %s:\n%s", secret, what, text)
				}
			}
		}
	})
}

// planted is a subject with everything in every place.
func planted(t *rapid.T, pins, names []string, all string) report.Subject {
	number := func(i int) model.PIN { return model.NewPIN(pins[i]) }
	at := now()
	own := []model.Problem{{Code: "odd", Message: all}, {Level: model.Error, Code: "failed_to_set_on_device", Message: all}}
	code := model.AccessCode{
		ID: codeID, DeviceID: lockID, Name: "Guest · " + names[0], PIN: number(0), Status: model.StatusSet, Problems: own, Window: model.Window{From: at, Until: at.Add(time.Hour)},
		Pending: []model.PendingMutation{{Code: model.MutationUpdatingName, Message: all, From: model.CodeFacts{Name: names[2], PIN: number(2)}}},
	}
	rival := model.AccessCode{ID: rivalID, DeviceID: lockID, Name: names[1], PIN: number(1), Status: model.StatusSet}
	lock := model.NewLock(model.Device{ID: lockID, Name: "Door of " + names[0], ModelName: "X " + pins[1], Problems: own}, []model.AccessCode{code, rival}, true, nil)
	mine, _ := lock.Code(codeID)
	facts := diagnose.Facts{
		Reader: model.Reader{Now: at, Zone: time.UTC}, Lock: lock, Code: mine, Account: &model.Account{ID: accountID, Problems: own},
		Events:   []model.Event{{ID: "e", Type: "access_code.changed", At: at, Text: all, Reason: all, Method: all}},
		Writes:   []model.Write{{At: at, Who: names[0], Action: "update code", Detail: all, Outcome: all}},
		Followed: []model.Tracked{{ID: "t", Wanted: model.CodeDraft{Name: names[3], PIN: number(3)}}},
		Feed:     model.FeedState{Fault: &model.Fault{Op: "list", Message: all}},
	}
	raw, err := json.Marshal(map[string]any{
		"code": pins[0], "name": names[0], "message": all, "errors": []any{map[string]any{"message": all, "odd": pins[2]}}, "from": map[string]any{"code": pins[2], "name": names[2]},
		"n": json.Number(pins[1]), "user_identifier": map[string]any{"email": "qzcanary@example.org", "phone": "55511223344"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return report.Subject{
		Facts: facts, Diagnosis: diagnose.Of(facts), Workspace: model.Workspace{ID: "w"}, Program: report.Program{Settings: []report.Setting{{Name: "alerts.command", Value: all}}},
		Answers: []report.Answer{{What: "code", JSON: raw}, {What: "broken", JSON: []byte(all)}},
	}
}

// TestWhatStays shows that a report still says something: ids, times, causes, models, and words that are no names.
func TestWhatStays(t *testing.T) {
	t.Parallel()
	s := okafor()
	s.Facts.Lock.Device.ModelName = "Assure 2026"
	s.Facts.Lock.Codes[0].Name = "Cleaner"
	text := report.Of(s).Markdown()
	for _, want := range []string{codeID, lockID, "req-7f3c", "Assure 2026", "2026-11-20 23:00:00 UTC", "setting_too_long", "America/Los\\_Angeles", "Seam retries by itself"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
}
