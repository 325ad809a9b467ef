package config

import (
	"os"
	"reflect"
	"time"
)

// A Stamp tells one state of a file from another without reading it.
type Stamp struct {
	there bool
	size  int64
	at    time.Time
}

// StampOf looks at a file. A file that cannot be looked at is as good as none.
func StampOf(path string) Stamp {
	info, err := os.Stat(path)
	if err != nil {
		return Stamp{}
	}
	return Stamp{there: true, size: info.Size(), at: info.ModTime()}
}

// Is says that two stamps are of the same state.
func (s Stamp) Is(other Stamp) bool {
	return s.there == other.there && s.size == other.size && s.at.Equal(other.at)
}

// Changes are the keys of the settings whose values differ from others, in the order of the documentation. Waiting are those
// of them that a program which runs with the others takes at its next start only.
func (r *Resolved) Changes(from *Resolved) (taken, waiting []string) {
	for _, row := range rows() {
		switch {
		case reflect.DeepEqual(r.values[row.key], from.values[row.key]):
		case row.fixed:
			waiting = append(waiting, row.key)
		default:
			taken = append(taken, row.key)
		}
	}
	return taken, waiting
}

// Again resolves a file for a program that runs: as [Resolve] does, but that the profile stays the one that it began with.
// moved says that it would be another one by now.
func Again(file *File, given Given, running *Resolved) (r *Resolved, moved bool, err error) {
	r, err = Resolve(file, given)
	if err != nil || r.Profile == running.Profile {
		return r, false, err
	}
	flags := map[string]string{"profile": running.Profile}
	for name, value := range given.Flags {
		if name != "profile" {
			flags[name] = value
		}
	}
	r, err = Resolve(file, Given{Flags: flags, Getenv: given.Getenv})
	if err == nil {
		r.values["profile"] = running.values["profile"]
	}
	return r, true, err
}
