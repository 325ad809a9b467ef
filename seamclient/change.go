package seamclient

import (
	"context"
	"errors"

	seam "github.com/seamapi/go"
	"github.com/seamapi/go/accesscodes"

	"seamdash/model"
)

// UpdateCode makes a managed code be as the change says: also from ongoing to a window and back. Type and both times
// are always sent, as servers differ in what they make of missing ones. Success means that Seam has accepted it; the
// code tells with its pending mutations when the lock has it.
func (c *Client) UpdateCode(ctx context.Context, device model.DeviceID, id model.CodeID, change model.CodeChange) error {
	a, err := updateAsk(device, id, &change)
	if err != nil {
		return err
	}
	_, err = c.call(ctx, a)
	return err
}

func updateAsk(device model.DeviceID, id model.CodeID, change *model.CodeChange) (ask, error) {
	a := ask{
		op: "update code", subject: string(id), path: "/access_codes/update",
		body: newUpdateRequest(id, change), device: device, action: updating, pin: change.PIN,
	}
	switch {
	case id == "":
		return a, a.fault(model.KindRefused, "no code is named", "")
	case halfOpen(change.Window):
		return a, a.fault(model.KindRefused, "a window needs a start and an end", "give both times or none")
	case change.PIN.Veiled():
		return a, a.fault(model.KindRefused, "the PIN is veiled", "leave the presentation before you change codes")
	}
	return a, nil
}

func newUpdateRequest(id model.CodeID, change *model.CodeChange) *seam.AccessCodesUpdateRequest {
	r := &seam.AccessCodesUpdateRequest{AccessCodeId: string(id), Type: seam.AccessCodesUpdateRequestTypeOngoing.Ptr()}
	if !change.Window.Always() {
		r.Type = seam.AccessCodesUpdateRequestTypeTimeBound.Ptr()
		r.StartsAt = seam.String(formatTime(change.Window.From))
		r.EndsAt = seam.String(formatTime(change.Window.Until))
	}
	if change.Name != "" {
		r.Name = &change.Name
	}
	if change.PIN.Known() {
		r.Code = seam.String(change.PIN.Reveal())
	}
	if allowed, known := change.ExternalChangeAllowed.Bool(); known {
		r.IsExternalModificationAllowed = &allowed
	}
	return r
}

// DeleteCode removes a managed code. A code that is gone already is a success. The lock forgets it later: until then
// the code stays with status removing.
func (c *Client) DeleteCode(ctx context.Context, device model.DeviceID, id model.CodeID) error {
	return c.erase(ctx, deleteAsk(device, id))
}

func deleteAsk(device model.DeviceID, id model.CodeID) ask {
	return ask{
		op: "delete code", subject: string(id), path: "/access_codes/delete",
		body: &seam.AccessCodesDeleteRequest{AccessCodeId: string(id)}, device: device, action: deleting,
	}
}

// DeleteUnmanagedCode removes a code that somebody else made. A code that is gone already is a success.
func (c *Client) DeleteUnmanagedCode(ctx context.Context, device model.DeviceID, id model.CodeID) error {
	return c.erase(ctx, deleteUnmanagedAsk(device, id))
}

func deleteUnmanagedAsk(device model.DeviceID, id model.CodeID) ask {
	return ask{
		op: "delete unmanaged code", subject: string(id), path: "/access_codes/unmanaged/delete",
		body: &accesscodes.UnmanagedDeleteRequest{AccessCodeId: string(id)}, device: device, action: deleting,
	}
}

func (c *Client) erase(ctx context.Context, a ask) error {
	if a.subject == "" {
		return a.fault(model.KindRefused, "no code is named", "")
	}
	_, err := c.call(ctx, a)
	if model.KindOf(err) == model.KindNotFound {
		return nil
	}
	return err
}

// ManageCode takes over a code that somebody else made. With force it is taken even from another Seam workspace.
// The result comes later, as the event access_code.unmanaged.converted_to_managed or its failure.
func (c *Client) ManageCode(ctx context.Context, device model.DeviceID, id model.CodeID, force bool) error {
	_, err := c.call(ctx, manageAsk(device, id, force))
	return err
}

func manageAsk(device model.DeviceID, id model.CodeID, force bool) ask {
	request := &accesscodes.UnmanagedConvertToManagedRequest{AccessCodeId: string(id)}
	if force {
		request.Force = &force
	}
	return ask{
		op: "take over code", subject: string(id), path: "/access_codes/unmanaged/convert_to_managed",
		body: request, device: device, action: updating,
	}
}

// FindCode is [Client.Code] for those who expect that the code may be gone: then found is false and there is no error.
func (c *Client) FindCode(ctx context.Context, id model.CodeID) (code model.AccessCode, found bool, err error) {
	code, err = c.Code(ctx, id)
	if model.KindOf(err) == model.KindNotFound {
		return model.AccessCode{}, false, nil
	}
	return code, err == nil, err
}

// GeneratePIN asks Seam for a PIN that the device would take. Nothing is created.
func (c *Client) GeneratePIN(ctx context.Context, device model.DeviceID) (model.PIN, error) {
	a := ask{
		op: "generate a PIN for", subject: string(device), path: "/access_codes/generate_code",
		body: &seam.AccessCodesGenerateCodeRequest{DeviceId: string(device)},
	}
	return get(ctx, c, a, "generated_code", &shape[wireGenerated, model.PIN]{read: readGenerated, strict: true})
}

type wireGenerated struct {
	Code string `json:"code"`
}

func readGenerated(w *wireGenerated) (model.PIN, error) {
	pin := model.NewPIN(w.Code)
	if !pin.Known() {
		return pin, errors.New("it has no code")
	}
	return pin, nil
}

// PullBackup takes a spare code out of the lock's pool to stand in for a code with a window that could not be set, and
// gives the spare code. Asking again gives the same one.
func (c *Client) PullBackup(ctx context.Context, device model.DeviceID, id model.CodeID) (model.AccessCode, error) {
	a := ask{
		op: "pull a backup code for", subject: string(id), path: "/access_codes/pull_backup_access_code",
		body: &seam.AccessCodesPullBackupAccessCodeRequest{AccessCodeId: string(id)}, device: device, action: creating,
	}
	return get(ctx, c, a, "backup_access_code", c.codeShape())
}
