package conform

import (
	"context"
	"net/http"
	"slices"

	"seamdash/model"
	"seamdash/seamclient"
)

func workspaceBehaviours() []Behaviour {
	return []Behaviour{
		{"the workspace of the key has an id and a name", func(ctx context.Context, s *Subject) error {
			w, err := s.Workspace(ctx)
			if err != nil {
				return err
			}
			return want(w.ID != "" && w.Name != "", "it is %+v", w)
		}},
		{"the workspace of the key is among those that it opens", func(ctx context.Context, s *Subject) error {
			one, err := s.Workspace(ctx)
			if err != nil {
				return err
			}
			all, err := s.Workspaces(ctx)
			if err != nil {
				return err
			}
			return want(slices.ContainsFunc(all, func(w model.Workspace) bool { return w.ID == one.ID }), "it is not among %d", len(all))
		}},
		{"the account of a lock is listed", func(ctx context.Context, s *Subject) error {
			accounts, err := s.Accounts(ctx)
			if err != nil {
				return err
			}
			of := s.locks[0].AccountID
			return want(slices.ContainsFunc(accounts, func(a model.Account) bool { return a.ID == of }), "account %s is not among %d", of, len(accounts))
		}},
	}
}

func doorBehaviours() []Behaviour {
	return []Behaviour{
		{"a door is locked from afar", func(ctx context.Context, s *Subject) error { return s.bolt(ctx, s.Lock, model.Yes) }},
		{"a door is unlocked from afar", func(ctx context.Context, s *Subject) error { return s.bolt(ctx, s.Unlock, model.No) }},
		{"a lock that is cut off says so, and takes its codes when it is back", cutOff},
		{"a time zone can be reported", func(ctx context.Context, s *Subject) error {
			lock, err := s.lockOf("schlage_lock", "ultraloq_lock", "omnitec_lock")
			if err != nil {
				return err
			}
			zone := lock.TimeZone
			if zone == "" {
				zone = "America/Los_Angeles"
			}
			return s.ReportTimeZone(ctx, lock.ID, lock.Type, zone)
		}},
	}
}

func (s *Subject) bolt(ctx context.Context, move func(context.Context, model.DeviceID) (model.ActionAttempt, error), locked model.Tri) error {
	attempt, err := move(ctx, s.lock())
	if err != nil {
		return err
	}
	if err := want(attempt.ID != "" && attempt.Status == model.AttemptPending, "it begins as %+v", attempt); err != nil {
		return err
	}
	err = s.until(ctx, "that the attempt succeeds", func() (bool, error) {
		a, err := s.Attempt(ctx, attempt.ID)
		return a.Status == model.AttemptSucceeded, err
	})
	if err != nil {
		return err
	}
	return s.until(ctx, "that the bolt has moved", func() (bool, error) {
		d, err := s.Device(ctx, s.lock())
		return d.Locked == locked, err
	})
}

func cutOff(ctx context.Context, s *Subject) error {
	lock := s.locks[0].ID
	if err := s.Simulate(ctx, lock, seamclient.SimulateDisconnect); err != nil {
		return err
	}
	s.undo = append(s.undo, func(ctx context.Context) error { return s.Simulate(ctx, lock, seamclient.SimulateConnect) })
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.DeviceID = lock })
	if err != nil {
		return err
	}
	err = s.until(ctx, "that the lock is offline with an error", func() (bool, error) {
		d, err := s.Device(ctx, lock)
		return d.Online == model.No && model.TallyOf(d.Problems).Errors > 0, err
	})
	if err != nil {
		return err
	}
	now, err := s.Code(ctx, code.ID)
	if err != nil {
		return err
	}
	if err := want(now.Status != model.StatusSet, "a lock without connection took the code"); err != nil {
		return err
	}
	if err := s.Simulate(ctx, lock, seamclient.SimulateConnect); err != nil {
		return err
	}
	return s.untilSet(ctx, code.ID)
}

func otherBehaviours() []Behaviour {
	return []Behaviour{
		{"a webhook is created with a secret, listed, and deleted", webhooks},
		{"several attempts are read together", func(ctx context.Context, s *Subject) error {
			first, err := s.Lock(ctx, s.lock())
			if err != nil {
				return err
			}
			second, err := s.Lock(ctx, s.other())
			if err != nil {
				return err
			}
			list, err := s.Attempts(ctx, []model.AttemptID{first.ID, second.ID})
			if err != nil {
				return err
			}
			return want(len(list) == 2, "asked for two, %d came", len(list))
		}},
		{"a lock takes no more than fifteen commands a minute", commandLimit}, // last: it leaves a lock that refuses commands
	}
}

func webhooks(ctx context.Context, s *Subject) error {
	url := s.cfg.Hook
	if url == "" {
		url = "https://example.com/seamdash-conform"
	}
	hook, err := s.CreateWebhook(ctx, url, []model.EventType{model.EventCodeCreated})
	if err != nil {
		return err
	}
	s.undo = append(s.undo, func(ctx context.Context) error { return s.DeleteWebhook(ctx, hook.ID) })
	listed := func() (bool, error) {
		hooks, err := s.Webhooks(ctx)
		return slices.ContainsFunc(hooks, func(h seamclient.Webhook) bool { return h.ID == hook.ID && h.URL == url }), err
	}
	there, err := listed()
	if err != nil {
		return err
	}
	if err := want(there && hook.Secret.Known(), "listed: %v, with a secret: %v", there, hook.Secret.Known()); err != nil {
		return err
	}
	if err := s.DeleteWebhook(ctx, hook.ID); err != nil {
		return err
	}
	there, err = listed()
	if err != nil {
		return err
	}
	return want(!there, "it is listed after it was deleted")
}

func commandLimit(ctx context.Context, s *Subject) error {
	for range 16 {
		x, err := s.post(ctx, "/locks/lock_door", fields{"device_id": s.lock()})
		if err != nil {
			return err
		}
		if x.status == http.StatusTooManyRequests {
			return nil
		}
	}
	return want(false, "sixteen commands were taken")
}
