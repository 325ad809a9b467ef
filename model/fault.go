package model

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind sorts faults by what a person or a program can do about them.
type Kind uint8

// The kinds. The zero value is for errors that nobody classified.
const (
	KindUnexpected   Kind = iota // a defect of ours or an answer that makes no sense
	KindUnauthorised             // the key is missing, wrong or revoked
	KindNotFound                 // the subject does not exist or no longer does
	KindConflict                 // the lock already has it, such as the same PIN
	KindInvalid                  // refused by validation; see Fields
	KindRateLimited              // too many calls; see RetryAt
	KindUnreachable              // no connection: name, network, TLS or time-out
	KindUnavailable              // Seam, or something that answers in its place, is out of order
	KindRefused                  // we refused before sending, such as a key over plain http
	KindCancelled                // the caller gave up
)

// String is the kind in words.
func (k Kind) String() string {
	names := [...]string{
		"unexpected", "not authorised", "not found", "conflict", "invalid",
		"rate limited", "unreachable", "unavailable", "refused", "cancelled",
	}
	if int(k) < len(names) {
		return names[k]
	}
	return names[KindUnexpected]
}

// A Fault says which operation failed, on what, in which way, and what a person can do about it. Its text never
// contains a key or a PIN.
type Fault struct {
	Op      string // what was being done, in words: "list codes"
	Subject string // an id or a name, or ""
	Kind    Kind
	Message string // what Seam or the network said, cleaned, or ""
	Type    string // Seam's machine-readable error type, or ""
	Hint    string // one imperative sentence, or ""
	Request RequestID
	// Fields are Seam's messages by input field, for [KindInvalid].
	Fields map[string][]string
	// RetryAt is when a rate limit ends; zero when unknown.
	RetryAt time.Time
	// Err is the cause, for errors.Is and errors.As; its text is part of Error only when Message is empty.
	Err error
}

// Error is one line: operation, subject, reason.
func (f *Fault) Error() string {
	parts := []string{f.Op}
	if f.Subject != "" {
		parts[0] = strings.TrimSpace(f.Op + " " + f.Subject)
	}
	switch {
	case f.Message != "":
		parts = append(parts, f.Message)
	case f.Err != nil:
		parts = append(parts, Clean(f.Err.Error()))
	default:
		parts = append(parts, f.Kind.String())
	}
	if f.Request != "" {
		parts = append(parts, fmt.Sprintf("(request %s)", f.Request))
		return strings.Join(parts[:2], ": ") + " " + parts[2]
	}
	return strings.Join(parts, ": ")
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// KindOf finds the kind of the first Fault in err's chain, or [KindUnexpected].
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return KindUnexpected
}

// HintOf finds the hint of the first Fault in err's chain, or "".
func HintOf(err error) string {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Hint
	}
	return ""
}
