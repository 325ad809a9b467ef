package main

import (
	"log/slog"

	"seamdash/model/engine"
)

// A teller knows what was told last about an engine, so that each thing is told once.
type teller struct {
	mine  bool
	by    string
	why   string
	brake bool
}

// tell tells what is new.
func (t *teller) tell(log *slog.Logger, s *engine.Status) {
	t.tellTenure(log, s)
	why := ""
	if s.Err != nil {
		why = oneLine(s.Err)
	}
	switch why {
	case t.why:
	case "":
		log.Info("all is well again")
	default:
		log.Error("cannot roll; tries again", "why", why)
	}
	t.why = why
	if s.Braked && !t.brake {
		log.Warn("Seam fails on one schedule after the other; only single calls are tried")
	}
	t.brake = s.Braked
}

func (t *teller) tellTenure(log *slog.Logger, s *engine.Status) {
	by := s.Tenure.Holder
	if s.Mine == t.mine && by == t.by {
		return
	}
	switch {
	case s.Mine:
		log.Info("lease taken", "series", s.Series, "open_steps", s.Open, "fence", s.Tenure.Fence)
	case t.mine && by == "":
		log.Info("lease given back")
	case t.mine:
		log.Warn("lease lost", "to", byOf(by), "holder", by)
	case by != "":
		log.Info("stands by", "rolls", byOf(by), "holder", by, "since", s.Tenure.Since)
	}
	t.mine, t.by = s.Mine, by
}
