package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/seamclient"
)

const (
	// albumWait is how long the first frame waits for the picture of the last run: less than a person notices.
	albumWait = 700 * time.Millisecond
	// albumLook is how often an album looks whether there is something to keep.
	albumLook = time.Second
	// albumEvery is the time between two pictures that are kept.
	albumEvery = time.Minute
	// albumPatience is how long keeping one picture may take, albumEnd how long the last one may hold up the shell.
	albumPatience = 20 * time.Second
	albumEnd      = 2 * time.Second
)

// A pictureStore is what an album needs of the local store. A mark stands for a key, see [markOf].
type pictureStore interface {
	// Last is the picture of the workspace that the key with this mark opened last, or nil when there is none.
	Last(ctx context.Context, mark string) (*model.Snapshot, error)
	// Keep replaces the picture of the workspace, and remembers that the key opened it.
	Keep(ctx context.Context, mark string, picture *model.Snapshot) error
	Close() error
}

// markOf tells keys apart in the local store without saying anything about them: it is a one-way function of the key,
// where it is used, and of the workspace that was chosen with a personal access token. Which workspace an API key opens is
// known to Seam only; the mark leads to the one that it opened last, so that a key never sees the picture of another's.
func markOf(key seamclient.Key, endpoint string, workspace model.WorkspaceID) string {
	if !key.NeedsWorkspace() {
		workspace = ""
	}
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	mac.Write([]byte("seamdash: the workspace that this key opened last\x00" + endpoint + "\x00" + string(workspace)))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// An album keeps the last picture of a workspace between runs. Whatever happens to it, the program goes on without.
type album struct {
	mark string
	// opened is closed when the store is open, or cannot be and err says why.
	opened chan struct{}
	store  pictureStore
	err    error
	told   bool // that the store cannot be opened
}

// openAlbum begins to open the store, which may take a while: a keyring may ask its owner for a password.
func openAlbum(ctx context.Context, mark string, open func(context.Context) (pictureStore, error)) *album {
	a := &album{mark: mark, opened: make(chan struct{})}
	routine.Go(ctx, func() {
		a.store, a.err = open(ctx)
		close(a.opened) // not when it throws: then the program ends, and nobody waits
	})
	return a
}

// last is the picture that the last run with this key kept, nil when there is none. It takes no longer than [albumWait].
func (a *album) last(ctx context.Context) (*model.Snapshot, error) {
	ctx, stop := context.WithTimeout(ctx, albumWait)
	defer stop()
	select {
	case <-a.opened:
	case <-ctx.Done():
		return nil, errAlbumSlow
	}
	if a.err != nil {
		a.told = true
		return nil, a.err
	}
	select {
	case answer := <-routine.Ask(func() (*model.Snapshot, error) { return a.store.Last(ctx, a.mark) }):
		picture, err := answer.Get()
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, errAlbumSlow
		}
		return picture, err
	case <-ctx.Done():
		return nil, errAlbumSlow
	}
}

var errAlbumSlow = errors.New("the local store takes too long")

// keep keeps what latest gives until ctx ends: once when everything is loaded, then at most every minute when it
// changed, and at the end. What fails is said once, and tried again.
func (a *album) keep(ctx context.Context, latest func() *model.Snapshot, say func(string)) {
	select {
	case <-a.opened:
	case <-ctx.Done():
		routine.Go(ctx, a.forsake) // a store that opens now is of no use, and nothing was written
		return
	}
	if a.err != nil {
		if !a.told {
			say(withoutPicture(a.err))
		}
		return
	}
	defer func() { _ = a.store.Close() }() // every picture was acknowledged, or its failure was said
	look := time.NewTicker(albumLook)
	defer look.Stop()
	k := keeping{album: a, say: say}
	for {
		select {
		case now := <-look.C:
			if now.Sub(k.at) >= albumEvery {
				k.save(ctx, latest(), now, albumPatience)
			}
		case <-ctx.Done():
			k.save(context.WithoutCancel(ctx), latest(), time.Now(), albumEnd)
			return
		}
	}
}

// forsake closes a store that opens when nobody wants it any more.
func (a *album) forsake() {
	if <-a.opened; a.err == nil {
		_ = a.store.Close() // nothing was written
	}
}

// keeping is what an album kept last.
type keeping struct {
	*album

	say     func(string)
	at      time.Time
	picture *model.Snapshot
	trouble string
}

func (k *keeping) save(ctx context.Context, picture *model.Snapshot, now time.Time, patience time.Duration) {
	if picture == nil || !k.news(picture) {
		return
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	k.at = now
	err := k.store.Keep(ctx, k.mark, keepable(picture))
	if err == nil {
		k.picture, k.trouble = picture, ""
		return
	}
	if text := "this picture cannot be kept for the next start: " + oneLine(err); text != k.trouble {
		k.trouble = text
		k.say(text)
	}
}

// news says that a picture is worth keeping in place of the last: it shows something else, or is younger by enough to
// matter to somebody who reads its date.
func (k *keeping) news(picture *model.Snapshot) bool {
	if picture.Feed.Loading || picture.Feed.AsOf.IsZero() {
		return false
	}
	return k.picture == nil || picture.Revision != k.picture.Revision || picture.Workspace != k.picture.Workspace ||
		picture.Feed.AsOf.Sub(k.picture.Feed.AsOf) >= 10*albumEvery
}

// keepable is a picture whose date is true for all of it: the codes of a lock that could not be read lately are left
// out.
func keepable(picture *model.Snapshot) *model.Snapshot {
	var unsure []*model.Lock
	for _, l := range picture.Locks {
		if l.Old || l.Fault != nil {
			unsure = append(unsure, model.NewLock(l.Device, nil, false, nil))
		}
	}
	if len(unsure) == 0 {
		return picture
	}
	return picture.WithLocks(unsure, picture.Feed)
}

// withoutPicture says why there is no picture of the last run.
func withoutPicture(err error) string { return "no picture of the last run: " + oneLine(err) }
