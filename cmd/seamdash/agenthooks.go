package main

import (
	"context"
	"errors"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/seamclient"
	"seamdash/seamclient/webhook"
)

const (
	// hookSecret is where the secret of a webhook is that was registered in Seam's console.
	hookSecret = "SEAM_WEBHOOK_SECRET"
	// hookPatience is how long registering or taking away a webhook may take; hookRetry and hookRarest bound the wait between tries.
	hookPatience          = 20 * time.Second
	hookRetry, hookRarest = 5 * time.Second, 5 * time.Minute
)

// Hooks bring what Seam posts, so that it is known before anybody asks. They are a help only: the feed goes on asking.
type hooks struct {
	watch    *watch
	receiver *webhook.Receiver
	server   *webhook.Server
	end      context.CancelFunc
	known    seamclient.Secret

	registered *webhook.Registration // belongs to follow, and after that to close
}

// openHooks listens where posts shall arrive; nil where none shall.
func (w *watch) openHooks(ctx context.Context) (*hooks, error) {
	if w.request.webhook == "" {
		return nil, nil //nolint:nilnil // no hooks, and all their methods may be called
	}
	secret := seamclient.NewSecret(w.room.program.getenv(hookSecret))
	h := &hooks{watch: w, known: secret, receiver: webhook.New(webhook.Config{Now: w.room.session.seamNow})}
	if secret.Known() {
		w.room.session.client.Mind(secret)
		if err := h.receiver.Trust(secret); err != nil {
			return nil, err
		}
	} else if w.request.hook == "" {
		return nil, usageError{
			err:  errors.New("receive webhooks: nobody could tell Seam's posts from others without their secret"),
			hint: "put it into " + hookSecret + ", or have the webhook registered by --webhook-register.",
		}
	}
	serving, end := context.WithCancel(context.WithoutCancel(ctx))
	ln, err := w.room.program.network.doorway(serving, w.request.webhook, maxHookLines)
	if err != nil {
		end()
		return nil, err
	}
	h.server, h.end = webhook.Serve(serving, ln, guardPages(h.receiver, w.defective)), end
	return h, nil
}

// follow hands on what is posted until ctx ends.
func (h *hooks) follow(ctx context.Context) {
	if h == nil {
		return
	}
	var registering routine.Group
	defer registering.Wait()
	registering.Go(routine.Told(ctx, func() { h.registered = h.register(ctx) }))
	for {
		select {
		case e := <-h.receiver.Events():
			h.hear(e)
		case <-ctx.Done():
			return
		}
	}
}

// hear has the engine and the picture look at what an event is about.
func (h *hooks) hear(e model.Event) {
	h.watch.engine.Saw([]model.Event{e})
	if e.CodeID != "" {
		h.watch.feed.Reread([]model.CodeID{e.CodeID})
		return
	}
	h.watch.feed.Refresh()
}

// register has Seam post to the public address; nil where nobody asked for that, or it could not be done before ctx ended.
func (h *hooks) register(ctx context.Context) *webhook.Registration {
	address, log := h.watch.request.hook, h.watch.log
	if address == "" {
		return nil
	}
	for wait := hookRetry; ; wait = min(2*wait, hookRarest) {
		r, err := h.tryRegister(ctx, address)
		if err == nil {
			log.Info("webhook registered", "address", address)
			return r
		}
		if ctx.Err() != nil {
			return r
		}
		log.Warn("webhook not registered; tries again", "address", address, "why", err, "in", wait)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return r
		}
	}
}

func (h *hooks) tryRegister(ctx context.Context, address string) (*webhook.Registration, error) {
	ctx, stop := context.WithTimeout(ctx, hookPatience)
	defer stop()
	r, err := webhook.Register(ctx, h.watch.room.session.client, address, h.known)
	if err != nil {
		return nil, err
	}
	return r, h.receiver.Trust(r.Secrets...)
}

// close takes away the webhook that was registered, and stops listening.
func (h *hooks) close(ctx context.Context) error {
	if h == nil {
		return nil
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), hookPatience)
	defer stop()
	var err error
	if h.registered != nil {
		err = h.registered.Close(ctx)
	}
	h.end()
	return errors.Join(err, h.server.Wait())
}

// counts are how many posts there were, nil where none are received.
func (h *hooks) counts() *webhook.Counts {
	if h == nil {
		return nil
	}
	c := h.receiver.Counts()
	return &c
}
