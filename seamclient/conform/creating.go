package conform

import (
	"context"
	"time"

	"seamdash/model"
)

func createBehaviours() []Behaviour {
	return []Behaviour{
		{"a new ongoing code has its name and its PIN", newOngoingCode},
		{"a new code with a window has its times", newBoundCode},
		{"a code is read back as it was created", readBack},
		{"a new code is pending until the lock has it", pendingUntilSet},
		{"a lock takes an ongoing code", func(ctx context.Context, s *Subject) error {
			code, err := s.create(ctx, nil)
			if err != nil {
				return err
			}
			return s.untilSet(ctx, code.ID)
		}},
		{"a code for a later day is deferred and says until when", deferredCode},
		{"a code whose window ends leaves the lock and is gone", windowEnds},
		{"codes are created on several locks at once", severalLocks},
		{"the same PIN is fine on another lock", samePINElsewhere},
		{"a suggested PIN is one that the lock takes", suggestedPIN},
	}
}

func newOngoingCode(ctx context.Context, s *Subject) error {
	pin := model.NewPIN("719364")
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.PIN = pin })
	if err != nil {
		return err
	}
	return want(code.ID != "" && code.DeviceID == s.lock() && code.Name == "Conform" && code.PIN.Equal(pin) &&
		code.Type == model.TypeOngoing && code.Window.Always() && code.Managed, "it is created as %+v", code)
}

func newBoundCode(ctx context.Context, s *Subject) error {
	w := s.window(5)
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.Window = w })
	if err != nil {
		return err
	}
	return want(code.Type == model.TypeTimeBound && code.Status == model.StatusUnset && code.Window.From.Equal(w.From) && code.Window.Until.Equal(w.Until),
		"asked for %v, it is created as %s %s %v", w, code.Type, code.Status, code.Window)
}

func readBack(ctx context.Context, s *Subject) error {
	w := s.window(5)
	made, err := s.create(ctx, func(d *model.CodeDraft) { d.Window = w })
	if err != nil {
		return err
	}
	read, err := s.Code(ctx, made.ID)
	if err != nil {
		return err
	}
	return want(read.ID == made.ID && read.DeviceID == made.DeviceID && read.Name == made.Name && read.PIN.Equal(made.PIN) &&
		read.Window == made.Window && read.CreatedAt.Equal(made.CreatedAt), "created %+v, read %+v", made, read)
}

func pendingUntilSet(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	if err := want(hasMutation(&code, model.MutationCreating), "a code that was just created is not pending: %+v", code.Pending); err != nil {
		return err
	}
	return s.untilCode(ctx, code.ID, "that nothing is pending", func(c *model.AccessCode) bool {
		return c.Status == model.StatusSet && len(c.Pending) == 0
	})
}

func hasMutation(c *model.AccessCode, kind model.MutationCode) bool {
	for _, p := range c.Pending {
		if p.Code == kind {
			return true
		}
	}
	return false
}

func deferredCode(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.Window = s.window(10 * 24) })
	if err != nil {
		return err
	}
	for _, p := range code.Pending {
		if p.Code == model.MutationDeferringCreation {
			return want(p.ScheduledAt.After(s.now()) && p.ScheduledAt.Before(code.Window.From), "it is deferred until %v, its window begins %v", p.ScheduledAt, code.Window.From)
		}
	}
	return want(false, "it is not deferred: %+v", code.Pending)
}

func windowEnds(ctx context.Context, s *Subject) error {
	from := s.now().Add(time.Minute).Truncate(time.Second)
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.Window = model.Window{From: from, Until: from.Add(2 * time.Minute)} })
	if err != nil {
		return err
	}
	return s.untilGone(ctx, code.ID)
}

func severalLocks(ctx context.Context, s *Subject) error {
	locks := []model.DeviceID{s.lock(), s.other()}
	made := map[model.DeviceID]model.AccessCode{}
	var failed error
	s.CreateCodes(ctx, model.CodeDraft{Name: "Conform crew"}, locks, func(lock model.DeviceID, c model.AccessCode, err error) {
		if err != nil {
			failed = err
			return
		}
		made[lock] = c
		s.deleteLater(lock, c.ID)
	})
	if failed != nil {
		return failed
	}
	return want(len(made) == 2 && made[locks[0]].DeviceID == locks[0] && made[locks[1]].DeviceID == locks[1], "%d codes came out", len(made))
}

func samePINElsewhere(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.PIN = model.NewPIN("648231") })
	if err != nil {
		return err
	}
	_, err = s.create(ctx, func(d *model.CodeDraft) { d.DeviceID, d.PIN = s.other(), code.PIN })
	return err
}

func suggestedPIN(ctx context.Context, s *Subject) error {
	before, err := s.Codes(ctx, s.lock())
	if err != nil {
		return err
	}
	pin, err := s.GeneratePIN(ctx, s.lock())
	if err != nil {
		return err
	}
	after, err := s.Codes(ctx, s.lock())
	if err != nil {
		return err
	}
	if err := want(len(after) == len(before) && pin.Len() >= 4 && pin.Len() <= 12, "%d digits, and %d codes became %d", pin.Len(), len(before), len(after)); err != nil {
		return err
	}
	_, err = s.create(ctx, func(d *model.CodeDraft) { d.PIN = pin })
	return err
}
