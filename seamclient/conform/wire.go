package conform

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
)

// fields is the body of a request that the client would not send, or would not send so.
type fields map[string]any

// An exchange is what came back.
type exchange struct {
	status int
	body   struct {
		Error struct {
			Type             string                     `json:"type"`
			Message          string                     `json:"message"`
			RequestID        string                     `json:"request_id"`
			ValidationErrors map[string]json.RawMessage `json:"validation_errors"`
		} `json:"error"`
		AccessCode  map[string]any   `json:"access_code"`
		AccessCodes []wireObject     `json:"access_codes"`
		Devices     []wireObject     `json:"devices"`
		Events      []wireObject     `json:"events"`
		Pagination  *wirePagination  `json:"pagination"`
		Attempt     *json.RawMessage `json:"action_attempt"`
	}
}

type wireObject struct {
	EventType string         `json:"event_type"`
	CodeID    model.CodeID   `json:"access_code_id"`
	DeviceID  model.DeviceID `json:"device_id"`
}

type wirePagination struct {
	Next string `json:"next_page_cursor"`
	More bool   `json:"has_next_page"`
}

// post sends a request without the client.
func (s *Subject) post(ctx context.Context, path string, body fields) (*exchange, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("write the request to %s: %w", path, err)
	}
	endpoint := s.cfg.Endpoint
	if endpoint == "" {
		endpoint = seamclient.DefaultEndpoint
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint+path, bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", path, err)
	}
	req.Header.Set("Authorization", "Bearer "+s.cfg.Key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := (&http.Client{Transport: s.cfg.Transport}).Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", path, err)
	}
	got, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", path, err)
	}
	x := &exchange{status: resp.StatusCode}
	if err := json.Unmarshal(got, &x.body); err != nil {
		return nil, fmt.Errorf("%s answers %d without JSON", path, x.status)
	}
	return x, nil
}

// patient is post, sent again while the subject has had too many requests for a lock in a minute.
func (s *Subject) patient(ctx context.Context, path string, body fields) (x *exchange, err error) {
	for range 3 {
		x, err = s.post(ctx, path, body)
		if err != nil || x.status != http.StatusTooManyRequests {
			return x, err
		}
		select {
		case <-ctx.Done():
			return x, fmt.Errorf("wait for %s: %w", path, ctx.Err())
		case <-time.After(time.Minute):
		}
	}
	return x, nil
}

// ask sends a request that is to succeed.
func (s *Subject) ask(ctx context.Context, path string, body fields) (*exchange, error) {
	x, err := s.patient(ctx, path, body)
	if err != nil {
		return nil, err
	}
	return x, want(x.status == http.StatusOK, "%s answers %d: %s", path, x.status, x.body.Error.Message)
}

// refused sends a request that is to be refused with a status.
func (s *Subject) refused(ctx context.Context, status int, path string, body fields) (*exchange, error) {
	x, err := s.patient(ctx, path, body)
	if err != nil {
		return nil, err
	}
	return x, want(x.status == status, "%s answers %d %s, which ought to be %d", path, x.status, x.body.Error.Type, status)
}
