package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
)

// A parrot is a Seam that repeats what it was told, wherever people read it: the PIN of a code in its problems, in what is under way and
// in its events, the PIN, the key and the secret of a webhook in every refusal, and the key in whatever else it says in words.
type parrot struct {
	world http.Handler

	mu     sync.Mutex
	mood   mood
	secret string            // of the newest webhook
	event  string            // what all events are called, "" for what they are
	twin   string            // of the workspace, in lists of them; "" for none
	key    string            // of whoever asks at present
	pins   map[string]string // of codes, by their ids
	writes map[string]int    // how often each was asked for, by path
	said   map[string]int    // how often it repeated a PIN or the key, by where
}

// A mood is what a parrot refuses.
type mood uint8

const (
	friendly mood = iota
	cross         // of each kind of writes the first, the third, and so on
	furious       // every write
	deaf          // everything: it does not know the key
)

func newParrot(world http.Handler, m mood) *parrot {
	return &parrot{world: world, mood: m, pins: map[string]string{}, writes: map[string]int{}, said: map[string]int{}}
}

// RoundTrip answers without a network.
func (p *parrot) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	p.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// ServeHTTP answers as the world does, in more words.
func (p *parrot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asked, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(asked))
	var question struct {
		ID   string `json:"access_code_id"`
		Code string `json:"code"`
	}
	_ = json.Unmarshal(asked, &question) // not every question has them
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	about := question.Code
	if about == "" {
		about = p.pins[question.ID]
	}
	switch {
	case p.mood == deaf:
		p.answer(w, http.StatusUnauthorized, p.refusal("unauthorized", about))
		return
	case p.refuses(r.URL.Path):
		p.answer(w, http.StatusBadRequest, p.refusal("invalid_input", about))
		return
	}
	recorded := httptest.NewRecorder()
	p.world.ServeHTTP(recorded, r)
	for name, values := range recorded.Header() {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	if recorded.Code >= http.StatusBadRequest {
		p.answer(w, recorded.Code, p.refusal("invalid_input", about))
		return
	}
	var body any
	if json.Unmarshal(recorded.Body.Bytes(), &body) == nil {
		p.walk(body)
		p.answer(w, recorded.Code, body)
		return
	}
	w.WriteHeader(recorded.Code)
	_, _ = w.Write(recorded.Body.Bytes()) // who asked may have gone
}

// becomes has it refuse more or less from now on.
func (p *parrot) becomes(m mood) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mood = m
}

// tells has it call all events by a name from now on.
func (p *parrot) tells(event string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.event = event
}

// refuses says that this is a write about codes, or against a webhook, and one of those that are refused.
func (p *parrot) refuses(at string) bool {
	base := path.Base(at)
	if base == "list" || base == "get" || !strings.HasPrefix(at, "/access_codes/") && at != "/webhooks/delete" {
		return false
	}
	p.writes[at]++
	return p.mood == furious || p.mood == cross && p.writes[at]%2 == 1
}

func (*parrot) answer(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		status, text = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Seam-Request-Id", "parrot")
	w.WriteHeader(status)
	_, _ = w.Write(text) // who asked may have gone
}

// refusal repeats everything in every field of an error.
func (p *parrot) refusal(kind, pin string) any {
	words := p.words("a refusal", pin) + p.secret
	return map[string]any{"ok": false, "error": map[string]any{
		"type": kind + pin, "message": words, "request_id": "req-" + pin + "-" + p.key + p.secret,
		"validation_errors": map[string]any{"code": map[string]any{"_errors": []any{words}}, words: map[string]any{"_errors": []any{words}}},
	}}
}

// words are a sentence with a PIN and the key in it.
func (p *parrot) words(where, pin string) string {
	text := "I was told the key " + p.key
	if pin != "" {
		text += " and the code " + pin
		p.said[where]++
	}
	return text
}

