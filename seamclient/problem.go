package seamclient

import "seamdash/model"

// wireProblem is an error or a warning on a code, a device or an account. The flags say where an error comes from;
// warnings have none.
type wireProblem struct {
	ErrorCode   string `json:"error_code"`
	WarningCode string `json:"warning_code"`
	Message     string `json:"message"`
	CreatedAt   string `json:"created_at"`
	OnCode      bool   `json:"is_access_code_error"`
	OnDevice    bool   `json:"is_device_error"`
	OnBridge    bool   `json:"is_bridge_error"`
	OnAccount   bool   `json:"is_connected_account_error"`

	wireDetail
}

// problems joins the two lists that an object carries, errors first.
func problems(errs, warnings []wireProblem, owner model.Origin) []model.Problem {
	if len(errs)+len(warnings) == 0 {
		return nil
	}
	list := make([]model.Problem, 0, len(errs)+len(warnings))
	for i := range errs {
		list = append(list, errs[i].problem(model.Error, owner))
	}
	for i := range warnings {
		list = append(list, warnings[i].problem(model.Warning, owner))
	}
	return list
}

func (w *wireProblem) problem(level model.Level, owner model.Origin) model.Problem {
	code := firstText(w.ErrorCode, w.WarningCode)
	return model.Problem{
		Level:   level,
		Origin:  w.origin(code, owner),
		Code:    code,
		Message: model.Clean(w.Message),
		Since:   someTime(w.CreatedAt),
		Detail:  w.detail(),
	}
}

// origin goes by the flags. An account error that is copied onto a device says is_device_error: false, a bridge error
// may say that it is an account error too. Without any flag the few codes speak that belong to one place only.
func (w *wireProblem) origin(code string, owner model.Origin) model.Origin {
	switch {
	case w.OnBridge:
		return model.OriginBridge
	case w.OnAccount:
		return model.OriginAccount
	case w.OnDevice:
		return model.OriginDevice
	case w.OnCode:
		return model.OriginCode
	}
	switch code {
	case "account_disconnected":
		return model.OriginAccount
	case "bridge_disconnected":
		return model.OriginBridge
	case "device_disconnected", "device_offline", "device_removed", "hub_disconnected":
		return model.OriginDevice
	default:
		return owner
	}
}
