package sim

import (
	"fmt"
	"time"
)

// generateFleet makes n locks of all brands with the same number of codes each. Records are compact and nothing is
// written as JSON until somebody asks.
func (w *world) generateFleet(n, codes int) {
	w.workspace.name = fmt.Sprintf("Portfolio of %d locks", n)
	at := w.places()
	streets := []string{"Maple Ct", "Harbor St", "Quinta do Lago", "Elm Row", "Station Sq", "Mill Lane", "Rua Nova", "Pier"}
	doors := []string{"Front Door", "Garage", "Patio", "Main door", "Side gate"}
	var past []event
	for i := range n {
		b := w.brands[i%len(w.brands)]
		name := fmt.Sprintf("%s %d · %s", streets[i%len(streets)], 1+i/len(streets), doors[i/3%len(doors)])
		d := w.addDevice(w.accountOf(b), at[i%len(at)], name)
		if d.battery != wired {
			d.battery = float64(20+mix(uint64(i))%80) / 100
		}
		for j := range min(codes, b.slots) {
			w.plant(d, generatedSeed(i, j), i+j)
		}
		if len(past) < 4000 {
			past = append(past, w.comings(d, i)...)
		}
		if i%97 == 41 {
			d.link.offline = w.now.add(-time.Duration(1+i%7) * time.Hour)
		}
	}
	for _, a := range w.accounts {
		for _, s := range a.sites { // a portfolio of this size has the subscription for it
			s.limit = max(s.limit, 2*s.users)
		}
	}
	w.recall(past)
}

// generatedSeed deals out residents, current guests, preloaded and distant bookings.
func generatedSeed(i, j int) seed {
	surnames := surnames()
	who := surnames[(i*7+j*13)%len(surnames)]
	switch j % 5 {
	case 0, 1:
		return seed{name: fmt.Sprintf("Resident %s %d", who, j)}
	case 2:
		return seed{name: fmt.Sprintf("Guest %s %d", who, j), stay: stay{-1 - j%4, 15, 1 + i%4, 11, 0, 0}}
	case 3:
		return seed{name: fmt.Sprintf("Guest %s %d", who, j), stay: stay{1 + j%2, 15, 4, 11, 0, 0}}
	}
	return seed{name: fmt.Sprintf("Guest %s %d", who, j), stay: stay{5 + i%20, 15, 28 + j, 11, 0, 0}}
}

func surnames() []string {
	return []string{
		"Abbott", "Adeyemi", "Alvarez", "Amari", "Bauer", "Bianchi", "Chen", "Costa", "Dubois", "Eriksen", "Ferrari",
		"Garcia", "Haas", "Ibrahim", "Iyer", "Jansen", "Kim", "Kowalski", "Lefèvre", "Lindqvist", "Moreau", "Nakamura",
		"Novak", "Nguyen", "O'Brien", "Okafor", "Osei", "Park", "Petrov", "Rossi", "Sato", "Silva", "Tanaka", "Ueda",
		"Vargas", "Walsh", "Yilmaz", "Zhang",
	}
}
