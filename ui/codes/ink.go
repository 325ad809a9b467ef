package codes

import (
	"seamdash/model"
)

// An ink is what drawing keeps between frames, so that a frame costs no more than its cells.
type ink struct {
	layout  layout
	text    []byte
	devices []model.DeviceID
	labels  map[string]string        // of zones, by their IANA names
	issues  map[model.Problem]string // words, by level and code
}

func newInk() ink { return ink{labels: map[string]string{}, issues: map[model.Problem]string{}} }

// label is how people call the zone of a lock.
func (k *ink) label(zone string) string {
	label, ok := k.labels[zone]
	if !ok {
		label = model.ZoneLabel(zone)
		k.labels[zone] = label
	}
	return label
}

// words says what a problem is.
func (k *ink) words(p *model.Problem) string {
	key := model.Problem{Level: p.Level, Code: p.Code}
	words, ok := k.issues[key]
	if !ok {
		words = p.Words()
		k.issues[key] = words
	}
	return words
}
