package conform

import (
	"context"
	"net/http"
	"slices"

	"seamdash/model"
)

func backupBehaviours() []Behaviour {
	return []Behaviour{
		{"a backup code is pulled once, and is another code with another PIN", pullsBackup},
		{"there is no backup for an ongoing code", noBackupForOngoing},
	}
}

func pullsBackup(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.Window, d.BackupPool = s.window(5), true })
	if err != nil {
		return err
	}
	err = s.untilCode(ctx, code.ID, "that the pool has a code", func(c *model.AccessCode) bool { return c.Backup.Available })
	if err != nil {
		return err
	}
	backup, err := s.PullBackup(ctx, code.DeviceID, code.ID)
	if err != nil {
		return err
	}
	s.deleteLater(backup.DeviceID, backup.ID)
	again, err := s.PullBackup(ctx, code.DeviceID, code.ID)
	if err != nil {
		return err
	}
	original, err := s.Code(ctx, code.ID)
	if err != nil {
		return err
	}
	return want(backup.Backup.Is && backup.ID != code.ID && !backup.PIN.Equal(code.PIN) && again.ID == backup.ID && original.Backup.Pulled == backup.ID,
		"pulled %s and then %s, the original names %q", backup.ID, again.ID, original.Backup.Pulled)
}

func noBackupForOngoing(ctx context.Context, s *Subject) error {
	code, err := s.create(ctx, nil)
	if err != nil {
		return err
	}
	_, err = s.refused(ctx, http.StatusBadRequest, "/access_codes/pull_backup_access_code", fields{"access_code_id": code.ID})
	return err
}

func unmanagedBehaviours() []Behaviour {
	return []Behaviour{
		{"a code that somebody else made is listed apart from Seam's own", foreignApart},
		{"a code that somebody else made is read as unmanaged only", foreignUnreadable},
		{"a code that somebody else made can be taken over", takeOver},
		{"a code that somebody else made can be deleted", deleteForeign},
	}
}

func has(list []model.AccessCode, id model.CodeID) bool {
	return slices.ContainsFunc(list, func(c model.AccessCode) bool { return c.ID == id })
}

func foreignApart(ctx context.Context, s *Subject) error {
	code, err := s.foreign(ctx)
	if err != nil {
		return err
	}
	theirs, err := s.UnmanagedCodes(ctx, code.DeviceID)
	if err != nil {
		return err
	}
	ours, err := s.Codes(ctx, code.DeviceID)
	if err != nil {
		return err
	}
	return want(!code.Managed && has(theirs, code.ID) && !has(ours, code.ID), "listed as theirs: %v, as ours: %v", has(theirs, code.ID), has(ours, code.ID))
}

func foreignUnreadable(ctx context.Context, s *Subject) error {
	code, err := s.foreign(ctx)
	if err != nil {
		return err
	}
	if _, err := s.ask(ctx, "/access_codes/unmanaged/get", fields{"access_code_id": code.ID}); err != nil {
		return err
	}
	_, err = s.refused(ctx, http.StatusNotFound, "/access_codes/get", fields{"access_code_id": code.ID})
	return err
}

func takeOver(ctx context.Context, s *Subject) error {
	code, err := s.foreign(ctx)
	if err != nil {
		return err
	}
	if err := s.ManageCode(ctx, code.DeviceID, code.ID, false); err != nil {
		return err
	}
	s.deleteLater(code.DeviceID, code.ID)
	return s.until(ctx, "that the code is among Seam's own", func() (bool, error) {
		ours, err := s.Codes(ctx, code.DeviceID)
		return has(ours, code.ID), err
	})
}

func deleteForeign(ctx context.Context, s *Subject) error {
	code, err := s.foreign(ctx)
	if err != nil {
		return err
	}
	if err := s.DeleteUnmanagedCode(ctx, code.DeviceID, code.ID); err != nil {
		return err
	}
	return s.until(ctx, "that the code is gone", func() (bool, error) {
		theirs, err := s.UnmanagedCodes(ctx, code.DeviceID)
		return !has(theirs, code.ID), err
	})
}
