package conform

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
)

// A sampler makes requests out of the document's own schemas: every field that Seam knows comes up, with values that it
// has met in answers before, and now and then with values that no server should take.
type sampler struct {
	spec *Spec
	rng  *rand.Rand
	now  func() time.Time
	met  map[string][]any // values by the name of their field, newest last
	pins [][2]any         // devices with a PIN that they have, newest last
}

// remembered bounds what is kept for each field.
const remembered = 60

// learn keeps what an answer has shown.
func (s *sampler) learn(value any) {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			s.learn(one)
		}
	case map[string]any:
		s.recognise(v)
		for field, one := range v {
			if _, text := one.(string); text && (strings.HasSuffix(field, "_id") || slices.Contains([]string{"code", "common_code_key"}, field)) {
				s.meet(field, one)
			}
			s.learn(one)
		}
	}
}

// recognise keeps under names of its own what some requests are for.
func (s *sampler) recognise(object map[string]any) {
	device := object["device_id"]
	if pin := object["code"]; device != nil && pin != nil {
		s.pins = append(s.pins, [2]any{device, pin})
	}
	switch {
	case object["is_backup_access_code_available"] == true:
		s.meet("code with a backup", object["access_code_id"])
	case object["device_type"] == nil:
	case object["is_managed"] == false:
		s.meet("unmanaged device", device)
	case object["device_type"] == "august_lock":
		s.meet("August lock", device)
	}
}

func (s *sampler) meet(field string, value any) {
	list := s.met[field]
	if slices.Contains(list, value) {
		return
	}
	if len(list) >= remembered {
		list = slices.Delete(list, 0, 1)
	}
	s.met[field] = append(list, value)
}

// forget drops what was asked for in vain.
func (s *sampler) forget(body map[string]any) {
	for _, value := range body {
		if _, text := value.(string); !text {
			continue
		}
		for field := range s.met {
			s.met[field] = slices.DeleteFunc(s.met[field], func(v any) bool { return v == value })
		}
		s.pins = slices.DeleteFunc(s.pins, func(pair [2]any) bool { return pair[0] == value })
	}
}

// known is a value that was met, most often one that was met lately.
func (s *sampler) known(field string) (any, bool) {
	list := s.met[field]
	if len(list) == 0 {
		return nil, false
	}
	if s.maybe(0.5) {
		return list[len(list)-1-s.rng.IntN(min(len(list), 8))], true
	}
	return list[s.rng.IntN(len(list))], true
}

func (s *sampler) maybe(p float64) bool { return s.rng.Float64() < p }

// body makes a request to a path.
func (s *sampler) body(path string) map[string]any {
	op, err := s.spec.operation(path)
	if err != nil || op.RequestBody == nil {
		return map[string]any{}
	}
	made, ok := s.value("", op.RequestBody.Value.Content.Get("application/json").Schema.Value).(map[string]any)
	if !ok {
		return map[string]any{}
	}
	s.agree(path, made)
	if s.maybe(0.08) && !slices.Contains(final(), path) {
		s.spoil(made)
	}
	return made
}

// agree makes fields fit each other that the schema relates only in words.
func (s *sampler) agree(path string, body map[string]any) {
	_, from := body["starts_at"]
	_, until := body["ends_at"]
	if (from || until) && !s.maybe(0.1) {
		at := s.now().Add(time.Duration(s.rng.IntN(100)-2) * time.Hour)
		body["starts_at"], body["ends_at"] = s.time(at), s.time(at.Add(time.Duration(1+s.rng.IntN(300))*time.Hour))
	}
	if body["code"] != nil && body["device_id"] != nil && len(s.pins) > 0 && s.maybe(0.3) {
		pair := s.pins[len(s.pins)-1-s.rng.IntN(min(len(s.pins), remembered))] // the same PIN once more, or the key of a code
		body["device_id"], body["code"] = pair[0], pair[1]
	}
	if adjust := adjustments()[path]; adjust != nil {
		adjust(s, body)
	}
}

// adjustments are what a path needs in order to have something to say.
func adjustments() map[string]func(*sampler, map[string]any) {
	about := func(field, what string) func(*sampler, map[string]any) {
		return func(s *sampler, body map[string]any) { body[field], _ = s.known(what) }
	}
	return map[string]func(*sampler, map[string]any){
		"/devices/get":                            about("device_id", "device_id"),
		"/locks/get":                              about("device_id", "device_id"),
		"/access_codes/list":                      about("device_id", "device_id"),
		"/action_attempts/list":                   about("device_id", "device_id"),
		"/devices/unmanaged/get":                  about("device_id", "unmanaged device"),
		"/devices/unmanaged/update":               about("device_id", "unmanaged device"),
		"/locks/simulate/keypad_code_entry":       about("device_id", "August lock"),
		"/locks/simulate/manual_lock_via_keypad":  about("device_id", "August lock"),
		"/access_codes/report_device_constraints": about("device_id", "device of an owner who tells"),
		"/access_codes/pull_backup_access_code":   about("access_code_id", "code with a backup"),
		"/events/get":                             about("event_id", "event_id"),
		"/events/list":                            (*sampler).span,
		"/access_codes/get":                       (*sampler).byID,
		"/access_codes/unmanaged/get":             (*sampler).byID,
		"/devices/update": func(s *sampler, body map[string]any) {
			if s.maybe(0.2) {
				body["is_managed"] = false
			}
		},
		"/access_codes/create": func(s *sampler, body map[string]any) {
			if s.maybe(0.3) {
				body["use_backup_access_code_pool"] = true
				body["starts_at"], body["ends_at"] = s.time(s.now().Add(time.Hour)), s.time(s.now().Add(90*time.Hour))
			}
		},
	}
}

