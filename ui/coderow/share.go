package coderow

import (
	"encoding/json"
	"time"

	"seamdash/model"
	"seamdash/ui/nav"
)

// askCopy offers what of a code can be copied. Only the PIN itself carries the PIN.
func askCopy(lock *model.Lock, code *model.AccessCode, noPIN string) nav.Intent {
	return nav.Ask{
		Title: "Copy " + Name(code),
		Body:  []string{"on " + lock.Device.Name},
		Choices: []nav.Choice{
			{Key: "p", Label: "PIN", Blocked: noPIN, Intent: nav.Copy{PIN: code.PIN, Of: nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}, Old: lock.Old}},
			{Key: "i", Label: "id", Intent: nav.CopyText{Text: string(code.ID), What: "id"}},
			{Key: "s", Label: "summary, without the PIN", Intent: nav.CopyText{Text: summary(lock, code), What: "summary"}},
			{Key: "j", Label: "JSON, without the PIN", Intent: nav.CopyText{Text: facts(lock, code), What: "JSON"}},
		},
	}
}

// summary says in one line which code it is. Its times are in UTC and say so, because nobody knows where the line will be
// read.
func summary(lock *model.Lock, code *model.AccessCode) string {
	text := Name(code) + " on " + lock.Device.Name + ": "
	switch w := code.Window; {
	case w.Always():
		text += "always"
	case w.Until.IsZero():
		text += "from " + instant(w.From)
	case w.From.IsZero():
		text += "until " + instant(w.Until)
	default:
		text += instant(w.From) + " to " + instant(w.Until)
	}
	return text + ", " + string(code.Status)
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 MST") }

// facts is the code in Seam's own names; what is unknown is null.
func facts(lock *model.Lock, code *model.AccessCode) string {
	moment := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		text := t.UTC().Format(time.RFC3339)
		return &text
	}
	text, err := json.Marshal(struct {
		ID         model.CodeID   `json:"access_code_id"`
		Device     model.DeviceID `json:"device_id"`
		DeviceName string         `json:"device_name"`
		Name       string         `json:"name"`
		Type       model.CodeType `json:"type"`
		Status     model.Status   `json:"status"`
		Starts     *string        `json:"starts_at"`
		Ends       *string        `json:"ends_at"`
		Managed    bool           `json:"is_managed"`
	}{
		code.ID, code.DeviceID, lock.Device.Name, code.Name, code.Type, code.Status,
		moment(code.Window.From), moment(code.Window.Until), code.Managed,
	})
	if err != nil {
		return "" // cannot happen: all of it is text
	}
	return string(text)
}