// walk adds to all objects of an answer what they can carry.
func (p *parrot) walk(at any) {
	switch v := at.(type) {
	case []any:
		for _, one := range v {
			p.walk(one)
		}
	case map[string]any:
		if all, ok := v["workspaces"].([]any); ok && p.twin != "" {
			v["workspaces"] = append(all, map[string]any{"workspace_id": p.twin, "name": p.twin, "is_sandbox": true})
		}
		p.dress(v)
		for _, one := range v {
			p.walk(one)
		}
	}
}

// dress adds to one object.
func (p *parrot) dress(v map[string]any) {
	id, _ := v["access_code_id"].(string)
	pin, isCode := v["code"].(string)
	if secret, ok := v["secret"].(string); ok && v["webhook_id"] != nil {
		p.secret = secret
	}
	switch {
	case v["event_id"] != nil:
		if p.event != "" {
			v["event_type"] = p.event
		}
		v["event_description"], v["reason"] = p.words("an event", p.pins[id]), map[string]any{"reason_code": "parrot" + p.pins[id]}
	case v["device_id"] != nil && v["properties"] != nil:
		p.complain(v, "a device", "")
	case id != "" && isCode:
		p.pins[id] = pin
		p.complain(v, "a code", pin)
		p.underWay(v, pin)
	}
}

// complain adds a warning, which repeats the PIN in its words and in what belongs to them.
func (p *parrot) complain(v map[string]any, where, pin string) {
	warnings, _ := v["warnings"].([]any)
	words := p.words(where, pin)
	v["warnings"] = append(warnings, map[string]any{
		"warning_code": "parrot_" + pin, "message": words, "created_at": "2026-11-21T09:00:00Z", "change_type": words,
		"modified_fields": []any{map[string]any{"field": words, "from": pin, "to": pin}},
	})
}

// underWay repeats the PIN in changes that are under way.
func (p *parrot) underWay(v map[string]any, pin string) {
	pending, _ := v["pending_mutations"].([]any)
	for _, one := range pending {
		if mutation, ok := one.(map[string]any); ok {
			mutation["message"] = p.words("a change", pin)
		}
	}
}

// TestCanariesOfAParrot: whatever Seam repeats of what it knows, no command tells it and nothing of it is kept, be Seam well or cross.
func TestCanariesOfAParrot(t *testing.T) {
	t.Parallel()
	skipShort(t)
	for name, m := range map[string]mood{"talks": friendly, "refuses": cross} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := plant(t, []string{"a guest", "a stranger", "a change", "a schedule", "a list", "another list", "a refusal", "a file"}, []string{"a guest", "a stranger"})
			var p *parrot
			r := newCommandRoom(t, c, func(world http.Handler) http.Handler {
				p = newParrot(world, m)
				return p
			})
			r.lenient = true
			for _, lines := range [][]line{keyLines(), codeLines(), codeLines(), refusedLines(), ruleLines(), ruleLines(), houseLines(), lastLines()} {
				for _, l := range lines {
					r.give(l)
				}
			}
			c.hearFiles(tellableFiles)
			for _, f := range c.finds(c.pinsMade()...) {
				t.Error(f)
			}
			p.repeated(t)
		})
	}
}

// TestCanariesOfAParrotOnScreens: nor does any screen, before anybody asked for PINs or after.
func TestCanariesOfAParrotOnScreens(t *testing.T) {
	t.Parallel()
	skipShort(t)
	p := newParrot(nil, friendly)
	c := inCanaryHouse(t, p, func(h *canaryHouse) {
		p.becomes(cross)
		able := map[string]string{}
		for range 2 { // what was refused at first is done the next time
			for _, d := range canaryDeeds() {
				if d.id != "presentation" && d.id != "quit" {
					h.do(d, able)
				}
			}
		}
		h.together()
		h.present(able)
	})
	for _, f := range c.finds() {
		t.Error(f)
	}
	p.repeated(t)
}

// repeated fails where the parrot had nothing to repeat: then nothing was hunted.
func (p *parrot) repeated(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, where := range []string{"a refusal", "an event", "a code", "a change"} {
		if p.said[where] == 0 {
			t.Errorf("no PIN was repeated in %s", where)
		}
	}
}
