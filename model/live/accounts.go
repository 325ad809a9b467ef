package live

import (
	"cmp"
	"context"
	"slices"

	"seamdash/model"
)

// accounts are the logins at lock makers, in order of id. Whatever happens to their question, the locks go on.
type accounts struct {
	// list is handed out with snapshots and never written again; nil before it was read.
	list  []model.Account
	asked stamp // the newest question
	read  bool  // the list is of this run
}

// askAccounts reads the accounts anew when that is due. A source that does not answer keeps what is known and is asked again.
func (k *keeper) askAccounts(ctx context.Context) {
	if !k.todo.accounts || !k.free(&k.desk.accounts, 1) {
		return
	}
	k.todo.accounts = false
	var found []model.Account
	k.desk.put(ctx, &k.desk.accounts, k.cfg.Patience, func(ctx context.Context, _ stamp) (err error) {
		found, err = k.cfg.Source.Accounts(ctx)
		return err
	}, func(asked stamp, err error) {
		if model.KindOf(err) == model.KindUnauthorised {
			return // a key that may not ask this may read locks all the same; if it is bad, their questions find out
		}
		switch fault, v := k.settle(&k.desk.accounts, asked, err); {
		case fault == nil:
			k.accounts.put(found)
		case v != refused: // otherwise no repetition helps; the next lap tries
			k.todo.accounts = true
		}
	})
	k.accounts.asked = k.desk.asked
}

// put takes a list out of an answer, whose order is not documented. One that says the same changes nothing.
func (a *accounts) put(found []model.Account) {
	a.read = true
	list := slices.SortedStableFunc(slices.Values(found), func(x, y model.Account) int { return cmp.Compare(x.ID, y.ID) })
	list = slices.CompactFunc(list, func(x, y model.Account) bool { return x.ID == y.ID && x.ID != "" })
	if a.list == nil || !slices.EqualFunc(a.list, list, sameAccount) {
		a.list = slices.Grow(list, 1) // none that were read differ from none known
	}
}

// sameList says that two snapshots have the accounts of one answer.
func sameList(a, b []model.Account) bool {
	return (a == nil) == (b == nil) && len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func sameAccount(a, b model.Account) bool {
	return a.ID == b.ID && a.Name == b.Name && a.Type == b.Type && a.TypeName == b.TypeName && a.Unreadable == b.Unreadable &&
		a.CreatedAt.Equal(b.CreatedAt) && sameProblems(a.Problems, b.Problems)
}
