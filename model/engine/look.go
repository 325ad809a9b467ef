package engine

import (
	"context"
	"errors"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/routine"
)

// manyIDs is how many codes are asked for in one call.
const manyIDs = 200

// lookAll asks Seam what the tasks want to know, all together, and gives those that can go on. The others rest.
func (r *round) lookAll(ctx context.Context, tasks []*task) []*task {
	if len(tasks) == 0 {
		return nil
	}
	at := r.now()
	codes := r.readCodes(ctx, tasks)
	locks := r.readLocks(ctx, tasks)
	var seen []*task
	for _, t := range tasks {
		switch err := t.show(at, codes, locks); {
		case err == nil:
			seen = append(seen, t)
		case ctx.Err() == nil:
			r.unread(t, err)
		}
	}
	return seen
}

// show gives a task what it asked for.
func (t *task) show(at time.Time, codes map[model.CodeID]seenCode, locks map[*door]*seenLock) error {
	look := plan.Look{At: at}
	if id := t.live(); id != "" {
		if codes[id].err != nil {
			return codes[id].err
		}
		look.Code = codes[id].code
	}
	if t.wish == plan.LookLock {
		if locks[t.door].err != nil {
			return locks[t.door].err
		}
		look.Listed, look.Codes = true, locks[t.door].codes
	}
	t.look, t.notes.stirred = look, false
	return nil
}

// unread puts a task to rest that Seam told nothing. Nothing follows from that for its code.
func (r *round) unread(t *task, err error) {
	if b, ok := errors.AsType[*braked](err); ok {
		t.wait(b.again, b.Error())
		return
	}
	due := r.back(t.series)
	if f, ok := errors.AsType[*model.Fault](err); ok && f.RetryAt.After(due) && f.RetryAt.Before(due.Add(time.Hour)) {
		due = f.RetryAt
	}
	t.wait(due, model.WhyOf(err))
}

// A seenCode is what Seam said about one code: that it is gone, with neither code nor err.
type seenCode struct {
	code *model.AccessCode
	err  error
}

// readCodes reads the live codes of the tasks.
func (r *round) readCodes(ctx context.Context, tasks []*task) map[model.CodeID]seenCode {
	out := map[model.CodeID]seenCode{}
	var ids []model.CodeID
	for _, t := range tasks {
		if id := t.live(); id != "" {
			if _, asked := out[id]; !asked {
				out[id] = seenCode{}
				ids = append(ids, id)
			}
		}
	}
	chunks := make([][]model.CodeID, 0, len(ids)/manyIDs+1)
	for len(ids) > 0 {
		n := min(manyIDs, len(ids))
		chunks, ids = append(chunks, ids[:n]), ids[n:]
	}
	found := make([][]seenCode, len(chunks))
	routine.Each(len(chunks), r.parallel(), func(i int) { found[i] = r.readChunk(ctx, chunks[i]) })
	for i, chunk := range chunks {
		for j, id := range chunk {
			out[id] = found[i][j]
		}
	}
	return out
}

// readChunk reads a few codes. Where Seam dislikes one of them it is found by halves, so that the others are read.
func (r *round) readChunk(ctx context.Context, ids []model.CodeID) []seenCode {
	var codes []model.AccessCode
	err := r.read(ctx, func(ctx context.Context) (err error) {
		codes, err = r.cfg.API.CodesByID(ctx, ids)
		return err
	})
	if half := len(ids) / 2; half > 0 && dislikes(err) {
		return append(r.readChunk(ctx, ids[:half]), r.readChunk(ctx, ids[half:])...)
	}
	at := make(map[model.CodeID]*model.AccessCode, len(codes))
	for i := range codes {
		at[codes[i].ID] = &codes[i]
	}
	out := make([]seenCode, len(ids))
	for i, id := range ids {
		out[i] = seenCode{code: at[id], err: err}
	}
	return out
}

// dislikes says that a fault is about what was asked.
func dislikes(err error) bool {
	if err == nil {
		return false
	}
	kind := model.KindOf(err)
	return kind == model.KindInvalid || kind == model.KindNotFound
}

// A seenLock is what Seam said about all codes of a lock.
type seenLock struct {
	codes []model.AccessCode
	err   error
}

// readLocks reads the codes of the locks that tasks want listed, each lock once.
func (r *round) readLocks(ctx context.Context, tasks []*task) map[*door]*seenLock {
	out := map[*door]*seenLock{}
	var doors []*door
	for _, t := range tasks {
		if _, asked := out[t.door]; t.wish == plan.LookLock && !asked {
			out[t.door] = &seenLock{}
			doors = append(doors, t.door)
		}
	}
	routine.Each(len(doors), r.parallel(), func(i int) {
		l := out[doors[i]]
		l.err = r.read(ctx, func(ctx context.Context) (err error) {
			l.codes, err = r.cfg.API.Codes(ctx, doors[i].id)
			return err
		})
	})
	return out
}

// A braked is why a question was not put.
type braked struct{ again time.Time }

func (*braked) Error() string { return "Seam does not answer" }

// read puts one question to Seam, if the brake lets it.
func (r *round) read(ctx context.Context, ask func(context.Context) error) error {
	if ok, again := r.brake.pass(r.now()); !ok {
		return &braked{again}
	}
	ctx, stop := context.WithTimeout(ctx, calling)
	defer stop()
	err := ask(ctx)
	r.board.count(func(n *Counts) {
		if n.Looks++; err != nil {
			n.LookFaults++
		}
	})
	r.brake.answered(r.now(), err)
	return err
}
