package diagnose

import (
	"strings"
	"testing"

	"seamdash/model"
)

// TestTexts fills in whose lock it is, and what is done by hand on such a lock.
func TestTexts(t *testing.T) {
	t.Parallel()
	tell := func(kind string, account *model.Account, code string) string {
		s := newScene()
		s.lock.Type, s.facts.Account = kind, account
		f := s.onCode(failure(model.OriginDevice, code)).the(t)
		var text strings.Builder
		text.WriteString(f.Why)
		for _, step := range f.Steps {
			text.WriteString("\n" + step.Text)
		}
		return text.String()
	}
	login := &model.Account{ID: "alice", TypeName: "SmartThings"}
	for _, c := range []struct{ got, want string }{
		{tell("august_lock", nil, "account_disconnected"), "Seam has lost the August account:"},
		{tell("toaster_lock", nil, "account_disconnected"), "Seam has lost the account:"},
		{tell("yale_lock", login, "device_disconnected"), "with the SmartThings app beside the lock"},
		{tell("nuki_lock", nil, "subscription_required"), "buy or renew Nuki Smart Hosting for this lock"},
		{tell("yale_lock", nil, "hub_disconnected"), "plug in the Connect bridge"},
		{tell("toaster_lock", nil, "subscription_required"), "The lock's maker lets Seam program"},
		{tell("kwikset_lock", nil, "subscription_required"), "Kwikset lets Seam program"},
		{tell("kwikset_lock", nil, "failed_to_expire"), "in the Kwikset app over Bluetooth"},
		{tell("ultraloq_lock", nil, "ultraloq_access_code_disabled"), "enable the code in the Ultraloq app"},
		{tell("toaster_lock", nil, "account_reauthorization_requested"), "The account still works"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%q is not in\n%s", c.want, c.got)
		}
	}
	if got := tell("nuki_lock", nil, "subscription_required"); !strings.Contains(got, "let somebody open the door") {
		t.Errorf("what helps the guest had to go for a tip:\n%s", got)
	}
}

// TestSaidHidesPINs takes the PINs of the lock out of Seam's sentences.
func TestSaidHidesPINs(t *testing.T) {
	t.Parallel()
	p := failure(model.OriginCode, "failed_to_set_on_device")
	p.Message = "4821 clashes with 7733, 4821; job 48219 of 20 in 2026, and 9900"
	s := newScene().onCode(p)
	s.code.Pending = []model.PendingMutation{{Code: model.MutationUpdatingCode, From: model.CodeFacts{PIN: model.NewPIN("9900")}}}
	if got, want := s.the(t).Said, "•••• clashes with ••••, ••••; job 48219 of 20 in 2026, and ••••"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

// TestEveryRowReads fills in every row for locks of every brand, for a code that is needed now and for the lock.
func TestEveryRowReads(t *testing.T) {
	t.Parallel()
	eachRow(t, func(_ string, e *entry) {
		for _, brand := range append(model.Brands(), "toaster", "") {
			for _, origin := range []model.Origin{model.OriginCode, model.OriginDevice, model.OriginBridge, model.OriginAccount} {
				for _, level := range []model.Level{model.Warning, model.Error} {
					p := model.Problem{Level: level, Origin: origin, Code: e.code}
					s := newScene().onLock(p)
					s.lock.Type, s.facts.Account = brand+"_lock", nil
					for _, lock := range []bool{false, true} {
						if lock {
							s.facts.Code = nil
						}
						f := s.the(t)
						for _, complaint := range spoken(&f) {
							t.Errorf("%s on a %s lock: %s", e.code, brand, complaint)
						}
					}
				}
			}
		}
	})
}

// spoken is what is wrong with a finding that somebody is to read.
func spoken(f *Finding) (out []string) {
	texts := append([]string{f.Title, f.Why}, f.Root.ID)
	for _, step := range f.Steps {
		texts = append(texts, step.Text)
	}
	for _, e := range f.Evidence {
		texts = append(texts, e.Fact)
	}
	for _, text := range texts {
		if text == "" || strings.ContainsAny(text, "{}") || strings.HasSuffix(text, "..") {
			out = append(out, "reads "+text)
		}
	}
	if len(f.Evidence) == 0 || f.Severity > Note && len(f.Steps) == 0 {
		out = append(out, "no evidence, or nothing to do")
	}
	return out
}

// TestSuspects names nothing that is known to be well.
func TestSuspects(t *testing.T) {
	t.Parallel()
	why := func(be func(*model.Device)) string {
		s := newScene().onCode(failure(model.OriginCode, "failed_to_set_on_device"))
		be(s.lock)
		return s.the(t).Why
	}
	for _, c := range []struct {
		be           func(*model.Device)
		names, never []string
	}{
		{func(*model.Device) {}, []string{"online", "weak", "the battery low", "PIN"}, []string{"hub"}},
		{func(d *model.Device) { d.Online = model.Unknown }, []string{"weak", "the hub off"}, []string{"online"}},
		{func(d *model.Device) { d.Battery = model.Battery{Known: true, Level: 0.9} }, []string{"weak"}, []string{"battery"}},
		{func(d *model.Device) { d.Battery = model.Battery{Known: true, Wired: true} }, []string{"weak"}, []string{"battery"}},
		{func(d *model.Device) { d.Battery = model.Battery{Known: true, Level: 0.05} }, []string{"its battery is low"}, nil},
		{func(d *model.Device) { d.Rules.Constraints = []model.Constraint{{Type: "cannot_specify_pin_code"}} }, []string{"maker"}, []string{"PIN"}},
	} {
		got := why(c.be)
		for _, word := range c.names {
			if !strings.Contains(got, word) {
				t.Errorf("%q does not name %q", got, word)
			}
		}
		for _, word := range c.never {
			if strings.Contains(got, word) {
				t.Errorf("%q names %q", got, word)
			}
		}
	}
}

// TestClauseKeepsNames lets titles stand inside a sentence.
func TestClauseKeepsNames(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"The lock is offline": "the lock is offline", "Office mode is on": "office mode is on", "PIN": "PIN", "": "",
		"Seam reports an issue": "Seam reports an issue", "Kwikset did not confirm the code": "Kwikset did not confirm the code",
	} {
		if got := (&Finding{Title: title}).Clause(); got != want {
			t.Errorf("%q became %q, want %q", title, got, want)
		}
	}
}
