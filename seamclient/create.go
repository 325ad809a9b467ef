package seamclient

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
)

const (
	// settleAfter gives a creation that was cut off the time to show up in the list.
	settleAfter = 2 * time.Second
	// clockSlack is how far apart the two clocks may be in spite of the Date header.
	clockSlack = 3 * time.Second
	// manyAtOnce is how many devices get their code at the same time.
	manyAtOnce = 8
)

// createRequest is a request of our own, as the SDK's cannot say preferred_code_length. What is not set is left out:
// Seam takes no nulls here.
type createRequest struct {
	DeviceID         model.DeviceID `json:"device_id"`
	Name             string         `json:"name,omitempty"`
	Code             string         `json:"code,omitempty"`
	StartsAt         string         `json:"starts_at,omitempty"`
	EndsAt           string         `json:"ends_at,omitempty"`
	PreferredLength  int            `json:"preferred_code_length,omitempty"`
	NativeScheduling *bool          `json:"prefer_native_scheduling,omitempty"`
	BackupPool       bool           `json:"use_backup_access_code_pool,omitempty"`
	ExternalChange   bool           `json:"is_external_modification_allowed,omitempty"`
	GroupKey         string         `json:"common_code_key,omitempty"`
	Offline          bool           `json:"is_offline_access_code,omitempty"`
	OneTime          bool           `json:"is_one_time_use,omitempty"`
	MaxTimeRounding  string         `json:"max_time_rounding,omitempty"`
}

func newCreateRequest(d *model.CodeDraft) createRequest {
	r := createRequest{
		DeviceID:        d.DeviceID,
		Name:            d.Name,
		Code:            d.PIN.Reveal(),
		PreferredLength: d.PINLength,
		BackupPool:      d.BackupPool,
		ExternalChange:  d.ExternalChangeAllowed,
		GroupKey:        d.GroupKey,
		Offline:         d.Offline,
		OneTime:         d.OneTime,
	}
	if d.PIN.Known() {
		r.PreferredLength = 0
	}
	if native, known := d.NativeScheduling.Bool(); known {
		r.NativeScheduling = &native
	}
	if !d.Window.Always() {
		r.StartsAt, r.EndsAt = formatTime(d.Window.From), formatTime(d.Window.Until)
	}
	if d.DayRounding {
		r.MaxTimeRounding = "1day"
	}
	return r
}

// halfOpen says that a window has one edge only, which Seam refuses.
func halfOpen(w model.Window) bool { return w.From.IsZero() != w.Until.IsZero() }

func createAsk(draft *model.CodeDraft) (ask, error) {
	a := ask{
		op: "create a code on", subject: string(draft.DeviceID), path: "/access_codes/create",
		body: newCreateRequest(draft), device: draft.DeviceID, action: creating, pin: draft.PIN,
	}
	switch {
	case draft.DeviceID == "":
		return a, a.fault(model.KindRefused, "no device is named", "")
	case halfOpen(draft.Window):
		return a, a.fault(model.KindRefused, "a window needs a start and an end", "give both times or none")
	case draft.PIN.Veiled():
		return a, a.fault(model.KindRefused, "the PIN is veiled", "leave the presentation before you change codes")
	}
	return a, nil
}

// CreateCode makes an access code. When it is not known what became of the request (no answer, a lost connection, a
// 5xx) the code is looked for on the lock before anything is sent again, because Seam has no way to recognise a
// repetition. A fault of KindUnreachable, KindUnavailable, KindUnexpected or KindCancelled therefore means that the
// code may exist nevertheless.
func (c *Client) CreateCode(ctx context.Context, draft model.CodeDraft) (model.AccessCode, error) {
	a, err := createAsk(&draft)
	if err != nil {
		return model.AccessCode{}, err
	}
	began := time.Now()
	code, err := get(ctx, c, a, "access_code", c.codeShape())
	if err == nil || !outcomeOpen(err) {
		return code, err
	}
	return c.settle(ctx, a, &draft, began, err)
}

// outcomeOpen says that a request failed in a way that does not tell whether it took effect.
func outcomeOpen(err error) bool {
	switch model.KindOf(err) {
	case model.KindUnreachable, model.KindUnavailable, model.KindUnexpected, model.KindCancelled:
	case model.KindUnauthorised, model.KindNotFound, model.KindConflict, model.KindInvalid, model.KindRateLimited, model.KindRefused:
		return false
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return false // there never was a connection
	}
	return true
}

// settle finds out what became of a creation. It sends it once more only if the code is not there and its PIN makes a
// second one impossible: no lock takes the same PIN twice.
func (c *Client) settle(ctx context.Context, a ask, d *model.CodeDraft, began time.Time, first error) (model.AccessCode, error) {
	if pause(ctx, settleAfter) != nil {
		return model.AccessCode{}, unsettled(first)
	}
	code, found, err := c.lookFor(ctx, d, began)
	if err != nil {
		return model.AccessCode{}, unsettled(first)
	}
	switch {
	case found:
		return code, nil
	case !d.PIN.Known():
		return model.AccessCode{}, unsettled(first)
	}
	code, err = get(ctx, c, a, "access_code", c.codeShape())
	if err == nil || (model.KindOf(err) != model.KindConflict && !outcomeOpen(err)) {
		return code, err
	}
	if late, found, lookErr := c.lookFor(ctx, d, began); lookErr == nil && found {
		return late, nil // the first one came through after all
	}
	return model.AccessCode{}, unsettled(err)
}

// unsettled tells the person what is left to do.
func unsettled(err error) error {
	if f, ok := errors.AsType[*model.Fault](err); ok && outcomeOpen(err) {
		f.Hint = "look at the codes of this lock before you try again: the code may have been made"
	}
	return err
}

// lookFor finds the code that a draft has become: same name, window and PIN; without a PIN, one that was made since.
func (c *Client) lookFor(ctx context.Context, d *model.CodeDraft, began time.Time) (model.AccessCode, bool, error) {
	codes, err := c.Codes(ctx, d.DeviceID)
	if err != nil {
		return model.AccessCode{}, false, err
	}
	skew, _ := c.Skew()
	since := began.Add(skew - clockSlack)
	for _, code := range codes {
		if code.Unreadable != "" || (d.Name != "" && code.Name != model.Clean(d.Name)) || !sameWindow(code.Window, d.Window) {
			continue
		}
		if (d.PIN.Known() && code.PIN.Equal(d.PIN)) || (!d.PIN.Known() && code.CreatedAt.After(since)) {
			return code, true, nil
		}
	}
	return model.AccessCode{}, false, nil
}

// sameWindow compares what Seam keeps of a time: milliseconds.
func sameWindow(a, b model.Window) bool {
	return formatTime(a.From) == formatTime(b.From) && formatTime(a.Until) == formatTime(b.Until)
}

// CreateCodes makes the same code on many devices, several at a time and each device at its own pace, and hands over
// each result as it comes, one at a time. It returns when all are done. Without a PIN and without a GroupKey, each
// lock gets its own PIN.
func (c *Client) CreateCodes(
	ctx context.Context, draft model.CodeDraft, devices []model.DeviceID, each func(model.DeviceID, model.AccessCode, error),
) {
	var one sync.Mutex
	routine.Each(len(devices), manyAtOnce, func(i int) {
		mine := draft
		mine.DeviceID = devices[i]
		code, err := c.CreateCode(ctx, mine)
		one.Lock()
		defer one.Unlock()
		each(mine.DeviceID, code, err)
	})
}
