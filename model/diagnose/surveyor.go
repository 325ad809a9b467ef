package diagnose

import (
	"time"

	"seamdash/model"
)

// A Surveyor surveys picture after picture. It is for one goroutine at a time.
type Surveyor struct{}

// Look surveys a picture. Zone gives the zone of a lock for texts.
func (s *Surveyor) Look(picture *model.Snapshot, now time.Time, zone func(*model.Lock) *time.Location) *Survey {
	survey := &Survey{At: now, Locks: picture.Total.Locks, Codes: picture.Total.Codes}
	at := map[string]int{}
	for _, lock := range picture.Locks {
		facts := Facts{Reader: model.Reader{Now: now, Zone: zone(lock)}, Lock: lock, Feed: picture.Feed}
		facts.Account, _ = picture.Account(lock.Device.AccountID)
		for i := range lock.Codes {
			facts.Code = &lock.Codes[i]
			for _, found := range Of(facts).Findings {
				if found.Severity == Note {
					continue
				}
				n, known := at[found.Key()]
				if !known {
					n = len(survey.Troubles)
					at[found.Key()] = n
					survey.Troubles = append(survey.Troubles, Trouble{Finding: found, Since: found.Since})
				}
				t := &survey.Troubles[n]
				t.Codes = append(t.Codes, Hurt{Lock: lock.Device.ID, Code: facts.Code.ID, Name: facts.Code.Name, Window: facts.Code.Window})
			}
		}
	}
	return survey
}
