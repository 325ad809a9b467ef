package main

import (
	"context"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
)

// A hurriedAPI is Seam for an engine that may have to end soon: a step that has begun is finished, but no call may keep the program for
// longer than [rollEnd] after that. A call that is cut off may have taken effect, which the next run settles.
type hurriedAPI struct {
	engine.API

	end  context.Context
	over context.CancelFunc
}

// begin lets calls be made until some time after ctx ended; over is to be called when none is made any more.
func (h *hurriedAPI) begin(ctx context.Context) {
	h.end, h.over = context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() {
		late := time.AfterFunc(rollEnd, h.over)
		context.AfterFunc(h.end, func() { late.Stop() })
	})
}

// within is a context for one call.
func (h *hurriedAPI) within(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	detach := context.AfterFunc(h.end, stop)
	return ctx, func() { detach(); stop() }
}

// CreateCode makes a code.
func (h *hurriedAPI) CreateCode(ctx context.Context, draft model.CodeDraft) (model.AccessCode, error) {
	ctx, done := h.within(ctx)
	defer done()
	return h.API.CreateCode(ctx, draft)
}

// UpdateCode changes a code.
func (h *hurriedAPI) UpdateCode(ctx context.Context, device model.DeviceID, id model.CodeID, change model.CodeChange) error {
	ctx, done := h.within(ctx)
	defer done()
	return h.API.UpdateCode(ctx, device, id, change)
}

// DeleteCode removes a code.
func (h *hurriedAPI) DeleteCode(ctx context.Context, device model.DeviceID, id model.CodeID) error {
	ctx, done := h.within(ctx)
	defer done()
	return h.API.DeleteCode(ctx, device, id)
}

// CodesByID reads codes.
func (h *hurriedAPI) CodesByID(ctx context.Context, ids []model.CodeID) ([]model.AccessCode, error) {
	ctx, done := h.within(ctx)
	defer done()
	return h.API.CodesByID(ctx, ids)
}

// Codes reads all codes of a lock.
func (h *hurriedAPI) Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error) {
	ctx, done := h.within(ctx)
	defer done()
	return h.API.Codes(ctx, device)
}
