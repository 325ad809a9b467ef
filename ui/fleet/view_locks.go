package fleet

import (
	"strconv"

	"seamdash/model"
	"seamdash/ui/theme"
)

// locksLine draws one line of the left part.
func (f *frame) locksLine(y int) {
	head := f.locksHead()
	switch {
	case y == 0:
		f.locksTitle()
		return
	case y < head:
		f.locks.field.DrawBelow(f.pen, y-1, f.locks.note())
		return
	}
	from, to := f.locks.list.Visible()
	row := from + y - head
	if f.locks.count(f.picture) == 0 {
		nothing := f.noLocks()
		nothing.Draw(f.pen, f.shape.locks.W, y-head)
		return
	}
	if row < to {
		f.lockRow(row)
	}
}

func (f *frame) locksTitle() {
	p, cols := f.pen, lockCols(f.locksWidth())
	p.Gap(1)
	p.Text(f.title(locksPane), "LOCKS ")
	if len(f.picture.Locks) == 0 && !f.locks.field.Typing() {
		return
	}
	f.text = f.text[:0]
	if f.locks.filtered() {
		f.text = strconv.AppendInt(f.text, int64(f.locks.count(f.picture)), 10)
		f.text = append(f.text, " of "...)
	}
	f.text = strconv.AppendInt(f.text, int64(len(f.picture.Locks)), 10)
	p.Bytes(theme.Muted, f.text)
	if f.locks.filtered() || f.locks.field.Typing() {
		p.Gap(2)
		f.filters(locksPane, f.locks.field, f.locks.problems, p.Room()-1)
		return
	}
	p.Gap(p.Room() - cols.battery - cols.codes - 1)
	p.RightBytes(theme.Muted, append(f.text[:0], "power"...), cols.battery)
	p.RightBytes(theme.Muted, append(f.text[:0], "codes"...), cols.codes)
}

func (f *frame) lockRow(row int) {
	p, cols := f.pen, lockCols(f.locksWidth())
	lock := f.locks.at(f.picture, row)
	under, _ := f.locks.list.Row()
	m := f.lockMark(lock, f.now)
	f.begin(locksPane, row == under, false, m)
	p.Name(theme.Text, nameOf(&lock.Device), cols.name)
	p.Gap(1)
	p.Cell(m.Quiet(), m.Word, cols.word)
	p.Gap(1)
	f.power(lock, cols.battery)
	f.slots(lock, cols.codes)
	p.Fill()
}

// locksWidth is what the rows have; where the pane is alone its scroll bar takes the last column.
func (f *frame) locksWidth() int {
	if f.shape.both {
		return f.shape.locks.W
	}
	return f.shape.locks.W - 1
}

func nameOf(d *model.Device) string {
	if d.Name == "" {
		return string(d.ID)
	}
	return d.Name
}

func (f *frame) power(l *model.Lock, n int) {
	f.text = f.text[:0]
	role := theme.Muted
	battery := &l.Device.Battery
	percent, ok := battery.Percent()
	switch {
	case battery.Wired:
		f.text = append(f.text, "wired"...)
	case ok:
		f.text = strconv.AppendInt(f.text, int64(percent), 10)
		f.text = append(f.text, " %"...)
		if l.Device.LowPower(*battery) && !l.Old {
			role = theme.Hurts
		}
	default:
		f.text = append(f.text, '-')
	}
	f.pen.RightBytes(role, f.text, n)
}

// slots says how many codes the lock holds, of how many where Seam says so.
func (f *frame) slots(l *model.Lock, n int) {
	f.text = f.text[:0]
	role := theme.Muted
	if l.Loaded || len(l.Codes) > 0 {
		f.text = strconv.AppendInt(f.text, int64(len(l.Codes)), 10)
	} else {
		f.text = append(f.text, '-')
	}
	if l.Device.Slots > 0 {
		f.text = append(f.text, '/')
		f.text = strconv.AppendInt(f.text, int64(l.Device.Slots), 10)
		if len(l.Codes) >= l.Device.Slots && !l.Old {
			role = theme.Moving
		}
	}
	f.pen.RightBytes(role, f.text, n)
}
