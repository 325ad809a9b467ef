// Package alert tells people about trouble while nobody looks: it runs a command of theirs with what happened as one JSON
// object on its input.
//
//	teller := alert.New(ctx, alert.Config{Command: settings.Alerts.Command, On: settings.Alerts.On, Log: log})
//	if a, ok := alert.OfRoll(roll, rule, picture); ok { teller.Tell(a) } // each new line of the history
//	if a, ok := alert.OfEvent(event, picture); ok { teller.Tell(a) }     // each new event of Seam
//	for _, a := range alert.Batteries(before, after, now) { teller.Tell(a) }
//	teller.Close(ctx) // tells what still waits, until ctx ends
//
// Nothing here says a PIN: what an alert is made from has none.
package alert
