package webhook

import (
	"context"
	"errors"
	"net"
	"net/url"
	"slices"

	"seamdash/model"
	"seamdash/seamclient"
)

// A Registrar is the part of [seamclient.Client] that registers addresses.
type Registrar interface {
	CreateWebhook(ctx context.Context, url string, types []model.EventType) (seamclient.Webhook, error)
	Webhooks(ctx context.Context) ([]seamclient.Webhook, error)
	DeleteWebhook(ctx context.Context, id string) error
}

// A Registration is an address to which Seam posts.
type Registration struct {
	// Secrets are what posts to the address are signed with: one, but for what others registered as well.
	Secrets []seamclient.Secret

	at   Registrar
	made string // the id of the webhook that Register made, or ""
}

// Register has Seam post the events that matter here to a public address. One that is registered already is kept if its
// secret is known: from Seam, or because it was passed. Otherwise it is taken away, as nobody could check what it posts, and
// made anew. Errors are those of the calls, or a [model.Fault] of KindRefused for an address to which nothing should be
// posted.
func Register(ctx context.Context, at Registrar, address string, known seamclient.Secret) (*Registration, error) {
	if err := checkAddress(address); err != nil {
		return nil, err
	}
	all, err := at.Webhooks(ctx)
	if err != nil {
		return nil, err
	}
	ours := slices.DeleteFunc(all, func(h seamclient.Webhook) bool { return h.URL != address })
	if secrets, ok := reusable(ours, known); ok {
		return &Registration{Secrets: secrets, at: at}, nil
	}
	for _, h := range ours {
		if err := at.DeleteWebhook(ctx, h.ID); err != nil {
			return nil, err
		}
	}
	hook, err := at.CreateWebhook(ctx, address, eventTypes())
	if err != nil {
		return nil, err
	}
	r := &Registration{Secrets: []seamclient.Secret{hook.Secret}, at: at, made: hook.ID}
	if !hook.Secret.Known() {
		fault := &model.Fault{
			Op: "register", Subject: address, Kind: model.KindUnexpected, Message: "Seam did not tell the secret of the new webhook",
			Hint: "create the webhook in the Seam Console and set SEAM_WEBHOOK_SECRET",
		}
		return nil, errors.Join(fault, r.Close(ctx))
	}
	return r, nil
}

// Close deletes the webhook that Register made; one that was there before stays.
func (r *Registration) Close(ctx context.Context) error {
	if r.made == "" {
		return nil
	}
	if err := r.at.DeleteWebhook(ctx, r.made); err != nil {
		return err
	}
	r.made = ""
	return nil
}

// reusable gives the secrets of the webhooks of one address if all are known and one of them posts everything that matters.
func reusable(hooks []seamclient.Webhook, known seamclient.Secret) (secrets []seamclient.Secret, ok bool) {
	for _, h := range hooks {
		if !h.Secret.Known() {
			h.Secret = known
		}
		if !h.Secret.Known() {
			return nil, false
		}
		secrets = append(secrets, h.Secret)
		ok = ok || covers(h.Types)
	}
	return secrets, ok
}

func covers(types []model.EventType) bool {
	return slices.Contains(types, "*") ||
		!slices.ContainsFunc(eventTypes(), func(t model.EventType) bool { return !slices.Contains(types, t) })
}

// eventTypes are the events that the dashboard and the engine act on, by the names that Seam documents.
func eventTypes() []model.EventType {
	return []model.EventType{
		model.EventCodeCreated, model.EventCodeDeleted, model.EventCodeRemoved,
		"access_code.changed",
		"access_code.name_changed",
		"access_code.code_changed",
		"access_code.time_frame_changed",
		"access_code.scheduled_on_device",
		"access_code.set_on_device",
		"access_code.delay_in_setting_on_device",
		"access_code.failed_to_set_on_device",
		"access_code.failed_to_remove_from_device",
		"access_code.modified_external_to_seam",
		"access_code.deleted_external_to_seam",
		"access_code.backup_access_code_pulled",
		"access_code.unmanaged.created",
		"access_code.unmanaged.removed",
		"access_code.unmanaged.converted_to_managed",
		model.EventDeviceGone,
		"device.added",
		"device.connected",
		"device.disconnected",
		"device.removed",
		"device.name_changed",
		"device.converted_to_unmanaged",
		"device.unmanaged.converted_to_managed",
		"device.low_battery",
		"device.battery_status_changed",
	}
}

// checkAddress wants an address that Seam can reach and nobody can read on the way. Plain http is for servers on this
// machine, which are simulators.
func checkAddress(address string) error {
	refuse := func(why string) error {
		return &model.Fault{
			Op: "register", Subject: model.Clean(address), Kind: model.KindRefused, Message: why,
			Hint: "give the public address that leads to this machine, such as https://doors.example.org/seam",
		}
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "":
		return refuse("it is not an address")
	case u.User != nil || u.Fragment != "":
		return refuse("it has a user name, a password or a fragment")
	case u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	default:
		return refuse("it does not begin with https://")
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
