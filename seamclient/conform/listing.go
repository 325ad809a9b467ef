package conform

import (
	"context"
	"net/http"
	"slices"

	"seamdash/model"
)

func listBehaviours() []Behaviour {
	return []Behaviour{
		{"the list of a lock has its codes and no others", listOfLock},
		{"a list by ids has these codes and no others", listByIDs},
		{"ids that are gone are missing from a list by ids", listWithoutGone},
		{"a list of codes comes in pages of the size that is asked for", pagesOfCodes},
		{"a list of devices comes in pages of the size that is asked for", pagesOfDevices},
		{"a cursor is bound to the other parameters", boundCursor},
		{"devices are found by their ids", devicesByID},
		{"a device reads as its list shows it", deviceReadsAlike},
	}
}

func (s *Subject) two(ctx context.Context) (here, there model.AccessCode, err error) {
	if here, err = s.create(ctx, nil); err != nil {
		return here, there, err
	}
	there, err = s.create(ctx, func(d *model.CodeDraft) { d.DeviceID = s.other() })
	return here, there, err
}

func listOfLock(ctx context.Context, s *Subject) error {
	here, _, err := s.two(ctx)
	if err != nil {
		return err
	}
	x, err := s.ask(ctx, "/access_codes/list", fields{"device_id": s.lock()})
	if err != nil {
		return err
	}
	found := false
	for _, c := range x.body.AccessCodes {
		found = found || c.CodeID == here.ID
		if err := want(c.DeviceID == s.lock(), "it has code %s of %s", c.CodeID, c.DeviceID); err != nil {
			return err
		}
	}
	return want(found, "it lacks code %s", here.ID)
}

func listByIDs(ctx context.Context, s *Subject) error {
	here, there, err := s.two(ctx)
	if err != nil {
		return err
	}
	if _, err := s.create(ctx, nil); err != nil {
		return err
	}
	x, err := s.ask(ctx, "/access_codes/list", fields{"access_code_ids": []model.CodeID{here.ID, there.ID}})
	if err != nil {
		return err
	}
	var ids []model.CodeID
	for _, c := range x.body.AccessCodes {
		ids = append(ids, c.CodeID)
	}
	return want(len(ids) == 2 && slices.Contains(ids, here.ID) && slices.Contains(ids, there.ID), "asked for two codes, it has %d", len(ids))
}

func listWithoutGone(ctx context.Context, s *Subject) error {
	here, there, err := s.two(ctx)
	if err != nil {
		return err
	}
	if err := s.DeleteCode(ctx, there.DeviceID, there.ID); err != nil {
		return err
	}
	return s.until(ctx, "that one of two codes is missing", func() (bool, error) {
		list, err := s.CodesByID(ctx, []model.CodeID{here.ID, there.ID})
		return len(list) == 1 && list[0].ID == here.ID, err
	})
}

func pagesOfCodes(ctx context.Context, s *Subject) error {
	for range 2 {
		if _, err := s.create(ctx, nil); err != nil {
			return err
		}
	}
	return s.pagesOfOne(ctx, "/access_codes/list", fields{"device_id": s.lock(), "limit": 1}, func(x *exchange) []wireObject { return x.body.AccessCodes })
}

func pagesOfDevices(ctx context.Context, s *Subject) error {
	return s.pagesOfOne(ctx, "/devices/list", fields{"limit": 1}, func(x *exchange) []wireObject { return x.body.Devices })
}

// pagesOfOne reads two pages of one object each, which must be two objects.
func (s *Subject) pagesOfOne(ctx context.Context, path string, params fields, objects func(*exchange) []wireObject) error {
	first, err := s.ask(ctx, path, params)
	if err != nil {
		return err
	}
	list, page := objects(first), first.body.Pagination
	if err := want(len(list) == 1 && page != nil && page.More && page.Next != "", "a page of one has %d, and pagination %+v", len(list), page); err != nil {
		return err
	}
	params["page_cursor"] = page.Next
	second, err := s.ask(ctx, path, params)
	if err != nil {
		return err
	}
	next := objects(second)
	return want(len(next) == 1 && next[0] != list[0], "after %v comes %v", list, next)
}

func boundCursor(ctx context.Context, s *Subject) error {
	x, err := s.ask(ctx, "/devices/list", fields{"limit": 1})
	if err != nil {
		return err
	}
	if err := want(x.body.Pagination != nil, "there is no cursor"); err != nil {
		return err
	}
	_, err = s.refused(ctx, http.StatusBadRequest, "/devices/list", fields{"limit": 2, "page_cursor": x.body.Pagination.Next})
	return err
}

func devicesByID(ctx context.Context, s *Subject) error {
	list, err := s.DevicesByID(ctx, []model.DeviceID{s.other()})
	if err != nil {
		return err
	}
	return want(len(list) == 1 && list[0].ID == s.other(), "asked for one device, %d came", len(list))
}

func deviceReadsAlike(ctx context.Context, s *Subject) error {
	d, err := s.Device(ctx, s.lock())
	if err != nil {
		return err
	}
	listed := s.locks[s.turn%len(s.locks)]
	return want(d.ID == listed.ID && d.Name == listed.Name && d.Type == listed.Type && d.Can == listed.Can && d.Slots == listed.Slots,
		"listed as %+v, it reads %+v", listed, d)
}
