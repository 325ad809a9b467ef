package seamclient

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	seam "github.com/seamapi/go"

	"seamdash/model"
)

// Lock turns the bolt of a door shut. The attempt tells whether it worked; see [Client.Attempt].
func (c *Client) Lock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error) {
	a := ask{
		op: "lock", subject: string(device), path: "/locks/lock_door",
		body: &seam.LocksLockDoorRequest{DeviceId: string(device)}, device: device, action: locking,
	}
	return get(ctx, c, a, "action_attempt", attemptShape())
}

// Unlock opens the bolt of a door. The attempt tells whether it worked; see [Client.Attempt].
func (c *Client) Unlock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error) {
	a := ask{
		op: "unlock", subject: string(device), path: "/locks/unlock_door",
		body: &seam.LocksUnlockDoorRequest{DeviceId: string(device)}, device: device, action: unlocking,
	}
	return get(ctx, c, a, "action_attempt", attemptShape())
}

// Attempt tells how far an action attempt is. It can take seconds to days.
func (c *Client) Attempt(ctx context.Context, id model.AttemptID) (model.ActionAttempt, error) {
	a := ask{
		op: "read attempt", subject: string(id), path: "/action_attempts/get",
		body: &seam.ActionAttemptsGetRequest{ActionAttemptId: string(id)},
	}
	return get(ctx, c, a, "action_attempt", attemptShape())
}

// Attempts reads action attempts by their ids, in few requests.
func (c *Client) Attempts(ctx context.Context, ids []model.AttemptID) ([]model.ActionAttempt, error) {
	var all []model.ActionAttempt
	for batch := range slices.Chunk(distinct(ids), c.limits.Batch) {
		a := ask{op: "read attempts", path: "/action_attempts/list"}
		params := map[string]any{"action_attempt_ids": batch}
		err := pages(ctx, c, a, params, attemptShape(), func(page []model.ActionAttempt) error {
			all = append(all, page...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// wireAttempt keeps result and error raw: their types differ from action to action, and the SDK fails on an attempt
// whose result is of another kind than it expects.
type wireAttempt struct {
	ID     string          `json:"action_attempt_id"`
	Type   string          `json:"action_type"`
	Status string          `json:"status"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
}

func attemptShape() *shape[wireAttempt, model.ActionAttempt] {
	return &shape[wireAttempt, model.ActionAttempt]{key: "action_attempts", read: readAttempt, odd: oddAttempt, strict: true}
}

func readAttempt(w *wireAttempt) (model.ActionAttempt, error) {
	if w.ID == "" {
		return model.ActionAttempt{}, errors.New("it has no action_attempt_id")
	}
	return oddAttempt(w, ""), nil
}

func oddAttempt(w *wireAttempt, why string) model.ActionAttempt {
	var result struct {
		Confirmed *bool `json:"was_confirmed_by_device"`
	}
	if json.Unmarshal(w.Result, &result) != nil {
		result.Confirmed = nil // an odd result says nothing
	}
	return model.ActionAttempt{
		ID:        model.AttemptID(model.Clean(w.ID)),
		Type:      model.Clean(w.Type),
		Status:    model.AttemptStatus(model.Clean(w.Status)),
		Confirmed: model.TriOf(result.Confirmed),
		ErrorType: model.Clean(rawText(w.Error, "type")),
		Message:   firstText(rawText(w.Error, "message"), why),
	}
}
