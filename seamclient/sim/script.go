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

func (w *world) setOnline(d *device, online bool) {
	if online == (d.link.offline == 0) {
		return
	}
	if online {
		d.link.offline = 0
		w.reconnected(d)
		return
	}
	d.link.offline = w.now
	w.disconnected(d, "device_disconnected")
}

// disconnected tells that the way to the lock is closed, and why.
func (w *world) disconnected(d *device, why string) {
	w.relink(d)
	more := w.deviceIssues(d)
	more["error_code"] = why
	w.tellDevice(d, "device.disconnected", more)
}

func (w *world) reconnected(d *device) {
	if d.reachable() {
		w.tellDevice(d, "device.connected", nil)
	}
	w.relink(d)
}

func (w *world) setBattery(d *device, level float64) {
	was, is := batteryStatus(d.battery), batteryStatus(level)
	d.battery = level
	if was == is {
		return
	}
	w.tellDevice(d, "device.battery_status_changed", map[string]any{"battery_status": is, "battery_level": level})
	if is == "low" || is == "critical" {
		w.tellDevice(d, "device.low_battery", map[string]any{"battery_level": level})
	}
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
