package webhook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"seamdash/model"
	"seamdash/seamclient"
)

const here = "https://doors.example.org/seam"

// A desk keeps registered addresses in memory. It tells secrets only when told to, and fails when told to.
type desk struct {
	hooks  []seamclient.Webhook
	mute   bool             // new webhooks have no secret
	fail   map[string]error // by the name of the method
	events []string
}

func (d *desk) CreateWebhook(_ context.Context, url string, types []model.EventType) (seamclient.Webhook, error) {
	if err := d.fail["create"]; err != nil {
		return seamclient.Webhook{}, err
	}
	h := seamclient.Webhook{ID: fmt.Sprintf("new-%d", len(d.events)), URL: url, Types: types, Secret: newSecret('n')}
	if d.mute {
		h.Secret = seamclient.Secret{}
	}
	d.hooks = append(d.hooks, h)
	d.events = append(d.events, "create "+h.ID)
	return h, nil
}

func (d *desk) Webhooks(context.Context) ([]seamclient.Webhook, error) {
	return slices.Clone(d.hooks), d.fail["list"]
}

func (d *desk) DeleteWebhook(_ context.Context, id string) error {
	if err := d.fail["delete"]; err != nil {
		return err
	}
	d.events = append(d.events, "delete "+id)
	d.hooks = slices.DeleteFunc(d.hooks, func(h seamclient.Webhook) bool { return h.ID == id })
	return nil
}

func reveal(all []seamclient.Secret) (out []string) {
	for _, s := range all {
		out = append(out, s.Reveal())
	}
	return out
}

func TestRegister(t *testing.T) {
	all := []model.EventType{"*"}
	other := seamclient.Webhook{ID: "other", URL: "https://other.example.org/", Types: all, Secret: newSecret('o')}
	known := seamclient.Webhook{ID: "known", URL: here, Types: all, Secret: newSecret('k')}
	exact := seamclient.Webhook{ID: "exact", URL: here, Types: eventTypes(), Secret: newSecret('e')}
	silent := seamclient.Webhook{ID: "silent", URL: here, Types: all}
	narrow := seamclient.Webhook{ID: "narrow", URL: here, Types: []model.EventType{"device.removed"}, Secret: newSecret('x')}
	for name, tc := range map[string]struct {
		there   []seamclient.Webhook
		passed  seamclient.Secret
		secrets []seamclient.Secret
		did     []string // until Close has returned
	}{
		"nothing there":                  {nil, seamclient.Secret{}, []seamclient.Secret{newSecret('n')}, []string{"create new-0", "delete new-0"}},
		"another's":                      {[]seamclient.Webhook{other}, seamclient.Secret{}, []seamclient.Secret{newSecret('n')}, []string{"create new-0", "delete new-0"}},
		"one whose secret Seam tells":    {[]seamclient.Webhook{other, known}, seamclient.Secret{}, []seamclient.Secret{newSecret('k')}, nil},
		"one with our events":            {[]seamclient.Webhook{exact}, seamclient.Secret{}, []seamclient.Secret{newSecret('e')}, nil},
		"Seam's word beats ours":         {[]seamclient.Webhook{known}, newSecret('p'), []seamclient.Secret{newSecret('k')}, nil},
		"one whose secret was passed":    {[]seamclient.Webhook{silent}, newSecret('p'), []seamclient.Secret{newSecret('p')}, nil},
		"one whose secret nobody knows":  {[]seamclient.Webhook{other, silent}, seamclient.Secret{}, []seamclient.Secret{newSecret('n')}, []string{"delete silent", "create new-1", "delete new-1"}},
		"one that misses events":         {[]seamclient.Webhook{narrow}, seamclient.Secret{}, []seamclient.Secret{newSecret('n')}, []string{"delete narrow", "create new-1", "delete new-1"}},
		"two, and one of them is silent": {[]seamclient.Webhook{known, silent}, seamclient.Secret{}, []seamclient.Secret{newSecret('n')}, []string{"delete known", "delete silent", "create new-2", "delete new-2"}},
		"two whose secrets are known":    {[]seamclient.Webhook{narrow, known}, seamclient.Secret{}, []seamclient.Secret{newSecret('x'), newSecret('k')}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := &desk{hooks: slices.Clone(tc.there)}
			reg, err := Register(t.Context(), d, here, tc.passed)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := reveal(reg.Secrets), reveal(tc.secrets); !slices.Equal(got, want) {
				t.Errorf("secrets %v, want %v", got, want)
			}
			for range 2 { // the second time there is nothing left to do
				if err := reg.Close(t.Context()); err != nil {
					t.Error(err)
				}
			}
			if !slices.Equal(d.events, tc.did) {
				t.Errorf("it did %q, want %q", d.events, tc.did)
			}
		})
	}
}

func TestRegisterFails(t *testing.T) {
	broken := errors.New("out of order")
	for _, method := range []string{"list", "create", "delete"} {
		d := &desk{fail: map[string]error{method: broken}, hooks: []seamclient.Webhook{{ID: "silent", URL: here}}}
		if _, err := Register(t.Context(), d, here, seamclient.Secret{}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", method, err)
		}
	}
	d := &desk{mute: true}
	if _, err := Register(t.Context(), d, here, seamclient.Secret{}); model.HintOf(err) == "" || len(d.hooks) > 0 {
		t.Errorf("without a secret: %v, and there is %v", err, d.hooks)
	}
}

func TestAddressesToRegister(t *testing.T) {
	for _, address := range []string{
		"", "doors", "http://doors.example.org/", "http://192.168.0.7/", "ftp://127.0.0.1/", "https:///seam", "https://rosa:pw@doors.example.org/",
		"https://doors.example.org/#x", "https://doors.example.org/%zz",
	} {
		d := &desk{}
		if _, err := Register(t.Context(), d, address, seamclient.Secret{}); model.KindOf(err) != model.KindRefused || len(d.events) > 0 {
			t.Errorf("%q: %v, %q", address, err, d.events)
		}
	}
	for _, address := range []string{here, "http://127.0.0.1:8787/", "http://localhost:8787/seam?x=1", "http://[::1]:1/"} {
		if _, err := Register(t.Context(), &desk{}, address, seamclient.Secret{}); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}
