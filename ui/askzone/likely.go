package askzone

import (
	"cmp"
	"slices"
	"strconv"

	"seamdash/model"
)

// A proposal is a zone, and why it is likely or "".
type proposal struct{ name, why string }

// A tally counts what speaks for a zone: locks at the same place, those of the same account and all.
type tally struct {
	name                 string
	place, account, rest int
	home                 bool
}

type tallies []tally

// of is the tally of a zone; the workspace has few.
func (t *tallies) of(name string) *tally {
	for i := range *t {
		if one := &(*t)[i]; one.name == name {
			return one
		}
	}
	*t = append(*t, tally{name: name})
	return &(*t)[len(*t)-1]
}

// count takes another device as a witness for the zone of one.
func (t *tally) count(other, of *model.Device) {
	switch {
	case other.Place != "" && other.Place == of.Place:
		t.place++
	case other.AccountID != "" && other.AccountID == of.AccountID:
		t.account++
	default:
		t.rest++
	}
}

// likely are the zones of the workspace's locks and of the person at the keyboard: those at the same place first.
func likely(config *Config, picture *model.Snapshot, lock *model.Lock) []proposal {
	var tallies tallies
	for _, other := range picture.Locks {
		if other != lock && config.Zones.Named(other.Device.TimeZone) != nil {
			tallies.of(other.Device.TimeZone).count(&other.Device, &lock.Device)
		}
	}
	if config.Home != nil && config.Zones.Named(config.Home.String()) != nil {
		tallies.of(config.Home.String()).home = true
	}
	slices.SortStableFunc(tallies, func(a, b tally) int { return a.compare(&b) })
	out := make([]proposal, len(tallies))
	for i := range tallies {
		out[i] = proposal{name: tallies[i].name, why: tallies[i].why(lock.Device.Place)}
	}
	return out
}

// compare puts the likelier zone first.
func (t *tally) compare(u *tally) int {
	rank := func(t *tally) int {
		if t.home {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(u.place, t.place), cmp.Compare(u.account, t.account), cmp.Compare(rank(u), rank(t)),
		cmp.Compare(u.rest, t.rest), cmp.Compare(t.name, u.name),
	)
}

// why is the strongest reason.
func (t *tally) why(place string) string {
	switch {
	case t.place > 0:
		return locks(t.place) + " at " + place
	case t.account > 0:
		return locks(t.account) + " of the same account"
	case t.home:
		return "where you are"
	default:
		return locks(t.rest) + " elsewhere"
	}
}

func locks(n int) string {
	if n == 1 {
		return "1 lock"
	}
	return strconv.Itoa(n) + " locks"
}
