// Package webhook receives what Seam posts when something happens, so that nobody has to ask. It is the only package that
// knows Svix, which signs and repeats Seam's webhooks.
//
// A [Receiver] checks each post and hands its event on; it trusts nothing until it has a secret. [Register] has Seam post to an
// address that leads to it, and tells the secret:
//
//	receiver := webhook.New(webhook.Config{Now: clock})
//	server := webhook.Serve(ctx, listener, receiver) // first, because Seam may post at once
//	registration, err := webhook.Register(ctx, client, "https://doors.example.org/seam", secret) // the secret may be unknown
//	err = receiver.Trust(registration.Secrets...) // without Register: the secret from Seam's console
//	for event := range receiver.Events() { ... } // the channel is never closed: select on a context beside it
//	err = registration.Close(ctx) // deletes what Register made
//	err = server.Wait()           // after ctx has ended
//
// An event says only that something changed: it may come late, twice, before an older one, or never. Whoever hears one reads
// the state anew, and goes on asking now and then.
package webhook
