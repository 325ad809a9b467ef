package seamclient

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"seamdash/model"
)

// What ends a list that never does. Seam's cursors have a few hundred bytes.
const (
	maxPages   = 1000
	maxObjects = 250_000 // which fill as many pages
	maxCursor  = 8 << 10
)

// A shape says how one kind of object is read: the key it stands under in answers, how a decoded object becomes a model
// value, and what to show instead of one that could not be decoded, of which w holds whatever was readable.
type shape[W, M any] struct {
	key  string
	read func(w *W) (M, error)
	odd  func(w *W, why string) M
	fast func(body []byte) (list []M, next string, ok bool) // a short cut through decode, or nil
	heed func([]M)                                          // is shown all that was read, or nil
	// strict makes it an error when such an object was asked for by itself and cannot be decoded.
	strict bool
}

// pageMarks say where a list goes on.
type pageMarks struct {
	Next string `json:"next_page_cursor"`
	More bool   `json:"has_next_page"`
}

func (p pageMarks) cursor() string {
	if p.More {
		return p.Next
	}
	return ""
}

// decode turns an answer into model values and the cursor of the next page, "" at the end. All objects are decoded in
// one pass; only when one of them is odd is each decoded by itself.
func (s *shape[W, M]) decode(body []byte) (list []M, next string, err error) {
	if s.heed != nil {
		defer func() { s.heed(list) }()
	}
	if s.fast != nil {
		if list, next, ok := s.fast(body); ok {
			return list, next, nil
		}
	}
	outer, err := members(body)
	if err != nil {
		return nil, "", err
	}
	if next, err = cursor(outer["pagination"]); err != nil {
		return nil, "", err
	}
	var objects []W
	if err := json.Unmarshal(outer[s.key], &objects); err != nil {
		list, err := s.decodeEach(outer[s.key])
		return list, next, err
	}
	if objects == nil {
		return nil, "", missing(s.key)
	}
	list = make([]M, len(objects))
	for i := range objects {
		list[i] = s.one(&objects[i], nil)
	}
	return list, next, nil
}

// decodeEach is the slow and patient way.
func (s *shape[W, M]) decodeEach(raw json.RawMessage) (list []M, err error) {
	var objects []json.RawMessage
	if json.Unmarshal(raw, &objects) != nil {
		return nil, missing(s.key)
	}
	for _, object := range objects {
		var w W
		list = append(list, s.one(&w, json.Unmarshal(object, &w)))
	}
	return list, nil
}

// members takes an answer apart.
func members(body []byte) (map[string]json.RawMessage, error) {
	var outer map[string]json.RawMessage
	if err := json.Unmarshal(body, &outer); err != nil {
		return nil, unavailable("the answer is not valid JSON: "+model.Clean(err.Error()), "try again")
	}
	return outer, nil
}

// cursor reads where the next page begins, "" when there is none. An odd one is an error: stopping there would pass a
// part for the whole.
func cursor(raw json.RawMessage) (string, error) {
	var page pageMarks
	if len(raw) == 0 {
		return "", nil
	}
	if err := json.Unmarshal(raw, &page); err != nil {
		return "", unavailable("the answer does not say whether there are more pages", "try again")
	}
	return page.cursor(), nil
}

func (s *shape[W, M]) one(w *W, err error) M {
	if err == nil {
		var m M
		if m, err = s.read(w); err == nil {
			return m
		}
	}
	return s.odd(w, why(err))
}

// decodeOne reads the single object under a key.
func (s *shape[W, M]) decodeOne(body []byte, key string) (m M, err error) {
	if s.heed != nil {
		defer func() { s.heed([]M{m}) }()
	}
	outer, err := members(body)
	if err != nil {
		return m, err
	}
	raw := outer[key]
	if len(raw) == 0 || string(raw) == "null" {
		return m, missing(key)
	}
	var w W
	err = json.Unmarshal(raw, &w)
	if !s.strict {
		return s.one(&w, err), nil
	}
	if err == nil {
		m, err = s.read(&w)
	}
	if err != nil {
		return m, unavailable("the "+key+" in the answer is odd: "+why(err), "")
	}
	return m, nil
}

func missing(key string) *model.Fault {
	// An empty list stands for "there are none", so an absent one must not pass for it.
	return unavailable("the answer has no "+key, "check the endpoint; something else than Seam may be answering")
}

// why says what is odd about an object, in the words of its JSON and not of our types.
func why(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if t.Field == "" {
			return "it is a " + model.Clean(t.Value) + " and not an object"
		}
		return fmt.Sprintf("%s has an unexpected value (%s)", model.Clean(t.Field), model.Clean(t.Value))
	}
	return model.Clean(err.Error())
}

// pages asks for every page of a list and hands each over as it arrives. The parameters stay the same from page to
// page but for the cursor, as Seam demands.
func pages[W, M any](
	ctx context.Context, c *Client, a ask, params map[string]any, s *shape[W, M], each func([]M) error,
) error {
	ctx, stop := context.WithTimeout(ctx, c.limits.List)
	defer stop()
	params["limit"] = c.limits.Page
	a.body = params
	total, seen := 0, map[string]bool{}
	for range maxPages {
		body, err := c.call(ctx, a)
		if err != nil {
			return err
		}
		list, next, err := s.decode(body)
		if err != nil {
			return c.blame(a, err)
		}
		if total += len(list); total > maxObjects {
			return a.endless(fmt.Sprintf("%d objects", maxObjects))
		}
		if err := each(list); err != nil {
			return err
		}
		switch {
		case next == "":
			return nil
		case len(next) > maxCursor:
			return a.fault(model.KindUnavailable, "Seam names the next page in too many words", "check the endpoint")
		case seen[next]:
			return a.fault(model.KindUnavailable, "Seam gives the same page again and again", "try again")
		}
		seen[next] = true
		params["page_cursor"] = next
	}
	return a.endless(fmt.Sprintf("%d pages", maxPages))
}

// endless is the fault of a list that goes on after more than anybody has.
func (a *ask) endless(after string) *model.Fault {
	return a.fault(model.KindUnavailable, "the list does not end after "+after, "check the endpoint")
}

// get asks for one object.
func get[W, M any](ctx context.Context, c *Client, a ask, key string, s *shape[W, M]) (m M, err error) {
	body, err := c.call(ctx, a)
	if err != nil {
		return m, err
	}
	m, err = s.decodeOne(body, key)
	if err != nil {
		f := c.blame(a, err)
		f.Unsure = !reads(a.path) // Seam agreed, in words that make no sense
		return m, f
	}
	return m, nil
}
