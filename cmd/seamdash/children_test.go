package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/cmd/alert"
	"seamdash/cmd/config"
)

// bringingSecrets is an environment with everything that opens doors in it, and a variable that is nothing of the kind.
func bringingSecrets() []string {
	return []string{
		"SEAM_API_KEY=seam_test_canaryKey", "PATH=" + os.Getenv("PATH"), "SEAM_PERSONAL_ACCESS_TOKEN=seam_at1_canaryToken", hookSecret + "=whsec_canaryHook",
		"Seam_Api_Key=seam_test_canaryCase", "HARMLESS=yes",
	}
}

// hasNoSecrets wants what a child was started with to have what is harmless, and nothing else of it.
func hasNoSecrets(t *testing.T, who, saw string) {
	t.Helper()
	if !strings.Contains(saw, "HARMLESS=yes") {
		t.Errorf("%s did not run with the environment: %q", who, saw)
	}
	if i := strings.Index(saw, "canary"); i >= 0 {
		t.Errorf("%s sees %q", who, saw[i:])
	}
}

func withoutPOSIX(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a POSIX shell")
	}
}

// TestTheKeyCommandSeesNoSecrets: neither in its environment nor among arguments, its own or ours.
func TestTheKeyCommandSeesNoSecrets(t *testing.T) {
	t.Parallel()
	withoutPOSIX(t)
	server := servers()["workspace"]()
	t.Cleanup(server.Close)
	home := t.TempDir()
	saw, settings := filepath.Join(home, "saw"), filepath.Join(home, "config.toml")
	const lends = `key_command = ["sh", "-c", "{ env; ps -o args= -p $$; ps -o args= -p $PPID; } >$SAW; echo ` + scriptKey + `"]`
	if err := os.WriteFile(settings, []byte(lends), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr strings.Builder
	cmd := seamdashCommand(t, append(bringingSecrets(), "SAW="+saw, "SEAMDASH_CONFIG="+settings, "SEAM_ENDPOINT="+server.URL, "SEAMDASH_KEY_SOURCE=command"), "whoami")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil || !strings.Contains(stdout.String(), "key_command sh") {
		t.Fatalf("%v, %s%s", err, stdout.String(), stderr.String())
	}
	text, err := os.ReadFile(saw)
	if err != nil {
		t.Fatal(err)
	}
	hasNoSecrets(t, "the key command", string(text))
	if strings.Contains(stdout.String()+stderr.String(), scriptKey) {
		t.Errorf("the key is shown: %s%s", stdout.String(), stderr.String())
	}
}

// TestTheSwitchersKeyCommandSeesNoSecrets: it is run for another profile than the one that the environment's key is for.
func TestTheSwitchersKeyCommandSeesNoSecrets(t *testing.T) {
	t.Parallel()
	withoutPOSIX(t)
	saw := filepath.Join(t.TempDir(), "saw")
	settings := &config.Resolved{}
	settings.KeySource, settings.KeyCommand = config.KeyCommand, []string{"sh", "-c", "env >$SAW; echo " + scriptKey}
	d := door{program: &program{env: append(bringingSecrets(), "SAW="+saw)}, settings: settings}
	if found, _, err := d.finder().Own(t.Context(), true); err != nil || !found.Key.Known() {
		t.Fatalf("no key was found: %v", err)
	}
	text, err := os.ReadFile(saw)
	if err != nil {
		t.Fatal(err)
	}
	hasNoSecrets(t, "the key command of another profile", string(text))
}

// TestTheDashboardsAlertsSeeNoSecrets; TestAgentHears holds it for the agent.
func TestTheDashboardsAlertsSeeNoSecrets(t *testing.T) {
	t.Parallel()
	withoutPOSIX(t)
	saw := filepath.Join(t.TempDir(), "saw")
	settings := &config.Resolved{}
	settings.Alerts = config.Alerts{Command: []string{"sh", "-c", "env >$SAW"}, On: alert.Usual()}
	v := &visit{ctx: t.Context(), program: &program{env: append(bringingSecrets(), "SAW="+saw)}}
	a := v.newAlarm(&stay{session: &session{settings: settings}}, func() bool { return true })
	a.teller.Tell(alert.Alert{Kind: alert.Missed, At: time.Unix(0, 0)})
	a.teller.Close(t.Context())
	text, err := os.ReadFile(saw)
	if err != nil {
		t.Fatal(err)
	}
	hasNoSecrets(t, "the command for alerts", string(text))
}

func TestWithoutSecretsLeavesTheRest(t *testing.T) {
	t.Parallel()
	p := program{env: bringingSecrets()}
	if got := p.withoutSecrets(); !slices.Equal(got, []string{p.env[1], "HARMLESS=yes"}) {
		t.Errorf("%q", got)
	}
}
