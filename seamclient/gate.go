package seamclient

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"seamdash/model"
)

// A gate lets only good answers through to the SDK: JSON with a 2xx status. Everything else becomes a [model.Fault]
// here, where headers and body are still at hand. So the SDK never sees a status that its retry would react to, with
// pauses that no context can end.
type gate struct {
	next *sender
	key  Key // which nobody may repeat
}

// Do implements the SDK's core.HTTPClient.
func (g *gate) Do(req *http.Request) (*http.Response, error) {
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, networkFault(err, req.URL.Host)
	}
	sign(req, resp, g.key.redact)
	if success(resp) && looksLikeJSON(resp) && !cutShort(resp) {
		g.key.forget(resp)
		return resp, nil
	}
	f := refusal(resp, req.URL)
	if f.Request == "" {
		f.Request = requestIn(resp)
	}
	return nil, f
}

func success(resp *http.Response) bool { return resp.StatusCode >= 200 && resp.StatusCode < 300 }

// looksLikeJSON trusts the first byte more than the header: proxies that serve their own pages do not begin with a
// brace, and small servers forget the header.
func looksLikeJSON(resp *http.Response) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body(resp), " \t\r\n"), []byte("{"))
}

// refusal is the fault for an answer that is not a good one.
func refusal(resp *http.Response, asked *url.URL) *model.Fault {
	switch {
	case success(resp) && looksLikeJSON(resp):
		return unavailable("the answer is cut short", "try again; if it stays so, something between here and Seam cuts answers off")
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return redirected(resp, asked)
	}
	if f, ok := envelopeFault(body(resp)); ok {
		f.Kind = kindOf(resp.StatusCode, f.Type)
		advise(f, resp, asked)
		return f
	}
	return stranger(resp, asked)
}

func unavailable(message, hint string) *model.Fault {
	return &model.Fault{Kind: model.KindUnavailable, Message: message, Hint: hint}
}

// redirected refuses to follow: the API never redirects, and the key must not go where someone else points.
func redirected(resp *http.Response, asked *url.URL) *model.Fault {
	to := "nowhere"
	if u, err := asked.Parse(resp.Header.Get("Location")); err == nil && u.Host != "" {
		to = model.Clean(u.Scheme + "://" + u.Host)
	}
	return unavailable(fmt.Sprintf("%s redirects to %s, which is not followed with a key", asked.Host, to),
		"check the endpoint; a redirect usually means a login page of the network or a wrong address")
}

// kindOf sorts API errors by status first: types are an open set and differ between servers for the same status.
func kindOf(status int, typ string) model.Kind {
	switch status {
	case http.StatusConflict:
		return model.KindConflict
	case http.StatusUnauthorized, http.StatusForbidden:
		return model.KindUnauthorised
	case http.StatusNotFound, http.StatusGone:
		return model.KindNotFound
	case http.StatusTooManyRequests:
		return model.KindRateLimited
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		if strings.HasPrefix(typ, "duplicate") {
			return model.KindConflict
		}
		if typ == "missing_workspace_id" { // what some routes say to a key that they do not know
			return model.KindUnauthorised
		}
		return model.KindInvalid
	case http.StatusRequestTimeout:
		return model.KindUnavailable
	}
	if status >= 500 {
		return model.KindUnavailable
	}
	return model.KindUnexpected
}

// advise adds what a person can do about the kind, and when a rate limit ends.
func advise(f *model.Fault, resp *http.Response, asked *url.URL) {
	switch f.Kind {
	case model.KindUnauthorised:
		f.Hint = "check the key; API keys are made in the Seam Console under Developer, API Keys"
	case model.KindRateLimited:
		f.Hint = "wait a minute; Seam limits how often one lock may be changed"
		if reads(asked.Path) {
			f.Hint = "wait a minute; Seam limits how much may be asked"
		}
		if wait, ok := retryAfter(resp.Header, time.Now()); ok {
			f.RetryAt = time.Now().Add(wait)
		}
	case model.KindUnavailable:
		f.Hint = "try again in a minute; Seam has trouble of its own"
	case model.KindConflict:
		f.Hint = "choose another PIN, or remove the code that has it"
	case model.KindUnexpected, model.KindNotFound, model.KindInvalid, model.KindUnreachable, model.KindRefused, model.KindCancelled:
	}
}

// stranger is the fault for an answer that is not Seam's: its API says why it refuses, in JSON.
func stranger(resp *http.Response, asked *url.URL) *model.Fault {
	what := "nothing"
	if len(body(resp)) > 0 {
		what = "text"
		if media, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err == nil {
			what = strings.TrimPrefix(model.Clean(media), "text/")
		}
	}
	f := &model.Fault{
		Message: fmt.Sprintf("%s answered %d with %s instead of Seam's JSON", model.Clean(asked.Host), resp.StatusCode, what),
		Kind:    kindOf(resp.StatusCode, ""),
	}
	switch f.Kind {
	case model.KindUnauthorised, model.KindRateLimited, model.KindUnavailable:
		advise(f, resp, asked)
	default:
		// Above all a bare 404 must not look like "this code is gone".
		f.Kind = model.KindUnavailable
		f.Hint = "check the endpoint; a proxy or a login page of the network may be answering"
	}
	return f
}
