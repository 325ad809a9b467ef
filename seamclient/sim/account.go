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
	sites    []*site     // Salto KS only
}

func (a *account) lost() bool { return a.lostAt != 0 }

func (a *account) problems() []problem {
	list := append(append([]problem(nil), a.own...), a.siteProblems()...)
	if a.lost() {
		list = append(list, failing("account_disconnected",
			"The account was disconnected. Reconnect it with a new Connect Webview.", a.lostAt, onAccount))
	}
	return list
}

// copies are the problems as Seam repeats them on the account's devices: all errors, the warnings that devices have as
// well, and of both only what is said in words.
func (a *account) copies() []problem {
	var list []problem
	for _, p := range a.problems() {
		shared := p.code == "salto_ks_subscription_limit_almost_reached" || p.code == "scheduled_maintenance_window"
		if p.warning && !shared {
			continue
		}
		p.more = nil
		list = append(list, p)
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
