package sim

import (
	"errors"
	"fmt"
)

// The methods of this file are the outside world: what owners, batteries, networks and other software do. Tests and
// demonstrations call them; no API request can.

var errUnknown = errors.New("no such thing in this world")

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

// SetOnline cuts a lock off its network, or brings it back.
func (s *Server) SetOnline(deviceID string, online bool) error {
	return s.onDevice(deviceID, func(w *world, d *device) error {
		w.setOnline(d, online)
		return nil
	})
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
