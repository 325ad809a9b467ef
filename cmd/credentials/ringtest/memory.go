package ringtest

import (
	"context"
	"maps"
	"sync"

	"seamdash/cmd/credentials"
)

// A Memory is a [credentials.Ring] that forgets everything with the test. The zero value is empty and ready.
type Memory struct {
	mu   sync.Mutex
	held map[string]string
	err  error
}

// Break makes every later call fail with err, or work again with nil.
func (m *Memory) Break(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

// Held is a copy of everything inside.
func (m *Memory) Held() map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.held)
}

// Get implements [credentials.Ring].
func (m *Memory) Get(_ context.Context, name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	secret, ok := m.held[name]
	switch {
	case m.err != nil:
		return "", m.err
	case !ok:
		return "", credentials.ErrAbsent
	}
	return secret, nil
}

// Set implements [credentials.Ring].
func (m *Memory) Set(_ context.Context, name, secret string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return m.err
	}
	if m.held == nil {
		m.held = map[string]string{}
	}
	m.held[name] = secret
	return nil
}

// Delete implements [credentials.Ring].
func (m *Memory) Delete(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return m.err
	}
	if _, ok := m.held[name]; !ok {
		return credentials.ErrAbsent
	}
	delete(m.held, name)
	return nil
}
