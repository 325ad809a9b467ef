//go:build unix

package main

import (
	"encoding/json"
	"net"
	"strings"
	"testing"
)

// placeStranger listens where nobody has any business. Whoever comes all the same is noted as odd.
func (g *gatehouse) placeStranger() (address string) {
	g.t.Helper()
	ln, err := new(net.ListenConfig).Listen(g.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		g.t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			g.note(&g.odd, "the stranger, from "+conn.RemoteAddr().String())
			_ = conn.Close() // nobody is talked to
		}
	}()
	g.t.Cleanup(func() {
		_ = ln.Close()
		<-ended
	})
	return ln.Addr().String()
}

// pointed is an answer in which every address leads elsewhere, and every object has some.
func pointed(body []byte, to string) []byte {
	var answer any
	if json.Unmarshal(body, &answer) != nil {
		return body
	}
	point(answer, to)
	text, err := json.Marshal(answer)
	if err != nil {
		return body
	}
	return text
}

func point(at any, to string) {
	switch v := at.(type) {
	case []any:
		for _, one := range v {
			point(one, to)
		}
	case map[string]any:
		for name, value := range v {
			if text, ok := value.(string); ok && strings.HasSuffix(name, "url") && !strings.HasPrefix(text, "http://127.0.0.1:1/") {
				v[name] = to
				continue
			}
			point(value, to)
		}
		for _, name := range []string{"image_url", "url", "next_page_url", "company_logo_url", "redirect_uri"} {
			if _, has := v[name]; !has {
				v[name] = to
			}
		}
	}
}

// TestPointed: addresses are put everywhere, and that of the webhook stays.
func TestPointed(t *testing.T) {
	t.Parallel()
	const in = `{"a":[{"b":{"image_url":"https://seam.example/x.png"}}],"url":"http://127.0.0.1:1/seam"}`
	got := string(pointed([]byte(in), "http://stranger/"))
	if strings.Contains(got, "seam.example") || strings.Count(got, `"next_page_url":"http://stranger/"`) != 3 || !strings.Contains(got, "127.0.0.1:1/seam") {
		t.Errorf("%s", got)
	}
}
