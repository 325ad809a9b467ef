package seamclient_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// TestRawAnswersHoldNoPIN reads everything that can be read raw of a workspace in which codes are being changed, were tampered
// with, are in each other's way and were typed at the door, and looks for every PIN that any code has or had.
func TestRawAnswersHoldNoPIN(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 5, Devices: 40, Codes: 6})
		pins := map[string]bool{"7391": true, "8642": true, "90217": true}
		changes := 0
		note := func() {
			for _, lock := range fleet(t, c) {
				for _, code := range append(must(c.Codes(t.Context(), lock.ID))(t), must(c.UnmanagedCodes(t.Context(), lock.ID))(t)...) {
					pins[code.PIN.Reveal()] = true
					for _, m := range code.Pending {
						pins[m.From.PIN.Reveal()], pins[m.To.PIN.Reveal()] = true, true
						changes++
					}
				}
			}
		}
		note()
		unrest(t, c, server)
		note()
		texts := everythingRaw(t, c)
		<-time.After(time.Minute)
		note()
		texts = append(texts, everythingRaw(t, c)...)
		delete(pins, "")
		if len(pins) < 100 || changes == 0 {
			t.Fatalf("%d PINs and %d changes under way make no test", len(pins), changes)
		}
		search(t, texts, pins)
	})
}

// search looks for PINs in texts, and whether the texts are of the kind in which there could be any.
func search(t *testing.T, texts []string, pins map[string]bool) {
	t.Helper()
	shows := map[string]bool{}
	for _, text := range texts {
		for _, word := range pinsIn(text) {
			if pins[word] {
				t.Errorf("the PIN %s is in\n%s", word, text)
			}
		}
		for _, what := range []string{"updating_code", "modified_fields", "access_code.set_on_device", "lock.unlocked", "duplicate_code_on_device"} {
			shows[what] = shows[what] || strings.Contains(text, what)
		}
	}
	for what, there := range shows {
		if !there {
			t.Errorf("nothing raw shows %s: the test looks at too little", what)
		}
	}
}

// unrest has PINs changed by us and by others, typed, and used twice.
func unrest(t *testing.T, c *seamclient.Client, server *sim.Server) {
	t.Helper()
	updated, tampered := 0, 0
	for _, lock := range fleet(t, c) {
		for _, code := range must(c.Codes(t.Context(), lock.ID))(t) {
			switch {
			case code.Status != model.StatusSet || len(code.Pending) > 0 || lock.Online != model.Yes:
			case tampered < 2:
				tampered++
				if err := server.TamperCode(string(code.ID), "7391"); err != nil {
					t.Fatal(err)
				}
			case updated < 1:
				_ = must(server.EnterCode(string(lock.ID), code.PIN.Reveal()))(t)
				updated++
				change := model.CodeChange{PIN: model.NewPIN("8642"), Window: code.Window}
				if err := c.UpdateCode(t.Context(), lock.ID, code.ID, change); err != nil {
					updated--
				}
				_ = must(c.CreateCode(t.Context(), model.CodeDraft{DeviceID: lock.ID, Name: "in the way", PIN: model.NewPIN("90217")}))(t)
				_ = must(server.AddUnmanaged(string(lock.ID), "from the app", "90217"))(t)
			}
		}
	}
}

func everythingRaw(t *testing.T, c *seamclient.Client) (texts []string) {
	t.Helper()
	add := func(text []byte, err error) {
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	for _, account := range must(c.Accounts(t.Context()))(t) {
		add(c.RawAccount(t.Context(), account.ID))
	}
	for _, lock := range fleet(t, c) {
		add(c.RawDevice(t.Context(), lock.ID))
		add(c.RawEvents(t.Context(), model.EventQuery{Since: time.Now().AddDate(0, 0, -7), Devices: []model.DeviceID{lock.ID}}))
		for _, code := range append(must(c.Codes(t.Context(), lock.ID))(t), must(c.UnmanagedCodes(t.Context(), lock.ID))(t)...) {
			add(c.RawCode(t.Context(), code.ID))
		}
	}
	return texts
}

// pinsIn gives what could be a PIN in a text: every run of digits in its strings and numbers but those of ids and times.
func pinsIn(text string) []string {
	rest := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z`).ReplaceAllString(text, "")
	rest = regexp.MustCompile(`"SN-[0-9a-f]*"`).ReplaceAllString(rest, "")
	return regexp.MustCompile(`\d{4,12}`).FindAllString(rest, -1)
}
