package sim

// codeJSON is the managed access code on the wire, every documented key in its place.
type codeJSON struct {
	ID              string           `json:"access_code_id"`
	DeviceID        string           `json:"device_id"`
	WorkspaceID     string           `json:"workspace_id"`
	Name            *string          `json:"name"`
	Code            *string          `json:"code"`
	Type            string           `json:"type"`
	Status          string           `json:"status"`
	StartsAt        stamp            `json:"starts_at"`
	EndsAt          stamp            `json:"ends_at"`
	CreatedAt       stamp            `json:"created_at"`
	IsManaged       bool             `json:"is_managed"`
	Scheduled       bool             `json:"is_scheduled_on_device"`
	WaitingForPIN   bool             `json:"is_waiting_for_code_assignment"`
	CommonKey       *string          `json:"common_code_key"`
	IsBackup        bool             `json:"is_backup"`
	BackupAvailable bool             `json:"is_backup_access_code_available"`
	Pulled          uuid             `json:"pulled_backup_access_code_id"`
	External        bool             `json:"is_external_modification_allowed"`
	OneTime         bool             `json:"is_one_time_use"`
	Offline         bool             `json:"is_offline_access_code"`
	Mutations       []map[string]any `json:"pending_mutations"`
	Errors          []map[string]any `json:"errors"`
	Warnings        []map[string]any `json:"warnings"`
	Dormakaba       *stayJSON        `json:"dormakaba_oracode_metadata,omitempty"`
}

// unmanagedJSON is the subset Seam shows of a code it does not manage.
type unmanagedJSON struct {
	ID          string           `json:"access_code_id"`
	DeviceID    string           `json:"device_id"`
	WorkspaceID string           `json:"workspace_id"`
	Name        *string          `json:"name"`
	Code        *string          `json:"code"`
	Type        string           `json:"type"`
	Status      string           `json:"status"`
	StartsAt    stamp            `json:"starts_at"`
	EndsAt      stamp            `json:"ends_at"`
	CreatedAt   stamp            `json:"created_at"`
	IsManaged   bool             `json:"is_managed"`
	Fixed       *bool            `json:"cannot_be_managed,omitempty"`
	Undeletable *bool            `json:"cannot_delete_unmanaged_access_code,omitempty"`
	Errors      []map[string]any `json:"errors"`
	Warnings    []map[string]any `json:"warnings"`
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// A view is what all codes of a device have in common on the wire. It is worked out once for a list.
type view struct {
	now       stamp
	workspace string
	device    string
	errors    []map[string]any // of device and account; their warnings stay with the device
	backup    bool             // a backup code can be pulled
}

func (w *world) view(d *device) view {
	errs, _ := split(d.problems(w.now))
	return view{
		now: w.now, workspace: w.workspace.id.String(), device: d.id.String(), errors: errs, backup: d.pool.idle() != nil,
	}
}

// wire writes the code in the shape its management asks for.
func (c *code) wire(v view) any {
	errs, warnings := split(c.problems())
	errs = append(errs, v.errors...)
	if !c.traits.managed {
		return c.unmanagedWire(v, errs, warnings)
	}
	return codeJSON{
		ID: c.id.String(), DeviceID: v.device, WorkspaceID: v.workspace,
		Name: orNull(c.want.name), Code: orNull(c.want.pin), Type: c.kind(), Status: c.status(v.now),
		StartsAt: c.want.starts, EndsAt: c.want.ends, CreatedAt: c.created,
		IsManaged: true, Scheduled: c.phase == loaded, WaitingForPIN: c.want.pin == "",
		CommonKey: orNull(c.common), IsBackup: c.traits.backup,
		BackupAvailable: c.timed() && !c.traits.backup && v.backup,
		Pulled:          c.pulled, External: c.traits.external, OneTime: c.traits.oneTime, Offline: c.traits.offline,
		Mutations: c.mutations(), Errors: errs, Warnings: warnings, Dormakaba: c.stay(),
	}
}

func (c *code) unmanagedWire(v view, errs, warnings []map[string]any) unmanagedJSON {
	status := "unset"
	if c.phase == active && c.started(v.now) {
		status = "set"
	}
	u := unmanagedJSON{
		ID: c.id.String(), DeviceID: v.device, WorkspaceID: v.workspace,
		Name: orNull(c.want.name), Code: orNull(c.want.pin), Type: c.kind(), Status: status,
		StartsAt: c.want.starts, EndsAt: c.want.ends, CreatedAt: c.created,
		Errors: errs, Warnings: warnings,
	}
	if c.device.brand.secret {
		u.Code = nil
	}
	yes := true
	if c.device.brand.inalienable {
		u.Fixed = &yes
	}
	if c.traits.unmovable {
		u.Undeletable = &yes
	}
	return u
}

// mutations says what Seam still has to do on the lock, with the lock's values in from.
func (c *code) mutations() []map[string]any {
	list := []map[string]any{}
	add := func(kind, message string, at stamp, more map[string]any) {
		m := map[string]any{"mutation_code": kind, "message": message, "created_at": at}
		for k, v := range more {
			m[k] = v
		}
		list = append(list, m)
	}
	switch c.phase {
	case waiting:
		add("deferring_creation", "Seam will program this code on the device later.", c.created,
			map[string]any{"scheduled_at": c.programFrom()})
	case programming:
		add("creating", "Seam is programming this code on the device.", c.since, nil)
	case removing:
		add("deleting", "Seam is removing this code from the device.", c.since, nil)
	case loaded, active, over, gone:
	}
	if ch := c.change; ch != nil {
		for _, part := range c.changedParts() {
			add("updating_"+part.what, "Seam is updating this code on the device.", ch.asked,
				map[string]any{"from": part.from, "to": part.to})
		}
	}
	return list
}

// A changedPart is one thing an update changes, as both mutations and events tell it.
type changedPart struct {
	what     string // code, name or time_frame
	from, to map[string]any
}

func (c *code) changedParts() []changedPart {
	ch, list := c.change, []changedPart(nil)
	if ch.pin {
		list = append(list, changedPart{
			"code", map[string]any{"code": orNull(ch.from.pin)}, map[string]any{"code": orNull(c.want.pin)},
		})
	}
	if ch.name {
		list = append(list, changedPart{
			"name", map[string]any{"name": orNull(ch.from.name)}, map[string]any{"name": orNull(c.want.name)},
		})
	}
	if ch.times {
		list = append(list, changedPart{
			"time_frame",
			map[string]any{"starts_at": ch.from.starts, "ends_at": ch.from.ends},
			map[string]any{"starts_at": c.want.starts, "ends_at": c.want.ends},
		})
	}
	return list
}
