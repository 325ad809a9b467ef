package grid

import (
	"errors"
	"fmt"
	"slices"
)

// At is the stretch that covers a minute of a day, which may have begun on an earlier one: stretch index of day d.
func (g *Grid) At(day, minute int) (d, index int, ok bool) {
	at := day*minutesDay + minute
	for d := range g.Days {
		for i, s := range g.Days[d] {
			if g.overlap(slot{at, at + 1}, slot{d*minutesDay + s.From, d*minutesDay + s.Until}) {
				return d, i, true
			}
		}
	}
	return 0, 0, false
}

// Paint opens the time from from until until, minutes of a day; until may be past midnight. What is open already stays as it is,
// so that only the rest is added; on the same day it becomes one stretch with what it touches.
func (g *Grid) Paint(day, from, until int) (Grid, error) {
	all := g.slots()
	add := slot{day*minutesDay + from, day*minutesDay + until}
	if err := g.place(&add); err != nil {
		return Grid{}, err
	}
	fresh := []slot{add}
	for _, s := range all {
		fresh = g.without(fresh, s)
	}
	return g.with(append(all, fresh...))
}

// Erase closes the time from from until until, minutes of a day; until may be past midnight. What is left of a stretch behind it
// belongs to the day on which that begins.
func (g *Grid) Erase(day, from, until int) (Grid, error) {
	gone := slot{day*minutesDay + from, day*minutesDay + until}
	if gone.until <= gone.from {
		return Grid{}, errors.New("there is nothing to erase")
	}
	return g.with(g.without(g.slots(), gone))
}

// without is what is left of slots when another is taken out, also where the weeks wrap around.
func (g *Grid) without(slots []slot, gone slot) []slot {
	for _, by := range []int{-g.period(), 0, g.period()} {
		cut := slot{gone.from + by, gone.until + by}
		var left []slot
		for _, s := range slots {
			if s.until <= cut.from || cut.until <= s.from {
				left = append(left, s)
				continue
			}
			if s.from < cut.from {
				left = append(left, slot{s.from, cut.from})
			}
			if cut.until < s.until {
				left = append(left, slot{cut.until, s.until})
			}
		}
		slots = left
	}
	return slots
}

// Move shifts a stretch by minutes, over midnight too. Use [Grid.At] to find it again: it may have become one with another.
func (g *Grid) Move(day, index, minutes int) (Grid, error) {
	return g.change(day, index, minutes, minutes)
}

// MoveFrom lets a stretch open minutes later.
func (g *Grid) MoveFrom(day, index, minutes int) (Grid, error) {
	return g.change(day, index, minutes, 0)
}

// MoveUntil lets a stretch close minutes later.
func (g *Grid) MoveUntil(day, index, minutes int) (Grid, error) {
	return g.change(day, index, 0, minutes)
}

// Remove takes a stretch away.
func (g *Grid) Remove(day, index int) (Grid, error) {
	if _, err := g.find(day, index); err != nil {
		return Grid{}, err
	}
	all := g.slots()
	at := g.position(day, index)
	return g.with(slices.Delete(all, at, at+1))
}

func (g *Grid) change(day, index, from, until int) (Grid, error) {
	if _, err := g.find(day, index); err != nil {
		return Grid{}, err
	}
	all := g.slots()
	at := g.position(day, index)
	all[at].from += from
	all[at].until += until
	return g.with(all)
}

// CopyDay gives days the stretches of another day, in place of their own.
func (g *Grid) CopyDay(day int, to ...int) (Grid, error) {
	out := g.clone()
	for _, d := range append([]int{day}, to...) {
		if d < 0 || d > 6 {
			return Grid{}, fmt.Errorf("there is no day %d", d)
		}
		out.Days[d] = slices.Clone(g.Days[day])
	}
	return out.with(out.slots())
}

// Split divides a stretch at the midnights it runs over, so that each day has its own.
func (g *Grid) Split(day, index int) (Grid, error) {
	s, err := g.find(day, index)
	if err != nil {
		return Grid{}, err
	}
	if s.Until <= minutesDay {
		return Grid{}, fmt.Errorf("%v does not run over midnight", slot{day*minutesDay + s.From, day*minutesDay + s.Until})
	}
	all := g.slots()
	at := g.position(day, index)
	whole := all[at]
	all = slices.Delete(all, at, at+1)
	for from := whole.from; from < whole.until; {
		until := min(floorTo(from, minutesDay)+minutesDay, whole.until)
		all = append(all, slot{from, until})
		from = until
	}
	return g.with(all)
}

// Join makes one stretch of one and that which begins when it ends, which is on another day: it then belongs to the day of the first.
func (g *Grid) Join(day, index int) (Grid, error) {
	if _, err := g.find(day, index); err != nil {
		return Grid{}, err
	}
	all := g.slots()
	at := g.position(day, index)
	for i, s := range all {
		if i != at && (all[at].until-s.from)%g.period() == 0 {
			all[at].until += s.until - s.from
			return g.with(slices.Delete(all, i, i+1))
		}
	}
	return Grid{}, fmt.Errorf("no window begins when %v ends", all[at])
}

func (g *Grid) find(day, index int) (Stretch, error) {
	if day < 0 || day > 6 || index < 0 || index >= len(g.Days[day]) {
		return Stretch{}, errors.New("there is no window here")
	}
	return g.Days[day][index], nil
}

// position is where a stretch is among the slots.
func (g *Grid) position(day, index int) int {
	for d := range day {
		index += len(g.Days[d])
	}
	return index
}

func (g *Grid) clone() Grid {
	out := Grid{Every: g.Every}
	for d := range g.Days {
		out.Days[d] = slices.Clone(g.Days[d])
	}
	return out
}
