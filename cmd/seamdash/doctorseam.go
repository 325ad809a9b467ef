package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"time"

	"seamdash/cmd/credentials"
	"seamdash/model"
)

// asking is how long Seam may take to say what the key opens, with what the client tries again.
const asking = 20 * time.Second

// errNobodyAsked is the error of a question to Seam that could not be put.
var errNobodyAsked = errors.New("nobody was asked")

// askSeam asks which workspace the key opens.
func (d *doctor) askSeam(ctx context.Context) (model.Workspace, error) {
	s, err := d.session(ctx)
	switch {
	case errors.Is(err, credentials.ErrNoKey):
		return model.Workspace{}, fmt.Errorf("%w, for want of a key", errNobodyAsked)
	case err != nil:
		return model.Workspace{}, errNobodyAsked
	}
	ctx, stop := context.WithTimeout(ctx, asking)
	defer stop()
	return s.client.Workspace(ctx)
}

// answers says whether it was Seam that refused: then it was reached.
func answers(err error) bool {
	switch model.KindOf(err) {
	case model.KindUnauthorised, model.KindNotFound, model.KindInvalid, model.KindConflict:
		return true
	case model.KindUnexpected, model.KindRateLimited, model.KindUnreachable, model.KindUnavailable, model.KindRefused, model.KindCancelled:
		return false
	default:
		return false
	}
}

// examineEndpoint says where Seam is, and whether it is there.
func (d *doctor) examineEndpoint(ctx context.Context) examined {
	settings, err := d.settings()
	switch {
	case err != nil:
		return unclear("not known as long as the settings are bad")
	case d.sandbox:
		return well("none: the sandbox is inside this program")
	}
	place := hostOf(settings.Endpoint) + " (" + model.Clean(settings.Origin("endpoint").String()) + ")"
	if s, err := d.session(ctx); err == nil && s.found.Kept {
		place = s.place + " (kept with the key)"
	}
	place += proxied(ctx, settings.Endpoint)
	switch _, err := d.seam(ctx); {
	case errors.Is(err, errNobodyAsked):
		return unclear(place + "; " + err.Error())
	case err == nil || answers(err):
		return well(place + ", which answers")
	default:
		return wrong(place+": "+model.WhyOf(err), model.HintOf(err))
	}
}

// proxied names the proxy that the environment sends calls through, without the password that may be part of it.
func proxied(ctx context.Context, endpoint string) string {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, http.NoBody)
	if err != nil {
		return ""
	}
	proxy, err := http.ProxyFromEnvironment(request)
	if err != nil || proxy == nil {
		return ""
	}
	return " through the proxy " + model.Clean(proxy.Host)
}

// examineKey says where the key comes from, and whether Seam takes it.
func (d *doctor) examineKey(ctx context.Context) examined {
	if _, err := d.settings(); err != nil {
		return unclear("not looked for as long as the settings are bad")
	}
	s, err := d.session(ctx)
	switch {
	case err != nil:
		return ill(err)
	case !s.found.Key.Known():
		return well("none, the sandbox needs no key")
	}
	kind := "API key"
	if s.found.Key.NeedsWorkspace() {
		kind = "personal access token"
	}
	text := kind + " from " + s.found.Place
	_, err = d.seam(ctx)
	switch {
	case err == nil:
		return well(text + ", which Seam takes")
	case model.KindOf(err) == model.KindUnauthorised:
		return wrong(text+", which Seam does not take: "+model.WhyOf(err), model.HintOf(err))
	case answers(err):
		return well(text)
	default:
		return well(text + "; Seam could not be asked about it")
	}
}

// examineWorkspace says what the key opens.
func (d *doctor) examineWorkspace(ctx context.Context) examined {
	ws, err := d.seam(ctx)
	switch {
	case errors.Is(err, errNobodyAsked):
		return unclear(err.Error())
	case err != nil && model.KindOf(err) == model.KindUnauthorised:
		return unclear("not known, because Seam does not take the key")
	case err != nil && answers(err):
		return ill(err)
	case err != nil:
		return unclear("not known, because nobody answers for Seam")
	}
	return d.workspaceOf(ctx, ws)
}

// workspaceOf judges the workspace that Seam told.
func (d *doctor) workspaceOf(ctx context.Context, ws model.Workspace) examined {
	s, err := d.session(ctx)
	if err != nil {
		return ill(err)
	}
	name := orDash(ws.Name) + " (" + kindOf(ws) + ")"
	switch wanted := s.settings.Workspace; {
	case !d.sandbox && wanted != "" && ws.ID != wanted:
		return ill(credentials.WrongWorkspace("check the key", ws, wanted))
	case ws.Suspended:
		return wrong(name+" is suspended, as Seam does with sandboxes that nobody uses for 14 days", "open it in the Seam Console, or use another.")
	default:
		return well(name + " at " + s.place)
	}
}

// From drift on a clock is told to be off, from wrongClock on it is bad: what is said about windows and waiting times is then off as much.
const drift, wrongClock = 5 * time.Second, 30 * time.Second

// examineClock compares our clock with Seam's, as the answers of the lines before dated themselves.
func (d *doctor) examineClock(ctx context.Context) examined {
	_, asked := d.seam(ctx) // an answer that refuses tells the time as well
	s, err := d.session(ctx)
	if err != nil {
		return unclear("not compared: " + asked.Error())
	}
	skew, known := s.client.Skew()
	switch {
	case s.tempo != 0:
		return well("the sandbox has its own")
	case !known:
		return unclear("not compared, because nobody answers for Seam")
	case skew.Abs() < drift:
		return well("within " + drift.String() + " of Seam's")
	}
	text := skew.Abs().Round(time.Second).String() + " " + map[bool]string{true: "behind", false: "ahead of"}[skew > 0] + " Seam's"
	if skew.Abs() < wrongClock {
		return well(text)
	}
	return wrong(text, setClock())
}

// setClock is how a machine is told to keep its clock right.
func setClock() string {
	commands := map[string]string{"darwin": "sudo sntp -sS time.apple.com", "windows": "w32tm /resync"}
	return "have the clock set by the network: " + cmp.Or(commands[runtime.GOOS], "timedatectl set-ntp true")
}
