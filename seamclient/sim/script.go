package sim

import (
	"errors"
	"fmt"
)

// The methods of this file are the outside world: what owners, batteries, networks and other software do. Tests and
// demonstrations call them; no API request can. Each fails when the id is none of this world.

var errUnknown = errors.New("no such thing in this world")

// SetOnline cuts a lock off its network, or brings it back.
func (s *Server) SetOnline(deviceID string, online bool) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		w.setOnline(d, online)
		return nil
	})
}

// SetHub cuts a lock off its hub or bridge, or brings it back.
func (s *Server) SetHub(deviceID string, online bool) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		w.setHub(d, online)
		return nil
	})
}

// SetAccount loses a connected account with everything below it, or has its owner connect it again.
func (s *Server) SetAccount(accountID string, connected bool) (err error) {
	s.do(func(w *world) {
		for _, a := range w.accounts {
			if a.id.String() == accountID {
				w.setAccount(a, connected)
				return
			}
		}
		err = fmt.Errorf("sim: account %s: %w", accountID, errUnknown)
	})
	return err
}

// SetBattery sets a lock's charge, 0 to 1, with the events of a change.
func (s *Server) SetBattery(deviceID string, level float64) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		if level < 0 || level > 1 {
			return fmt.Errorf("sim: battery level %v is not within 0 and 1", level)
		}
		w.setBattery(d, level)
		return nil
	})
}

// SetTimeZone gives a device another zone, or with "" one that nobody knows.
func (s *Server) SetTimeZone(deviceID, zone string) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		if zone != "" {
			if no := w.learnZone(d, zone); no != nil {
				return fmt.Errorf("sim: %s", no.message)
			}
			return nil
		}
		w.loseZone(d)
		return nil
	})
}

// SetSiteUsers sets how many users the subscription of a Salto KS lock's site has. Every code with a PIN uses one.
func (s *Server) SetSiteUsers(deviceID string, users int) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		if d.site == nil {
			return fmt.Errorf("sim: device %s has no site", deviceID)
		}
		w.limitUsers(d.site, users)
		return nil
	})
}

// RemoveDevice takes a lock out of the provider's account.
func (s *Server) RemoveDevice(deviceID string) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		w.removeDevice(d)
		return nil
	})
}

// AddDevice puts up one more lock, of a brand by its provider name ("august", "igloohome", ...), and returns its id. An
// empty zone means that the zone is not known.
func (s *Server) AddDevice(brandName, name, zone string) (id string, err error) {
	s.do(func(w *world) {
		b := w.brand(brandName)
		if b == nil {
			err = fmt.Errorf("sim: brand %q: %w", brandName, errUnknown)
			return
		}
		at := &place{name: name, at: w.now.time().Location()}
		d := w.addDevice(w.accountOf(b), at, name)
		if zone == "" {
			w.loseZone(d)
		} else if no := w.setZone(d, zone); no != nil {
			err = fmt.Errorf("sim: %s", no.message)
		}
		w.tellDevice(d, "device.added", nil)
		w.tellDevice(d, "device.connected", nil)
		id = d.id.String()
	})
	return id, err
}

// AddUnmanaged makes a code in the maker's app and returns its id. The same PIN as a code of Seam is allowed here, as it
// is there: that is how duplicates arise.
func (s *Server) AddUnmanaged(deviceID, name, pin string) (id string, err error) {
	err = s.onDevice(deviceID, func(w *world, d *device) error {
		id = w.addUnmanaged(d, name, pin).id.String()
		return nil
	})
	return id, err
}

// EnterCode is somebody typing a PIN at the lock; it tells whether the door opened.
func (s *Server) EnterCode(deviceID, pin string) (opened bool, err error) {
	err = s.onDevice(deviceID, func(w *world, d *device) error {
		opened = w.keypad(d, pin)
		return nil
	})
	return opened, err
}

// TamperCode changes a code's PIN in the maker's app, or removes the code there when pin is "". Seam notices at once.
func (s *Server) TamperCode(codeID, pin string) error {
	return s.onCode(codeID, func(w *world, c *code) error {
		if c.held == nil {
			return fmt.Errorf("sim: code %s is not on the lock", codeID)
		}
		w.tamper(c, pin)
		return nil
	})
}

// A Problem is an error or a warning that a test wants to see on something.
type Problem struct {
	Code    string
	Message string
	Warning bool
}

// AddProblem puts a problem on a code, a device or an account, with the event that Seam has for it, if any. An error on a
// device or an account stops programming until it is cleared; privacy_mode keeps everybody out, access_code_inactive one code.
func (s *Server) AddProblem(id string, p Problem) error {
	made := problem{code: p.Code, message: p.Message, warning: p.Warning}
	return s.onThing(id, func(w *world, t thing) {
		made.since, made.scope = w.now, t.scope()
		switch {
		case t.device != nil:
			w.raiseOn(t.device, made)
		case t.code != nil:
			raise(&t.code.own, made)
		default:
			w.raiseOnAccount(t.account, made)
		}
	})
}

// ClearProblem takes it away again.
func (s *Server) ClearProblem(id, code string) error {
	return s.onThing(id, func(w *world, t thing) {
		switch {
		case t.device != nil:
			w.clearOn(t.device, code)
		case t.code != nil:
			clearProblems(&t.code.own, code)
		default:
			clearProblems(&t.account.own, code)
			w.relinkAccount(t.account)
		}
	})
}

// A thing is whatever can have problems: exactly one of the three is set.
type thing struct {
	code    *code
	device  *device
	account *account
}

func (t thing) scope() scope {
	switch {
	case t.code != nil:
		return onCode
	case t.device != nil:
		return onDevice
	}
	return onAccount
}

// onThing runs f on whatever has the id.
func (s *Server) onThing(id string, f func(*world, thing)) (err error) {
	u, _ := parseUUID(id)
	s.do(func(w *world) {
		t := thing{code: w.codes[u], device: w.byDevice[u]}
		for _, a := range w.accounts {
			if a.id == u {
				t.account = a
			}
		}
		if t == (thing{}) {
			err = fmt.Errorf("sim: %s: %w", id, errUnknown)
			return
		}
		f(w, t)
	})
	return err
}

// onDevice runs f on a device of this world.
func (s *Server) onDevice(id string, f func(*world, *device) error) (err error) {
	s.do(func(w *world) {
		u, _ := parseUUID(id)
		d := w.byDevice[u]
		if d == nil {
			err = fmt.Errorf("sim: device %s: %w", id, errUnknown)
			return
		}
		err = f(w, d)
	})
	return err
}

// onCode runs f on a code of this world.
func (s *Server) onCode(id string, f func(*world, *code) error) (err error) {
	s.do(func(w *world) {
		u, _ := parseUUID(id)
		c := w.codes[u]
		if c == nil {
			err = fmt.Errorf("sim: access code %s: %w", id, errUnknown)
			return
		}
		err = f(w, c)
	})
	return err
}
