package seamclient

import (
	"encoding/json"
	"maps"
	"slices"

	"seamdash/model"
)

// Bounds on what a validation tree may hold; a form has ten fields and two levels.
const (
	maxFieldDepth = 6
	maxFields     = 64
	maxMessages   = 16 // of one field
)

// envelopeFault reads Seam's error envelope. It is one only if type and message are strings, as in Seam's own clients;
// everything else in it may be missing or odd.
func envelopeFault(body []byte) (*model.Fault, bool) {
	var outer struct {
		Error map[string]json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(body, &outer) // what is not an envelope has no type and no message
	typ, okType := text(outer.Error["type"])
	message, okMessage := text(outer.Error["message"])
	if !okType || !okMessage {
		return nil, false
	}
	id, _ := text(outer.Error["request_id"])
	return &model.Fault{
		Message: model.Clean(message),
		Type:    model.Clean(typ),
		Request: model.RequestID(model.Clean(id)),
		Fields:  fieldErrors(outer.Error["validation_errors"]),
	}, true
}

// text gives the string in a raw value, if it is one.
func text(raw json.RawMessage) (string, bool) {
	var s *string
	if len(raw) == 0 || json.Unmarshal(raw, &s) != nil || s == nil {
		return "", false
	}
	return *s, true
}

// fieldErrors flattens the tree that Seam's validator gives: messages under "_errors", fields beside them, elements of
// arrays under their index. Messages about the whole request have the key "".
func fieldErrors(raw json.RawMessage) map[string][]string {
	fields := map[string][]string{}
	collectFields(raw, "", maxFieldDepth, fields)
	if len(fields) == 0 {
		return nil
	}
	return fields
}

func collectFields(raw json.RawMessage, at string, depth int, into map[string][]string) {
	var node map[string]json.RawMessage
	if depth == 0 || len(raw) == 0 || json.Unmarshal(raw, &node) != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(node)) {
		if len(into) >= maxFields {
			return
		}
		if name != "_errors" {
			collectFields(node[name], join(at, model.Clean(name)), depth-1, into)
			continue
		}
		var messages []any
		if json.Unmarshal(node[name], &messages) != nil {
			continue
		}
		for _, m := range messages {
			if s, ok := m.(string); ok && s != "" && len(into[at]) < maxMessages {
				into[at] = append(into[at], model.Clean(s))
			}
		}
	}
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}
