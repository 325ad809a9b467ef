// Package fakeseam starts Seam's own fake server, fake-seam-connect 1.86.0 from npm, for tests. It keeps everything in
// memory and differs from the documented API in ways that the suite of conform lists.
//
// `make fake` installs it. Only tests import this package.
package fakeseam

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// What the fake knows when it is started with --seed, as Start does.
const (
	Key         = "seam_apikey1_token"
	FrontDoorID = "august_device_1"
	BackDoorID  = "august_device_2"
)

// enough is how long the fake may take to answer for the first time; on an idle machine it takes half a second.
const enough = 30 * time.Second

var errEnded = errors.New("the fake ended")

// Start starts a fake of its own for the test, which ends with it, and returns its address. Where node or the fake is
// not installed the test is skipped, on CI (CI=true) it fails.
func Start(tb testing.TB) string {
	tb.Helper()
	missing := tb.Skipf
	if os.Getenv("CI") == "true" {
		missing = tb.Fatalf
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("Seam's fake needs node, which is not installed")
	}
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) {
		tb.Fatal("the sources are not where they were built from: test without -trimpath")
	}
	dir := filepath.Join(filepath.Dir(file), "testdata")
	script := filepath.Join("node_modules", "@seamapi", "fake-seam-connect", "dist", "server.js")
	if _, err := os.Stat(filepath.Join(dir, script)); err != nil {
		missing("Seam's fake is not installed: run `make fake`")
	}
	for range 3 { // somebody may take the free port between our look and the fake's
		url, err := try(tb, node, dir, script)
		switch {
		case err == nil:
			return url
		case !errors.Is(err, errEnded):
			tb.Fatal(err)
		}
	}
	tb.Fatal("Seam's fake does not stay up")
	return ""
}

func try(tb testing.TB, node, dir, script string) (string, error) {
	tb.Helper()
	port, err := freePort(tb.Context())
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(tb.Context(), node, script, "--seed") // the test's context kills it at the end
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), fmt.Sprintf("PORT=%d", port))
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("start the fake: %w", err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed in the end, which is an error to it
		close(ended)
	}()
	tb.Cleanup(func() { <-ended })
	url := fmt.Sprintf("http://127.0.0.1:%d", port)
	ctx, stop := context.WithTimeout(tb.Context(), enough)
	defer stop()
	for !healthy(ctx, url) {
		select {
		case <-ended:
			return "", errEnded
		case <-ctx.Done():
			return "", errors.New("the fake does not answer")
		case <-time.After(20 * time.Millisecond):
		}
	}
	return url, nil
}

func healthy(ctx context.Context, url string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/health", http.NoBody)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
}

func freePort(ctx context.Context) (int, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("look for a free port: %w", err)
	}
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, fmt.Errorf("%s is no TCP address", l.Addr())
	}
	return addr.Port, l.Close()
}
