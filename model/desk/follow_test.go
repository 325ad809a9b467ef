package desk_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/desk"
)

// TestFollowWithoutAPicture: what an earlier run left is looked at soon, whatever was expected and whatever the feed does, and
// Follow ends with its context.
func TestFollowWithoutAPicture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(false)
		code := sample()
		code.Window, code.Type = model.Window{}, model.TypeOngoing
		b.seam.codes[code.ID] = code
		b.pad.Track(t.Context(), model.Tracked{
			ID: "t", Action: model.ActionCreate, Code: code.ID, Wanted: model.DraftOf(&code), Stage: model.StageAccepted,
			AskedAt: time.Now().Add(-time.Hour), AcceptedAt: time.Now().Add(-time.Hour), LookAt: time.Now().Add(72 * time.Hour),
		})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		began := time.Now()
		go func() {
			defer close(ended)
			none := model.NewSnapshot(model.Workspace{}, nil, model.FeedState{}, 0)
			b.Follow(ctx, desk.Following{Picture: func() *model.Snapshot { return none }})
		}()
		for {
			news := b.News()
			if w := b.Writes(); len(w) == 1 && w[0].Done() {
				break
			}
			<-news
		}
		synctest.Wait() // what is shown is kept right after
		if kept := b.kept(t); kept[0].Stage != model.StageOnLock || time.Since(began) > time.Minute {
			t.Errorf("after %s: %+v", time.Since(began), kept[0])
		}
		stop()
		<-ended
	})
}
