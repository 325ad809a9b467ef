package diagnose

import (
	"hash/fnv"
	"strconv"
	"strings"

	"seamdash/model"
)

// rootOf is what a reported cause lies on: what its row says, but never below where Seam reports it.
func (q *inquiry) rootOf(l *line, reported model.Origin) Root {
	if l.lies == whereReported && reported == model.OriginCode {
		return q.root(model.OriginCode)
	}
	if l.root.ID == "" {
		l.root = q.rootAbove(l.lies, reported)
	}
	return l.root
}

func (q *inquiry) rootAbove(lies place, reported model.Origin) Root {
	switch lies {
	case onHub:
		if reported < model.OriginBridge {
			return q.hub()
		}
	case onLock:
		return q.root(max(reported, model.OriginDevice))
	case onBridge:
		return q.root(max(reported, model.OriginBridge))
	case onAccount:
		return q.root(model.OriginAccount)
	case whereReported:
	}
	return q.root(reported)
}

// root is the thing of that kind that the question is about. Where the account is not known, what lies on it is told of the lock.
func (q *inquiry) root(o model.Origin) Root {
	switch o {
	case model.OriginAccount:
		if id := q.account(); id != "" {
			return Root{Origin: o, ID: string(id), Name: q.accountName()}
		}
	case model.OriginBridge:
		if id := q.account(); id != "" {
			return Root{Origin: o, ID: string(id), Name: strings.TrimSuffix("Seam Bridge of "+q.accountName(), " of ")}
		}
	case model.OriginCode:
		if q.Code != nil {
			return Root{Origin: o, ID: string(q.Code.ID), Name: q.Code.Name}
		}
	case model.OriginDevice:
	}
	return Root{Origin: model.OriginDevice, ID: string(q.device.ID), Name: q.device.Name}
}

// hub is the hub of the lock. Seam has no id for it: locks of one account at one place share it, as far as anybody can tell. The
// place goes into the id as a number, for ids tell no names.
func (q *inquiry) hub() Root {
	account := q.account()
	if q.device.Place == "" || account == "" {
		return q.root(model.OriginDevice)
	}
	number := fnv.New64a()
	_, _ = number.Write([]byte(q.device.Place)) // never fails, by its contract
	return Root{Origin: model.OriginBridge, ID: string(account) + "@" + strconv.FormatUint(number.Sum64(), 16), Name: "hub at " + q.device.Place}
}

func (q *inquiry) account() model.AccountID {
	if q.device.AccountID == "" && q.Account != nil {
		return q.Account.ID
	}
	return q.device.AccountID
}

func (q *inquiry) accountName() string {
	if q.Account == nil {
		return ""
	}
	return strings.TrimSpace(q.Account.TypeName + " " + q.Account.Name)
}
