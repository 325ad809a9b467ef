package seamclient

import (
	"encoding/json"
	"fmt"
	"net/http"

	"seamdash/model"
)

// A Request is what a call would send, for people who want to see it first. A PIN in it is masked.
type Request struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Body   json.RawMessage `json:"body"`
}

// RehearseCreate is what [Client.CreateCode] would send. It fails where that would refuse before it sends.
func RehearseCreate(draft model.CodeDraft) (Request, error) {
	draft.PIN = masked(draft.PIN)
	a, err := createAsk(&draft)
	if err != nil {
		return Request{}, err
	}
	return rehearse(a)
}

// RehearseUpdate is what [Client.UpdateCode] would send, like [RehearseCreate].
func RehearseUpdate(id model.CodeID, change model.CodeChange) (Request, error) {
	change.PIN = masked(change.PIN)
	a, err := updateAsk("", id, &change)
	if err != nil {
		return Request{}, err
	}
	return rehearse(a)
}

// RehearseDelete is what [Client.DeleteCode] would send for a managed code, and [Client.DeleteUnmanagedCode] for another.
func RehearseDelete(id model.CodeID, managed bool) (Request, error) {
	if managed {
		return rehearse(deleteAsk("", id))
	}
	return rehearse(deleteUnmanagedAsk("", id))
}

// RehearseManage is what [Client.ManageCode] would send.
func RehearseManage(id model.CodeID, force bool) (Request, error) {
	return rehearse(manageAsk("", id, force))
}

// masked is a PIN whose digits are the mask, so that the request itself can be built as always.
func masked(pin model.PIN) model.PIN {
	if !pin.Known() {
		return pin
	}
	return model.NewPIN(pin.String())
}

func rehearse(a ask) (Request, error) {
	body, err := json.Marshal(a.body)
	if err != nil {
		return Request{}, fmt.Errorf("%s %s: %w", a.op, model.Clean(a.subject), err)
	}
	return Request{Method: http.MethodPost, Path: a.path, Body: body}, nil
}
