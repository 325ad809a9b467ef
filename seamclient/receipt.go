package seamclient

import (
	"context"
	"net/http"
	"sync/atomic"

	"seamdash/model"
)

// A Receipt receives the request id of the last write that was answered under a context, whether Seam agreed or not. It
// may be used by several goroutines.
type Receipt struct {
	id atomic.Pointer[model.RequestID]
}

// Request is the id, or "" when no write was answered or Seam gave none.
func (r *Receipt) Request() model.RequestID {
	if id := r.id.Load(); id != nil {
		return *id
	}
	return ""
}

type receiptKey struct{}

// WithReceipt is ctx with a receipt for the writes made under it.
func WithReceipt(ctx context.Context) (context.Context, *Receipt) {
	r := &Receipt{}
	return context.WithValue(ctx, receiptKey{}, r), r
}

// sign fills the receipt of the request's context, if it has one.
func sign(req *http.Request, resp *http.Response, redact func(string) string) {
	r, ok := req.Context().Value(receiptKey{}).(*Receipt)
	if !ok || reads(req.URL.Path) {
		return
	}
	if id := model.RequestID(redact(string(requestIn(resp)))); id != "" {
		r.id.Store(&id)
	}
}

// requestIn is what Seam calls the exchange.
func requestIn(resp *http.Response) model.RequestID {
	return model.RequestID(model.Clean(resp.Header.Get("Seam-Request-Id")))
}
