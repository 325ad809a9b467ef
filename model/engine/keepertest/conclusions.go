package keepertest

import (
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// steps are numbered, and kept as they are until they are settled.
func (b *bench) steps() {
	mine := b.acquire("A")
	var open []plan.Step
	for i, key := range keys() {
		s := b.begin(mine, key)
		same := step(key)
		same.Number = s.Number
		want(b, "a step that was begun", same, s)
		if i > 0 && s.Number <= open[i-1].Number || s.Number == 0 {
			b.Errorf("step %d has the number %d", i, s.Number)
		}
		open = append(open, s)
	}
	want(b, "open steps, oldest first", open, b.ledger().Open)
	b.conclude(mine, engine.Conclusion{State: full(keys()[1]), Step: open[1], Outcome: "done"})
	want(b, "without the settled one", []plan.Step{open[0], open[2], open[3]}, b.ledger().Open)
	if next := b.begin(mine, keys()[1]); next.Number <= open[3].Number {
		b.Errorf("the next step has the number %d, after %d", next.Number, open[3].Number)
	}
}

// fence keeps out whoever does not have the tenure any more, and whatever is refused leaves nothing behind.
func (b *bench) fence() {
	key := keys()[0]
	old := b.acquire("A")
	open := b.begin(old, key)
	b.ask(key, wish(plan.WishRetry, 0))
	released := old
	b.done(b.keeper.Release(b.Context(), released))
	over := b.acquire("A")
	b.wait(term)
	b.locked("by nobody", open, engine.Tenure{}, released, over)
	mine := b.acquire("B")
	b.locked("by another", open, engine.Tenure{}, released, over,
		engine.Tenure{Holder: "B", Fence: over.Fence}, engine.Tenure{Holder: "A", Fence: mine.Fence}, engine.Tenure{Fence: mine.Fence})
	b.conclude(mine, engine.Conclusion{State: full(key), Step: open, Outcome: "found on the lock"})
	if left := b.ledger().Open; len(left) != 0 {
		b.Errorf("who took over cannot settle what was open: %v", left)
	}
	b.wait(term - time.Nanosecond)
	b.conclude(mine, engine.Conclusion{State: full(key)}) // until the last moment
}

// locked says that the tenures keep nothing.
func (b *bench) locked(rolled string, open plan.Step, under ...engine.Tenure) {
	b.Helper()
	key := open.Key
	before := b.everything()
	for _, t := range under {
		t.Left = term // what a program believes to have
		_, err := b.keeper.Begin(b.Context(), t, step(key))
		b.refused("a step", err, engine.ErrHeld)
		err = b.keeper.Conclude(b.Context(), t, engine.Conclusion{
			State: full(key), Rolls: []plan.Roll{roll(key, plan.Made)}, Step: open, Outcome: "done", Wish: wish(plan.WishRetry, 0),
		})
		b.refused("a conclusion", err, engine.ErrHeld)
		want(b, "what is kept after "+t.Holder+" tried, rolled "+rolled, before, b.everything())
	}
}

// conclusion keeps all of it together.
func (b *bench) conclusion() {
	key, other := keys()[1], keys()[2]
	mine := b.acquire("A")
	b.conclude(mine, engine.Conclusion{State: full(other)})
	s := b.begin(mine, key)
	theirs := b.begin(mine, other)
	b.ask(key, wish(plan.WishSkip, 0))
	b.ask(other, wish(plan.WishRetry, 0))
	b.conclude(mine, engine.Conclusion{
		State: full(key), Rolls: []plan.Roll{roll(key, plan.Made), roll(key, plan.OnLock)}, Step: s, Outcome: "done", Wish: wish(plan.WishSkip, 0),
	})
	l := b.ledger()
	want(b, "states", []plan.State{full(key), full(other)}, l.States)
	want(b, "open steps", []plan.Step{theirs}, l.Open)
	want(b, "wishes", []engine.Asked{{Key: other, Wish: wish(plan.WishRetry, 0)}}, l.Wishes)
	rolls := b.rolls(engine.RollQuery{})
	if len(rolls) != 2 || rolls[0].What != plan.OnLock || rolls[1].What != plan.Made {
		b.Errorf("the history is %+v", rolls)
	}
	next := plan.State{Key: key, Rule: "Cleaners of old"}
	b.conclude(mine, engine.Conclusion{State: next})
	want(b, "another state in its place", []plan.State{next, full(other)}, b.ledger().States)
}

// settledTwice refuses all of a conclusion whose step is settled already, or was never begun.
func (b *bench) settledTwice() {
	key := keys()[0]
	mine := b.acquire("A")
	s := b.begin(mine, key)
	c := engine.Conclusion{State: full(key), Rolls: []plan.Roll{roll(key, plan.Made)}, Step: s, Outcome: "done"}
	b.conclude(mine, c)
	b.ask(key, wish(plan.WishRetry, 0))
	before := b.everything()
	b.refused("the same again", b.keeper.Conclude(b.Context(), mine, c), engine.ErrConcluded)
	c.State, c.Wish, c.Step.Number = plan.State{Key: key}, wish(plan.WishRetry, 0), s.Number+1
	b.refused("a step that was never begun", b.keeper.Conclude(b.Context(), mine, c), engine.ErrConcluded)
	want(b, "after that", before, b.everything())
}

// dropped takes a state away, and keeps its history.
func (b *bench) dropped() {
	key, other := keys()[0], keys()[1]
	mine := b.acquire("A")
	for _, k := range []plan.Key{key, other} {
		b.conclude(mine, engine.Conclusion{State: full(k), Rolls: []plan.Roll{roll(k, plan.Kept)}})
	}
	s := b.begin(mine, key)
	b.conclude(mine, engine.Conclusion{State: full(key), Dropped: true, Rolls: []plan.Roll{roll(key, plan.Ended)}, Step: s, Outcome: "removed"})
	want(b, "what is left", []plan.State{full(other)}, b.ledger().States)
	want(b, "open steps", nil, b.ledger().Open)
	if rolls := b.rolls(engine.RollQuery{Rule: key.Rule}); len(rolls) != 2 || rolls[0].What != plan.Ended {
		b.Errorf("the history of what was dropped is %+v", rolls)
	}
	b.conclude(mine, engine.Conclusion{State: plan.State{Key: key}, Dropped: true}) // what is not there is dropped in peace
	want(b, "what is left after that", []plan.State{full(other)}, b.ledger().States)
}

// wishes need no tenure, and the last one of a series counts.
func (b *bench) wishes() {
	key, other := keys()[0], keys()[3]
	b.ask(key, wish(plan.WishRetry, 0))
	b.ask(other, wish(plan.WishSkip, 1))
	b.acquire("A")
	b.ask(key, wish(plan.WishSkip, 2))
	asked := []engine.Asked{{Key: key, Wish: wish(plan.WishSkip, 2)}, {Key: other, Wish: wish(plan.WishSkip, 1)}}
	want(b, "wishes", asked, must[[]engine.Asked](b)(b.keeper.Wishes(b.Context())))
	want(b, "wishes in the ledger", asked, b.ledger().Wishes)
	if err := b.keeper.Ask(b.Context(), engine.Asked{Key: key}); model.KindOf(err) != model.KindInvalid {
		b.Errorf("a wish for nothing: %v", err)
	}
}

// wishTakenUp is gone, but a newer one stays, and so does that of another series.
func (b *bench) wishTakenUp() {
	key, other := keys()[0], keys()[3]
	mine := b.acquire("A")
	b.ask(key, wish(plan.WishRetry, 0))
	b.ask(other, wish(plan.WishRetry, 0))
	b.conclude(mine, engine.Conclusion{State: full(key)})
	if n := len(b.ledger().Wishes); n != 2 {
		b.Errorf("a conclusion that took up no wish left %d", n)
	}
	for _, newer := range []plan.Wish{wish(plan.WishRetry, 1), wish(plan.WishSkip, 0), {Kind: plan.WishRetry, By: "kim", At: at(0)}} {
		b.ask(key, newer)
		b.conclude(mine, engine.Conclusion{State: full(key), Wish: wish(plan.WishRetry, 0)})
		want(b, "a wish that was asked meanwhile", newer, b.ledger().Wishes[0].Wish)
		taken := newer
		taken.At = newer.At.In(time.FixedZone("elsewhere", 3600)) // the same moment
		b.conclude(mine, engine.Conclusion{State: full(key), Wish: taken})
		want(b, "after it was taken up", []engine.Asked{{Key: other, Wish: wish(plan.WishRetry, 0)}}, b.ledger().Wishes)
	}
	b.conclude(mine, engine.Conclusion{State: full(key), Wish: wish(plan.WishRetry, 0)}) // none is there
}
