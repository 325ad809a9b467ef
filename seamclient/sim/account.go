package sim

// An account is one login at a provider; every device hangs below one.
type account struct {
	id       uuid
	seq      uint64
	brand    *brand
	email    string
	created  stamp
	lostAt   stamp // since when the account is disconnected; zero = connected
	metadata map[string]any
	own      []problem   // put there by a script
	levels   []userLevel // dormakaba Oracode only
}

func (a *account) lost() bool { return a.lostAt != 0 }

func (a *account) problems() []problem {
	list := append([]problem(nil), a.own...)
	if a.lost() {
		list = append(list, failing("account_disconnected",
			"The account was disconnected. Reconnect it with a new Connect Webview.", a.lostAt, onAccount))
	}
	return list
}

func (a *account) wire() map[string]any {
	errs, warnings := split(a.problems())
	for _, e := range errs {
		delete(e, "is_device_error") // the flag tells copies on devices and codes apart
	}
	return map[string]any{
		"connected_account_id": a.id, "account_type": a.brand.key, "account_type_display_name": a.brand.display,
		"display_name": a.email, "user_identifier": map[string]any{"email": a.email},
		"automatically_manage_new_devices": true, "accepted_capabilities": []string{"lock"},
		"custom_metadata": a.metadata, "created_at": a.created,
		"errors": errs, "warnings": warnings,
	}
}
