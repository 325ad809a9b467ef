package keepertest

import (
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
)

// tenure goes to one, who prolongs it, and to nobody else meanwhile.
func (b *bench) tenure() {
	mine := b.acquire("A")
	if mine.Fence == 0 {
		b.Error("a tenure without a fence refuses nobody")
	}
	want(b, "the first tenure", engine.Tenure{Holder: "A", Since: b.now(), Left: term, Fence: mine.Fence}, mine)
	b.wait(term - time.Second)
	mine.Left = time.Second
	want(b, "near its end", mine, must[engine.Tenure](b)(b.keeper.Tenure(b.Context())))
	theirs, err := b.keeper.Acquire(b.Context(), "B", 3*term)
	b.refused("taken from somebody", err, engine.ErrHeld)
	want(b, "whose it is", mine, theirs)
	mine.Left = term
	want(b, "prolonged", mine, b.acquire("A"))
	b.wait(term - time.Second)
	mine.Left = time.Second
	want(b, "long after the first", mine, must[engine.Tenure](b)(b.keeper.Tenure(b.Context())))
}

// tenureOver ends by the keeper's clock, to the moment, also by one that is set back.
func (b *bench) tenureOver() {
	first := b.acquire("A")
	b.wait(term)
	if over := must[engine.Tenure](b)(b.keeper.Tenure(b.Context())); over.Left > 0 {
		b.Errorf("at its end the tenure has %v left", over.Left)
	}
	second := b.acquire("B")
	want(b, "the second tenure", engine.Tenure{Holder: "B", Since: b.now(), Left: term, Fence: second.Fence}, second)
	_, err := b.keeper.Acquire(b.Context(), "A", term)
	b.refused("prolonged after its end", err, engine.ErrHeld)
	b.wait(-24 * time.Hour)
	third := b.acquire("C")
	if first.Fence >= second.Fence || second.Fence >= third.Fence {
		b.Errorf("the fences are %d, %d, %d: want growing ones", first.Fence, second.Fence, third.Fence)
	}
}

// tenureBack frees it at once, for whoever gives it back; one that was lost stays with whom it went to.
func (b *bench) tenureBack() {
	first := b.acquire("A")
	b.done(b.keeper.Release(b.Context(), first))
	if free := must[engine.Tenure](b)(b.keeper.Tenure(b.Context())); free.Holder != "" || free.Left > 0 {
		b.Errorf("given back, it is %+v", free)
	}
	second := b.acquire("B")
	if second.Fence <= first.Fence {
		b.Errorf("the fence was %d and is %d", first.Fence, second.Fence)
	}
	b.done(b.keeper.Release(b.Context(), first))
	b.done(b.keeper.Release(b.Context(), engine.Tenure{Holder: "B", Fence: first.Fence}))
	b.done(b.keeper.Release(b.Context(), engine.Tenure{Holder: "A", Fence: second.Fence}))
	b.done(b.keeper.Release(b.Context(), engine.Tenure{}))
	want(b, "after others gave back what they had not", second, must[engine.Tenure](b)(b.keeper.Tenure(b.Context())))
	b.done(b.keeper.Release(b.Context(), must[engine.Tenure](b)(b.keeper.Tenure(b.Context()))))
	third := b.acquire("C")
	if third.Fence <= second.Fence || third.Holder != "C" {
		b.Errorf("after B died and its tenure was given back, it is %+v", third)
	}
	_, err := b.keeper.Begin(b.Context(), second, step(keys()[0]))
	b.refused("a step of one that was said to be dead", err, engine.ErrHeld)
}

func (b *bench) tenureMalformed() {
	for _, c := range []struct {
		holder string
		term   time.Duration
	}{{"", term}, {"A", 0}, {"A", -term}} {
		if _, err := b.keeper.Acquire(b.Context(), c.holder, c.term); model.KindOf(err) != model.KindInvalid {
			b.Errorf("a tenure of %q for %v: %v", c.holder, c.term, err)
		}
	}
	want(b, "after that", engine.Tenure{}, must[engine.Tenure](b)(b.keeper.Tenure(b.Context())))
}

// oneOfMany gets the tenure that all ask for at once.
func (b *bench) oneOfMany() {
	holders := []string{"A", "B", "C", "D", "E", "F", "G", "H"}
	given := make([]engine.Tenure, len(holders))
	errs := make([]error, len(holders))
	var all sync.WaitGroup
	for i, holder := range holders {
		all.Go(func() { given[i], errs[i] = b.keeper.Acquire(b.Context(), holder, term) })
	}
	all.Wait()
	mine := must[engine.Tenure](b)(b.keeper.Tenure(b.Context()))
	winners := 0
	for i, holder := range holders {
		if want(b, "what "+holder+" is told", mine, given[i]); errs[i] == nil {
			winners++
			continue
		}
		b.refused(holder, errs[i], engine.ErrHeld)
	}
	if winners != 1 {
		b.Errorf("%d have the tenure", winners)
	}
}
