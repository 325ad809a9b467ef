package seamclient

import (
	"context"
	"errors"

	"seamdash/model"
)

type wireAccount struct {
	ID          string        `json:"connected_account_id"`
	DisplayName string        `json:"display_name"`
	Type        string        `json:"account_type"`
	TypeName    string        `json:"account_type_display_name"`
	CreatedAt   string        `json:"created_at"`
	Errors      []wireProblem `json:"errors"`
	Warnings    []wireProblem `json:"warnings"`
	User        struct {
		Email string `json:"email"`
		Phone string `json:"phone"`
		Name  string `json:"username"`
	} `json:"user_identifier"`
}

func accountShape() *shape[wireAccount, model.Account] {
	return &shape[wireAccount, model.Account]{key: "connected_accounts", read: readAccount, odd: oddAccount}
}

func readAccount(w *wireAccount) (model.Account, error) {
	if w.ID == "" {
		return model.Account{}, errors.New("it has no connected_account_id")
	}
	a := oddAccount(w, "")
	a.Type, a.TypeName = model.Clean(w.Type), model.Clean(w.TypeName)
	a.CreatedAt = someTime(w.CreatedAt)
	a.Problems = problems(w.Errors, w.Warnings, model.OriginAccount)
	return a, nil
}

func oddAccount(w *wireAccount, why string) model.Account {
	return model.Account{
		ID:         model.AccountID(model.Clean(w.ID)),
		Name:       firstText(w.DisplayName, w.User.Email, w.User.Name, w.User.Phone),
		Unreadable: why,
	}
}

// Accounts lists the logins at lock makers through which Seam reaches the devices of the workspace.
func (c *Client) Accounts(ctx context.Context) ([]model.Account, error) {
	var all []model.Account
	a := ask{op: "list accounts", path: "/connected_accounts/list"}
	err := pages(ctx, c, a, map[string]any{}, accountShape(), func(page []model.Account) error {
		all = append(all, page...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}
