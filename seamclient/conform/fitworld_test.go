package conform_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A world is a simulated workspace with locks of every brand, and one lock of it under test.
type world struct {
	server  *sim.Server
	clock   atomic.Int64 // Unix milliseconds
	devices []model.Device
	device  model.Device // under test, as it was read last
	// secret says that the lock has a PIN that no answer of Seam shows: changed in the maker's app, or kept ready.
	secret bool
}

// enough is how many locks it takes to have two of every brand.
const enough = 34

// newWorld is on a Friday in autumn, with a change of the clock some weeks ahead and one behind.
func newWorld(seed uint64) (*world, error) {
	w := &world{}
	w.clock.Store(time.Date(2026, 10, 9, 15, 0, 0, 0, time.UTC).UnixMilli())
	w.server = sim.New(sim.Options{
		Seed: seed, Devices: enough, Codes: 5, Still: true, Now: func() time.Time { return time.UnixMilli(w.clock.Load()) },
	})
	c, err := w.client()
	if err != nil {
		return nil, err
	}
	err = c.Devices(context.Background(), func(page []model.Device) error {
		w.devices = append(w.devices, page...)
		return nil
	})
	return w, err
}

// client is a new one each time: a client keeps to Seam's limits by waiting, and here the clock of the workspace moves.
func (w *world) client() (*seamclient.Client, error) {
	key, err := seamclient.NewKey(w.server.APIKey())
	if err != nil {
		return nil, err
	}
	return seamclient.New(seamclient.Config{Key: key, Transport: w.server, Limits: seamclient.Limits{PerSecond: -1}})
}

// lock reads what a dashboard would know of the lock now.
func (w *world) lock() (*model.Lock, error) {
	c, err := w.client()
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	d, err := c.Device(ctx, w.device.ID)
	switch model.KindOf(err) {
	case model.KindNotFound: // Seam has stopped to manage it
		w.device.Managed = false
	default:
		if err != nil {
			return nil, err
		}
		w.device = d
	}
	codes, err := c.Codes(ctx, w.device.ID)
	if err != nil {
		return nil, err
	}
	foreign, err := c.UnmanagedCodes(ctx, w.device.ID)
	return model.NewLock(w.device, append(codes, foreign...), true, nil), err
}

func (w *world) pass(d time.Duration) { w.clock.Add(d.Milliseconds()) }

func (w *world) now() time.Time { return w.server.Now() }

func (w *world) id() string { return string(w.device.ID) }

// unmanage is what no method of the client does.
func (w *world) unmanage() error {
	body := fmt.Sprintf(`{"device_id":%q,"is_managed":false}`, w.device.ID)
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "https://seam.test/devices/update", bytes.NewBufferString(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+w.server.APIKey())
	resp, err := w.server.RoundTrip(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if text, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNotFound {
		return fmt.Errorf("unmanage: %d %s %w", resp.StatusCode, text, err) // 404: it is not managed any more
	}
	return nil
}

// upset brings the lock into an odd state, or leaves it as it is.
func (w *world) upset(t *rapid.T) error {
	switch rapid.SampledFrom([]string{
		"well", "well", "well", "well", "offline", "no hub", "no account", "no zone", "no zone", "removed", "unmanaged", "in trouble",
	}).Draw(t, "state") {
	case "offline":
		return w.server.SetOnline(w.id(), false)
	case "no hub":
		return w.server.SetHub(w.id(), false)
	case "no account":
		return w.server.SetAccount(string(w.device.AccountID), false)
	case "no zone":
		return w.server.SetTimeZone(w.id(), "")
	case "removed":
		return w.server.RemoveDevice(w.id())
	case "unmanaged":
		return w.unmanage()
	case "in trouble":
		return w.server.AddProblem(w.id(), sim.Problem{Code: "subscription_required", Message: "Pay."})
	default:
		return nil
	}
}

// disturb lets something happen to the codes of the lock that no draft of ours brought about.
func (w *world) disturb(t *rapid.T, l *model.Lock) error {
	switch rapid.SampledFrom([]string{"nothing", "nothing", "nothing", "foreign", "tamper", "delete", "hours"}).Draw(t, "disturbance") {
	case "foreign":
		_, err := w.server.AddUnmanaged(w.id(), rapid.SampledFrom([]string{"Owner", "Guest 1", ""}).Draw(t, "name"), digits(4, 4).Draw(t, "pin"))
		return err
	case "tamper":
		if c := someCode(t, l); c != nil && c.Managed && w.server.TamperCode(string(c.ID), digits(4, 4).Draw(t, "pin")) == nil {
			w.secret = true
		}
	case "delete":
		c, err := w.client()
		if code := someCode(t, l); err == nil && code != nil {
			w.secret = w.secret || len(code.Pending) > 0
			err = c.DeleteCode(context.Background(), w.device.ID, code.ID)
		}
		if model.KindOf(err) == model.KindInvalid { // offline codes stay
			return nil
		}
		return err
	case "hours":
		w.pass(time.Duration(rapid.IntRange(1, 80).Draw(t, "hours")) * time.Hour)
	}
	return nil
}

func someCode(t *rapid.T, l *model.Lock) *model.AccessCode {
	if len(l.Codes) == 0 {
		return nil
	}
	return &l.Codes[rapid.IntRange(0, len(l.Codes)-1).Draw(t, "code")]
}

// digits are PINs of which many have a pattern.
func digits(least, most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := rapid.IntRange(least, most).Draw(t, "length")
		at, step := rapid.IntRange(0, 9).Draw(t, "first"), rapid.SampledFrom([]int{0, 1, 9}).Draw(t, "step")
		pin := make([]byte, n)
		for i := range pin {
			pin[i] = '0' + byte((at+i*step)%10)
		}
		if rapid.SampledFrom([]bool{true, true, false}).Draw(t, "plain") {
			return string(pin)
		}
		for range rapid.IntRange(1, n).Draw(t, "changes") {
			pin[rapid.IntRange(0, n-1).Draw(t, "place")] = '0' + byte(rapid.IntRange(0, 9).Draw(t, "digit"))
		}
		return string(pin)
	})
}

