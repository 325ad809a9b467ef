package sim

import "sort"

// An event is one thing that happened. Objects are kept by pointer and written when asked for.
type event struct {
	id       uuid
	kind     string
	occurred stamp
	made     stamp // Seam's time; filters apply to it
	device   *device
	account  *account
	code     uuid
	more     map[string]any
}

// keptEvents bounds the memory of a world that runs for days; Seam publishes no retention period.
const keptEvents = 60_000

// An eventLog keeps the newest events in the order they were made.
type eventLog struct{ list []event }

func (l *eventLog) add(e event) {
	if len(l.list) >= keptEvents {
		l.list = append(l.list[:0:0], l.list[keptEvents/4:]...)
	}
	l.list = append(l.list, e)
}

// from returns the events made at or after since, oldest first. The caller must not keep the slice.
func (l *eventLog) from(since stamp) []event {
	i := sort.Search(len(l.list), func(i int) bool { return l.list[i].made >= since })
	return l.list[i:]
}

func (w *world) emit(e event) {
	e.id = w.mint.next(idEvent)
	if w.lost != nil && w.lost(e.kind) {
		return
	}
	e.made = w.now
	if e.occurred == 0 {
		e.occurred = w.now
	}
	if e.account == nil && e.device != nil {
		e.account = e.device.account
	}
	w.events.add(e)
	if w.onEvent != nil {
		w.onEvent(e)
	}
}

// tell reports something about a code, unless it is one that the maker hides from Seam.
func (w *world) tell(c *code, kind string, more map[string]any) {
	if c.traits.unseen {
		return
	}
	w.emit(event{kind: kind, device: c.device, code: c.id, more: more})
}

func (w *world) tellDevice(d *device, kind string, more map[string]any) {
	w.emit(event{kind: kind, device: d, more: more})
}

func codeField(c *code) map[string]any { return map[string]any{"code": orNull(c.want.pin)} }

// tellChanged reports that the provider changed something about a code by itself.
func (w *world) tellChanged(c *code, property string, from, to any) {
	w.tell(c, "access_code.changed", map[string]any{
		"changed_properties": []map[string]any{{"property": property, "from": from, "to": to}},
	})
}

// issues are the six arrays that events about trouble carry.
func (w *world) issues(c *code) map[string]any {
	m := w.deviceIssues(c.device)
	m["access_code_errors"], m["access_code_warnings"] = bare(c.problems())
	return m
}

func (w *world) deviceIssues(d *device) map[string]any {
	m := map[string]any{}
	m["device_errors"], m["device_warnings"] = bare(d.ownProblems(w.now))
	m["connected_account_errors"], m["connected_account_warnings"] = bare(d.account.problems())
	return m
}

// bare writes problems as events do: code, message and time, nothing else.
func bare(list []problem) (errs, warnings []map[string]any) {
	errs, warnings = []map[string]any{}, []map[string]any{}
	for _, p := range list {
		m := map[string]any{"message": p.message, "created_at": p.since}
		if p.warning {
			m["warning_code"] = p.code
			warnings = append(warnings, m)
			continue
		}
		m["error_code"] = p.code
		errs = append(errs, m)
	}
	return errs, warnings
}

// subjects are the ids of the device and the account, zero where the event has none.
func (e event) subjects() (device, account uuid) {
	if e.device != nil {
		device = e.device.id
	}
	if e.account != nil {
		account = e.account.id
	}
	return device, account
}

func (e event) wire(workspace uuid) map[string]any {
	m := map[string]any{
		"event_id": e.id, "event_type": e.kind, "workspace_id": workspace,
		"created_at": e.made, "occurred_at": e.occurred,
	}
	if e.device != nil {
		m["device_id"] = e.device.id
		if len(e.device.metadata) > 0 {
			m["device_custom_metadata"] = e.device.metadata
		}
	}
	if e.account != nil {
		m["connected_account_id"] = e.account.id
	}
	if e.code != (uuid{}) {
		m["access_code_id"] = e.code
	}
	for k, v := range e.more {
		m[k] = v
	}
	return m
}
