package conform

import (
	"context"
	"net/http"
	"slices"
	"time"

	"seamdash/model"
)

func eventBehaviours() []Behaviour {
	return []Behaviour{
		{"creating a code is an event that names lock and code", func(ctx context.Context, s *Subject) error {
			code, err := s.create(ctx, nil)
			if err != nil {
				return err
			}
			return s.untilEvent(ctx, &code, model.EventCodeCreated)
		}},
		{"a lock that takes a code is an event", func(ctx context.Context, s *Subject) error {
			code, err := s.create(ctx, nil)
			if err != nil {
				return err
			}
			return s.untilEvent(ctx, &code, "access_code.set_on_device")
		}},
		{"a code that is gone is an event that names lock and code", func(ctx context.Context, s *Subject) error {
			code, err := s.create(ctx, nil)
			if err != nil {
				return err
			}
			if err := s.DeleteCode(ctx, code.DeviceID, code.ID); err != nil {
				return err
			}
			return s.untilEvent(ctx, &code, model.EventCodeDeleted)
		}},
		{"events of some codes are of these only", eventsOfCodes},
		{"a page of events is no longer than asked for", shortPage},
		{"events need a beginning", func(ctx context.Context, s *Subject) error {
			_, err := s.refused(ctx, http.StatusBadRequest, "/events/list", fields{})
			return err
		}},
		{"events since now are none of the past", nothingSinceNow},
	}
}

// untilEvent waits for an event of a code; it must name the lock as well.
func (s *Subject) untilEvent(ctx context.Context, code *model.AccessCode, kind model.EventType) error {
	return s.until(ctx, "event "+string(kind), func() (bool, error) {
		events, err := s.Events(ctx, code.CreatedAt.Add(-time.Minute))
		if err != nil {
			return false, err
		}
		return slices.ContainsFunc(events, func(e model.Event) bool {
			return e.CodeID == code.ID && e.DeviceID == code.DeviceID && e.Type == kind && !e.RecordedAt.IsZero()
		}), nil
	})
}

func (s *Subject) since(code *model.AccessCode) string {
	return code.CreatedAt.Add(-time.Minute).Format(time.RFC3339)
}

func eventsOfCodes(ctx context.Context, s *Subject) error {
	here, there, err := s.two(ctx)
	if err != nil {
		return err
	}
	x, err := s.ask(ctx, "/events/list", fields{"since": s.since(&here), "access_code_ids": []model.CodeID{there.ID}})
	if err != nil {
		return err
	}
	for _, e := range x.body.Events {
		if err := want(e.CodeID == there.ID, "there is %s of %q", e.EventType, e.CodeID); err != nil {
			return err
		}
	}
	return want(len(x.body.Events) > 0, "there are none")
}

func shortPage(ctx context.Context, s *Subject) error {
	here, _, err := s.two(ctx)
	if err != nil {
		return err
	}
	x, err := s.ask(ctx, "/events/list", fields{"since": s.since(&here), "limit": 1})
	if err != nil {
		return err
	}
	return want(len(x.body.Events) == 1, "asked for one, %d came", len(x.body.Events))
}

func nothingSinceNow(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	events, err := s.Events(ctx, s.now().Add(time.Hour))
	if err != nil {
		return err
	}
	return want(!slices.ContainsFunc(events, func(e model.Event) bool { return e.CodeID == code.ID }), "the creation is an event of the hour to come")
}
