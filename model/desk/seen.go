package desk

import (
	"time"

	"seamdash/model"
)

// Seen is [Stage] for a lock whose codes were read just now, after the write was asked for: there, what is missing is gone
// and what differs was changed.
func Seen(t *model.Tracked, lock *model.Lock, now time.Time) Progress {
	return judge(t, lock, now, true)
}
