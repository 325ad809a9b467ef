package config

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Given is what a person says from outside the file.
type Given struct {
	Flags  map[string]string        // those on the command line, by name without dashes
	Getenv func(name string) string // "" for a variable that is not set
}

// Resolve decides every setting: a flag goes before the environment, the environment before the profile, the profile
// before what the file says for every profile, and that before the default. The error is a [*Mistake].
func Resolve(file *File, given Given) (*Resolved, error) {
	r := &Resolved{File: file.Path, Known: file.Profiles(), origins: map[string]Origin{}, values: map[string]value{}}
	for _, row := range rows() { // the profile is the first row, so it is known to all others
		v, origin, err := decide(row, file, r.Profile, given)
		if err == nil {
			err = row.put(&r.Settings, v)
		}
		if err != nil {
			return nil, blame(row, origin, err)
		}
		r.origins[row.key], r.values[row.key] = origin, v
	}
	return r, nil
}

// decide finds the strongest source that has something to say.
func decide(r row, file *File, profile string, given Given) (value, Origin, error) {
	if text, ok := given.Flags[r.flag]; ok && r.flag != "" {
		return value{text: text}, Origin{Flag, "--" + r.flag}, nil
	}
	if text := r.environment(given.Getenv); text != "" {
		return value{text: text}, Origin{Environment, r.env}, nil
	}
	if e, ok := file.profiles[profile][r.key]; ok {
		return e.value, Origin{Profile, fmt.Sprintf("%s:%d", file.Path, e.line)}, nil
	}
	if e, ok := file.top[r.key]; ok {
		return e.value, Origin{EveryProfile, fmt.Sprintf("%s:%d", file.Path, e.line)}, nil
	}
	if r.otherwise != nil {
		return value{text: r.otherwise(given.Getenv)}, Origin{}, nil
	}
	v, err := r.standard()
	return v, Origin{}, err
}

func (r row) environment(getenv func(string) string) string {
	switch {
	case r.env == "":
		return ""
	case r.read != nil:
		return r.read(getenv)
	default:
		return strings.TrimSpace(getenv(r.env))
	}
}

// standard is the default, read from the same text that the documentation shows.
func (r row) standard() (value, error) {
	var tree map[string]any
	if err := toml.Unmarshal([]byte("v = "+r.fallback), &tree); err != nil {
		return value{}, err
	}
	v, ok := r.kind.take(tree["v"])
	if !ok {
		return value{}, fmt.Errorf("the default of %s is not %s", r.key, r.kind)
	}
	return v, nil
}

func blame(r row, origin Origin, err error) *Mistake {
	m := &Mistake{Place: origin.Name, What: err.Error()}
	if m.Place == "" {
		m.Place = r.key
	}
	m.Hint = hintOf(err)
	return m
}
