package sim

import "time"

// An attempt is one action attempt: a job the API answers for before it is done.
type attempt struct {
	id     uuid
	seq    uint64
	action string
	status string // pending, success or error
	device *device
	result map[string]any
	why    *attemptError
}

type attemptError struct {
	Type    string `json:"type"`
	Message string `json:"message"`
}

// keptAttempts bounds the memory of a long run.
const keptAttempts = 20_000

// An attemptLog keeps the newest attempts.
type attemptLog struct {
	list []*attempt
	byID map[uuid]*attempt
}

func (l *attemptLog) add(a *attempt) {
	if l.byID == nil {
		l.byID = map[uuid]*attempt{}
	}
	if len(l.list) >= keptAttempts {
		for _, old := range l.list[:keptAttempts/4] {
			delete(l.byID, old.id)
		}
		l.list = append(l.list[:0:0], l.list[keptAttempts/4:]...)
	}
	l.list = append(l.list, a)
	l.byID[a.id] = a
}

func (w *world) attempt(action string, d *device) *attempt {
	a := &attempt{id: w.mint.next(idAttempt), seq: w.next(), action: action, status: "pending", device: d}
	w.attempts.add(a)
	return a
}

func (a *attempt) succeed(result map[string]any) { a.status, a.result = "success", result }

func (a *attempt) fail(kind, message string) {
	a.status, a.why = "error", &attemptError{kind, message}
}

func (a *attempt) wire() map[string]any {
	m := map[string]any{
		"action_attempt_id": a.id, "action_type": a.action, "status": a.status, "result": nil, "error": nil,
	}
	if a.result != nil {
		m["result"] = a.result
	}
	if a.why != nil {
		m["error"] = a.why
	}
	return m
}

// settledAttempt is a job of the API's own, which is over a second later and proves nothing about the lock.
func (w *world) settledAttempt(action string, d *device) *attempt {
	a := w.attempt(action, d)
	w.after(time.Second, func() { a.succeed(map[string]any{}) })
	return a
}
