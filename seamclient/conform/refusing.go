package conform

import (
	"context"
	"net/http"
	"time"

	"seamdash/model"
)

// nowhereID is a well-formed id of nothing.
const nowhereID = "5b1d9a52-0000-4000-8000-00000000c0de"

func refusals() []Behaviour {
	return []Behaviour{
		{"the same PIN on the same lock is refused", func(ctx context.Context, s *Subject) error {
			return s.duplicate(ctx, model.Window{}, model.Window{})
		}},
		{"the same PIN on the same lock is refused for windows that never meet", func(ctx context.Context, s *Subject) error {
			return s.duplicate(ctx, s.window(5), s.window(48))
		}},
		{"a PIN of three digits is refused", refusesPIN("123")},
		{"a PIN with letters is refused", refusesPIN("12ab")},
		{"a PIN of thirteen digits is refused", refusesPIN("1234567890123")},
		{"one edge of a window alone is refused", func(ctx context.Context, s *Subject) error {
			return s.refusesDraft(ctx, fields{"device_id": s.lock(), "starts_at": s.window(5).From})
		}},
		{"a window that ends before it begins is refused", func(ctx context.Context, s *Subject) error {
			w := s.window(5)
			return s.refusesDraft(ctx, fields{"device_id": s.lock(), "starts_at": w.Until, "ends_at": w.From})
		}},
		{"a window that is over is refused", func(ctx context.Context, s *Subject) error {
			return s.refusesDraft(ctx, fields{"device_id": s.lock(), "starts_at": s.now().Add(-2 * time.Hour), "ends_at": s.now().Add(-time.Hour)})
		}},
		{"a request without a needed field names the field", namesField},
		{"an error carries the request's id", errorHasRequestID},
		{"a key that opens nothing is unauthorised", func(ctx context.Context, s *Subject) error {
			_, err := s.stranger.Workspace(ctx)
			return wantKind(err, model.KindUnauthorised)
		}},
		{"a code that does not exist is not found", func(ctx context.Context, s *Subject) error {
			_, err := s.Code(ctx, nowhereID)
			return wantKind(err, model.KindNotFound)
		}},
		{"a device that does not exist is not found", func(ctx context.Context, s *Subject) error {
			_, err := s.Device(ctx, nowhereID)
			return wantKind(err, model.KindNotFound)
		}},
		{"an id that is none is invalid", func(ctx context.Context, s *Subject) error {
			_, err := s.Code(ctx, "front-door")
			return wantKind(err, model.KindInvalid)
		}},
	}
}

func (s *Subject) duplicate(ctx context.Context, first, second model.Window) error {
	code, err := s.create(ctx, func(d *model.CodeDraft) { d.Window = first })
	if err != nil {
		return err
	}
	_, err = s.create(ctx, func(d *model.CodeDraft) { d.PIN, d.Window, d.Name = code.PIN, second, "Conform 2" })
	return wantKind(err, model.KindConflict)
}

// refusesDraft wants a creation to be invalid. A server that takes it is left without the code all the same.
func (s *Subject) refusesDraft(ctx context.Context, draft fields) error {
	x, err := s.patient(ctx, "/access_codes/create", draft)
	if err != nil {
		return err
	}
	if id, ok := x.body.AccessCode["access_code_id"].(string); ok {
		s.deleteLater(s.lock(), model.CodeID(id))
	}
	return want(x.status == http.StatusBadRequest && x.body.Error.Type == "invalid_input", "it answers %d %s", x.status, x.body.Error.Type)
}

func refusesPIN(pin string) func(context.Context, *Subject) error {
	return func(ctx context.Context, s *Subject) error {
		return s.refusesDraft(ctx, fields{"device_id": s.lock(), "code": pin})
	}
}

func namesField(ctx context.Context, s *Subject) error {
	x, err := s.refused(ctx, http.StatusBadRequest, "/access_codes/create", fields{"name": "Conform"})
	if err != nil {
		return err
	}
	_, named := x.body.Error.ValidationErrors["device_id"]
	return want(named && x.body.Error.Type == "invalid_input", "%s %q names %d fields, device_id not among them", x.body.Error.Type, x.body.Error.Message, len(x.body.Error.ValidationErrors))
}

func errorHasRequestID(ctx context.Context, s *Subject) error {
	x, err := s.refused(ctx, http.StatusNotFound, "/access_codes/get", fields{"access_code_id": nowhereID})
	if err != nil {
		return err
	}
	return want(x.body.Error.RequestID != "", "the error has none")
}
