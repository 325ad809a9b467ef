package credentials_test

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
)

// onBus is set in the process that a test starts to speak to a real keyring.
const onBus = "SEAMDASH_TEST_ON_BUS"

func TestMain(m *testing.M) {
	if os.Getenv(onBus) == "" {
		keyring.MockInit() // so that no test can reach the keyring of whoever runs it
	}
	m.Run()
}

// honour is what every ring must do.
func honour(t *testing.T, ring credentials.Ring) {
	t.Helper()
	ctx := t.Context()
	absent := func(name string) {
		t.Helper()
		if got, err := ring.Get(ctx, name); !errors.Is(err, credentials.ErrAbsent) || got != "" {
			t.Errorf("%s: %v, want ErrAbsent", name, err)
		}
	}
	holds := func(name, want string) {
		t.Helper()
		if got, err := ring.Get(ctx, name); err != nil || got != want {
			t.Errorf("%s holds %.40q (%v), want %.40q", name, got, err, want)
		}
	}
	absent("key/a")
	if err := ring.Delete(ctx, "key/a"); !errors.Is(err, credentials.ErrAbsent) {
		t.Errorf("delete nothing: %v, want ErrAbsent", err)
	}
	long := strings.Repeat("k", 2000)
	for name, secret := range map[string]string{"key/a": "one", "key/ab": `{"name":"Gäste \"🔥\""}`, "seal/a": long} {
		if err := ring.Set(ctx, name, secret); err != nil {
			t.Fatalf("set %s: %v", name, err)
		}
	}
	holds("key/a", "one")
	holds("key/ab", `{"name":"Gäste \"🔥\""}`)
	holds("seal/a", long)
	if err := ring.Set(ctx, "key/a", "two"); err != nil {
		t.Fatal(err)
	}
	holds("key/a", "two")
	if err := ring.Delete(ctx, "key/a"); err != nil {
		t.Fatal(err)
	}
	absent("key/a")
	holds("key/ab", `{"name":"Gäste \"🔥\""}`)
}

func TestRings(t *testing.T) {
	for name, ring := range map[string]credentials.Ring{"memory": &ringtest.Memory{}, "library's own mock": credentials.Reachable()} {
		t.Run(name, func(t *testing.T) { honour(t, ring) })
	}
}

// TestSecretService does the same in a process that has a real keyring.
func TestSecretService(t *testing.T) {
	t.Parallel()
	out, err := again(t, "TestInside", ringtest.SecretService(t))
	if err != nil || !strings.Contains(out, "--- PASS: TestInside") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestInside(t *testing.T) {
	if os.Getenv(onBus) == "" {
		t.Skip("runs in the process that TestSecretService starts")
	}
	honour(t, credentials.System())
}

// TestNoKeyringAnswers has a bus with nobody on it, a bus that is gone, and a keyring that is locked.
func TestNoKeyringAnswers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ bus, why string }{
		"nobody": {ringtest.Bus(t), "no program in this session is one"},
		"gone":   {ringtest.NoBus, "connect: no such file"},
		"locked": {ringtest.Locked(t), "it is locked"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := again(t, "TestSilenceInside", tc.bus)
			if err != nil || strings.Count(out, tc.why) != 3 {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestSilenceInside(t *testing.T) {
	if os.Getenv(onBus) == "" {
		t.Skip("runs in the process that TestNoKeyringAnswers starts")
	}
	ring, ctx := credentials.System(), t.Context()
	_, err := ring.Get(ctx, "key/a")
	for _, err := range []error{err, ring.Set(ctx, "key/a", "seam_secret"), ring.Delete(ctx, "key/a")} {
		t.Log(err)
		if !errors.Is(err, credentials.ErrSilent) || strings.Contains(err.Error(), "seam_secret") || strings.Contains(err.Error(), "\n") {
			t.Errorf("error %v, want ErrSilent in one line", err)
		}
	}
}

// again runs one test of this binary in a process whose session bus is another one.
func again(t *testing.T, name, bus string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.v", "-test.run=^"+name+"$")
	cmd.Env = append(os.Environ(), bus, onBus+"=1")
	out, err := cmd.CombinedOutput()
	return string(out), err
}
