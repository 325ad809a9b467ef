package veil_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/model/veil"
)

// What stands in every field of text, and in every PIN.
const (
	someone = "Zephyrine Quill"
	digits  = "83914027"
)

// fill writes something into every field that can hold text: a name, and a PIN.
func fill(v reflect.Value) {
	if v.Type() == reflect.TypeFor[model.PIN]() {
		v.Set(reflect.ValueOf(model.NewPIN(digits)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(someone + " " + digits)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	default:
	}
}

func filled[T any]() T {
	var t T
	fill(reflect.ValueOf(&t).Elem())
	return t
}

// found are the fields in which the name or the digits are still to be read.
func found(at string, v reflect.Value) []string {
	if !v.IsValid() {
		return nil
	}
	if pin, is := v.Interface().(model.PIN); is {
		if strings.Contains(pin.Reveal(), digits) {
			return []string{at}
		}
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		if text := v.String(); strings.Contains(text, "Zephyrine") || strings.Contains(text, "Quill") || strings.Contains(text, digits) {
			return []string{at}
		}
		return nil
	case reflect.Pointer, reflect.Interface:
		return found(at, v.Elem())
	default:
		return foundIn(at, v)
	}
}

// foundIn looks into what has parts.
func foundIn(at string, v reflect.Value) (out []string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				out = append(out, found(at+"."+f.Name, v.Field(i))...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, found(at, v.Index(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			out = append(out, found(at, v.MapIndex(key))...)
		}
	default:
	}
	return out
}

// TestEveryField fills every field of text of what goes through a veil, and knows by name those that stay as they are: ids, words of
// machines, and what a lock, a place or a workspace is called. A field that is new is hidden, or gets a row here.
func TestEveryField(t *testing.T) {
	t.Parallel()
	v := veil.New()
	lock := filled[model.Lock]()
	whole := model.NewLock(lock.Device, lock.Codes, true, lock.Fault)
	picture := model.NewSnapshot(filled[model.Workspace](), []*model.Lock{whole}, filled[model.FeedState](), 1).
		WithEvents(filled[[]model.Event]()).WithAccounts(filled[[]model.Account]())
	state := filled[plan.State]()
	for what, c := range map[string]struct {
		veiled any
		stays  []string
	}{
		"picture": {v.Snapshot(picture), []string{
			".Accounts.ID", ".Accounts.Problems.Code", ".Accounts.Problems.Detail.ChangeType", ".Accounts.Problems.Detail.Fields",
			".Accounts.Problems.Detail.Rival", ".Accounts.Problems.Detail.Site", ".Accounts.Type", ".Accounts.TypeName",
			".Events.AccountID", ".Events.CodeID", ".Events.DeviceID", ".Events.ID", ".Events.Type", ".Feed.Fault.Op", ".Feed.Fault.Request",
			".Locks.Codes.Backup.Pulled", ".Locks.Codes.DeviceID", ".Locks.Codes.ID", ".Locks.Codes.Pending.Code", ".Locks.Codes.Problems.Code",
			".Locks.Codes.Problems.Detail.ChangeType", ".Locks.Codes.Problems.Detail.Fields", ".Locks.Codes.Problems.Detail.Rival",
			".Locks.Codes.Problems.Detail.Site", ".Locks.Codes.Status", ".Locks.Codes.Type", ".Locks.Device.AccountID",
			".Locks.Device.Battery.Status", ".Locks.Device.Frames.Hours.Name", ".Locks.Device.Frames.Name", ".Locks.Device.Frames.Zone",
			".Locks.Device.ID", ".Locks.Device.Keypad.Status",
			".Locks.Device.Manufacturer", ".Locks.Device.ModelName", ".Locks.Device.Name", ".Locks.Device.Place", ".Locks.Device.Problems.Code",
			".Locks.Device.Problems.Detail.ChangeType", ".Locks.Device.Problems.Detail.Fields", ".Locks.Device.Problems.Detail.Rival",
			".Locks.Device.Problems.Detail.Site", ".Locks.Device.Rules.Constraints.Type", ".Locks.Device.TimeZone", ".Locks.Device.Type",
			".Locks.Fault.Op", ".Locks.Fault.Request", ".Workspace.ID", ".Workspace.Name",
		}},
		"followed writes": {v.Tracked(filled[[]model.Tracked]()), []string{
			".Action", ".After", ".Before.DeviceID", ".Code", ".ID", ".Request", ".Wanted.DeviceID",
		}},
		"audit log": {v.Writes(filled[[]model.Write]()), []string{".Action", ".Code", ".Device", ".Request"}},
		"rules": {v.Shelf(&rulebook.Shelf{
			Rules: filled[[]rulebook.Entry](), Sets: filled[[]rulebook.SetEntry](), Broken: filled[[]rulebook.Broken](),
		}), []string{
			".Broken.ID", ".Rules.ID", ".Rules.Rule.Holidays", ".Rules.Rule.Locks", ".Rules.Rule.Zone", ".Sets.Set.Country", ".Sets.Set.ID",
			".Sets.Set.Region",
		}},
		"history of a rule": {v.Versions(filled[[]rulebook.Version]()), []string{
			".Entry.ID", ".Entry.Rule.Holidays", ".Entry.Rule.Locks", ".Entry.Rule.Zone",
		}},
		"states": {v.States(map[plan.Key]plan.State{{}: state}), []string{
			".Code.Asked.DeviceID", ".Code.ID", ".Halt.Kind", ".Key.Lock", ".Key.Rule", ".Last.Code", ".Last.Key.Lock", ".Last.Key.Rule", ".Last.Was",
			".Last.What", ".Past", ".Strays",
		}},
		"rolls":  {v.Rolls(filled[[]plan.Roll]()), []string{".Code", ".Key.Lock", ".Key.Rule", ".Was", ".What"}},
		"events": {v.Events(filled[[]model.Event]()), []string{".AccountID", ".CodeID", ".DeviceID", ".ID", ".Type"}},
		"error":  {v.Err(new(filled[model.Fault]())), []string{".Op", ".Request"}},
		"person": {v.Person(someone), nil},
	} {
		got := slices.Compact(slices.Sorted(slices.Values(found("", reflect.ValueOf(c.veiled)))))
		for _, at := range got {
			if !slices.Contains(c.stays, at) {
				t.Errorf("%s: %s goes through the veil as it is", what, at)
			}
		}
		for _, at := range c.stays {
			if !slices.Contains(got, at) {
				t.Errorf("%s: %s does not stay as it is", what, at)
			}
		}
	}
	if len(found("", reflect.ValueOf(*whole))) < 30 {
		t.Error("the search finds nothing in what is not veiled:", fmt.Sprint(found("", reflect.ValueOf(*whole))))
	}
}
