package coderow

import (
	"slices"

	"seamdash/model"
)

// Marks are the codes that somebody picked to act on together. They belong to the codes, not to rows: sorting, filtering
// and new pictures do not move them.
type Marks struct {
	of    map[model.DeviceID]map[model.CodeID]bool
	count int
	// anchor is where a range begins: the code that was marked last, on its lock.
	anchor struct {
		device model.DeviceID
		code   model.CodeID
	}
}

// NewMarks has none.
func NewMarks() Marks { return Marks{of: map[model.DeviceID]map[model.CodeID]bool{}} }

// Count is how many codes are marked.
func (m *Marks) Count() int { return m.count }

// Has says that a code is marked.
func (m *Marks) Has(c *model.AccessCode) bool { return m.of[c.DeviceID][c.ID] }

// Anchor is the code that was marked last, or "".
func (m *Marks) Anchor() (model.DeviceID, model.CodeID) { return m.anchor.device, m.anchor.code }

// Set marks a code, or takes its mark away.
func (m *Marks) Set(c *model.AccessCode, marked bool) {
	switch was := m.Has(c); {
	case marked && !was:
		if m.of[c.DeviceID] == nil {
			m.of[c.DeviceID] = map[model.CodeID]bool{}
		}
		m.of[c.DeviceID][c.ID] = true
		m.count++
		m.anchor.device, m.anchor.code = c.DeviceID, c.ID
	case !marked && was:
		delete(m.of[c.DeviceID], c.ID)
		m.count--
		m.anchor.code = ""
	}
}

// Clear takes all marks away.
func (m *Marks) Clear() { *m = NewMarks() }

// An Item is a marked code with its lock.
type Item struct {
	Lock *model.Lock
	Code *model.AccessCode
}

// In gives the marked codes of a picture in its order, and forgets those that are gone.
func (m *Marks) In(picture *model.Snapshot) []Item {
	var places []int // of the locks with marks, so that the cost does not follow the size of the fleet
	for id := range m.of {
		if place, ok := picture.Place(id); ok {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	items := make([]Item, 0, m.count)
	for _, place := range places {
		lock := picture.Locks[place]
		for i := range lock.Codes {
			if c := &lock.Codes[i]; m.Has(c) {
				items = append(items, Item{lock, c})
			}
		}
	}
	if len(items) < m.count {
		anchor := m.anchor
		m.Clear()
		for _, item := range items {
			m.Set(item.Code, true)
		}
		m.anchor = anchor
	}
	return items
}
