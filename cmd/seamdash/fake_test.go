package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"seamdash/seamclient/conform/fakeseam"
)

// createCode does what a person does with curl.
func createCode(t *testing.T, url, device, name, pin string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"device_id": device, "name": name, "code": pin})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/access_codes/create", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+fakeseam.Key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("create %s on the fake: %s %v\n%s", name, resp.Status, err, answer)
	}
}

// seamdash runs the built program with a key and gives its output, its errors and its code.
func seamdash(t *testing.T, url, key string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := seamdashCommand(t, []string{"SEAM_ENDPOINT=" + url, "SEAM_API_KEY=" + key}, args...)
	var out, problems strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		if _, ok := errors.AsType[*exec.ExitError](err); !ok {
			t.Fatal(err)
		}
	}
	return out.String(), problems.String(), cmd.ProcessState.ExitCode()
}
