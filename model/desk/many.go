package desk

import (
	"context"
	"sync"

	"seamdash/model"
	"seamdash/model/routine"
)

// manyAtOnce is how many locks are written to at the same time. Each lock has its own pace, which the API keeps.
const manyAtOnce = 8

// A Job is one write among many.
type Job struct {
	Action model.Action
	// Draft is what to create.
	Draft model.CodeDraft
	// Code is what every other action is about, Change how an update or a conversion shall leave it.
	Code   model.AccessCode
	Change model.CodeChange
	// Force is for an adoption.
	Force bool
}

// Device is the lock that the job is about.
func (j *Job) Device() model.DeviceID {
	if j.Action == model.ActionCreate {
		return j.Draft.DeviceID
	}
	return j.Code.DeviceID
}

// A Result is what came of a job.
type Result struct {
	// At is the job's place among all.
	At    int
	Job   Job
	Write model.Tracked
	Err   error
}

// Do performs one job.
func (d *Desk) Do(ctx context.Context, j Job) (model.Tracked, error) {
	switch j.Action {
	case model.ActionCreate:
		return d.Create(ctx, j.Draft)
	case model.ActionUpdate, model.ActionConvert:
		return d.Update(ctx, j.Code, j.Change)
	case model.ActionDelete:
		return d.Delete(ctx, j.Code)
	case model.ActionAdopt:
		return d.Adopt(ctx, j.Code, j.Force)
	case model.ActionBackup:
		return d.PullBackup(ctx, j.Code)
	default:
		return model.Tracked{}, &model.Fault{Op: "write", Subject: string(j.Action), Kind: model.KindRefused, Message: "this program does not know how"}
	}
}

// OnEach is the same draft for many locks. Without a PIN and without a GroupKey each lock gets a PIN of its own.
func OnEach(draft model.CodeDraft, devices []model.DeviceID) []Job {
	jobs := make([]Job, 0, len(devices))
	for _, id := range devices {
		draft.DeviceID = id
		jobs = append(jobs, Job{Action: model.ActionCreate, Draft: draft})
	}
	return jobs
}

// Many performs jobs, several locks at a time, those of one lock one after the other at the pace that Seam allows. each is
// called with every result as it comes, one at a time; nil for nobody. The results come back in the order of the jobs. When
// ctx ends, what was not begun has a [model.Fault] of KindCancelled and was not asked; a ctx with a deadline ends the
// waiting for Seam's allowance too, so give one without.
func (d *Desk) Many(ctx context.Context, jobs []Job, each func(Result)) []Result {
	results := make([]Result, len(jobs))
	var one sync.Mutex
	tell := func(r Result) {
		one.Lock()
		defer one.Unlock()
		results[r.At] = r
		if each != nil {
			each(r)
		}
	}
	queues := byLock(jobs)
	routine.Each(len(queues), manyAtOnce, func(i int) {
		for _, at := range queues[i] {
			tell(d.one(ctx, at, jobs[at]))
		}
	})
	return results
}

func (d *Desk) one(ctx context.Context, at int, j Job) Result {
	r := Result{At: at, Job: j}
	if err := ctx.Err(); err != nil {
		r.Err = &model.Fault{Op: j.Action.Words(), Kind: model.KindCancelled, Message: "given up before it was asked", Err: err}
		return r
	}
	r.Write, r.Err = d.Do(ctx, j)
	return r
}

// byLock puts the places of jobs into one queue for each lock, in the order in which locks appear.
func byLock(jobs []Job) [][]int {
	var queues [][]int
	of := map[model.DeviceID]int{}
	for i := range jobs {
		id := jobs[i].Device()
		at, known := of[id]
		if !known {
			at = len(queues)
			of[id] = at
			queues = append(queues, nil)
		}
		queues[at] = append(queues[at], i)
	}
	return queues
}

// Failed are the jobs that can be tried again as they are: those that were refused or not begun. What may have happened is
// not among them.
func Failed(results []Result) []Job {
	var jobs []Job
	for i := range results {
		if r := &results[i]; r.Err != nil && (r.Write.ID == "" || !r.Write.Unsure()) {
			jobs = append(jobs, r.Job)
		}
	}
	return jobs
}
