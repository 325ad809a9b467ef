package desk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/desk"
)

// crowd is a Seam that takes a second for each write, refuses those to one lock and may lose answers.
type crowd struct {
	desk.API

	mu        sync.Mutex
	now, most int
	at        map[model.DeviceID]int // writes under way for one lock
	twice     bool                   // one lock was written to by two at a time
	refuses   model.DeviceID
	loses     model.DeviceID
	asked     []string
}

func (c *crowd) CreateCode(ctx context.Context, d model.CodeDraft) (model.AccessCode, error) {
	c.mu.Lock()
	c.asked = append(c.asked, string(d.DeviceID)+" "+d.Name)
	c.now++
	c.most = max(c.most, c.now)
	c.at[d.DeviceID]++
	c.twice = c.twice || c.at[d.DeviceID] > 1
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.now--
		c.at[d.DeviceID]--
	}()
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return model.AccessCode{}, &model.Fault{Kind: model.KindCancelled, Unsure: true, Err: ctx.Err()}
	}
	switch d.DeviceID {
	case c.refuses:
		return model.AccessCode{}, &model.Fault{Kind: model.KindConflict, Message: "the lock has this PIN"}
	case c.loses:
		return model.AccessCode{}, &model.Fault{Kind: model.KindUnavailable, Message: "lost", Unsure: true}
	}
	return model.AccessCode{ID: model.CodeID("c-" + d.DeviceID), DeviceID: d.DeviceID}, nil
}

// manyJobs are two codes for each of so many locks.
func manyJobs(locks int) []desk.Job {
	var ids []model.DeviceID
	for i := range locks {
		ids = append(ids, model.DeviceID(fmt.Sprintf("d%02d", i)))
	}
	return append(desk.OnEach(model.CodeDraft{Name: "one"}, ids), desk.OnEach(model.CodeDraft{Name: "two"}, ids)...)
}

func manyDesk(c *crowd) *desk.Desk {
	c.at = map[model.DeviceID]int{}
	return desk.New(desk.Config{API: c, Log: &safeLines{}, Tracks: &desk.Pad{}, Now: time.Now})
}

// safeLines is a log for several writers.
type safeLines struct {
	mu  sync.Mutex
	all lines
}

func (l *safeLines) Log(ctx context.Context, w model.Write) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all.Log(ctx, w)
}

// TestMany: several locks at a time, one write at a time for each of them, every result in its place and told once.
func TestMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{refuses: "d03", loses: "d04"}
		d := manyDesk(c)
		jobs := manyJobs(20)
		var told []int
		began := time.Now()
		results := d.Many(t.Context(), jobs, func(r desk.Result) { told = append(told, r.At) })
		if took := time.Since(began); c.most != 8 || c.twice || took > 6*time.Second {
			t.Errorf("%d at once, one lock twice: %v, took %s", c.most, c.twice, took)
		}
		slices.Sort(told)
		for i, r := range results {
			bad := r.Job.Device() == "d03" || r.Job.Device() == "d04"
			if told[i] != i || r.At != i || r.Job.Draft != jobs[i].Draft || (r.Err != nil) != bad || r.Write.Lock() != jobs[i].Device() {
				t.Errorf("result %d: %+v, told %v", i, r, told)
			}
		}
	})
}

// TestManyAgain: what was refused can be tried again, what may have happened cannot.
func TestManyAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{refuses: "d03", loses: "d04"}
		d := manyDesk(c)
		results := d.Many(t.Context(), manyJobs(6), nil)
		again := desk.Failed(results)
		if len(again) != 2 || again[0].Draft.DeviceID != "d03" || again[1].Draft.Name != "two" {
			t.Errorf("to be tried again: %+v", again)
		}
		c.refuses = ""
		if results = d.Many(t.Context(), again, nil); len(results) != 2 || results[0].Err != nil || results[1].Err != nil {
			t.Errorf("the second time: %+v", results)
		}
	})
}

// TestManyGivenUp: what was not begun is said to be that, was not asked, and can be tried again; what was under way may have
// happened and is not tried again.
func TestManyGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{}
		d := manyDesk(c)
		ctx, stop := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer stop()
		results := d.Many(ctx, manyJobs(20), nil)
		got := map[string]int{}
		for _, r := range results {
			switch {
			case r.Err == nil:
				got["done"]++
			case r.Write.ID != "" && r.Write.Unsure():
				got["unsure"]++
			case strings.Contains(model.WhyOf(r.Err), "before it was asked"):
				got["left"]++
			}
		}
		got["asked"], got["to be tried again"] = len(c.asked), len(desk.Failed(results))
		want := map[string]int{"done": 8, "unsure": 8, "left": 24, "asked": 16, "to be tried again": 24}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestDo: a job is the write that it names.
func TestDo(t *testing.T) {
	stranger := sample()
	stranger.Managed = false
	for want, j := range map[string]desk.Job{
		"create Ann":        {Action: model.ActionCreate, Draft: model.CodeDraft{DeviceID: "d1", Name: "Ann"}},
		"update d1 c1 Bob":  {Action: model.ActionUpdate, Code: sample(), Change: model.CodeChange{Name: "Bob", Window: sample().Window}},
		"update d1 c1 ":     {Action: model.ActionConvert, Code: sample()},
		"delete d1 c1":      {Action: model.ActionDelete, Code: sample()},
		"manage d1 c1 true": {Action: model.ActionAdopt, Code: stranger, Force: true},
		"backup d1 c1":      {Action: model.ActionBackup, Code: sample()},
		"":                  {Action: "dance", Code: sample()},
	} {
		b := newBench(false)
		w, err := b.Do(t.Context(), j)
		if asked := strings.Join(b.seam.asked, "|"); asked != want || (err != nil) != (want == "") || j.Device() != "d1" || err == nil && w.Action != j.Action {
			t.Errorf("%s: asked %q, %v", want, asked, err)
		}
	}
}
