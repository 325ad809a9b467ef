package sim

import "slices"

// A scope says whose trouble a problem is; Seam repeats the trouble of an account on its devices, and of both on the codes.
type scope uint8

const (
	onCode scope = iota
	onDevice
	onAccount
)

// A problem is one entry of an errors or warnings array.
type problem struct {
	code    string
	message string
	since   stamp
	scope   scope
	warning bool
	more    map[string]any // what a code carries besides, such as change_type
}

func failing(code, message string, since stamp, where scope) problem {
	return problem{code: code, message: message, since: since, scope: where}
}

func warning(code, message string, since stamp, where scope) problem {
	return problem{code: code, message: message, since: since, scope: where, warning: true}
}

// wire writes the problem as it stands in errors or warnings. Warnings carry no origin flag.
func (p problem) wire() map[string]any {
	m := map[string]any{"message": p.message, "created_at": p.since}
	for k, v := range p.more {
		m[k] = v
	}
	if p.warning {
		m["warning_code"] = p.code
		return m
	}
	m["error_code"] = p.code
	switch p.scope {
	case onCode:
		m["is_access_code_error"] = true
	case onDevice:
		m["is_device_error"] = true
	case onAccount:
		m["is_connected_account_error"] = true
		if p.code == "bridge_disconnected" {
			m["is_bridge_error"] = true // it says so instead
			break
		}
		m["is_device_error"] = false
	}
	return m
}

// split writes problems as the two arrays of an object; neither is ever null.
func split(list []problem) (errs, warnings []map[string]any) {
	errs, warnings = []map[string]any{}, []map[string]any{}
	for _, p := range list {
		if p.warning {
			warnings = append(warnings, p.wire())
			continue
		}
		errs = append(errs, p.wire())
	}
	return errs, warnings
}

// raise adds a problem unless it is there already, and tells whether it was new.
func raise(list *[]problem, p problem) bool {
	for _, q := range *list {
		if q.code == p.code && q.warning == p.warning {
			return false
		}
	}
	*list = append(*list, p)
	return true
}

func hasProblem(list []problem, codes ...string) bool {
	return slices.ContainsFunc(list, func(p problem) bool { return slices.Contains(codes, p.code) })
}

// clear takes away the problems with these codes.
func clearProblems(list *[]problem, codes ...string) {
	kept := (*list)[:0]
	for _, p := range *list {
		gone := false
		for _, code := range codes {
			gone = gone || p.code == code
		}
		if !gone {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		kept = nil
	}
	*list = kept
}
