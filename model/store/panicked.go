package store

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"seamdash/model"
	"seamdash/model/routine"
)

// guarded runs something that reads the mapped file. bbolt trusts what it maps: in a damaged file it panics, or
// touches memory that is not there. Both become an error, as does a defect of ours, which the caller is to throw on with [throw] when it has
// abandoned what was open then.
func guarded(fn func() error) (err error) {
	faults := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(faults)
		if value := recover(); value != nil {
			err = sorted(value)
		}
	}()
	return fn()
}

// panicked is a panic that comes of what is in the file.
type panicked struct{ words string }

func (p *panicked) Error() string { return ErrDamaged.Error() + ": " + p.words }

func (p *panicked) Unwrap() error { return ErrDamaged }

// sorted tells damage from a defect, while the panic is recovered: *panicked or [*routine.Thrown].
func sorted(value any) error {
	switch v := value.(type) {
	case *panicked:
		return v
	case *routine.Thrown:
		return v
	}
	if !fromFile(value) {
		return routine.Caught(value)
	}
	switch v := value.(type) {
	case runtime.Error:
		return &panicked{model.Clean(v.Error())}
	case string:
		return &panicked{model.Clean(v)} // of bbolt, which tells numbers of pages
	default:
		return &panicked{fmt.Sprintf("panic with a %T", value)}
	}
}

// fromFile says that a panic came out of bbolt, or touched memory that is not there.
func fromFile(value any) bool {
	if _, fault := value.(interface{ Addr() uintptr }); fault {
		return true
	}
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicking := false
	for {
		frame, more := frames.Next()
		switch inRuntime := strings.HasPrefix(frame.Function, "runtime."); {
		case inRuntime:
			panicking = panicking || frame.Function == "runtime.gopanic"
		case panicking:
			return strings.HasPrefix(frame.Function, "go.etcd.io/bbolt")
		}
		if !more {
			return false
		}
	}
}

// throw throws on what guarded caught of a defect, and is err otherwise.
func throw(err error) error {
	if thrown, is := errors.AsType[*routine.Thrown](err); is {
		panic(thrown)
	}
	return err
}

// try performs an op. What it throws is the failure of its caller and nobody else's; damage is everybody's.
func (o *op) try(t txn) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = sorted(value)
			if damage, is := errors.AsType[*panicked](err); is {
				panic(damage)
			}
		}
	}()
	return o.do(t)
}
