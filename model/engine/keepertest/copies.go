package keepertest

import (
	"fmt"
	"reflect"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// editions differ after each change, and none comes again.
func (b *bench) editions() {
	key := keys()[0]
	mine := b.acquire("A")
	seen := map[string]string{b.ledger().Edition: "nothing"}
	var open plan.Step
	for i, change := range []struct {
		what string
		do   func()
	}{
		{"a step", func() { open = b.begin(mine, key) }},
		{"a conclusion", func() { b.conclude(mine, engine.Conclusion{State: full(key), Step: open, Outcome: "done"}) }},
		{"a wish", func() { b.ask(key, wish(plan.WishRetry, 0)) }},
		{"another wish", func() { b.ask(key, wish(plan.WishSkip, 0)) }},
		{"a wish taken up", func() { b.conclude(mine, engine.Conclusion{State: full(key), Wish: wish(plan.WishSkip, 0)}) }},
		{"another state", func() { b.conclude(mine, engine.Conclusion{State: plan.State{Key: key}}) }},
		{"the first state again", func() { b.conclude(mine, engine.Conclusion{State: full(key)}) }},
		{"a dropped state", func() { b.conclude(mine, engine.Conclusion{State: full(key), Dropped: true}) }},
	} {
		change.do()
		l := b.ledger()
		if what, again := seen[l.Edition]; again || l.Edition == "" {
			b.Errorf("after %s the edition is %q, as it was after %s", change.what, l.Edition, what)
		}
		for edition := range seen {
			want(b, "read by one who knows an old edition", l, must[engine.Ledger](b)(b.keeper.Ledger(b.Context(), edition)))
		}
		seen[l.Edition] = change.what
		same := must[engine.Ledger](b)(b.keeper.Ledger(b.Context(), l.Edition))
		if same.Edition != l.Edition {
			b.Errorf("change %d: read again, the edition is %q, was %q", i, same.Edition, l.Edition)
		}
	}
}

// isolation: whoever gave something to a keeper, or got it, may change that without changing what is kept.
func (b *bench) isolation() {
	key := keys()[0]
	mine := b.acquire("A")
	given, lines := full(key), []plan.Roll{roll(key, plan.Made)}
	if part := bare(reflect.ValueOf(given), "State"); part != "" {
		b.Fatalf("the state of this test has nothing in %s", part)
	}
	open := b.begin(mine, key)
	b.conclude(mine, engine.Conclusion{State: given, Rolls: lines})
	spoil(&given)
	spoil(&lines)
	for range 3 {
		l, rolls := b.ledger(), b.rolls(engine.RollQuery{})
		want(b, "the state", []plan.State{full(key)}, l.States)
		want(b, "the open steps", []plan.Step{open}, l.Open)
		if len(rolls) != 1 || rolls[0].Why != "Seam said so" {
			b.Errorf("the history is %+v", rolls)
		}
		spoil(&l)
		spoil(&rolls)
	}
}

// bare names a part below v that could be shared and holds nothing: a part that this test would not see shared.
func bare(v reflect.Value, name string) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if v.IsZero() || v.Kind() != reflect.Pointer && v.Len() == 0 {
			return name
		}
		if v.Kind() == reflect.Pointer {
			return bare(v.Elem(), name)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				if part := bare(v.Field(i), name+"."+f.Name); part != "" {
					return part
				}
			}
		}
	default:
	}
	return ""
}

// spoil changes all that can be reached from what a pointer points to.
func spoil(v any) { spoilt(reflect.ValueOf(v).Elem()) }

func spoilt(v reflect.Value) {
	switch of := v.Addr().Interface().(type) {
	case *model.PIN:
		*of = model.NewPIN("999999")
		return
	case *time.Time:
		*of = of.Add(time.Hour)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			spoilt(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoilt(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			spoilt(v.Field(i))
		}
	case reflect.String:
		v.SetString(fmt.Sprint("spoilt ", v))
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	default:
	}
}