// span asks for events since a time or between two.
func (s *sampler) span(body map[string]any) {
	ago := s.now().Add(-time.Duration(s.rng.IntN(40)) * time.Hour)
	delete(body, "since")
	delete(body, "between")
	if s.maybe(0.5) {
		body["since"] = s.time(ago)
	} else if !s.maybe(0.05) {
		body["between"] = []any{s.time(ago), s.time(ago.Add(10 * time.Hour))}
	}
}

// byID asks for a code by its id, which is one of two ways.
func (s *sampler) byID(body map[string]any) {
	if s.maybe(0.7) {
		clear(body)
		body["access_code_id"], _ = s.known("access_code_id")
	}
}

// spoil makes one thing wrong.
func (s *sampler) spoil(body map[string]any) {
	fields := make([]string, 0, len(body))
	for field := range body {
		fields = append(fields, field)
	}
	if len(fields) == 0 {
		return
	}
	slices.Sort(fields)
	field := fields[s.rng.IntN(len(fields))]
	wrong := []any{nil, true, 7.5, "", "front-door", []any{}, map[string]any{"a": 1.0}, "5b1d9a52-0000-4000-8000-000000000001", "1970-01-01T00:00:00Z", "12", "Ω≈\u202e"}
	if s.maybe(0.2) {
		delete(body, field)
		return
	}
	body[field] = wrong[s.rng.IntN(len(wrong))]
}

// value makes a value for a field by its schema.
func (s *sampler) value(field string, schema *openapi3.Schema) any {
	if v, ok := s.named(field); ok {
		return v
	}
	switch {
	case len(schema.Enum) > 0:
		return schema.Enum[s.rng.IntN(len(schema.Enum))]
	case len(schema.AnyOf) > 0:
		return s.value(field, schema.AnyOf[s.rng.IntN(len(schema.AnyOf))].Value)
	case schema.Type.Is("object"):
		return s.object(schema)
	case schema.Type.Is("array"):
		list := make([]any, 1+s.rng.IntN(3))
		for i := range list {
			list[i] = s.value(strings.TrimSuffix(field, "s"), schema.Items.Value)
		}
		return list
	case schema.Type.Is("boolean"):
		return s.maybe(0.5)
	case schema.Type.Is("number"), schema.Type.Is("integer"):
		return float64(4 + s.rng.IntN(6))
	case schema.Format == "date-time":
		return s.time(s.now().Add(time.Duration(s.rng.IntN(100)-50) * time.Hour))
	default:
		return fmt.Sprintf("word%d", s.rng.IntN(5))
	}
}

// named makes a value for a field whose name tells more than its schema.
func (s *sampler) named(field string) (any, bool) {
	switch field {
	case "code":
		if s.maybe(0.9) {
			return fmt.Sprintf("%08d", s.rng.IntN(1e8))[:[]int{4, 6, 6, 6, 7, 8}[s.rng.IntN(6)]], true
		}
	case "limit":
		return float64(1 + s.rng.IntN(40)), true
	case "url":
		return fmt.Sprintf("http://127.0.0.1:1/%d", s.rng.IntN(5)), true
	}
	if strings.HasSuffix(field, "_id") || field == "common_code_key" {
		return s.known(field)
	}
	return nil, false
}

func (s *sampler) object(schema *openapi3.Schema) map[string]any {
	fields := make([]string, 0, len(schema.Properties))
	for field := range schema.Properties {
		fields = append(fields, field)
	}
	slices.Sort(fields) // a map's order is not the seed's
	made := map[string]any{}
	for _, field := range fields {
		if slices.Contains(schema.Required, field) || s.maybe(likely(field)) {
			made[field] = s.value(field, schema.Properties[field].Value)
		}
	}
	return made
}

// likely is how often a field that may be left out is sent. Rare are those that leave nothing to answer.
func likely(field string) float64 {
	switch field {
	case "code", "name", "type", "device_ids", "access_code_ids", "action_attempt_ids", "use_backup_access_code_pool":
		return 0.6
	case "starts_at", "is_managed", "limit", "supported_code_lengths", "is_external_modification_allowed":
		return 0.4
	case "customer_key", "user_identifier_key", "page_cursor", "search", "space_id", "exclude_if", "include_if", "access_grant_id", "is_offline_access_code":
		return 0.02
	default:
		return 0.06
	}
}

func (s *sampler) time(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// decode reads an answer, or gives nil.
func decode(answer []byte) map[string]any {
	var v map[string]any
	if json.Unmarshal(answer, &v) != nil {
		return nil
	}
	return v
}
