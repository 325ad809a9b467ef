package store

import "context"

const preferencesKind kind = "preferences"

func preferences() codec[string] {
	return codec[string]{
		kind:   preferencesKind,
		encode: func(e *encoder, v *string) { e.string(*v) },
		decode: func(d *decoder, v *string) { *v = d.string() },
	}
}

// Preferences are what a person chose on the screen, by name. Names are ours and readable in the file, values are
// sealed.
func (r *Room) Preferences(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := r.view(ctx, "read the preferences", func(t txn) error {
		return t.table(r.ws, preferencesKind).each(func(key, plain []byte) error {
			v, err := preferences().unpack(plain)
			out[string(key)] = v
			return err
		})
	})
	return out, err
}

// SetPreference keeps a value; an empty one forgets the name.
func (r *Room) SetPreference(ctx context.Context, name, value string) error {
	const op = "keep a preference"
	if err := checkID(op, name); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error {
		if value == "" {
			return preferences().drop(t, r.ws, []byte(name))
		}
		return preferences().put(t, r.ws, []byte(name), &value)
	})
}

// A View is one way to look at a list that a person saved under a name.
type View struct {
	ID     string
	Name   string
	Screen string // the screen that it belongs to
	Filter string
	// Problems shows of what the filter lets through only what needs a look.
	Problems bool
	Sort     string // the column, "" for the screen's own order
	// Descending turns the order of Sort around.
	Descending bool
	Columns    []Column // from left to right; empty for the screen's own
	Hidden     bool     // kept, and not shown among the views
	Place      int      // among the views of the screen, ascending
}

// A Column is a column that a view shows. Width is in cells, 0 leaves it to the screen.
type Column struct {
	Name  string
	Width int
}

func views() codec[View] {
	return codec[View]{
		kind: "views",
		encode: func(e *encoder, v *View) {
			for _, s := range []string{v.ID, v.Name, v.Screen, v.Filter, v.Sort} {
				e.string(s)
			}
			for _, b := range []bool{v.Problems, v.Descending, v.Hidden} {
				e.bool(b)
			}
			many(e, v.Columns, func(e *encoder, c *Column) { e.string(c.Name); e.int(c.Width) })
			e.int(v.Place)
		},
		decode: func(d *decoder, v *View) {
			for _, s := range []*string{&v.ID, &v.Name, &v.Screen, &v.Filter, &v.Sort} {
				*s = d.string()
			}
			for _, b := range []*bool{&v.Problems, &v.Descending, &v.Hidden} {
				*b = d.bool()
			}
			v.Columns = listOf(d, func(d *decoder, c *Column) { c.Name, c.Width = d.string(), d.int() })
			v.Place = d.int()
		},
	}
}

// Views are all saved views, in order of id.
func (r *Room) Views(ctx context.Context) ([]View, error) {
	return listed(ctx, r, "read the views", views())
}

// SaveView keeps a view in place of the one with its id.
func (r *Room) SaveView(ctx context.Context, v View) error {
	const op = "save a view"
	if err := checkID(op, v.ID); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return views().put(t, r.ws, []byte(v.ID), &v) })
}

// DropView forgets a view; one that is not there is no error.
func (r *Room) DropView(ctx context.Context, id string) error {
	const op = "forget a view"
	if err := checkID(op, id); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return views().drop(t, r.ws, []byte(id)) })
}
