// Package codeform is the overlay in which an access code is made, changed, or converted between always and for a time. It
// judges what is typed against the rules of every lock that it is for, sends what was asked for once, and keeps everything
// that was typed until Seam has taken it.
package codeform

import (
	"context"
	"io"
	"time"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A Desk takes what the forms ask for, follows it from then on, and logs it. It may be used by several goroutines, and
// returns soon after ctx ends. Its errors should be or wrap a [model.Fault]; one that is Unsure leaves open whether it happened.
type Desk interface {
	Create(ctx context.Context, draft model.CodeDraft) (model.Tracked, error)
	// Update also converts. before is the code as the person saw it.
	Update(ctx context.Context, before model.AccessCode, change model.CodeChange) (model.Tracked, error)
	// ReportZone tells Seam where a lock is, by IANA name.
	ReportZone(ctx context.Context, device model.DeviceID, deviceType, zone string) error
}

// Config is what a form needs of the program around it.
type Config struct {
	Desk    Desk
	Context context.Context // ends with the program
	Now     func() time.Time
	Zones   *coderow.Zones
	Home    *time.Location // where the person at the keyboard is
	Random  io.Reader      // for PINs
	// Number is the address of the form: no other of the program has it.
	Number uint64
}

// A task is what a form is for.
type task uint8

const (
	create task = iota
	edit
	convert
)

// A Form is one open form.
type Form struct {
	world
	entry

	config   Config
	task     task
	subject  subject // of a change
	verdict  verdict
	dispatch dispatch
	question *question // that waits for an answer, or nil
	size     widget.Rect
	insisted bool            // somebody wanted to send, so that what is missing is an error now
	glimpse  coderow.Glimpse // of the PIN that is typed
}

// A world is what the form is about, as the newest picture has it.
type world struct {
	picture *model.Snapshot
	doors   []door
	now     time.Time
	minute  int64 // of the last verdict
}

// NewCreate opens the form for a new code on locks of the picture.
//
// It is nil when none of them is there.
func NewCreate(config Config, picture *model.Snapshot, locks []model.DeviceID, size widget.Rect) *Form {
	f := &Form{config: config, task: create}
	for _, id := range locks {
		if lock, ok := picture.Lock(id); ok {
			f.doors = append(f.doors, door{id: id, lock: lock})
		}
	}
	if len(f.doors) == 0 {
		return nil
	}
	f.open(picture, size)
	return f
}

// NewEdit opens the form for another name, PIN or window of a code; it is nil when the code is gone.
func NewEdit(config Config, picture *model.Snapshot, of nav.CodeOf, size widget.Rect) *Form {
	return newChange(config, edit, picture, of, size)
}

// NewConvert opens the form that makes a code with a window one that always works, or the other way round, like [NewEdit].
func NewConvert(config Config, picture *model.Snapshot, of nav.CodeOf, size widget.Rect) *Form {
	return newChange(config, convert, picture, of, size)
}

func newChange(config Config, what task, picture *model.Snapshot, of nav.CodeOf, size widget.Rect) *Form {
	lock, ok := picture.Lock(of.Lock)
	if !ok {
		return nil
	}
	code, ok := lock.Code(of.Code)
	if !ok {
		return nil
	}
	f := &Form{config: config, task: what, subject: subject{before: *code, theirs: *code}}
	f.doors = []door{{id: of.Lock, lock: lock}}
	f.open(picture, size)
	return f
}

func (f *Form) open(picture *model.Snapshot, size widget.Rect) {
	f.size, f.picture, f.now = size, picture, f.config.Now()
	f.entry = newEntry()
	f.fill()
	f.judge()
}

// fill puts what the form begins with into the fields.
func (f *Form) fill() {
	v := values{native: true}
	if f.task != create {
		v = f.subject.values(f.doors[0].clock(f.config.Zones))
		v.always = v.always != (f.task == convert)
	}
	f.put(v)
	f.begun = f.values()
	if f.task == convert {
		f.at = rowFrom
		if v.always {
			f.at = rowKind
		}
	}
}

// zones finds the zones for [fit.Create] and [fit.Update].
func (f *Form) zones(name string) (at *time.Location, known bool) {
	at = f.config.Zones.Named(name)
	return at, at != nil
}

// Resize gives the form its part of the terminal.
func (f *Form) Resize(size widget.Rect) { f.size = size }

// Conceal masks a PIN that is being typed.
func (f *Form) Conceal() { f.glimpse.Close() }

// Number is the address of the form.
func (f *Form) Number() uint64 { return f.config.Number }

// Busy says that Seam has been asked and has not answered yet.
func (f *Form) Busy() bool { return f.dispatch.under }

// Show takes the newest picture, or the same again because time has passed. What was typed stays as it is.
func (f *Form) Show(picture *model.Snapshot) {
	f.now = f.config.Now()
	changed := picture != f.picture
	f.picture = picture
	for i := range f.doors {
		d := &f.doors[i]
		lock, ok := picture.Lock(d.id)
		d.gone = !ok
		if ok && lock != d.lock {
			d.lock, d.read = lock, false
			changed = true
		}
	}
	if f.task != create {
		f.subject.follow(f.doors[0].lock)
	}
	f.reconsider()
	if minute := f.now.Unix() / 60; changed || minute != f.minute {
		f.judge()
	}
}
