package conform

import (
	"context"

	"seamdash/model"
)

func updateBehaviours() []Behaviour {
	return []Behaviour{
		{"an update of the name alone keeps PIN, type and window", partialUpdate},
		{"an update changes name and PIN", renamed},
		{"a change that the lock has not confirmed says what the lock has", pendingChange},
		{"an ongoing code becomes one with a window", toBound},
		{"a code with a window becomes ongoing", toOngoing},
		{"an ongoing code that had a window shows no times", ongoingWithoutTimes},
	}
}

func partialUpdate(ctx context.Context, s *Subject) error {
	made, err := s.create(ctx, func(d *model.CodeDraft) { d.Window = s.window(5) })
	if err != nil {
		return err
	}
	if _, err := s.ask(ctx, "/access_codes/update", fields{"access_code_id": made.ID, "name": "Conform 2"}); err != nil {
		return err
	}
	code, err := s.Code(ctx, made.ID)
	if err != nil {
		return err
	}
	return want(code.Name == "Conform 2" && code.PIN.Equal(made.PIN) && code.Type == made.Type && code.Window == made.Window,
		"it was %q %s %v and is %q %s %v", made.Name, made.Type, made.Window, code.Name, code.Type, code.Window)
}

// updated makes a code and changes it.
func (s *Subject) updated(ctx context.Context, before model.Window, change model.CodeChange) (made, code model.AccessCode, err error) {
	if made, err = s.create(ctx, func(d *model.CodeDraft) { d.Window = before }); err != nil {
		return made, code, err
	}
	if err = s.UpdateCode(ctx, made.DeviceID, made.ID, change); err != nil {
		return made, code, err
	}
	code, err = s.Code(ctx, made.ID)
	return made, code, err
}

func renamed(ctx context.Context, s *Subject) error {
	pin := model.NewPIN("583172")
	_, code, err := s.updated(ctx, model.Window{}, model.CodeChange{Name: "Conform 2", PIN: pin})
	if err != nil {
		return err
	}
	return want(code.Name == "Conform 2" && code.PIN.Equal(pin) && code.Type == model.TypeOngoing, "it is %q with another PIN, %s", code.Name, code.Type)
}

func pendingChange(ctx context.Context, s *Subject) error {
	made, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	if err := s.untilSet(ctx, made.ID); err != nil {
		return err
	}
	pin := model.NewPIN("583172")
	if err := s.UpdateCode(ctx, made.DeviceID, made.ID, model.CodeChange{PIN: pin}); err != nil {
		return err
	}
	code, err := s.Code(ctx, made.ID)
	if err != nil {
		return err
	}
	for _, p := range code.Pending {
		if p.Code == model.MutationUpdatingCode {
			if err := want(p.From.PIN.Equal(made.PIN) && p.To.PIN.Equal(pin), "the PINs of the change are not the old and the new one"); err != nil {
				return err
			}
			return s.untilCode(ctx, made.ID, "that the lock confirms", func(c *model.AccessCode) bool {
				return c.Status == model.StatusSet && !hasMutation(c, model.MutationUpdatingCode)
			})
		}
	}
	return want(false, "nothing is pending but %+v", code.Pending)
}

func toBound(ctx context.Context, s *Subject) error {
	w := s.window(5)
	made, code, err := s.updated(ctx, model.Window{}, model.CodeChange{Window: w})
	if err != nil {
		return err
	}
	return want(code.Type == model.TypeTimeBound && code.Window.From.Equal(w.From) && code.Window.Until.Equal(w.Until) && code.PIN.Equal(made.PIN),
		"asked for %v, it is %s %v", w, code.Type, code.Window)
}

func toOngoing(ctx context.Context, s *Subject) error {
	made, code, err := s.updated(ctx, s.window(5), model.CodeChange{})
	if err != nil {
		return err
	}
	return want(code.Type == model.TypeOngoing && code.Window.Always() && code.PIN.Equal(made.PIN), "it is %s %v", code.Type, code.Window)
}

func ongoingWithoutTimes(ctx context.Context, s *Subject) error {
	made, _, err := s.updated(ctx, s.window(5), model.CodeChange{})
	if err != nil {
		return err
	}
	x, err := s.ask(ctx, "/access_codes/get", fields{"access_code_id": made.ID})
	if err != nil {
		return err
	}
	code := x.body.AccessCode
	return want(code["starts_at"] == nil && code["ends_at"] == nil, "it is %v from %v until %v", code["type"], code["starts_at"], code["ends_at"])
}
