package seamclient

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// hostile is text that would write to the terminal, reorder lines or break them.
const hostile = "\x1b]0;pwned\x07\x1b[31mA\u202eB\nC\u200d\U0001F511"

// plant puts the hostile text into every string of a wire object, in lists and behind pointers too.
func plant(v reflect.Value, planted *int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hostile)
		*planted++
	case reflect.Struct:
		for i := range v.NumField() {
			plant(v.Field(i), planted)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		plant(v.Elem(), planted)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes(hostileMetadata())
			*planted++
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		plant(v.Index(0), planted)
	default: // numbers and booleans cannot carry text
	}
}

func hostileMetadata() []byte {
	b, err := json.Marshal(map[string]string{"time_zone": hostile, "iana_timezone": hostile, "type": hostile, "message": hostile})
	if err != nil {
		panic(err)
	}
	return b
}

// inspect finds every string of a model value and insists that it is clean.
func inspect(t *testing.T, v reflect.Value, path string, found *int) {
	t.Helper()
	if pin, ok := v.Interface().(model.PIN); ok {
		v = reflect.ValueOf(pin.Reveal())
	}
	switch v.Kind() {
	case reflect.String:
		inspectText(t, v.String(), path, found)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			inspect(t, v.Field(i), path+"."+v.Type().Field(i).Name, found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			inspect(t, v.Index(i), fmt.Sprintf("%s[%d]", path, i), found)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			inspect(t, v.Elem(), path, found)
		}
	default: // numbers, booleans and enums cannot carry text
	}
}

func inspectText(t *testing.T, s, path string, found *int) {
	t.Helper()
	if s == "" {
		return
	}
	*found++
	if s != model.Clean(s) || strings.ContainsAny(s, "\x1b\n\u202e\u200d\x07") {
		t.Errorf("%s is not clean: %q", path, s)
	}
}

func cleans[W, M any](t *testing.T, s *shape[W, M], least int) {
	t.Helper()
	t.Run(s.key, func(t *testing.T) {
		var w W
		planted := 0
		plant(reflect.ValueOf(&w).Elem(), &planted)
		if planted < least {
			t.Fatalf("only %d texts were planted", planted)
		}
		// A hostile time makes the object unreadable, which would hide the other fields from the test.
		clearTimes(reflect.ValueOf(&w).Elem())
		m, err := s.read(&w)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		inspect(t, reflect.ValueOf(m), s.key, &found)
		if found < least {
			t.Errorf("only %d texts came out of %d", found, planted)
		}
		if s.odd != nil {
			inspect(t, reflect.ValueOf(s.odd(&w, why(errors.New("it is "+hostile)))), s.key+" (odd)", &found)
		}
	})
}

func clearTimes(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name == "StartsAt" || name == "EndsAt" {
				v.Field(i).SetString("")
				continue
			}
			clearTimes(v.Field(i))
		}
	case reflect.Pointer:
		clearTimes(v.Elem())
	case reflect.Slice:
		if v.Type() != reflect.TypeFor[json.RawMessage]() {
			clearTimes(v.Index(0))
		}
	default: // nothing that holds a time
	}
}

func TestEveryTextIsCleaned(t *testing.T) {
	cleans(t, codeShape(), 24)
	cleans(t, deviceShape(), 23)
	cleans(t, eventShape(), 7)
	cleans(t, workspaceShape(), 2)
	cleans(t, accountShape(), 14)
	cleans(t, attemptShape(), 5)
}
