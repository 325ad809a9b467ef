package main

import (
	"context"
	"errors"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/ui/diagnosis"
)

// records reads for diagnoses what the picture does not have.
type records struct{ client *seamclient.Client }

// History lists events.
func (r records) History(ctx context.Context, query model.EventQuery) ([]model.Event, error) {
	return r.client.EventsWhere(ctx, query)
}

// Raw is Seam's own answer, in which every PIN is masked.
func (r records) Raw(ctx context.Context, of diagnosis.RawOf) (string, error) {
	text, err := r.raw(ctx, of)
	return string(text), err
}

func (r records) raw(ctx context.Context, of diagnosis.RawOf) ([]byte, error) {
	switch of.Part {
	case diagnosis.RawCode:
		return r.client.RawCode(ctx, of.Code)
	case diagnosis.RawLock:
		return r.client.RawDevice(ctx, of.Lock)
	case diagnosis.RawAccount:
		return r.client.RawAccount(ctx, of.Account)
	case diagnosis.RawEvents:
		query := model.EventQuery{Since: of.Since, Devices: []model.DeviceID{of.Lock}}
		if of.Code != "" {
			query = model.EventQuery{Since: of.Since, Codes: []model.CodeID{of.Code}}
		}
		return r.client.RawEvents(ctx, query)
	default:
		return nil, errors.ErrUnsupported
	}
}
