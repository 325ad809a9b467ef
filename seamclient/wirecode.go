package seamclient

import (
	"errors"

	"seamdash/model"
)

// wireCode is an access code, managed or not, as Seam sends it. Fields that nothing here needs are left out, so that an
// odd value in one of them cannot hide the code.
type wireCode struct {
	ID          string `json:"access_code_id"`
	DeviceID    string `json:"device_id"`
	Name        string `json:"name"`
	Code        string `json:"code"` // a string, because PINs have leading zeros
	Type        string `json:"type"`
	Status      string `json:"status"`
	StartsAt    string `json:"starts_at"`
	EndsAt      string `json:"ends_at"`
	CreatedAt   string `json:"created_at"`
	GroupKey    string `json:"common_code_key"`
	PulledID    string `json:"pulled_backup_access_code_id"`
	Managed     *bool  `json:"is_managed"`
	Preloaded   *bool  `json:"is_scheduled_on_device"`
	AwaitingPIN *bool  `json:"is_waiting_for_code_assignment"`

	IsBackup        bool `json:"is_backup"`
	BackupAvailable bool `json:"is_backup_access_code_available"`
	ExternalChange  bool `json:"is_external_modification_allowed"`
	OneTime         bool `json:"is_one_time_use"`
	Offline         bool `json:"is_offline_access_code"`
	CannotBeManaged bool `json:"cannot_be_managed"`
	CannotBeDeleted bool `json:"cannot_delete_unmanaged_access_code"`

	Pending  []wireMutation `json:"pending_mutations"`
	Errors   []wireProblem  `json:"errors"`
	Warnings []wireProblem  `json:"warnings"`
}

// wireMutation is a change that is under way.
type wireMutation struct {
	Code        string     `json:"mutation_code"`
	Message     string     `json:"message"`
	CreatedAt   string     `json:"created_at"`
	ScheduledAt string     `json:"scheduled_at"`
	From        *wireFacts `json:"from"`
	To          *wireFacts `json:"to"`
}

// wireFacts is one side of a mutation; which fields it has depends on the mutation.
type wireFacts struct {
	Name     string `json:"name"`
	Code     string `json:"code"`
	StartsAt string `json:"starts_at"`
	EndsAt   string `json:"ends_at"`
}

func codeShape() *shape[wireCode, model.AccessCode] {
	return &shape[wireCode, model.AccessCode]{key: "access_codes", read: readCode, odd: oddCode}
}

func readCode(w *wireCode) (model.AccessCode, error) {
	if w.ID == "" {
		return model.AccessCode{}, errors.New("it has no access_code_id")
	}
	window, err := parseWindow(w.StartsAt, w.EndsAt)
	if err != nil {
		return model.AccessCode{}, err
	}
	pending, err := readMutations(w.Pending)
	if err != nil {
		return model.AccessCode{}, err
	}
	c := oddCode(w, "")
	c.PIN = model.NewPIN(w.Code)
	c.Type, c.Status = codeType(w.Type), status(w.Status)
	c.CreatedAt = someTime(w.CreatedAt)
	c.Preloaded, c.AwaitingPIN = model.TriOf(w.Preloaded), model.TriOf(w.AwaitingPIN)
	c.Backup = model.Backup{Is: w.IsBackup, Available: w.BackupAvailable, Pulled: model.CodeID(model.Clean(w.PulledID))}
	c.Traits = model.Traits{
		ExternalChangeAllowed: w.ExternalChange,
		OneTime:               w.OneTime,
		Offline:               w.Offline,
		CannotBeManaged:       w.CannotBeManaged,
		CannotBeDeleted:       w.CannotBeDeleted,
	}
	c.GroupKey = model.Clean(w.GroupKey)
	c.Pending = pending
	c.Problems = problems(w.Errors, w.Warnings, model.OriginCode)
	if c.Type != model.TypeOngoing {
		// Some servers leave the old times in a code that became ongoing.
		c.Window = window
	}
	hush(&c)
	return c, nil
}

// oddCode is what can be shown of a code that could not be read.
func oddCode(w *wireCode, why string) model.AccessCode {
	return model.AccessCode{
		ID:         model.CodeID(model.Clean(w.ID)),
		DeviceID:   model.DeviceID(model.Clean(w.DeviceID)),
		Name:       model.Clean(w.Name),
		Managed:    w.Managed == nil || *w.Managed,
		Unreadable: why,
	}
}

func readMutations(list []wireMutation) ([]model.PendingMutation, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make([]model.PendingMutation, len(list))
	for i := range list {
		w := &list[i]
		from, err := readFacts(w.From)
		if err != nil {
			return nil, err
		}
		to, err := readFacts(w.To)
		if err != nil {
			return nil, err
		}
		out[i] = model.PendingMutation{
			Code:        model.MutationCode(model.Clean(w.Code)),
			Message:     model.Clean(w.Message),
			CreatedAt:   someTime(w.CreatedAt),
			ScheduledAt: someTime(w.ScheduledAt),
			From:        from,
			To:          to,
		}
	}
	return out, nil
}

func readFacts(w *wireFacts) (model.CodeFacts, error) {
	if w == nil {
		return model.CodeFacts{}, nil
	}
	window, err := parseWindow(w.StartsAt, w.EndsAt)
	return model.CodeFacts{Name: model.Clean(w.Name), PIN: model.NewPIN(w.Code), Window: window}, err
}

// status gives the constant for a known value, so that a long list does not keep thousands of copies of a few words.
func status(s string) model.Status {
	for _, known := range [...]model.Status{
		model.StatusSet, model.StatusUnset, model.StatusSetting, model.StatusRemoving, model.StatusUnknown,
	} {
		if s == string(known) {
			return known
		}
	}
	return model.Status(model.Clean(s))
}

func codeType(s string) model.CodeType {
	switch model.CodeType(s) {
	case model.TypeOngoing:
		return model.TypeOngoing
	case model.TypeTimeBound:
		return model.TypeTimeBound
	default:
		return model.CodeType(model.Clean(s))
	}
}
