package seamclient

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"sync"

	"seamdash/model"
)

const (
	// shortPIN is the shortest that is looked for in texts: fewer digits stand everywhere, and no lock of Seam's takes them.
	shortPIN = 4
	// maxKnown bounds how many codes are known by their PINs, and maxSecrets how many secrets of webhooks.
	maxKnown, maxSecrets = 1 << 17, 64
)

// forget takes the key out of a good answer. Seam has no reason to repeat it; whatever does so must not put it onto screens and into
// files by way of a name.
func (k Key) forget(resp *http.Response) {
	h, ok := resp.Body.(*held)
	if !ok || k.secret == nil || !bytes.Contains(h.all, []byte(*k.secret)) {
		return
	}
	h.all = bytes.ReplaceAll(h.all, []byte(*k.secret), []byte(keyMask))
	h.Reset(h.all)
	resp.ContentLength = int64(len(h.all))
}

// hush takes the PINs that a code has, had or shall have out of what Seam says about it. Its name stays as it is: people choose
// names.
func hush(c *model.AccessCode) {
	if len(c.Problems)+len(c.Pending) == 0 {
		return
	}
	pins := []model.PIN{c.PIN}
	for i := range c.Pending {
		pins = append(pins, c.Pending[i].From.PIN, c.Pending[i].To.PIN)
	}
	without := func(s string) string { return withoutPINs(s, pins) }
	for i := range c.Pending {
		m := &c.Pending[i]
		m.Message, m.Code = without(m.Message), model.MutationCode(without(string(m.Code)))
	}
	for i := range c.Problems {
		p := &c.Problems[i]
		p.Message, p.Code = without(p.Message), without(p.Code)
		if d := p.Detail; d != nil { // made for this code a moment ago
			d.Rival, d.ChangeType, d.Site = model.CodeID(without(string(d.Rival))), without(d.ChangeType), without(d.Site)
			for f := range d.Fields {
				d.Fields[f] = without(d.Fields[f])
			}
		}
	}
}

func withoutPINs(text string, pins []model.PIN) string {
	for _, pin := range pins {
		if digits := pin.Reveal(); len(digits) >= shortPIN && !pin.Veiled() {
			text = strings.ReplaceAll(text, digits, pin.String())
		}
	}
	return text
}

// A memory is what Seam told that no fault may repeat: the PINs of codes, and the secrets of webhooks.
type memory struct {
	mu      sync.Mutex
	codes   map[model.CodeID]remembered
	secrets []Secret
}

type remembered struct {
	device model.DeviceID
	pin    model.PIN
}

// learn takes note of codes as Seam told them.
func (m *memory) learn(codes []model.AccessCode) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.codes == nil || len(m.codes)+len(codes) > maxKnown {
		m.codes = make(map[model.CodeID]remembered, len(codes))
	}
	for i := range codes {
		if c := &codes[i]; c.PIN.Known() {
			m.codes[c.ID] = remembered{c.DeviceID, c.PIN}
		}
	}
}

// keep takes note of a secret.
func (m *memory) keep(secret Secret) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := slices.ContainsFunc(m.secrets, func(s Secret) bool { return s.Reveal() == secret.Reveal() })
	if secret.Known() && !known && len(m.secrets) < maxSecrets {
		m.secrets = append(m.secrets, secret)
	}
}

// about are the PINs that a refusal of an ask could repeat: that of the code it is about, and those on the lock it is about.
func (m *memory) about(a *ask) (pins []model.PIN) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, known := range m.codes {
		if string(id) == a.subject || known.device != "" && (known.device == a.device || string(known.device) == a.subject) {
			pins = append(pins, known.pin)
		}
	}
	return pins
}

// scrub takes out of a fault whatever is known that it could repeat.
func (m *memory) scrub(f *model.Fault, a *ask) {
	pins := append(m.about(a), a.pin)
	m.mu.Lock()
	secrets := m.secrets
	m.mu.Unlock()
	scrub(f, func(s string) string {
		for _, secret := range secrets {
			s = secret.redact(s)
		}
		return withoutPINs(s, pins)
	})
}

// Mind has no fault repeat a secret that somebody else told.
func (c *Client) Mind(secret Secret) { c.memory.keep(secret) }
