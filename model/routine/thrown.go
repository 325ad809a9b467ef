package routine

import (
	"fmt"
	"runtime"
	"strings"
)

// Thrown is a panic that was caught: what is safe to say of it.
type Thrown struct{ text string }

// Error says what kind of panic it was and the innermost function of ours that was running. The errors of Go's own runtime speak of types
// and numbers and are told; the text of any other value may quote a PIN or a key, so only its type is.
func (t *Thrown) Error() string { return t.text }

// Caught is called with what recover gave, while the panic is recovered, so that its place is known. It is nil for nil, and the same again
// for what was caught before and thrown on.
func Caught(value any) *Thrown {
	switch v := value.(type) {
	case nil:
		return nil
	case *Thrown:
		return v
	case runtime.Error:
		return &Thrown{v.Error() + place()}
	default:
		return &Thrown{fmt.Sprintf("panic with a %T", v) + place()}
	}
}

// Try runs f and gives what it threw, nil for nothing.
func Try(f func()) (thrown *Thrown) {
	defer func() { thrown = Caught(recover()) }()
	f()
	return nil
}

// place is the innermost function of ours that was running.
func place() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicking := false
	for {
		frame, more := frames.Next()
		switch {
		case strings.HasPrefix(frame.Function, "runtime."):
			panicking = panicking || frame.Function == "runtime.gopanic"
		case panicking && (strings.HasPrefix(frame.Function, "seamdash/") || strings.HasPrefix(frame.Function, "main.")):
			return fmt.Sprintf(" in %s, line %d", frame.Function, frame.Line)
		}
		if !more {
			return ""
		}
	}
}
