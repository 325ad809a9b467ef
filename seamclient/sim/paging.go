package sim

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/url"
	"sort"
	"strings"
)

// A page is what one request asks of a list. Pages are cut by the order of making, so that things that come and go
// between two pages neither repeat nor hide others.
type slice struct {
	limit int
	after uint64 // order number of the last item of the page before
	bound uint64 // fingerprint of the other parameters
}

// page reads limit and page_cursor. The cursor is bound to every other parameter of its first request.
func (c *call) page(byDefault int) (slice, *failure) {
	p := slice{limit: byDefault, bound: c.fingerprint()}
	if n := c.number("limit"); n != nil {
		p.limit = int(*n)
		if *n < 1 || *n != float64(p.limit) {
			c.fault("limit", "Number must be a whole number greater than 0 for \"limit\"")
		}
	}
	cursor := c.text("page_cursor")
	if cursor == "" {
		return p, nil
	}
	raw, err := base64.URLEncoding.DecodeString(cursor)
	if err != nil || len(raw) != 16 {
		c.fault("page_cursor", "Invalid page_cursor")
		return p, nil
	}
	if binary.BigEndian.Uint64(raw[8:]) != p.bound {
		return p, refuse(400, "mismatched_page_parameters", "When using page_cursor, repeat the parameters of the first page")
	}
	p.after = binary.BigEndian.Uint64(raw)
	return p, nil
}

func (c *call) fingerprint() uint64 {
	keys := make([]string, 0, len(c.fields))
	for key := range c.fields {
		if key != "page_cursor" {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	h := fnv.New64a()
	for _, key := range append(keys, c.path) {
		_, _ = fmt.Fprintf(h, "%q%q", key, texts(c.fields[key])) // a hash never fails
	}
	return h.Sum64()
}

// info is the pagination object of the answer; last is the order number of the page's last item.
func (p slice) info(c *call, more bool, last uint64) map[string]any {
	if !more {
		return map[string]any{"next_page_cursor": nil, "has_next_page": false, "next_page_url": nil}
	}
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:], last)
	binary.BigEndian.PutUint64(raw[8:], p.bound)
	cursor := base64.URLEncoding.EncodeToString(raw[:])
	return map[string]any{"next_page_cursor": cursor, "has_next_page": true, "next_page_url": c.nextURL(cursor)}
}

// nextURL is the next page as a GET.
func (c *call) nextURL(cursor string) string {
	q := url.Values{}
	for key, raw := range c.fields {
		q[key] = texts(raw)
	}
	q.Set("page_cursor", cursor)
	return "https://connect.getseam.com" + c.path + "?" + q.Encode()
}

// texts is a parameter as a query would carry it, so that body and query of the same meaning have the same text.
func texts(raw json.RawMessage) []string {
	var list []any
	if json.Unmarshal(raw, &list) == nil && list != nil {
		out := make([]string, len(list))
		for i, v := range list {
			out[i] = plain(v)
		}
		return out
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return []string{plain(v)}
}

func plain(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return strings.Trim(string(text), `"`)
}

// cut returns the page's part of a list that is sorted by order of making.
func cut[T any](p slice, list []T, seq func(T) uint64) (part []T, more bool, last uint64) {
	from := sort.Search(len(list), func(i int) bool { return seq(list[i]) > p.after })
	part = list[from:]
	if len(part) > p.limit {
		part, more = part[:p.limit], true
	}
	if len(part) > 0 {
		last = seq(part[len(part)-1])
	}
	return part, more, last
}
