package seamclient

import (
	"context"

	seam "github.com/seamapi/go"

	"seamdash/model"
)

// A Secret signs webhooks. Like a [Key] it does not print itself.
type Secret struct{ Key }

// NewSecret wraps the secret of a webhook; an empty text gives the zero Secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{Key{secret: &text}}
}

// A Webhook is an address to which Seam sends events.
type Webhook struct {
	ID     string
	URL    string
	Types  []model.EventType // "*" stands for all
	Secret Secret            // known right after creation; later it depends on the server
}

func newWebhook(w *seam.Webhook) Webhook {
	if w == nil {
		return Webhook{}
	}
	hook := Webhook{ID: model.Clean(w.WebhookId), URL: model.Clean(w.Url)}
	for _, t := range w.EventTypes {
		hook.Types = append(hook.Types, model.EventType(model.Clean(t)))
	}
	if w.Secret != nil {
		hook.Secret = NewSecret(*w.Secret)
	}
	return hook
}

// CreateWebhook has events sent to a public address. No types means all.
func (c *Client) CreateWebhook(ctx context.Context, url string, types []model.EventType) (hook Webhook, err error) {
	request := &seam.WebhooksCreateRequest{Url: url, EventTypes: []string{"*"}}
	if len(types) > 0 {
		request.EventTypes = nil
		for _, t := range types {
			request.EventTypes = append(request.EventTypes, string(t))
		}
	}
	a := ask{op: "create a webhook for", subject: url, path: "/webhooks/create"}
	err = c.within(ctx, a, func(ctx context.Context) error {
		w, err := c.webhooks.Create(ctx, request)
		hook = newWebhook(w)
		c.memory.keep(hook.Secret)
		return err
	})
	if err == nil && hook.ID == "" {
		return Webhook{}, c.blame(a, missing("webhook"))
	}
	return hook, err
}

// Webhooks lists the addresses to which Seam sends events of the workspace.
func (c *Client) Webhooks(ctx context.Context) (hooks []Webhook, err error) {
	err = c.within(ctx, ask{op: "list webhooks", path: "/webhooks/list"}, func(ctx context.Context) error {
		list, err := c.webhooks.List(ctx)
		for _, w := range list {
			hooks = append(hooks, newWebhook(w))
			c.memory.keep(hooks[len(hooks)-1].Secret)
		}
		return err
	})
	return hooks, err
}

// DeleteWebhook stops the sending. A webhook that is gone already is a success.
func (c *Client) DeleteWebhook(ctx context.Context, id string) error {
	a := ask{op: "delete webhook", subject: id, path: "/webhooks/delete"}
	err := c.within(ctx, a, func(ctx context.Context) error {
		_, err := c.webhooks.Delete(ctx, &seam.WebhooksDeleteRequest{WebhookId: id})
		return err
	})
	if model.KindOf(err) == model.KindNotFound {
		return nil
	}
	return err
}
