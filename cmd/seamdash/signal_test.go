//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
)

// TestInterruptedCommandSaysSo: a command that prints and ends has failed when somebody stops it half-way.
func TestInterruptedCommandSaysSo(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"int": syscall.SIGINT, "term": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan struct{}, 8)
			server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				asked <- struct{}{}
				<-r.Context().Done()
			}))
			t.Cleanup(server.CloseClientConnections) // the program has ended by then
			var stdout, stderr strings.Builder
			cmd := seamdashCommand(t, []string{"SEAM_ENDPOINT=" + server.URL, "SEAM_API_KEY=" + scriptKey}, "devices")
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			<-asked
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			mustEnd(t, cmd, &stderr, exitFailed)
			if !errorForm("1").MatchString(stderr.String()) || stdout.String() != "" {
				t.Errorf("stdout %q, stderr %q; want one line that says what was given up", stdout.String(), stderr.String())
			}
		})
	}
}
