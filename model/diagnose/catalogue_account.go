package diagnose

import "seamdash/model"

// accountRow is the row of what Seam says of accounts and of bridge programs.
func accountRow(code string, level model.Level) (entry, bool) {
	links := accountLinks()
	if i := among(links[:], code, level); i >= 0 {
		return links[i], true
	}
	sites := accountSites()
	if i := among(sites[:], code, level); i >= 0 {
		return sites[i], true
	}
	return entry{}, false
}

// accountLinks are what cuts Seam off from all locks of an account, or soon will.
func accountLinks() [7]entry {
	return [...]entry{
		{
			code: "account_disconnected", severity: Serious, lies: onAccount, stops: programming, retries: model.No,
			title: "The account is disconnected",
			why:   "Seam has lost {account}: its password was changed, it was signed out everywhere, or Seam's access was withdrawn.",
			steps: acts{{giveBackup, PullBackup}, {giveOther, ShowCodes}, {openThere, ByHand}, {connect, Reconnect}},
		},
		{
			code: "bridge_disconnected", severity: Serious, lies: onBridge, stops: programming, retries: model.Yes,
			title: "The bridge program is off",
			why:   "Seam reaches these locks through the program Seam Bridge, and that, its computer or its network is off.",
			steps: acts{
				{giveBackup, PullBackup},
				{giveOther, ShowCodes},
				{openThere, ByHand},
				{"start the computer that runs Seam Bridge, and the program", ByHand},
				{"wait: Seam programs it by itself when the program answers", Wait},
			},
		},
		{
			code: "provider_service_unavailable", severity: Warning, lies: onAccount, stops: programming, retries: model.Yes,
			title: "The maker's service is down",
			why:   "{Maker} does not answer Seam at present, and Seam connects again by itself.",
			steps: acts{{giveBackup, PullBackup}, {giveOther, ShowCodes}, {openThere, ByHand}, {"look at the status page of {maker}", ByHand}, {"wait until it answers", Wait}},
		},
		{
			code: "account_reauthorization_requested", severity: Warning, lies: onAccount, stops: nothing, retries: model.No,
			title: "The account wants a new login",
			why:   "{Account} still works, and Seam will lose it if nobody logs in again.",
			steps: acts{{connect, Reconnect}},
		},
		{
			code: "setup_required", severity: Warning, lies: onAccount, stops: programming, retries: model.No,
			title: "The set-up of the account is not finished",
			why:   "{Account} needs another step before Seam can use it, and Seam's own sentence says which.",
			steps: acts{{openThere, ByHand}, {"do what Seam's sentence says", ByHand}, {"ask Seam again once that is done", Refresh}},
		},
		{
			code: "being_deleted", severity: Serious, lies: onAccount, stops: programming, retries: model.No,
			title: "The account is being deleted",
			why:   "Somebody deletes {account} from Seam, with all its locks and their codes.",
			steps: acts{{giveOther, ShowCodes}, {openThere, ByHand}, {"ask who deleted it whether that was meant", ByHand}, {"connect {account} again", Reconnect}},
		},
		{
			code: "unknown_issue_with_connected_account", severity: Warning, lies: onAccount, stops: nothing, retries: model.Unknown,
			title: "Seam reports an issue with the account",
			why:   "Something is wrong with {account}, and Seam's own sentence is all that is known.",
			steps: acts{{"do what Seam's sentence says", ByHand}, {lookAgain, Refresh}, {askSupport, ByHand}},
		},
	}
}

// accountSites are what goes wrong at some sites of an account and not at others. Only the locks of such a site report it, too.
func accountSites() [4]entry {
	return [...]entry{
		{
			code: "salto_ks_subscription_limit_exceeded", severity: Serious, lies: onAccount, stops: adding, retries: model.Unknown,
			title: "The site has no users left",
			why:   "Each code uses one user of the Salto site, and its plan allows no more of them.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {chooseCodes, ShowCodes}, {"let the installer raise the plan of the site", ByHand}},
		},
		{
			code: "salto_ks_subscription_limit_almost_reached", severity: Warning, lies: onAccount, stops: nothing, retries: model.Unknown,
			title: "The site has few users left",
			why:   "Each code uses one user of the Salto site, and more than four in five of its plan are used.",
			steps: acts{{chooseCodes, ShowCodes}, {"let the installer raise the plan of the site", ByHand}},
		},
		{
			code: "dormakaba_sites_disconnected", severity: Serious, lies: onAccount, stops: programming, retries: model.No,
			title: "Sites of the account are not reached",
			why:   "dormakaba has lost some sites of {account}, so their locks make no codes.",
			steps: acts{{openThere, ByHand}, {"ask dormakaba's support to connect the site again", ByHand}},
		},
		{
			code: "dormakaba_sites_unapproved", severity: Warning, lies: onAccount, stops: programming, retries: model.No,
			title: "Sites of the account wait for approval",
			why:   "Some sites of {account} are not approved yet, so their locks make no codes.",
			steps: acts{{openThere, ByHand}, {"ask Seam's support to approve the site", ByHand}},
		},
	}
}
