package webhook

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	svix "github.com/svix/svix-webhooks/go"

	"seamdash/model"
	"seamdash/seamclient"
)

// The headers of Svix.
const (
	headerID        = "Svix-Id"
	headerTimestamp = "Svix-Timestamp"
	headerSignature = "Svix-Signature"
)

const (
	// tolerance is how far a post's time may be off, either way; Svix's own libraries take the same.
	tolerance = 5 * time.Minute
	// maxID and maxSignatures bound the headers: Svix's ids have some thirty letters, and a signature some fifty.
	maxID         = 256
	maxSignatures = 1 << 10
	// leastKey is the fewest bytes that a secret may have; Svix makes 24. An empty one would let everybody sign.
	leastKey = 16
)

// A verifier says whether a post is signed with one secret. It is a function, so that printing it prints no key.
type verifier func(body []byte, headers http.Header) error

func newVerifier(s seamclient.Secret) (verifier, error) {
	text := s.Reveal()
	if text == "" {
		return nil, notSecret("there is none")
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, "whsec_"))
	if err != nil {
		return nil, notSecret("it is not written as one") // the cause would repeat part of it
	}
	if len(key) < leastKey {
		return nil, notSecret("it is too short")
	}
	hook, err := svix.NewWebhookRaw(key)
	if err != nil {
		return nil, notSecret("it cannot be used")
	}
	return hook.VerifyIgnoringTimestamp, nil // our clock looks at the time
}

func notSecret(why string) error {
	return &model.Fault{
		Op: "use the webhook's secret", Kind: model.KindRefused, Message: why,
		Hint: "copy it again from the webhook in the Seam Console; it begins with whsec_",
	}
}

// A seal is what the headers say about a post.
type seal struct {
	id, signatures string
	at             time.Time
}

// readSeal takes the three headers, each of which must be there once. An id is short and plain: what is signed is id, time and
// body with dots between them, so that an id with dots could borrow from the body.
func readSeal(h http.Header) (seal, bool) {
	id, one := only(h, headerID)
	timestamp, two := only(h, headerTimestamp)
	signatures, three := only(h, headerSignature)
	seconds, err := strconv.ParseUint(timestamp, 10, 36)
	if !one || !two || !three || err != nil || !isID(id) || len(signatures) > maxSignatures {
		return seal{}, false
	}
	return seal{id: id, signatures: signatures, at: time.Unix(int64(seconds), 0)}, true
}

func only(h http.Header, name string) (string, bool) {
	values := h[name]
	if len(values) != 1 {
		return "", false
	}
	return values[0], values[0] != ""
}

func isID(s string) bool {
	return len(s) <= maxID && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
	})
}

// holds says that one of the secrets signed the body. Svix's library is given the headers that were looked at and no others,
// because it would take those of another name as well.
func (s seal) holds(trusted []verifier, body []byte) bool {
	headers := http.Header{
		headerID: {s.id}, headerTimestamp: {strconv.FormatInt(s.at.Unix(), 10)}, headerSignature: {s.signatures},
	}
	return slices.ContainsFunc(trusted, func(v verifier) bool { return v(body, headers) == nil })
}

// fresh says that the post was sent about now.
func (s seal) fresh(now time.Time) bool {
	return now.Sub(s.at).Abs() <= tolerance
}
