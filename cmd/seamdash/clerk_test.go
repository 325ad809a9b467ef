package main

import (
	"io"
	"strings"
	"testing"

	"seamdash/cmd/config"
	"seamdash/model"
)

// TestDeskOfACommand: what a command writes in the sandbox reaches it, is followed, and carries Seam's request id.
func TestDeskOfACommand(t *testing.T) {
	p := &program{env: []string{"USER=kim"}, stderr: io.Discard}
	s, err := p.newSandbox(&config.Resolved{})
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.openBureau(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	d := o.desk
	locks, err := readFleet(t.Context(), s.client, nil, everyDevice)
	if err != nil {
		t.Fatal(err)
	}
	draft := model.CodeDraft{DeviceID: locks[0].Device.ID, Name: "Plumber", PIN: model.NewPIN("480153")}
	w, err := d.Create(t.Context(), draft)
	if err != nil || w.Request == "" || w.Stage != model.StageAccepted || len(d.Writes()) != 1 {
		t.Fatalf("got %+v, %v", w, err)
	}
	code, err := s.client.Code(t.Context(), w.Code)
	if err != nil || code.Name != "Plumber" || !code.PIN.Equal(draft.PIN) {
		t.Errorf("Seam has %+v, %v", code, err)
	}
	if who := me(p.getenv); !strings.Contains(who, "@") {
		t.Errorf("written by %q", who)
	}
}
