package coderow

import (
	"cmp"
	"strconv"
	"strings"

	"seamdash/model/diagnose"
	"seamdash/ui/nav"
)

// reconnect tells how to connect the lock's account again, which only a person with its password can, as Seam's guides have it:
// through a new Connect Webview, with the same login as before.
func (at *RemedyAt) reconnect(_ *diagnose.Step) (nav.Intent, string) {
	account := at.account()
	steps := []string{
		"Open the Seam Console" + at.inWorkspace() + " and find this account.",
		"Reconnect it there: Seam opens a page to log in.",
		"Log in as the same user as before, and grant every right it asks for.",
		"Wait some minutes: the locks come back, and Seam goes on with their codes.",
	}
	for i := range steps {
		steps[i] = strconv.Itoa(i+1) + ". " + steps[i]
	}
	title := "Connect " + account + " again"
	text := title + ":\n" + strings.Join(steps, "\n")
	return nav.Ask{
		Title: title, Body: steps, Told: true,
		Choices: []nav.Choice{{Key: "c", Label: "copy these steps", Intent: nav.CopyText{Text: text, What: "how to connect " + account}}},
	}, ""
}

// account is what to call the account of the lock.
func (at *RemedyAt) account() string {
	if at.Picture != nil {
		if a, ok := at.Picture.Account(at.Lock.Device.AccountID); ok {
			if maker := cmp.Or(a.TypeName, at.Lock.Device.Manufacturer); maker != "" {
				return strings.TrimSpace("the " + maker + " account " + called(a.Name))
			}
		}
	}
	if maker := at.Lock.Device.Manufacturer; maker != "" {
		return "the " + maker + " account"
	}
	return "the account of the lock"
}

func called(name string) string {
	if name == "" {
		return ""
	}
	return "“" + name + "”"
}

func (at *RemedyAt) inWorkspace() string {
	if at.Picture == nil || at.Picture.Workspace.Name == "" {
		return ""
	}
	return ", in the workspace " + called(at.Picture.Workspace.Name) + ","
}
