package holidays

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// version is of the form that [Encode] writes. A later one is refused rather than half understood.
const version = 1

// maxBytes bounds what [Decode] looks at: the most days with the longest names, and room for the form.
const maxBytes = 4 << 20

type kept struct {
	Version int         `json:"version"`
	ID      recur.SetID `json:"id"`
	Name    string      `json:"name"`
	Country string      `json:"country,omitempty"`
	Region  string      `json:"region,omitempty"`
	Days    []keptDay   `json:"days,omitempty"`
}

type keptDay struct {
	Date civil.Date `json:"date"`
	Name string     `json:"name,omitempty"`
}

// Encode writes the set as JSON, in [Set.Normal] form. A set that cannot be kept is refused: see [Set.Check].
func Encode(s Set) ([]byte, error) {
	s = s.Normal()
	if troubles := s.Check(); len(troubles) > 0 {
		return nil, troubles[0]
	}
	out := kept{Version: version, ID: s.ID, Name: s.Name, Country: s.Country, Region: s.Region}
	for _, d := range s.Days {
		out.Days = append(out.Days, keptDay(d))
	}
	return json.Marshal(out)
}

// Decode reads what [Encode] wrote, and nothing else: unknown fields, other versions, sets that cannot be kept and bytes after the
// end are errors.
func Decode(data []byte) (Set, error) {
	if len(data) > maxBytes {
		return Set{}, fmt.Errorf("read a set of holidays: %d bytes are too many", len(data))
	}
	var in kept
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return Set{}, fmt.Errorf("read a set of holidays: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Set{}, errors.New("read a set of holidays: something follows it")
	}
	if in.Version != version {
		return Set{}, fmt.Errorf("read a set of holidays: it has the form %d, and this program knows %d", in.Version, version)
	}
	if len(in.Days) > MaxDays {
		return Set{}, fmt.Errorf("read a set of holidays: it has %d days and may have %d", len(in.Days), MaxDays)
	}
	s := Set{ID: in.ID, Name: in.Name, Country: in.Country, Region: in.Region}
	for _, d := range in.Days {
		s.Days = append(s.Days, Day(d))
	}
	s = s.Normal()
	if troubles := s.Check(); len(troubles) > 0 {
		return Set{}, fmt.Errorf("read a set of holidays: %w", troubles[0])
	}
	return s, nil
}
