package main

import (
	"fmt"
	"time"

	"seamdash/cmd/alert"
	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/seamclient/webhook"
)

const (
	// quietLong is how long Seam may be silent before the agent counts as ill: a short outage mends itself.
	quietLong = 5 * time.Minute
	// waitingLong is how long due work may wait, and faultLong how long the engine may fail, the store above all.
	waitingLong = 5 * time.Minute
	faultLong   = time.Minute
)

// Vitals are how an agent is at one moment. All times are by the clock of this machine.
type vitals struct {
	at, began time.Time
	// foreign is that the key opens another workspace than the one whose schedules these are, nil when it does not.
	foreign error
	feed    model.FeedState
	// heard is when Seam answered last, zero when it never did.
	heard time.Time
	total model.Totals
	// engine is how the engine stands, faulty since when it fails, zero when it does not.
	engine engine.Status
	faulty time.Time
	posts  *webhook.Counts // nil where none are received
	alerts alert.Counts
}

// ill is why the agent does not do its work, nil when it does or stands by for another that does.
func (v *vitals) ill() error {
	if v.foreign != nil {
		return v.foreign
	}
	if f := v.feed.Fault; f != nil && f.Kind == model.KindUnauthorised {
		return fmt.Errorf("Seam does not accept the key: %s", f.Why()) //nolint:staticcheck // the name of the service
	}
	if quiet := v.at.Sub(v.since()); quiet > quietLong {
		return fmt.Errorf("no answer of Seam for %s%s", model.Span(quiet), because(v.feed.Fault))
	}
	if v.engine.Err != nil && v.at.Sub(v.faulty) > faultLong {
		return fmt.Errorf("for %s: %w", model.Span(v.at.Sub(v.faulty)), v.engine.Err)
	}
	if v.engine.Mine && v.engine.Lag > waitingLong {
		return fmt.Errorf("%s due and not worked off, the first for %s", manySeries(v.engine.Due), model.Span(v.engine.Lag))
	}
	return nil
}

// since is from when on Seam is silent.
func (v *vitals) since() time.Time {
	if v.heard.IsZero() {
		return v.began
	}
	return v.heard
}

func because(f *model.Fault) string {
	if f == nil {
		return ""
	}
	return ": " + f.Why()
}

// well says in a line what the agent does.
func (v *vitals) well() string {
	e := &v.engine
	switch by := byOf(e.Tenure.Holder); {
	case e.Mine && e.Series == 0:
		return "rolls, and there are no schedules"
	case e.Mine:
		return "rolls " + manySeries(e.Series) + halted(e.Halted)
	case by != "":
		return "stands by: " + by + " rolls"
	default:
		return "begins"
	}
}

func halted(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", of which %d stand still until somebody answers", n)
}

// manySeries counts schedules on locks.
func manySeries(n int) string { return fmt.Sprintf("%d series", n) }
