package live

import "seamdash/model"

// firstPicture is what a feed shows before it asked anything: the picture that an earlier run kept, marked as old, or
// an empty one. What is kept may be damaged; a lock or a code that is there twice counts once.
func firstPicture(kept *model.Snapshot, limits *model.Limits) *model.Snapshot {
	feed := model.FeedState{Loading: true}
	if kept == nil || kept.Feed.AsOf.IsZero() {
		return model.NewSnapshot(model.Workspace{}, nil, feed, 0)
	}
	locks := make([]*model.Lock, 0, len(kept.Locks))
	known := make(map[model.DeviceID]bool, len(kept.Locks))
	codes := make(map[model.CodeID]bool, kept.Total.Codes)
	for _, l := range kept.Locks {
		if id := l.Device.ID; id != "" && !known[id] {
			known[id] = true
			device := l.Device
			device.Limits = limits
			locks = append(locks, model.NewLock(device, onceOnly(l, codes), l.Loaded, nil).Aged())
		}
	}
	if len(locks) > 0 {
		feed.Kept = kept.Feed.AsOf.Round(0)
	}
	return model.NewSnapshot(kept.Workspace, locks, feed, 0).WithAccounts(kept.Accounts)
}

// onceOnly is the codes of a kept lock that no lock before had. Whole lists, which nearly all are, are shared.
func onceOnly(l *model.Lock, met map[model.CodeID]bool) []model.AccessCode {
	var out []model.AccessCode
	whole := true
	for i := range l.Codes {
		c := &l.Codes[i]
		sound := c.ID != "" && c.DeviceID == l.Device.ID && !met[c.ID]
		if whole && !sound {
			whole, out = false, append(out, l.Codes[:i]...)
		}
		if sound {
			met[c.ID] = true
		}
		if sound && !whole {
			out = append(out, *c)
		}
	}
	if whole {
		return l.Codes
	}
	return out
}

// adopt begins with the picture that an earlier run kept. Its locks count as never asked for, so that the first
// answer about each replaces it.
func (k *keeper) adopt() {
	k.kept, k.accounts.list = k.shown.Feed.Kept, k.shown.Accounts
	for _, kept := range k.shown.Locks {
		l := &lock{device: kept.Device, codes: kept.Codes, loaded: kept.Loaded, old: true}
		k.pic.locks[l.device.ID] = l
		k.pic.ring.add(l)
		k.pic.untried++
		k.pic.old++
		for i := range l.codes {
			c := &l.codes[i]
			k.pic.codes[c.ID] = &code{id: c.ID, home: l, since: firstSeen(c, k.kept).UnixMilli()}
		}
	}
}

// disown drops what an earlier run kept when the key turns out to open another workspace.
func (k *keeper) disown(workspace model.WorkspaceID, asked stamp) {
	if k.shown.Workspace.ID == "" || k.shown.Workspace.ID == workspace {
		return
	}
	for id, l := range k.pic.locks {
		if l.asked == 0 {
			k.pic.dropDevice(id, asked)
		}
	}
	if !k.accounts.read {
		k.accounts.list = nil
	}
	k.arrive()
}

// renew takes note that nothing of a lock is from an earlier run any more.
func (p *picture) renew(l *lock) {
	if l.old {
		l.old = false
		p.old--
	}
}
