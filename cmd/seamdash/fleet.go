package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
)

const (
	// patience is how long a command that prints and ends may take, retries included: 10,000 locks with answers of
	// 50 ms need about one minute.
	patience = 5 * time.Minute
	// parallel is how many locks are read at once, as in the dashboard.
	parallel = 8
)

// A workspace is what the commands read; [seamclient.Client] is one.
type workspace interface {
	Devices(ctx context.Context, each func([]model.Device) error) error
	Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error)
	UnmanagedCodes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error)
}

// readFleet reads the devices and, on those that pick chooses, every code, once. Each device has the limits. A lock whose codes could not be read
// carries the fault; a lock that vanished while we read is left out. The order is that of names.
func readFleet(ctx context.Context, seam workspace, limits *model.Limits, pick func([]model.Device) ([]model.Device, error)) ([]*model.Lock, error) {
	var devices []model.Device
	err := seam.Devices(ctx, func(page []model.Device) error {
		devices = append(devices, page...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if devices, err = pick(devices); err != nil {
		return nil, err
	}
	locks := make([]*model.Lock, len(devices))
	routine.Each(len(devices), parallel, func(i int) {
		d := devices[i]
		d.Limits = limits
		codes, err := codesOn(ctx, seam, d.ID)
		if model.KindOf(err) != model.KindNotFound {
			locks[i] = model.NewLock(d, codes, err == nil, faultOf(err))
		}
	})
	locks = slices.DeleteFunc(locks, func(l *model.Lock) bool { return l == nil })
	slices.SortFunc(locks, func(a, b *model.Lock) int {
		return cmp.Or(cmp.Compare(a.Device.Name, b.Device.Name), cmp.Compare(a.Device.ID, b.Device.ID))
	})
	return locks, nil
}

// codesOn reads all codes of one lock: those that Seam manages and those that it only sees there.
func codesOn(ctx context.Context, seam workspace, id model.DeviceID) ([]model.AccessCode, error) {
	managed, err := seam.Codes(ctx, id)
	if err != nil {
		return nil, err
	}
	unmanaged, err := seam.UnmanagedCodes(ctx, id)
	return append(managed, unmanaged...), err
}

// faultOf is err as a fault, nil for none.
func faultOf(err error) *model.Fault {
	if err == nil {
		return nil
	}
	if f, ok := errors.AsType[*model.Fault](err); ok {
		return f
	}
	return &model.Fault{Op: "read codes", Kind: model.KindUnexpected, Err: err}
}

// firstFault is what a command fails with after it printed what it could read.
func firstFault(locks []*model.Lock) error {
	for _, l := range locks {
		if l.Fault != nil {
			return l.Fault
		}
	}
	return nil
}

func everyDevice(devices []model.Device) ([]model.Device, error) { return devices, nil }

// named picks the one device that a person calls want: by id, by name, or by a part of a name that no other has.
func named(want string) func([]model.Device) ([]model.Device, error) {
	want = model.Clean(want)
	sameName := func(d model.Device) bool { return strings.EqualFold(d.Name, want) }
	partOfName := func(d model.Device) bool {
		return strings.Contains(strings.ToLower(d.Name), strings.ToLower(want))
	}
	return func(devices []model.Device) ([]model.Device, error) {
		for _, test := range []func(model.Device) bool{
			func(d model.Device) bool { return string(d.ID) == want }, sameName, partOfName,
		} {
			found := slices.DeleteFunc(slices.Clone(devices), func(d model.Device) bool { return !test(d) })
			switch {
			case len(found) == 1:
				return found, nil
			case len(found) > 1:
				return nil, ambiguous(want, found)
			}
		}
		fault := &model.Fault{
			Op: "find device", Subject: want, Kind: model.KindNotFound,
			Message: fmt.Sprintf("none of %d devices has this id or name", len(devices)), Hint: "seamdash devices lists them.",
		}
		if meant := closestName(want, devices); meant != "" {
			fault.Hint = fmt.Sprintf("did you mean %q?", meant)
		}
		return nil, fault
	}
}

func ambiguous(want string, found []model.Device) error {
	return usageError{
		err: fmt.Errorf("find device %s: the name fits %d devices", want, len(found)),
		hint: fmt.Sprintf("say which, by id or by more of the name: %s is %s, %s is %s.",
			found[0].ID, found[0].Name, found[1].ID, found[1].Name),
	}
}
