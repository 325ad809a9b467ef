package main

import (
	"testing"

	"seamdash/model"
)

// TestMisspeltLocks holds that a name of which little is wrong is guessed, and that a word which is no such name is not.
func TestMisspeltLocks(t *testing.T) {
	t.Parallel()
	locks := []model.Device{{ID: "1", Name: "Porto Lobby"}, {ID: "2", Name: "Portão"}, {ID: "3", Name: "Garage"}, {ID: "4", Name: "B2"}}
	for word, want := range map[string]string{
		"Portao": "Portão", "portao": "Portão", "PORTÀO": "Portão", "Grage": "Garage", "gargae": "Garage", "lobby": "Porto Lobby", "Prto Loby": "Porto Lobby",
		"A9": "", "Kitchen": "", "xyz": "",
	} {
		const plain = "seamdash devices lists them."
		hint, look := plain, plain
		if want != "" {
			look = `did you mean "` + want + `"?`
			hint = look + " To change something takes all of a name."
		}
		_, err := exactly([]string{word})(locks)
		if model.KindOf(err) != model.KindNotFound || model.HintOf(err) != hint {
			t.Errorf("%s: %v, hint %q, want %q", word, err, model.HintOf(err), hint)
		}
		if _, err = named(word)(locks); word != "lobby" && model.HintOf(err) != look { // to look takes a part of a name
			t.Errorf("%s: %v, hint %q, want %q", word, err, model.HintOf(err), look)
		}
	}
}