// window draws one that is right for the lock nearly always.
func window(t *rapid.T, l *model.Lock, offline, inDays bool, now time.Time) model.Window {
	zone, err := time.LoadLocation(l.Device.TimeZone)
	if err != nil {
		t.Fatal(err)
	}
	ahead := time.Duration(rapid.IntRange(1, 40*24*60).Draw(t, "minutes ahead")) * time.Minute
	from := now.Add(ahead)
	switch {
	case len(l.Device.Frames) > 0 && len(l.Device.Frames[0].Hours) > 0:
		h := rapid.SampledFrom(l.Device.Frames[0].Hours).Draw(t, "slot")
		y, m, d := from.In(zone).Date()
		d++
		days := rapid.IntRange(1, 31).Draw(t, "days")
		wall := func(d int, at time.Duration) time.Time {
			return time.Date(y, m, d, int(at.Hours()), int(at.Minutes())%60, 0, 0, zone)
		}
		return model.Window{From: wall(d, h.From), Until: wall(d+days, h.Until)}
	case offline && inDays:
		return model.Window{From: from, Until: from.Add(time.Duration(rapid.IntRange(27, 369).Draw(t, "days")) * 24 * time.Hour)}
	default:
		return model.Window{From: from, Until: from.Add(time.Duration(rapid.IntRange(1, 700*60).Draw(t, "minutes long")) * time.Minute)}
	}
}

// edge makes one thing wrong about a window, or nearly.
func edge(t *rapid.T, w model.Window, now time.Time) model.Window {
	tick := time.Duration(rapid.IntRange(-1, 1).Draw(t, "tick")) * time.Millisecond
	switch rapid.SampledFrom([]string{"no start", "no end", "no length", "turned round", "over", "begun", "begun", "begins now", "begins now", "ends now", "another hour", "longer"}).Draw(t, "edge") {
	case "no start":
		w.From = time.Time{}
	case "no end":
		w.Until = time.Time{}
	case "no length":
		w.Until = w.From.Add(tick)
	case "turned round":
		w.From, w.Until = w.Until, w.From
	case "over":
		w = model.Window{From: now.Add(-50 * time.Hour), Until: now.Add(-3 * time.Hour)}
	case "begun":
		w.From = now.Add(-time.Hour)
	case "begins now":
		w.From = now.Add(tick)
	case "ends now":
		w = model.Window{From: now.Add(-time.Hour), Until: now.Add(tick)}
	case "another hour":
		w.Until = w.Until.Add(time.Hour + tick)
	case "longer":
		w.Until = w.Until.Add(29 * 24 * time.Hour)
	}
	return w
}

