package diagnose

import "seamdash/model"

// catalogue are the rows about Seam's own codes.
func catalogue() []entry {
	return []entry{
		{
			code: "device_disconnected", severity: Serious, title: "The lock is offline",
			why:     "Seam cannot reach the lock: it has no power, or no network, or its maker's cloud has lost it.",
			steps:   []Step{{Text: "bring the lock online: batteries, Wi-Fi, the maker's app"}, {Text: "wait: Seam programs the code when the lock answers", Do: Wait}, {Text: "open the door from afar", Do: UnlockNow}},
			retries: model.Yes, blocks: true,
		},
	}
}
