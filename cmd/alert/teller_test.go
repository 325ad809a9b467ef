package alert

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"seamdash/model"
)

// An ear is a command in process. It takes a while for each, and fails the test when two come at once.
type ear struct {
	t     *testing.T
	takes time.Duration

	mu    sync.Mutex
	busy  bool
	heard []map[string]any
}

func (e *ear) run(ctx context.Context, input []byte) error {
	e.mu.Lock()
	if e.busy {
		e.t.Error("two at once")
	}
	e.busy = true
	e.mu.Unlock()
	defer func() { e.mu.Lock(); e.busy = false; e.mu.Unlock() }()
	select {
	case <-time.After(e.takes):
	case <-ctx.Done():
		return ctx.Err()
	}
	var got map[string]any
	if err := json.Unmarshal(input, &got); err != nil {
		e.t.Error(err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, got)
	return nil
}

// kinds is what was heard since the last time.
func (e *ear) kinds() (kinds []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, h := range e.heard {
		kinds = append(kinds, fmt.Sprint(h["kind"]))
	}
	e.heard = nil
	return kinds
}

// listening makes a teller in a bubble.
func listening(t *testing.T, takes time.Duration, on ...Kind) (*Teller, *ear) {
	t.Helper()
	e := &ear{t: t, takes: takes}
	teller := prepare(Config{Command: []string{"in process"}, On: on})
	teller.run = e.run
	t.Cleanup(func() { teller.Close(context.Background()) })
	return teller.start(t.Context()), e
}

func nth(kind Kind, n int) Alert {
	return Alert{Kind: kind, At: time.Now(), Lock: model.DeviceID("d-" + strconv.Itoa(n)), Message: "number " + strconv.Itoa(n)}
}

// elapse lets the time of a bubble pass.
func elapse(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestOnlyWhatIsWantedIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, 0, Late, Halted)
		for i, kind := range Kinds() {
			teller.Tell(nth(kind, i))
		}
		elapse(time.Second)
		if got := e.kinds(); !slices.Equal(got, []string{"late", "halted"}) {
			t.Errorf("heard %v", got)
		}
	})
}

func TestWithoutACommandNobodyIsTold(t *testing.T) {
	teller := New(t.Context(), Config{On: Kinds()})
	teller.Tell(missed("Front door"))
	teller.Close(t.Context())
	if got := teller.Counts(); got != (Counts{}) {
		t.Errorf("%+v", got)
	}
}

func TestASubjectIsNotToldAgainAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, 0, Kinds()...)
		other := nth(Missed, 1)
		other.From = other.At
		keypad := nth(LowBattery, 1)
		keypad.Part = Keypad
		for range 3 {
			for _, a := range []Alert{nth(Missed, 1), other, nth(LowBattery, 1), keypad} {
				teller.Tell(a)
			}
			elapse(10 * time.Minute)
		}
		if got := e.kinds(); !slices.Equal(got, []string{"missed", "missed", "low_battery", "low_battery"}) {
			t.Errorf("heard %v", got)
		}
		elapse(time.Hour)
		teller.Tell(nth(Missed, 1))
		teller.Tell(nth(LowBattery, 1))
		elapse(time.Second)
		if got := e.kinds(); !slices.Equal(got, []string{"missed"}) {
			t.Errorf("after an hour: %v", got)
		}
		elapse(24 * time.Hour)
		teller.Tell(nth(LowBattery, 1))
		elapse(time.Second)
		if got := e.kinds(); !slices.Equal(got, []string{"low_battery"}) {
			t.Errorf("after a day: %v", got)
		}
		if got := teller.Counts(); got != (Counts{Told: 6, Repeated: 9}) {
			t.Errorf("%+v", got)
		}
	})
}

func TestAStormIsAFewAlertsAndASummary(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, time.Second, Kinds()...)
		for i := range 500 {
			teller.Tell(nth([]Kind{Missed, Missed, Late, LowBattery}[i%4], i))
		}
		elapse(10 * time.Second)
		if got := e.kinds(); len(got) != burst || slices.Contains(got, "several") {
			t.Errorf("at once: %v", got)
		}
		teller.Tell(nth(Gone, 500)) // joins the others
		elapse(pause)
		e.mu.Lock()
		heard := slices.Clone(e.heard)
		e.mu.Unlock()
		if len(heard) != 1 {
			t.Fatalf("heard %v", heard)
		}
		const message = "496 more: 1 gone, 124 late, 124 low battery, 247 missed; the first is number 5"
		more, _ := heard[0]["more"].(map[string]any)
		if heard[0]["kind"] != "several" || heard[0]["message"] != message || more["missed"] != 247.0 || len(more) != 4 {
			t.Errorf("%v", heard[0])
		}
		e.kinds()
		elapse(10 * pause)
		teller.Tell(nth(Gone, 501))
		elapse(2 * time.Second)
		if got := e.kinds(); !slices.Equal(got, []string{"gone"}) {
			t.Errorf("in the calm: %v", got)
		}
		if got := teller.Counts(); got != (Counts{Told: burst + 2, Gathered: 496}) {
			t.Errorf("%+v", got)
		}
	})
}