// pin draws digits that are right for the lock half of the time, and otherwise any, or those of a code that it has.
func pin(t *rapid.T, l *model.Lock) model.PIN {
	lengths := []int{4, 5, 6}
	if own := l.Device.Rules.Lengths; len(own) > 0 {
		lengths = own
	}
	switch rapid.SampledFrom([]string{"right", "right", "right", "of that length", "of that length", "12", "any", "taken", "letters"}).Draw(t, "kind of pin") {
	case "of that length":
		n := rapid.SampledFrom(lengths).Draw(t, "length")
		return model.NewPIN(digits(n, n).Draw(t, "pin"))
	case "12":
		n := rapid.SampledFrom(lengths).Draw(t, "length") - 2
		return model.NewPIN("12" + digits(n, n).Draw(t, "pin"))
	case "right":
		chance := bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 4000, 4000).Draw(t, "chance"))
		if p, err := fit.Suggest([]*model.Lock{l}, 0, chance); err == nil {
			return p
		}
	case "taken":
		if old := oldPINs(l); len(old) > 0 && rapid.Bool().Draw(t, "an old one") {
			return rapid.SampledFrom(old).Draw(t, "old pin")
		}
		if c := someCode(t, l); c != nil {
			return c.PIN
		}
	case "letters":
		return model.NewPIN(rapid.SampledFrom([]string{"12a4", "٤٥٦٧", "12 34", "-123", "+4567", "12.5"}).Draw(t, "letters"))
	}
	return model.NewPIN(digits(3, 13).Draw(t, "pin"))
}

// oldPINs are those that the lock has until it confirms a change.
func oldPINs(l *model.Lock) []model.PIN {
	var old []model.PIN
	for i := range l.Codes {
		for _, m := range l.Codes[i].Pending {
			if m.From.PIN.Known() {
				old = append(old, m.From.PIN)
			}
		}
	}
	return old
}

func name(t *rapid.T, l *model.Lock) string {
	if c := someCode(t, l); c != nil && rapid.Bool().Draw(t, "a name there is") {
		return c.Name
	}
	return rapid.SampledFrom([]string{"", "G", "Guest 1", "Guest 2", "Guest · Okafor", "A name that is longer than any lock will show"}).Draw(t, "name")
}

// draft draws a new code for the lock.
func (w *world) draft(t *rapid.T, l *model.Lock) model.CodeDraft {
	flag := func(name string, oneIn int) bool { return rapid.IntRange(1, oneIn).Draw(t, name) == oneIn }
	d := model.CodeDraft{DeviceID: l.Device.ID, Name: name(t, l), BackupPool: flag("backup", 5), ExternalChangeAllowed: flag("external", 4)}
	d.GroupKey = rapid.SampledFrom([]string{"", "", "", "", "", "", "", "", "family", "crew"}).Draw(t, "group key")
	d.NativeScheduling = rapid.SampledFrom([]model.Tri{model.Unknown, model.No, model.Yes}).Draw(t, "native")
	d.PINLength = rapid.SampledFrom([]int{0, 0, 3, 6, 13}).Draw(t, "pin length")
	d.Offline = flag("offline", 8)
	if l.Device.Can.ProgramOfflineCodes == model.Yes {
		d.Offline = flag("offline here", 2)
	}
	d.OneTime, d.DayRounding = flag("once", 8), flag("days", 6)
	if d.Offline {
		d.DayRounding = flag("offline days", 2)
	}
	if makers := d.Offline || hasRule(l, "cannot_specify_pin_code"); !makers && !flag("without pin", 4) || flag("pin all the same", 6) {
		d.PIN = pin(t, l)
	}
	if !flag("always", 4) {
		d.Window = window(t, l, d.Offline, d.DayRounding, w.now())
		if flag("edge", 3) {
			d.Window = edge(t, d.Window, w.now())
		}
	}
	return d
}

func hasRule(l *model.Lock, kind string) bool {
	return slices.ContainsFunc(l.Device.Rules.Constraints, func(c model.Constraint) bool { return c.Type == kind })
}

// change draws another shape for a code of the lock.
func (w *world) change(t *rapid.T, l *model.Lock, code *model.AccessCode) model.CodeChange {
	flag := func(name string, oneIn int) bool { return rapid.IntRange(1, oneIn).Draw(t, name) == oneIn }
	c := model.CodeChange{Window: code.Window}
	if flag("name too", 2) {
		c.Name = name(t, l)
	}
	if flag("pin too", 3) {
		c.PIN = pin(t, l)
	}
	switch {
	case flag("always", 6):
		c.Window = model.Window{}
	case flag("times too", 2):
		c.Window = window(t, l, false, false, w.now())
		if flag("edge", 4) {
			c.Window = edge(t, c.Window, w.now())
		}
	case flag("end only", 4) && !code.Window.Always():
		c.Window.Until = c.Window.Until.Add(time.Hour)
	}
	return c
}

// must fails a check of rapid.
func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustWorld(tb testing.TB, seed uint64) *world {
	tb.Helper()
	w, err := newWorld(seed)
	must(tb, err)
	return w
}
