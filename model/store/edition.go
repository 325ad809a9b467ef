package store

import "crypto/rand"

// What has an edition: all rules and sets, and all that is kept of series.
const (
	shelfEdition kind = "shelf"
	boardEdition kind = "board"
)

// untouched is the edition of what nothing was ever put on.
const untouched = "untouched"

func editions(of kind) codec[string] {
	return codec[string]{
		kind:   of,
		encode: func(e *encoder, v *string) { e.string(*v) },
		decode: func(d *decoder, v *string) { *v = d.string() },
	}
}

const editionKey = "edition"

func (r *Room) edition(t txn, of kind) (string, error) {
	v, ok, err := editions(of).get(t, r.ws, []byte(editionKey))
	if !ok {
		v = untouched
	}
	return v, err
}

// nextEdition is one that never was before, also where a backup was restored since.
func (r *Room) nextEdition(t txn, of kind) error {
	next := rand.Text()
	return editions(of).put(t, r.ws, []byte(editionKey), &next)
}