// While others are gathered, nothing overtakes them.
func TestWhatComesMeanwhileJoins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, 0, Kinds()...)
		for i := range burst {
			teller.Tell(nth(Missed, i))
		}
		elapse(50 * time.Second)
		teller.Tell(nth(Missed, 10))
		teller.Tell(nth(Missed, 11))
		e.kinds()
		elapse(20 * time.Second)
		teller.Tell(nth(Missed, 12)) // it would be its turn again
		elapse(time.Second)
		if got := e.kinds(); len(got) > 0 {
			t.Errorf("heard %v", got)
		}
		elapse(pause)
		if got := teller.Counts(); got != (Counts{Told: burst + 1, Gathered: 3}) {
			t.Errorf("%+v", got)
		}
	})
}

// Each of these is another subject.
func TestSubjectsDiffer(t *testing.T) {
	all := map[subject]int{}
	one := Alert{Kind: Missed, Rule: "r", Lock: "d", Code: "c", From: noon()}
	for i, change := range []func(*Alert){
		func(*Alert) {},
		func(a *Alert) { a.Kind = Late },
		func(a *Alert) { a.Rule = "r2" },
		func(a *Alert) { a.Lock = "d2" },
		func(a *Alert) { a.Part = Keypad },
		func(a *Alert) { a.Code = "c2" },
		func(a *Alert) { a.From = noon().Add(time.Millisecond) },
	} {
		a := one
		change(&a)
		if j, ok := all[a.subject()]; ok {
			t.Errorf("%d is the same as %d", i, j)
		}
		all[a.subject()] = i
	}
	again := one
	again.At, again.From, again.Message = noon(), noon().In(time.FixedZone("CET", 3600)), "in other words"
	if _, ok := all[again.subject()]; !ok {
		t.Error("the same is another")
	}
}

// What comes steadily and too fast is told once a pause.
func TestALongStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, 0, Kinds()...)
		for i := range 3600 {
			teller.Tell(nth(Missed, i))
			elapse(time.Second)
		}
		if got := e.kinds(); len(got) < 55 || len(got) > 2*60+burst {
			t.Errorf("%d alerts in an hour", len(got))
		}
	})
}

func TestOneTooManyIsToldAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, 0, Kinds()...)
		for i := range burst + 1 {
			teller.Tell(nth(Missed, i))
		}
		elapse(time.Second)
		e.kinds()
		elapse(pause)
		if got := e.kinds(); !slices.Equal(got, []string{"missed"}) {
			t.Errorf("heard %v", got)
		}
	})
}

// A slow command does not hold up who tells, and what does not fit is in the summary.
func TestTheQueueIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, time.Hour, Kinds()...)
		teller.limit = rate.NewLimiter(rate.Inf, 0)
		teller.Tell(nth(Missed, 0))
		synctest.Wait()
		for i := range 150 {
			teller.Tell(nth(Missed, 1+i))
		}
		elapse(200 * time.Hour)
		got := e.kinds()
		if i := slices.Index(got, "several"); len(got) != 1+waiting+1 || i < 0 {
			t.Errorf("%d heard, the summary at %d", len(got), i)
		}
		if got := teller.Counts(); got != (Counts{Told: 1 + waiting + 1, Gathered: 50}) {
			t.Errorf("%+v", got)
		}
	})
}

func TestClosingTellsWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, time.Second, Kinds()...)
		for i := range 20 {
			teller.Tell(nth(Missed, i))
		}
		from := time.Now()
		teller.Close(t.Context())
		teller.Tell(nth(Missed, 99))
		teller.Close(t.Context())
		if got := e.kinds(); len(got) != burst+1 || got[burst] != "several" || time.Since(from) != (burst+1)*time.Second {
			t.Errorf("heard %v in %v", got, time.Since(from))
		}
	})
}

func TestClosingDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, e := listening(t, time.Hour, Kinds()...)
		for i := range 20 {
			teller.Tell(nth(Missed, i))
		}
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		from := time.Now()
		teller.Close(ctx)
		if got := e.kinds(); len(got) > 0 || time.Since(from) != 5*time.Second {
			t.Errorf("heard %v in %v", got, time.Since(from))
		}
		if got := teller.Counts(); got != (Counts{Failed: 1, Untold: burst, Gathered: 15}) {
			t.Errorf("%+v", got)
		}
	})
}

func TestTheMemoryOfSubjectsIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		teller, _ := listening(t, 0, Kinds()...)
		var all sync.WaitGroup
		for part := range 4 {
			all.Go(func() {
				for i := range 5000 {
					teller.Tell(nth(Missed, part*5000+i))
				}
			})
		}
		all.Wait()
		teller.mu.Lock()
		defer teller.mu.Unlock()
		if n := len(teller.told); n == 0 || n > remembered {
			t.Errorf("%d subjects", n)
		}
	})
}
