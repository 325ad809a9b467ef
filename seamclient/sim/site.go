package sim

import "slices"

// A site is one Salto KS installation. Every code with a PIN uses one of its users, and the subscription has so many.
type site struct {
	id    uuid
	name  string
	limit int
	users int
	since stamp // when limit or users last changed for the worse
	doors []*device
}

// siteUsers is how many users a site has unless a script says otherwise. Plans differ; this one is our guess.
const siteUsers = 100

// siteAt returns the account's site at a place, making one when there is none.
func (w *world) siteAt(a *account, name string) *site {
	for _, s := range a.sites {
		if s.name == name {
			return s
		}
	}
	s := &site{id: w.mint.next(idSite), name: name, limit: siteUsers, since: a.created}
	a.sites = append(a.sites, s)
	return s
}

// hasRoom tells whether one more code gets a user. Locks of other brands have no site and no such limit.
func (s *site) hasRoom() bool { return s == nil || s.users < s.limit }

// givePIN gives a code its first PIN, and with it a user of the site.
func (w *world) givePIN(c *code, pin string) {
	c.want.pin = pin
	if s := c.device.site; s != nil && pin != "" {
		s.users++
		s.since = w.now
	}
}

// leaveSite frees the user of a code that is gone, for one that waits.
func (w *world) leaveSite(c *code) {
	if s := c.device.site; s != nil && c.want.pin != "" {
		s.users--
		w.retryPINs(s)
	}
}

// siteProblems are the account's error for sites that are full, and its warning for those that are full to more than 80 %.
func (a *account) siteProblems() []problem {
	full := failing("salto_ks_subscription_limit_exceeded",
		"A Salto site has as many users as its subscription allows. New access codes cannot be set.", 0, onAccount)
	tight := warning("salto_ks_subscription_limit_almost_reached",
		"A Salto site uses more than 80 % of the users that its subscription allows.", 0, onAccount)
	var list []problem
	for _, p := range []*problem{&full, &tight} {
		var concerned []map[string]any
		for _, s := range a.sites {
			if isFull := s.users >= s.limit; isFull == p.warning || s.users*100 <= s.limit*80 {
				continue
			}
			p.since = max(p.since, s.since)
			concerned = append(concerned, map[string]any{
				"site_id": s.id, "site_name": s.name, "site_user_subscription_limit": s.limit, "subscribed_site_user_count": s.users,
			})
		}
		if concerned != nil {
			p.more = map[string]any{"salto_ks_metadata": map[string]any{"sites": concerned}}
			list = append(list, *p)
		}
	}
	return list
}

// limitUsers changes how many users a site has; codes that wait for one get theirs.
func (w *world) limitUsers(s *site, limit int) {
	s.limit, s.since = limit, w.now
	w.retryPINs(s)
}

// retryPINs gives what room there is to the codes that have waited for it the longest.
func (w *world) retryPINs(s *site) {
	var waiting []*code
	for _, d := range s.doors {
		for _, c := range d.codes {
			if c.want.pin == "" {
				waiting = append(waiting, c)
			}
		}
	}
	slices.SortFunc(waiting, func(a, b *code) int { return int(a.seq) - int(b.seq) })
	for _, c := range waiting {
		w.settleCode(c)
	}
}
