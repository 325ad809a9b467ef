package seamclient

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"

	"seamdash/model"
)

const keyMask = "[key]"

type keyKind uint8

const (
	noKey keyKind = iota
	apiKey
	personalToken
)

// A Key opens a Seam workspace. Like [model.PIN] it cannot print itself: every verb of fmt, slog and text encoding
// gives a mask or an error, also from inside other structs. The zero value is no key.
type Key struct {
	secret *string // behind a pointer, because fmt looks into unexported fields without asking their methods
	kind   keyKind
}

// NewKey recognises what kind of credential the text is by the prefixes that Seam documents. API keys ("seam_...")
// and personal access tokens ("seam_at...") are taken; what only works in browsers or in Seam's console is refused
// with a [model.Fault] of KindUnauthorised that says where to get the right one. White space around it is dropped.
func NewKey(text string) (Key, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Key{}, keyFault("there is no key", "set SEAM_API_KEY, or run with --sandbox to look around without an account")
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Key{}, keyFault("the key contains characters that no key has", "copy the key again, in one line and without quotes")
	}
	const where = "create an API key in the Seam Console under Developer, API Keys"
	switch {
	case strings.HasPrefix(text, "seam_cst"):
		return Key{}, keyFault("this is a client session token, which only works in browsers", where)
	case strings.HasPrefix(text, "seam_pk"):
		return Key{}, keyFault("this is a publishable key, which can only open client sessions", where)
	case strings.HasPrefix(text, "ey") && strings.Count(text, ".") == 2:
		return Key{}, keyFault("this is a login token of the Seam Console, not an API key", where)
	case strings.HasPrefix(text, "seam_at"):
		return Key{secret: &text, kind: personalToken}, nil
	case strings.HasPrefix(text, "seam_") && len(text) > len("seam_"):
		return Key{secret: &text, kind: apiKey}, nil
	default:
		return Key{}, keyFault("this is not a key of Seam, which begins with seam_", where)
	}
}

func keyFault(message, hint string) *model.Fault {
	return &model.Fault{Op: "read the key", Kind: model.KindUnauthorised, Message: message, Hint: hint}
}

// NeedsWorkspace says that the key belongs to a person and not to a workspace, so that every call must name one.
func (k Key) NeedsWorkspace() bool { return k.kind == personalToken }

// Known says whether there is a key at all.
func (k Key) Known() bool { return k.secret != nil }

// Reveal is the key itself, or "" without one. It is for headers, for the keyring and for
// what checks signatures, and the one way out.
func (k Key) Reveal() string {
	if k.secret == nil {
		return ""
	}
	return *k.secret
}

// redact takes the key out of a text that came from outside, also where capitals were changed on the way, as in media
// types and host names.
func (k Key) redact(s string) string {
	if k.secret == nil {
		return s
	}
	return regexp.MustCompile("(?i)"+regexp.QuoteMeta(*k.secret)).ReplaceAllLiteralString(s, keyMask)
}

// String is a mask, or "" without a key.
func (k Key) String() string {
	if k.secret == nil {
		return ""
	}
	return keyMask
}

// Format gives the mask for every verb and flag.
func (k Key) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, k.String()) // fmt.State reports no error that a formatter could act on
}

// LogValue gives the mask.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// MarshalText gives the mask, for JSON and its kin.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }
