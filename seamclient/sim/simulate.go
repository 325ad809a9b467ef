package sim

import "net/http"

// simulated is a sandbox route that does something to a device.
func simulated(f func(*world, *device)) func(*call) (reply, *failure) {
	return func(c *call) (reply, *failure) {
		d, no := c.device()
		if no != nil {
			return nil, no
		}
		f(c.world, d)
		return reply{}, nil
	}
}

// hubSimulated does the same for devices that hang on a hub.
func hubSimulated(online bool) func(*call) (reply, *failure) {
	return func(c *call) (reply, *failure) {
		d, no := c.device()
		if no != nil {
			return nil, no
		}
		if !d.brand.hub {
			return nil, refuse(http.StatusBadRequest, "device_type_not_supported", "This device has no hub")
		}
		c.world.setHub(d, online)
		return reply{}, nil
	}
}

func simulateSubscription(c *call) (reply, *failure) {
	c.need("is_expired")
	expired := c.flag("is_expired")
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	if d.brand.key != "nuki" {
		return nil, refuse(http.StatusBadRequest, "device_type_not_supported", "Only Nuki devices have a subscription")
	}
	c.world.after(pollTime, func() { c.world.setSubscription(d, !isTrue(expired)) })
	return reply{}, nil
}

func simulateAccountLoss(c *call) (reply, *failure) {
	a, no := c.account()
	if no != nil {
		return nil, no
	}
	c.world.setAccount(a, false)
	return reply{}, nil
}

// account finds the account a request names.
func (c *call) account() (*account, *failure) {
	id := c.needID("connected_account_id")
	if no := c.failure(); no != nil {
		return nil, no
	}
	for _, a := range c.world.accounts {
		if a.id == id {
			return a, nil
		}
	}
	return nil, notFound("connected account", id)
}

func syncAccount(c *call) (reply, *failure) {
	_, no := c.account()
	return reply{}, no
}

// deleteAccount removes everything below the account, its events included.
func deleteAccount(c *call) (reply, *failure) {
	a, no := c.account()
	if no != nil {
		return nil, no
	}
	c.world.dropAccount(a)
	return reply{}, nil
}

// resetSandbox brings back the world of the beginning, at the present time. The same ids return.
func resetSandbox(c *call) (reply, *failure) {
	s := c.server
	s.world = s.build()
	s.limits = limiter{}
	return reply{"action_attempt": s.world.settledAttempt("RESET_SANDBOX_WORKSPACE", nil).wire()}, nil
}
