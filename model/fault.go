package model

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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
	// Unsure says of a write that nobody knows whether it took effect: the answer was lost, or made no sense.
	Unsure bool
	// Fields are Seam's messages by input field, for [KindInvalid].
	Fields map[string][]string
	// RetryAt is when a rate limit ends; zero when unknown.
	RetryAt time.Time
	// Err is the cause, for errors.Is and errors.As; its text is part of Error only when Message is empty.
	Err error
}

// Error is one line: operation, subject, reason.
func (f *Fault) Error() string {
	what := f.Op
	if f.Subject != "" {
		what = strings.TrimSpace(f.Op + " " + f.Subject)
	}
	return what + ": " + f.Why()
}

// Why is the reason alone, for a text that says already what was done to what.
func (f *Fault) Why() string {
	why := f.Kind.String()
	switch {
	case f.Message != "":
		why = f.Message
	case f.Err != nil:
		why = Clean(f.Err.Error())
	}
	if f.Request != "" {
		why += fmt.Sprintf(" (request %s)", f.Request)
	}
	return why
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

// WhyOf is the reason of the first Fault in err's chain, or all that err says.
func WhyOf(err error) string {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Why()
	}
	return err.Error()
}

// RequestOf is the request that the first Fault in err's chain is about, or "".
func RequestOf(err error) RequestID {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Request
	}
	return ""
}

// AsSentence makes a text that stands alone: it begins with a capital, unless its first word is a command to type or a name in a
// file, and it ends with a full stop. Nothing stays nothing.
func AsSentence(text string) string {
	if text == "" {
		return ""
	}
	first, _, _ := strings.Cut(text, " ")
	if first != "seamdash" && first != "chmod" && !strings.ContainsAny(first, "_=/.:-") {
		r, n := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(r)) + text[n:]
	}
	if last := text[len(text)-1]; last != '.' && last != '!' && last != '?' {
		text += "."
	}
	return text
}

// HintOf finds the hint of the first Fault in err's chain, or "".
func HintOf(err error) string {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Hint
	}
	return ""
}
