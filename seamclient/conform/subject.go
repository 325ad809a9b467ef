package conform

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
)

// ErrNotHere is for a behaviour that the subject has no device for.
var ErrNotHere = errors.New("there is no device here to show it")

// A Config says what to hold to the behaviours, and how long it may take for what does not happen at once.
type Config struct {
	Endpoint  string
	Key       string
	Transport http.RoundTripper // nil means sockets
	// Every is the time between two looks at something that is to happen, Looks how often it is looked at.
	Every time.Duration
	Looks int
	// Hook is an address that the workspace takes for a webhook; "" means one of the public internet.
	Hook string
}

// A Subject is a workspace under test. It is for one behaviour at a time.
type Subject struct {
	*seamclient.Client
	cfg      Config
	stranger *seamclient.Client // with a key that opens nothing
	devices  []model.Device     // all that hold codes
	locks    []model.Device     // those of them that are fit for most behaviours
	turn     int                // whose turn among locks it is; it spreads the load, as Seam limits it by device
	undo     []func(context.Context) error
}

// Open gets ready. It refuses a workspace that is not a sandbox before anything is changed.
func Open(ctx context.Context, cfg Config) (*Subject, error) {
	s := &Subject{cfg: cfg}
	var err error
	if s.Client, err = s.client(cfg.Key); err != nil {
		return nil, err
	}
	if s.stranger, err = s.client("seam_test_thisKeyOpensNothing"); err != nil {
		return nil, err
	}
	workspace, err := s.Workspace(ctx)
	if err != nil {
		return nil, err
	}
	if !workspace.Sandbox {
		return nil, fmt.Errorf("workspace %s is not a sandbox: behind its locks are real doors", workspace.Name)
	}
	err = s.Devices(ctx, func(page []model.Device) error {
		s.devices = append(s.devices, page...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range s.devices {
		if fit(&s.devices[i]) {
			s.locks = append(s.locks, s.devices[i])
		}
	}
	// August is the make for which Seam documents every simulation.
	slices.SortStableFunc(s.locks, func(a, b model.Device) int { return makes(&b) - makes(&a) })
	if len(s.locks) < 2 {
		return nil, fmt.Errorf("%d of %d devices are fit, and two locks are needed", len(s.locks), len(s.devices))
	}
	s.locks = s.locks[:min(len(s.locks), 3)]
	return s, nil
}

func (s *Subject) client(key string) (*seamclient.Client, error) {
	k, err := seamclient.NewKey(key)
	if err != nil {
		return nil, err
	}
	return seamclient.New(seamclient.Config{Endpoint: s.cfg.Endpoint, Key: k, Transport: s.cfg.Transport})
}

// fit says that a lock takes any code that a person may think of.
func fit(d *model.Device) bool {
	picky := func(c model.Constraint) bool {
		return slices.Contains([]string{"cannot_specify_pin_code", "pin_code_matches_existing_set", "start_date_in_future", "name_must_be_unique"}, c.Type)
	}
	return d.Unreadable == "" && d.Online == model.Yes && d.Can.ProgramOnlineCodes == model.Yes && d.Can.RemotelyLock == model.Yes &&
		d.Can.RemotelyUnlock == model.Yes && !slices.ContainsFunc(d.Rules.Constraints, picky)
}

func makes(d *model.Device) int {
	if d.Type == "august_lock" {
		return 1
	}
	return 0
}

// Check tries one behaviour and cleans up after it. The first error says how the subject differs, the second that
// something could not be cleaned up.
func (s *Subject) Check(ctx context.Context, b Behaviour) (differs, left error) {
	s.turn++
	differs = b.Holds(ctx, s)
	for _, undo := range slices.Backward(s.undo) {
		left = errors.Join(left, undo(ctx))
	}
	s.undo = nil
	return differs, left
}

// lock is the lock of this behaviour, other another one.
func (s *Subject) lock() model.DeviceID  { return s.locks[s.turn%len(s.locks)].ID }
func (s *Subject) other() model.DeviceID { return s.locks[(s.turn+1)%len(s.locks)].ID }

// lockOf is an online lock of one of some types.
func (s *Subject) lockOf(types ...string) (*model.Device, error) {
	for i := range s.devices {
		if d := &s.devices[i]; slices.Contains(types, d.Type) && d.Online == model.Yes {
			return d, nil
		}
	}
	return nil, fmt.Errorf("%w: none of %v is online", ErrNotHere, types)
}

// now is the present on the subject's clock.
func (s *Subject) now() time.Time {
	skew, _ := s.Skew()
	return time.Now().Add(skew)
}

// window is one of an hour that begins some hours from now.
func (s *Subject) window(hours int) model.Window {
	from := s.now().Truncate(time.Minute).Add(time.Duration(hours) * time.Hour)
	return model.Window{From: from.UTC(), Until: from.Add(time.Hour).UTC()}
}

// create makes a code on the lock of this behaviour, with a PIN that the lock takes, and has it deleted afterwards.
func (s *Subject) create(ctx context.Context, adjust func(*model.CodeDraft)) (model.AccessCode, error) {
	d := model.CodeDraft{DeviceID: s.lock(), Name: "Conform"}
	if adjust != nil {
		adjust(&d)
	}
	if !d.PIN.Known() {
		pin, err := s.GeneratePIN(ctx, d.DeviceID)
		if err != nil {
			return model.AccessCode{}, err
		}
		d.PIN = pin
	}
	code, err := s.CreateCode(ctx, d)
	if err == nil {
		s.deleteLater(code.DeviceID, code.ID)
	}
	return code, err
}

func (s *Subject) deleteLater(device model.DeviceID, code model.CodeID) {
	s.undo = append(s.undo, func(ctx context.Context) error { return s.DeleteCode(ctx, device, code) })
}

// foreign makes a code as if in the maker's app, and has it deleted afterwards.
func (s *Subject) foreign(ctx context.Context) (model.AccessCode, error) {
	lock := s.locks[0].ID
	pin, err := s.GeneratePIN(ctx, lock)
	if err != nil {
		return model.AccessCode{}, err
	}
	code, err := s.SimulateForeignCode(ctx, lock, "Conform", pin)
	if err == nil {
		s.undo = append(s.undo, func(ctx context.Context) error { return s.DeleteUnmanagedCode(ctx, lock, code.ID) })
	}
	return code, err
}

// until waits for what takes its time; holds says whether it has happened.
func (s *Subject) until(ctx context.Context, what string, holds func() (bool, error)) error {
	for range s.cfg.Looks {
		ok, err := holds()
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", what, ctx.Err())
		case <-time.After(s.cfg.Every):
		}
	}
	return fmt.Errorf("%s did not happen within %v", what, time.Duration(s.cfg.Looks)*s.cfg.Every)
}

// untilCode waits for a state of a code.
func (s *Subject) untilCode(ctx context.Context, id model.CodeID, what string, is func(*model.AccessCode) bool) error {
	return s.until(ctx, what, func() (bool, error) {
		code, err := s.Code(ctx, id)
		return err == nil && is(&code), err
	})
}

func (s *Subject) untilSet(ctx context.Context, id model.CodeID) error {
	return s.untilCode(ctx, id, "that the lock takes the code", func(c *model.AccessCode) bool { return c.Status == model.StatusSet })
}

func (s *Subject) untilGone(ctx context.Context, id model.CodeID) error {
	return s.until(ctx, "that the code is gone", func() (bool, error) {
		_, found, err := s.FindCode(ctx, id)
		return !found && err == nil, err
	})
}

// want gives an error in words unless something holds.
func want(holds bool, format string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(format, args...)
}

// wantKind wants an error of a kind.
func wantKind(err error, kind model.Kind) error {
	if err == nil {
		return fmt.Errorf("it is accepted, which ought to be %v", kind)
	}
	return want(model.KindOf(err) == kind, "it is %v, which ought to be %v: %w", model.KindOf(err), kind, err)
}
