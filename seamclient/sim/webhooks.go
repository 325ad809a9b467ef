package sim

import (
	"net"
	"net/http"
	"net/url"
	"slices"
)

// A webhook is one endpoint that wants to hear of events.
type webhook struct {
	id     uuid
	url    string
	kinds  []string
	secret string
}

func (h *webhook) wire() map[string]any {
	return map[string]any{"webhook_id": h.id, "url": h.url, "event_types": h.kinds, "secret": h.secret}
}

func (h *webhook) wants(kind string) bool {
	return slices.Contains(h.kinds, "*") || slices.Contains(h.kinds, kind)
}

func createWebhook(c *call) (reply, *failure) {
	c.need("url")
	address, kinds := c.text("url"), c.list("event_types")
	if c.has("url") && !isLoopback(address) {
		c.fault("url", "Invalid url: this simulator delivers to http on loopback addresses only")
	}
	if no := c.failure(); no != nil {
		return nil, no
	}
	if len(kinds) == 0 {
		kinds = []string{"*"}
	}
	h := &webhook{
		id: c.world.mint.next(idWebhook), url: address, kinds: kinds,
		secret: newSecret(c.world.mint.next(idSecret), c.world.mint.next(idSecret)),
	}
	c.world.hooks = append(c.world.hooks, h)
	c.server.courier.start(c.ctx)
	return reply{"webhook": h.wire()}, nil
}

// isLoopback keeps a simulator from posting into the world.
func isLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func (c *call) webhook() (*webhook, *failure) {
	id := c.needID("webhook_id")
	if no := c.failure(); no != nil {
		return nil, no
	}
	for _, h := range c.world.hooks {
		if h.id == id {
			return h, nil
		}
	}
	return nil, notFound("webhook", id)
}

func getWebhook(c *call) (reply, *failure) {
	h, no := c.webhook()
	if no != nil {
		return nil, no
	}
	return reply{"webhook": h.wire()}, nil
}

func listWebhooks(c *call) (reply, *failure) {
	list := []any{}
	for _, h := range c.world.hooks {
		list = append(list, h.wire())
	}
	return reply{"webhooks": list}, nil
}

// updateWebhook changes the event types; the address cannot be changed.
func updateWebhook(c *call) (reply, *failure) {
	c.need("event_types")
	kinds := c.list("event_types")
	h, no := c.webhook()
	if no != nil {
		return nil, no
	}
	if len(kinds) == 0 {
		return nil, refuse(http.StatusBadRequest, "invalid_event_types", "event_types must not be empty")
	}
	h.kinds = kinds
	return reply{}, nil
}

// deleteWebhook also ends the attempts to deliver what is still on its way.
func deleteWebhook(c *call) (reply, *failure) {
	h, no := c.webhook()
	if no != nil {
		return nil, no
	}
	c.world.hooks = slices.DeleteFunc(c.world.hooks, func(other *webhook) bool { return other == h })
	return reply{}, nil
}
