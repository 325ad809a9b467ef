package sim

import "strings"

func (w *world) workspaceWire() map[string]any {
	return map[string]any{
		"workspace_id": w.workspace.id, "name": w.workspace.name, "company_name": w.workspace.name,
		"connect_partner_name": w.workspace.name, "is_sandbox": true, "is_suspended": false,
		"is_publishable_key_auth_enabled": false, "organization_id": nil,
		"connect_webview_customization": map[string]any{},
	}
}

func getWorkspace(c *call) (reply, *failure) {
	return reply{"workspace": c.world.workspaceWire()}, nil
}

func listWorkspaces(c *call) (reply, *failure) {
	return reply{"workspaces": []any{c.world.workspaceWire()}}, nil
}

func listAccounts(c *call) (reply, *failure) {
	p, no := c.page(11000)
	search := strings.ToLower(c.text("search"))
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	matching := []*account{}
	foreign := c.hasAny("customer_key", "space_id", "user_identifier_key", "custom_metadata_has")
	for _, a := range c.world.accounts {
		if !foreign && strings.Contains(strings.ToLower(a.email+" "+a.brand.key+" "+a.id.String()), search) {
			matching = append(matching, a)
		}
	}
	part, more, last := cut(p, matching, func(a *account) uint64 { return a.seq })
	list := make([]any, len(part))
	for i, a := range part {
		list[i] = a.wire()
	}
	return reply{"connected_accounts": list, "pagination": p.info(c, more, last)}, nil
}

func getAccount(c *call) (reply, *failure) {
	id, email := c.id("connected_account_id"), c.text("email")
	if !c.has("connected_account_id") && !c.has("email") {
		c.fault("", "Must specify either connected_account_id or email")
	}
	if no := c.failure(); no != nil {
		return nil, no
	}
	for _, a := range c.world.accounts {
		if a.id == id || id == (uuid{}) && a.email == email {
			return reply{"connected_account": a.wire()}, nil
		}
	}
	return nil, notFound("connected account", id)
}

// first returns the first failure that is one.
func first(list ...*failure) *failure {
	for _, f := range list {
		if f != nil {
			return f
		}
	}
	return nil
}

func getAttempt(c *call) (reply, *failure) {
	id := c.needID("action_attempt_id")
	if no := c.failure(); no != nil {
		return nil, no
	}
	a := c.world.attempts.byID[id]
	if a == nil {
		return nil, notFound("action attempt", id)
	}
	return reply{"action_attempt": a.wire()}, nil
}

func listAttempts(c *call) (reply, *failure) {
	ids, device := c.ids("action_attempt_ids"), c.id("device_id")
	p, no := c.page(500)
	if ids == nil && !c.has("device_id") {
		c.fault("", "Must specify either action_attempt_ids or device_id")
	}
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	matching := []*attempt{}
	for _, a := range c.world.attempts.list {
		ofDevice := device == (uuid{}) || a.device != nil && a.device.id == device
		if ofDevice && (ids == nil || contains(ids, a.id)) {
			matching = append(matching, a)
		}
	}
	part, more, last := cut(p, matching, func(a *attempt) uint64 { return a.seq })
	list := make([]any, len(part))
	for i, a := range part {
		list[i] = a.wire()
	}
	return reply{"action_attempts": list, "pagination": p.info(c, more, last)}, nil
}

func contains(ids []uuid, id uuid) bool {
	for _, have := range ids {
		if have == id {
			return true
		}
	}
	return false
}
