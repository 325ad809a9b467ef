package credentials

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"seamdash/model"
	"seamdash/model/routine"
)

var (
	// ErrAbsent says that the keyring answered and holds nothing under the name.
	ErrAbsent = errors.New("the keyring holds nothing under this name")
	// ErrSilent says that there is no keyring here, or that it does not open.
	ErrSilent = errors.New("no keyring answers")
)

// A Ring keeps small secrets by name. Its errors wrap [ErrAbsent] or [ErrSilent], never contain a secret, and are fit for
// a line of text.
type Ring interface {
	Get(ctx context.Context, name string) (string, error)
	// Set replaces what was there.
	Set(ctx context.Context, name, secret string) error
	Delete(ctx context.Context, name string) error
}

// service is the name under which the keyring shows our secrets to their owner.
const service = "seamdash"

// unlocking is how long the keyring may take. It can ask its owner for a password in a window of its own.
const unlocking = 30 * time.Second

// System is the keyring of the system: macOS Keychain, Windows Credential Manager, or a Secret Service such as GNOME Keyring
// or KWallet. It reads the environment of the process, because that is where the session bus is named.
func System() Ring { return system{patience: unlocking, missing: noSessionBus} }

type system struct {
	patience time.Duration
	missing  func() string // why there can be no keyring, or ""
}

func (s system) Get(ctx context.Context, name string) (string, error) {
	return s.ask(ctx, func() (string, error) { return keyring.Get(service, name) })
}

func (s system) Set(ctx context.Context, name, secret string) error {
	_, err := s.ask(ctx, func() (string, error) { return "", keyring.Set(service, name, secret) })
	return err
}

func (s system) Delete(ctx context.Context, name string) error {
	_, err := s.ask(ctx, func() (string, error) { return "", keyring.Delete(service, name) })
	return err
}

// ask does one thing within the deadline. The library cannot be interrupted: what takes too long is left to itself.
func (s system) ask(ctx context.Context, do func() (string, error)) (string, error) {
	if why := s.missing(); why != "" {
		return "", silence(why)
	}
	ctx, stop := context.WithTimeout(ctx, s.patience)
	defer stop()
	select {
	case answer := <-routine.Ask(do):
		secret, err := answer.Get()
		switch {
		case errors.Is(err, keyring.ErrNotFound):
			return "", ErrAbsent
		case err != nil:
			return "", silence(plainly(err))
		}
		return secret, nil
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return "", silence("it did not open within " + s.patience.String())
		}
		return "", silence("it was not waited for")
	}
}

func silence(why string) error { return fmt.Errorf("%w: %s", ErrSilent, why) }

// plainly says in words of ours what the library says of a Secret Service in words of its own.
func plainly(err error) string {
	text := err.Error()
	switch {
	case strings.Contains(text, "failed to unlock"):
		return "it is locked, and nobody opened it"
	case strings.Contains(text, "org.freedesktop.secrets was not provided"):
		return "no program in this session is one"
	default:
		return model.Clean(text)
	}
}

// noSessionBus looks for a session bus where the Secret Service is reached through one. Without one the library would
// start a bus of its own on some machines and leave it behind.
func noSessionBus() string {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		return ""
	}
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && !strings.HasPrefix(address, "autolaunch:") {
		return ""
	}
	place := "/run/user/" + strconv.Itoa(os.Getuid())
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(place + "/" + name); !errors.Is(err, fs.ErrNotExist) {
			return ""
		}
	}
	return "this session has no D-Bus"
}
