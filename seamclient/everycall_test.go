package seamclient

import (
	"context"
	"maps"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// samples are arguments for the methods of a client, by type. One that is missing fails [everyCall] by name.
func samples() map[reflect.Type]reflect.Value {
	all := map[reflect.Type]reflect.Value{}
	for _, v := range []any{
		model.DeviceID("d1"), model.CodeID("c1"), model.AccountID("a1"), model.AttemptID("t1"), "ultraloq_lock", true,
		[]model.DeviceID{"d1"},
		[]model.CodeID{"c1"},
		[]model.AttemptID{"t1"},
		[]model.EventType{"x"},
		model.NewPIN("4711"), time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC),
		model.EventQuery{},
		CodeLengths{Min: 4},
		SimulateRemove,
		model.CodeDraft{DeviceID: "d1", Name: "n", PIN: model.NewPIN("4711")},
		model.CodeChange{Name: "n"},
		func([]model.Device) error { return nil }, func(model.DeviceID, model.AccessCode, error) {},
	} {
		all[reflect.TypeOf(v)] = reflect.ValueOf(v)
	}
	return all
}

// everyCall is every method of a client that asks Seam something, found by its shape so that none can be forgotten. Each is called
// with something and gives its error.
func everyCall(t *testing.T, c *Client) map[string]func(context.Context) error {
	t.Helper()
	known := samples()
	calls := map[string]func(context.Context) error{}
	v := reflect.ValueOf(c)
	for i := range v.NumMethod() {
		name, method := v.Type().Method(i).Name, v.Method(i)
		if method.Type().NumIn() == 0 || method.Type().In(0) != reflect.TypeFor[context.Context]() {
			continue
		}
		var args []reflect.Value
		for n := 1; n < method.Type().NumIn(); n++ {
			arg, ok := known[method.Type().In(n)]
			if !ok {
				t.Fatalf("%s takes a %s, of which there is no sample", name, method.Type().In(n))
			}
			args = append(args, arg)
		}
		calls[name] = func(ctx context.Context) error {
			out := method.Call(append([]reflect.Value{reflect.ValueOf(ctx)}, args...))
			if len(out) == 0 {
				return nil
			}
			err, _ := out[len(out)-1].Interface().(error)
			return err
		}
	}
	if len(calls) < 35 {
		t.Fatalf("only %d methods were found: %v", len(calls), slices.Sorted(maps.Keys(calls)))
	}
	return calls
}

// keyOf is where the answer to a request has its object or its list.
func keyOf(urlPath string) string {
	parts := strings.Split(strings.Trim(urlPath, "/"), "/")
	switch verb := path.Base(urlPath); verb {
	case "list":
		return parts[0]
	case "generate_code":
		return "generated_code"
	case "pull_backup_access_code":
		return "backup_access_code"
	case "lock_door", "unlock_door":
		return "action_attempt"
	default:
		return strings.TrimSuffix(parts[0], "s")
	}
}

// allocated is how many bytes are asked for while f runs.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
