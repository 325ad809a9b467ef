package fleet

import (
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// boltActions turn the bolt of the selected lock from afar, after a question.
func boltActions() action.Catalogue[*Screen] {
	const group = "Door"
	return action.Catalogue[*Screen]{
		{ID: "lock", Key: action.Keys("L", "L"), Explain: "lock the door from afar, after a question", Group: group, Blocked: cannotTurn(false), Intent: askTurn(false)},
		{ID: "unlock", Key: action.Keys("U", "U"), Explain: "unlock the door from afar, after a question", Group: group, Blocked: cannotTurn(true), Intent: askTurn(true)},
	}
}

func cannotTurn(open bool) func(*Screen) string {
	return func(s *Screen) string {
		lock, why := s.UnderLock()
		if why != "" {
			return why
		}
		return coderow.CannotTurn(lock, open, s.barred.Bolts)
	}
}

func askTurn(open bool) func(*Screen) nav.Intent {
	return func(s *Screen) nav.Intent {
		lock, _ := s.UnderLock()
		return coderow.AskTurn(lock, open)
	}
}
