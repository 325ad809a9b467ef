package conform_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/fit"
)

// A blind spot is a judgement that nobody can foresee from what Seam shows of one lock.
type blindSpot struct {
	name, why string
	explains  func(w *world, a *attempt) bool
	// show brings a workspace to where fit takes a draft that the simulator refuses.
	show func(w *world) (model.CodeDraft, error)
}

func blindSpots() []blindSpot {
	conflict := func(a *attempt) bool { return model.KindOf(a.err) == model.KindConflict }
	return []blindSpot{
		{
			name: "a PIN that Seam does not show",
			why:  "SmartThings keeps the PINs of foreign codes to itself",
			explains: func(_ *world, a *attempt) bool {
				return conflict(a) && slices.ContainsFunc(a.lock.Codes, func(c model.AccessCode) bool { return !c.Managed && !c.PIN.Known() })
			},
			show: func(w *world) (model.CodeDraft, error) {
				w.choose("smartthings")
				_, err := w.server.AddUnmanaged(w.id(), "Owner", "8305")
				return model.CodeDraft{PIN: model.NewPIN("8305")}, err
			},
		},
		{
			name: "a PIN in the lock only",
			why:  "a code that was changed in the maker's app, or is removed while its PIN changes, has one PIN on the lock and another in Seam",
			explains: func(w *world, a *attempt) bool {
				return w.secret && (conflict(a) || a.err == nil && slices.Equal(a.refusing(), []string{"duplicate_pin"}))
			},
			show: func(w *world) (model.CodeDraft, error) {
				w.choose("august")
				l, err := w.lock()
				if err != nil {
					return model.CodeDraft{}, err
				}
				i := slices.IndexFunc(l.Codes, func(c model.AccessCode) bool { return c.Status == model.StatusSet })
				return model.CodeDraft{PIN: model.NewPIN("8305")}, w.server.TamperCode(string(l.Codes[i].ID), "8305")
			},
		},
		{
			name:     "a PIN kept ready",
			why:      "codes of the backup pool are not listed before they are pulled",
			explains: func(_ *world, a *attempt) bool { return conflict(a) && a.lock.Device.Can.BackupPool == model.Yes },
			show:     (*world).backupPIN,
		},
		{
			name: "a PIN that a group shares",
			why:  "the codes that share it are on other locks, and may have more than one PIN where people gave them some",
			explains: func(_ *world, a *attempt) bool {
				return a.draft != nil && a.draft.GroupKey != "" && !a.draft.PIN.Known()
			},
			show: func(w *world) (model.CodeDraft, error) {
				w.choose("schlage")
				err := w.make(model.CodeDraft{DeviceID: w.device.ID, PIN: model.NewPIN("8305"), GroupKey: "family"})
				w.choose("nuki") // which wants six digits
				return model.CodeDraft{GroupKey: "family"}, err
			},
		},
	}
}

// choose puts a lock of a brand under test.
func (w *world) choose(brand string) {
	w.device = w.devices[slices.IndexFunc(w.devices, func(d model.Device) bool { return d.Brand() == brand && d.Online == model.Yes })]
}

func (w *world) make(d model.CodeDraft) error {
	c, err := w.client()
	if err == nil {
		_, err = c.CreateCode(context.Background(), d)
	}
	return err
}

// backupPIN finds the PIN of an idle backup code as a burglar would.
func (w *world) backupPIN() (model.CodeDraft, error) {
	w.choose("august")
	in := model.Window{From: w.now().Add(time.Hour), Until: w.now().Add(2 * time.Hour)}
	if err := w.make(model.CodeDraft{DeviceID: w.device.ID, Window: in, BackupPool: true}); err != nil {
		return model.CodeDraft{}, err
	}
	w.pass(5 * time.Minute)
	l, err := w.lock()
	if err != nil {
		return model.CodeDraft{}, err
	}
	for n := range 10_000 {
		pin := model.NewPIN(fmt.Sprintf("%04d", n))
		if slices.ContainsFunc(l.Codes, func(c model.AccessCode) bool { return c.PIN.Equal(pin) }) {
			continue
		}
		if opened, err := w.server.EnterCode(w.id(), pin.Reveal()); opened || err != nil {
			return model.CodeDraft{PIN: pin}, err
		}
	}
	return model.CodeDraft{}, fmt.Errorf("no backup code opens %s", w.device.Name)
}

// TestBlindSpots: each of the exceptions is one, or it must go from the list.
func TestBlindSpots(t *testing.T) {
	t.Parallel()
	for _, b := range blindSpots() {
		t.Run(strings.ReplaceAll(b.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			w := mustWorld(t, 1)
			d, err := b.show(w)
			must(t, err)
			l, err := w.lock()
			must(t, err)
			d.DeviceID, d.Name = w.device.ID, "Guest"
			if found := fit.Create(l, &d, w.now(), zones); fit.Refused(found) {
				t.Fatalf("fit foresees it: %v", found)
			}
			if err := w.make(d); model.KindOf(err) != model.KindConflict && model.KindOf(err) != model.KindInvalid {
				t.Errorf("the simulator says %v, though %s", err, b.why)
			}
		})
	}
}

// TestSuggestedPINsAreTaken: the simulator takes what is suggested for locks together.
func TestSuggestedPINsAreTaken(t *testing.T) {
	t.Parallel()
	w := mustWorld(t, 1)
	taken := 0
	for i := range w.devices {
		var locks []*model.Lock
		for _, d := range []model.Device{w.devices[i], w.devices[(i*7+3)%len(w.devices)]} {
			w.device = d
			l, err := w.lock()
			must(t, err)
			locks = append(locks, l)
		}
		pin, err := fit.Suggest(locks, 0, sameBytes(i))
		if err != nil {
			continue // some rules have no PIN in common
		}
		for _, l := range locks {
			w.pass(time.Minute)
			d := model.CodeDraft{DeviceID: l.Device.ID, Name: fmt.Sprint("Guest ", i, l.Device.Type), PIN: pin}
			if err := w.make(d); err != nil {
				t.Errorf("%s: %v", l.Device.Name, err)
			}
			taken++
			if locks[0].Device.ID == locks[1].Device.ID {
				break
			}
		}
	}
	if taken < 20 {
		t.Errorf("only %d PINs were tried", taken)
	}
}

// sameBytes is a source of chance that is the same for the same seed.
func sameBytes(seed int) *strings.Reader {
	var b strings.Builder
	x := uint32(seed)*2654435761 + 1
	for range 20_000 {
		x = x*1664525 + 1013904223
		_ = b.WriteByte(byte(x >> 24)) // a Builder has no errors
	}
	return strings.NewReader(b.String())
}
