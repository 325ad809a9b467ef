package ics

// A series is an event and the events that stand for single windows of it.
type series struct {
	master  event
	changes []event
}

// arrange puts the events of a calendar into series by their UIDs, in the order of the file. Events that cannot be part of one are
// refused.
func arrange(events []event) ([]series, []Refusal) {
	var out []series
	var refused []Refusal
	at := make(map[string]int)
	for _, e := range events {
		if e.instance != nil {
			continue
		}
		i, known := at[e.key]
		switch {
		case !known || e.key == "":
			at[e.key] = len(out)
			out = append(out, series{master: e})
		case e.sequence > out[i].master.sequence:
			refused = append(refused, out[i].master.refuse("a later version of it follows"))
			out[i].master = e
		default:
			refused = append(refused, e.refuse("another event has the same UID"))
		}
	}
	for _, e := range events {
		if e.instance == nil {
			continue
		}
		if i, known := at[e.key]; known && e.key != "" {
			out[i].change(e)
		} else {
			out = append(out, series{master: orphan(e)})
		}
	}
	return out, refused
}

// orphan is the change of a window whose series is not in the file: an event of its own.
func orphan(e event) event {
	e.instance = nil
	if len(e.rules) > 0 && e.refused == "" {
		e.refused = "it is one window of a series and has a pattern of its own"
	}
	return e
}

// change adds a change. One that cannot be read makes the whole series one that cannot.
func (s *series) change(e event) {
	switch {
	case e.refused != "" && s.master.refused == "":
		s.master.refused = "a change of one of its windows: " + e.refused
	case s.master.instance == nil && len(s.master.rules) == 0 && len(s.master.rdates) == 0 && s.master.refused == "":
		s.master.refused = "it is changed by another event but is no series"
	}
	if len(s.changes) < maxDates {
		s.changes = append(s.changes, e)
	} else if s.master.refused == "" {
		s.master.refused = "more than 1000 of its windows are changed"
	}
}

func (e event) refuse(why string) Refusal {
	return Refusal{UID: e.uid, Summary: e.summary, Why: why}
}
