package main

import (
	"cmp"

	"seamdash/cmd/alert"
	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/seamclient/webhook"
)

// exposed is the measurements.
func (v *vitals) exposed() string {
	var e exposition
	e.family("seamdash_build_info", "gauge", "The version of the program; always 1.")
	e.sample("seamdash_build_info", 1, label{"version", cmp.Or(version, "dev")})
	e.gauge("seamdash_start_time_seconds", "When the agent began, in seconds since 1970.", unixSeconds(v.began))
	e.gauge("seamdash_healthy", "Whether /healthz says that all is well.", flag(v.ill() == nil))
	v.exposeFeed(&e)
	v.exposeEngine(&e)
	exposePosts(&e, v.posts)
	exposeAlerts(&e, &v.alerts)
	return e.text.String()
}

func (v *vitals) exposeFeed(e *exposition) {
	e.gauge("seamdash_feed_up", "Whether the last question to Seam was answered.", flag(v.feed.Connection == model.Live))
	e.gauge("seamdash_feed_last_answer_timestamp_seconds", "When Seam answered last, in seconds since 1970; 0 for never.", unixSeconds(v.heard))
	e.gauge("seamdash_api_calls_per_minute", "Calls of the feed in the last minute.", float64(v.feed.CallsPerMinute))
	e.gauge("seamdash_locks", "Locks of the workspace.", float64(v.total.Locks))
	e.gauge("seamdash_locks_offline", "Locks that are offline.", float64(v.total.Offline))
	e.gauge("seamdash_codes", "Access codes that are known.", float64(v.total.Codes))
}

func (v *vitals) exposeEngine(e *exposition) {
	s := &v.engine
	e.gauge("seamdash_lease_held", "Whether this agent is the one that rolls.", flag(s.Mine))
	e.gauge("seamdash_series", "Series: a schedule on one lock each.", float64(s.Series))
	e.gauge("seamdash_series_halted", "Series that stand still until a person answers.", float64(s.Halted))
	e.gauge("seamdash_steps_open", "Steps whose outcome is not known.", float64(s.Open))
	e.gauge("seamdash_due", "Series that wait to be worked off.", float64(s.Due))
	e.gauge("seamdash_due_lag_seconds", "For how long the first of them has waited.", s.Lag.Seconds())
	e.gauge("seamdash_braked", "Whether Seam answers nothing, so that only single calls are tried.", flag(s.Braked))
	e.gauge("seamdash_engine_up", "Whether the last tick of the engine went well.", flag(s.Err == nil))
	e.counter("seamdash_ticks_total", "Ticks of the engine.", uint64(max(s.Counts.Ticks, 0)))
	e.counter("seamdash_looks_total", "Questions about single codes and locks.", uint64(max(s.Counts.Looks, 0)))
	e.counter("seamdash_look_failures_total", "Those that were not answered.", uint64(max(s.Counts.LookFaults, 0)))
	exposeSteps(e, s.Counts.Steps)
	exposeRolls(e, s.Counts.Rolls)
}

func exposeSteps(e *exposition, steps map[engine.Stepped]int) {
	e.family("seamdash_steps_total", "counter", "Codes asked to be made, changed or removed, by what Seam said.")
	for _, kind := range []plan.StepKind{plan.StepCreate, plan.StepUpdate, plan.StepDelete} {
		for _, outcome := range []string{engine.Done, engine.Refused, engine.Unsure} {
			n := steps[engine.Stepped{Kind: kind, Outcome: outcome}]
			e.sample("seamdash_steps_total", float64(n), label{"kind", string(kind)}, label{"outcome", outcome})
		}
	}
}

func exposeRolls(e *exposition, rolls map[plan.RollKind]int) {
	e.family("seamdash_rolls_total", "counter", "Lines of the history of schedules, by what they tell.")
	for _, kind := range rollKinds() {
		e.sample("seamdash_rolls_total", float64(rolls[kind]), label{"what", string(kind)})
	}
}

// rollKinds are all that a line of the history can tell, so that each is measured from the start.
func rollKinds() []plan.RollKind {
	return []plan.RollKind{
		plan.Made, plan.Moved, plan.Changed, plan.Adopted, plan.OnLock, plan.Late, plan.Gone, plan.Removed, plan.Refused, plan.Halted,
		plan.Resumed, plan.Ended, plan.Kept, plan.Unseen, plan.Missed,
	}
}

// Counted is how often things end one way in which things end.
type counted struct {
	outcome string
	n       uint64
}

func exposeOutcomes(e *exposition, name, help string, all ...counted) {
	e.family(name, "counter", help)
	for _, c := range all {
		e.sample(name, float64(c.n), label{"outcome", c.outcome})
	}
}

func exposePosts(e *exposition, c *webhook.Counts) {
	if c == nil {
		return
	}
	exposeOutcomes(e, "seamdash_webhook_posts_total", "Posts to the webhook, by what became of them.",
		counted{"accepted", c.Accepted}, counted{"forged", c.Forged}, counted{"replayed", c.Replayed}, counted{"old", c.Old},
		counted{"oversized", c.Oversized}, counted{"malformed", c.Malformed}, counted{"dropped", c.Dropped})
}

func exposeAlerts(e *exposition, c *alert.Counts) {
	exposeOutcomes(e, "seamdash_alerts_total", "Alerts to the program of the configuration, by what became of them.",
		counted{"told", c.Told}, counted{"failed", c.Failed}, counted{"repeated", c.Repeated}, counted{"gathered", c.Gathered})
}
