package plan_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
)

// A form is one of the things that are written down.
type form struct {
	empty func() any // a pointer to one
	// write and read take and give pointers.
	write func(any) ([]byte, error)
	read  func([]byte) (any, error)
}

func formOf[T any](write func(*T) ([]byte, error), read func([]byte) (T, error)) form {
	return form{
		empty: func() any { return new(T) },
		write: func(v any) ([]byte, error) {
			of, ok := v.(*T)
			if !ok {
				return nil, fmt.Errorf("%T is no %T", v, of)
			}
			return write(of)
		},
		read: func(data []byte) (any, error) {
			v, err := read(data)
			return &v, err
		},
	}
}

func forms() map[string]form {
	return map[string]form{
		"state": formOf(plan.EncodeState, plan.DecodeState),
		"step":  formOf(plan.EncodeStep, plan.DecodeStep),
		"line":  formOf(plan.EncodeRoll, plan.DecodeRoll),
		"wish":  formOf(plan.EncodeWish, plan.DecodeWish),
	}
}

// A source is where the leaves of a filled value come from.
type source struct {
	number func() int64 // 0 or more
	some   func() bool  // whether there is anything behind a pointer
	many   func() int
	text   func() string
}

// fill puts something into every field below v. A kind of field that it does not know is an error, so that no field is left out.
func (s *source) fill(v reflect.Value) error {
	if s.own(v.Addr().Interface()) {
		return nil
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if err := s.fill(v.Field(i)); err != nil {
				return fmt.Errorf("%s: %w", v.Type().Field(i).Name, err)
			}
		}
	case reflect.Pointer:
		if s.some() {
			v.Set(reflect.New(v.Type().Elem()))
			return s.fill(v.Elem())
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), s.many(), 8))
		for i := range v.Len() {
			if err := s.fill(v.Index(i)); err != nil {
				return err
			}
		}
	default:
		return s.plain(v)
	}
	return nil
}

// own fills what has a form of its own, and says whether it did.
func (s *source) own(v any) bool {
	switch of := v.(type) {
	case *time.Time:
		if n := s.number(); n != 0 {
			*of = time.Unix(n, n%1e9).UTC()
		}
	case *model.PIN:
		if n := s.number(); n != 0 {
			*of = model.NewPIN(fmt.Sprintf("%06d", n%1e6))
		}
	case *civil.Date:
		*of = civil.Date(s.number() % 1e6)
	case *model.Tri:
		*of = model.Tri(s.number() % 3)
	default:
		return false
	}
	return true
}

func (s *source) plain(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s.text())
	case reflect.Bool:
		v.SetBool(s.some())
	case reflect.Int, reflect.Int64:
		v.SetInt(s.number())
	case reflect.Uint64:
		v.SetUint(uint64(s.number()))
	default:
		return fmt.Errorf("the test cannot fill a %s", v.Type())
	}
	return nil
}

// everything fills each field with something that no other field has.
func everything() *source {
	n := int64(1)
	next := func() int64 {
		n += 3_000_001 // a Tri is never zero
		return n
	}
	return &source{number: next, some: func() bool { return true }, many: func() int { return 2 }, text: func() string { return fmt.Sprint("text ", next()) }}
}

func anything(t *rapid.T) *source {
	return &source{
		number: func() int64 { return rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(0, 1<<36)).Draw(t, "number") },
		some:   func() bool { return rapid.Bool().Draw(t, "some") },
		many:   func() int { return rapid.IntRange(0, 3).Draw(t, "many") },
		text:   func() string { return rapid.String().Draw(t, "text") },
	}
}

// zeros are the fields below v that hold nothing.
func zeros(v reflect.Value, name string) (out []string) {
	if v.IsZero() {
		return []string{name}
	}
	if v.Type() == reflect.TypeFor[time.Time]() || v.Type() == reflect.TypeFor[model.PIN]() {
		return nil
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, zeros(v.Field(i), name+"."+v.Type().Field(i).Name)...)
		}
	case reflect.Pointer:
		return zeros(v.Elem(), name)
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, zeros(v.Index(i), name+"[]")...)
		}
	default:
	}
	return out
}

// TestEveryFieldIsWritten fails when a field is added that is not written down.
func TestEveryFieldIsWritten(t *testing.T) {
	t.Parallel()
	for name, f := range forms() {
		v := f.empty()
		if err := everything().fill(reflect.ValueOf(v).Elem()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if empty := zeros(reflect.ValueOf(v), name); len(empty) > 0 {
			t.Fatalf("the test left %v empty", empty)
		}
		data, err := f.write(v)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		back, err := f.read(data)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, data)
		}
		if d := cmp.Diff(v, back); d != "" {
			t.Errorf("%s is not the same after reading (-written +read):\n%s", name, d)
		}
	}
}

