package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/slip"
)

// Who changes something must have named it: by id, or by all of a name that nothing else has. A part of a name is enough
// to look, as in codes --device, and not enough to write.

// naming is what a word can mean: the ids, then the names as they are written, then the names in other capitals.
func naming[T any](things []T, word string, id, name func(*T) string) []T {
	for _, means := range []func(*T) bool{
		func(t *T) bool { return id(t) == word },
		func(t *T) bool { return name(t) == word },
		func(t *T) bool { return strings.EqualFold(name(t), word) },
	} {
		var found []T
		for i := range things {
			if means(&things[i]) {
				found = append(found, things[i])
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// exactly picks the devices that words name, each once.
func exactly(words []string) func([]model.Device) ([]model.Device, error) {
	return func(all []model.Device) ([]model.Device, error) {
		var picked []model.Device
		for _, word := range words {
			word = model.Clean(word)
			found := naming(all, word, func(d *model.Device) string { return string(d.ID) }, func(d *model.Device) string { return d.Name })
			switch len(found) {
			case 0:
				return nil, noSuchDevice(word, all)
			case 1:
			default:
				return nil, manyDevices(word, found)
			}
			if !slices.ContainsFunc(picked, func(d model.Device) bool { return d.ID == found[0].ID }) {
				picked = append(picked, found[0])
			}
		}
		return picked, nil
	}
}

func noSuchDevice(word string, all []model.Device) error {
	f := &model.Fault{
		Op: "find device", Subject: word, Kind: model.KindNotFound,
		Message: fmt.Sprintf("none of %d devices has this id or name", len(all)), Hint: "seamdash devices lists them.",
	}
	if meant := closestName(word, all); meant != "" {
		f.Hint = fmt.Sprintf("did you mean %q? To change something takes all of a name.", meant)
	}
	return f
}

// closestName is the name of the device that a word can have meant: the first that has it as a part, or else the one that is the
// fewest slips away. A letter without its accent counts as two, its bytes.
func closestName(word string, all []model.Device) string {
	typed, closest := strings.ToLower(word), ""
	for i := range all {
		if strings.Contains(strings.ToLower(all[i].Name), typed) {
			return all[i].Name
		}
	}
	least := min(4, (len(typed)+1)/2) // more of a short word is another word
	for i := range all {
		if n := slip.Count(typed, strings.ToLower(all[i].Name), least-1); n < least {
			closest, least = all[i].Name, n
		}
	}
	return closest
}

func manyDevices(word string, found []model.Device) error {
	return usageError{
		err:  fmt.Errorf("find device %s: %d devices have this name", word, len(found)),
		hint: "say which, by id: " + candidates(found, func(d *model.Device) string { return string(d.ID) + " (" + d.Type + ")" }),
	}
}

// candidates lists what somebody can have meant, the first few of many.
func candidates[T any](things []T, say func(*T) string) string {
	const few = 8
	var parts []string
	for i := range things {
		if i == few {
			parts = append(parts, fmt.Sprintf("and %d more", len(things)-few))
			break
		}
		parts = append(parts, say(&things[i]))
	}
	return strings.Join(parts, ", ") + "."
}

// A target is a code that was named, on its lock.
type target struct {
	lock *model.Lock
	code model.AccessCode
}

// findCode finds the code that a word names, on the device that another word names or, where that is "", anywhere. An id
// costs a few calls, a name a look at every lock.
func findCode(ctx context.Context, s *session, word, device string) (*target, error) {
	word = model.Clean(word)
	if device != "" {
		return findCodeOn(ctx, s, word, exactly([]string{device}))
	}
	if t, err := codeByID(ctx, s, model.CodeID(word)); t != nil || err != nil {
		return t, err
	}
	return findCodeOn(ctx, s, word, everyDevice)
}

// findCodeOn finds the code that a word names on the devices that are picked.
func findCodeOn(ctx context.Context, s *session, word string, pick func([]model.Device) ([]model.Device, error)) (*target, error) {
	locks, err := readFleet(ctx, s.client, &s.settings.Limits, pick)
	if err != nil {
		return nil, err
	}
	all := targets(locks)
	found := naming(all, word, func(t *target) string { return string(t.code.ID) }, func(t *target) string { return t.code.Name })
	if len(found) == 1 && string(found[0].code.ID) == word {
		return &found[0], nil
	}
	if fault := firstFault(locks); fault != nil {
		return nil, fault // a lock that could not be read may have a code of this name too
	}
	switch len(found) {
	case 0:
		return nil, noSuchCode(word, len(all))
	case 1:
		return &found[0], nil
	default:
		return nil, manyCodes(word, found)
	}
}

func targets(locks []*model.Lock) []target {
	var all []target
	for _, l := range locks {
		for i := range l.Codes {
			all = append(all, target{l, l.Codes[i]})
		}
	}
	return all
}

// codeByID reads a code and its lock; both results are nil where nothing has the id. Seam calls an id that is none of
// its own invalid rather than unknown.
func codeByID(ctx context.Context, s *session, id model.CodeID) (*target, error) {
	code, err := s.client.Code(ctx, id)
	switch model.KindOf(err) {
	case model.KindNotFound, model.KindInvalid:
		return nil, nil
	default:
		if err != nil {
			return nil, err
		}
	}
	device, err := s.client.Device(ctx, code.DeviceID)
	if err != nil {
		return nil, err
	}
	codes, err := codesOn(ctx, s.client, device.ID)
	if err != nil {
		return nil, err
	}
	device.Limits = &s.settings.Limits
	return &target{model.NewLock(device, codes, true, nil), code}, nil
}

func noSuchCode(word string, n int) error {
	f := &model.Fault{
		Op: "find code", Subject: word, Kind: model.KindNotFound,
		Message: fmt.Sprintf("none of %d codes has this id or name", n), Hint: "seamdash codes lists them with their ids.",
	}
	if couldBePIN(word) {
		f.Subject, f.Hint = "", "name it by id or name; a PIN does not belong on the command line."
	}
	return f
}

func manyCodes(word string, found []target) error {
	shown := word
	if couldBePIN(word) {
		shown = ""
	}
	return usageError{
		err: errors.New(strings.TrimSpace("find code "+shown) + fmt.Sprintf(": %d codes have this name", len(found))),
		hint: "say which, by id: " + candidates(found, func(t *target) string {
			return string(t.code.ID) + " on " + called(&t.lock.Device)
		}),
	}
}
