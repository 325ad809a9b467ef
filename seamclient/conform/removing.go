package conform

import (
	"context"
	"net/http"

	"seamdash/model"
)

func deleteBehaviours() []Behaviour {
	return []Behaviour{
		{"a code that was deleted is gone in the end", deletedIsGone},
		{"a code that is being deleted from a lock shows it", deletedIsRemoving},
		{"deleting what is not there is not found", func(ctx context.Context, s *Subject) error {
			_, err := s.refused(ctx, http.StatusNotFound, "/access_codes/delete", fields{"access_code_id": nowhereID})
			return err
		}},
		{"deleting what is not there, by the lock that it would be on, is not found", func(ctx context.Context, s *Subject) error {
			if _, err := s.create(ctx, nil); err != nil {
				return err
			}
			_, err := s.refused(ctx, http.StatusNotFound, "/access_codes/delete", fields{"access_code_id": nowhereID, "device_id": s.lock()})
			return err
		}},
		{"a PIN is free again when its code is gone", freeAgain},
	}
}

func deletedIsGone(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	if err := s.DeleteCode(ctx, code.DeviceID, code.ID); err != nil {
		return err
	}
	if err := s.untilGone(ctx, code.ID); err != nil {
		return err
	}
	list, err := s.Codes(ctx, code.DeviceID)
	if err != nil {
		return err
	}
	for i := range list {
		if err := want(list[i].ID != code.ID, "it cannot be read, but is listed"); err != nil {
			return err
		}
	}
	return nil
}

func deletedIsRemoving(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	if err := s.untilSet(ctx, code.ID); err != nil {
		return err
	}
	if err := s.DeleteCode(ctx, code.DeviceID, code.ID); err != nil {
		return err
	}
	now, found, err := s.FindCode(ctx, code.ID)
	if err != nil {
		return err
	}
	return want(found && now.Status == model.StatusRemoving && hasMutation(&now, model.MutationDeleting), "found %v, it is %s with %+v", found, now.Status, now.Pending)
}

func freeAgain(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	if err := s.DeleteCode(ctx, code.DeviceID, code.ID); err != nil {
		return err
	}
	if err := s.untilGone(ctx, code.ID); err != nil {
		return err
	}
	_, err = s.create(ctx, func(d *model.CodeDraft) { d.PIN = code.PIN })
	return err
}