// TestAnythingIsReadAsItWasWritten, whatever is zero in it, and written again it is the same text.
func TestAnythingIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for name, f := range forms() {
		rapid.Check(t, func(t *rapid.T) {
			v := f.empty()
			if err := anything(t).fill(reflect.ValueOf(v).Elem()); err != nil {
				t.Fatal(err)
			}
			data, err := f.write(v)
			if err != nil {
				t.Fatal(err)
			}
			back, err := f.read(data)
			if err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			if d := cmp.Diff(v, back, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("%s is not the same after reading (-written +read):\n%s", name, d)
			}
			if again, err := f.write(back); err != nil || !bytes.Equal(data, again) {
				t.Fatalf("written again it is another text (%v):\n%s\n%s", err, data, again)
			}
		})
	}
}

// TestMomentsAreWrittenInUTC, so that a state that is read on another machine is equal.
func TestMomentsAreWrittenInUTC(t *testing.T) {
	t.Parallel()
	here := time.FixedZone("here", 2*3600)
	at := time.Date(2027, 1, 4, 11, 0, 0, 5, here)
	for name, f := range forms() {
		v := f.empty()
		s := everything()
		if err := s.fill(reflect.ValueOf(v).Elem()); err != nil {
			t.Fatal(err)
		}
		moved := moveAll(reflect.ValueOf(v), at)
		data, err := f.write(v)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(data, []byte("2027-01-04T09:00:00.000000005Z")); n != moved || moved == 0 {
			t.Errorf("%s: %d of %d moments are in UTC\n%s", name, n, moved, data)
		}
	}
}

// moveAll sets every moment below v and gives their number.
func moveAll(v reflect.Value, at time.Time) (n int) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(at))
		return 1
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.CanInterface() && v.Type() != reflect.TypeFor[model.PIN]() {
			return moveAll(v.Elem(), at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += moveAll(v.Field(i), at)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += moveAll(v.Index(i), at)
		}
	default:
	}
	return n
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	var s plan.State
	if err := everything().fill(reflect.ValueOf(&s).Elem()); err != nil {
		t.Fatal(err)
	}
	data, err := plan.EncodeState(&s)
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	for name, text := range map[string]string{
		"nothing":            "",
		"no JSON":            "state",
		"null":               "null",
		"cut":                good[:len(good)/2],
		"an unknown field":   strings.Replace(good, `"key"`, `"lock":"x","key"`, 1),
		"an unknown inside":  strings.Replace(good, `"asked":{`, `"asked":{"colour":"red",`, 1),
		"something behind":   good + "{}",
		"no form":            strings.Replace(good, `"form":1,`, "", 1),
		"a form of nobody":   strings.Replace(good, `"form":1`, `"form":-1`, 1),
		"a bad moment":       strings.Replace(good, `"settled_to":"`, `"settled_to":"1`, 1),
		"a bad day":          strings.Replace(good, `"day":"`, `"day":"x`, 1),
		"a damaged PIN":      strings.Replace(good, `"pin":"`, `"pin":"\u0000`, 1),
		"a damaged code":     strings.Replace(good, `"length"`, `"pin":"1\u0000","length"`, 1),
		"a large one":        good + strings.Repeat(" ", 256<<10),
		"a negative version": strings.Replace(good, `"version":`, `"version":-`, 1),
	} {
		if text == good {
			t.Fatalf("%s: nothing is wrong with it", name)
		}
		if s, err := plan.DecodeState([]byte(text)); err == nil {
			t.Errorf("%s was read as %+v", name, s)
		}
	}
	long := plan.State{Refusal: strings.Repeat("x", 256<<10)}
	if _, err := plan.EncodeState(&long); err == nil {
		t.Error("what is too long to be read was written")
	}
	far := plan.State{LookAt: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := plan.EncodeState(&far); err == nil {
		t.Error("what cannot be read was written")
	}
}

// TestNewerForms are told apart from damage, also where the rest cannot be understood.
func TestNewerForms(t *testing.T) {
	t.Parallel()
	for name, f := range forms() {
		data, err := f.write(f.empty())
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{
			strings.Replace(string(data), `"form":1`, `"form":2`, 1),
			`{"form":2,"body":[1,2],"more":{}}`,
		} {
			_, err = f.read([]byte(text))
			newer, ok := errors.AsType[*plan.NewerVersion](err)
			if !ok || newer.Form != 2 || newer.What != name || !strings.Contains(err.Error(), name) {
				t.Errorf("%s of form 2: %v", name, err)
			}
		}
	}
}

// BenchmarkDecodeState is one of the ten thousand that are read at the start.
func BenchmarkDecodeState(b *testing.B) {
	var s plan.State
	if err := everything().fill(reflect.ValueOf(&s).Elem()); err != nil {
		b.Fatal(err)
	}
	data, err := plan.EncodeState(&s)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := plan.DecodeState(data); err != nil {
			b.Fatal(err)
		}
	}
}
