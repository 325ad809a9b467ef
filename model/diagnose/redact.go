package diagnose

import "seamdash/model"

// redact takes PINs out of the names of what the findings are about: people call codes by them.
func (q *inquiry) redact(found []Finding) {
	for i := range found {
		found[i].Root.Name = q.masked(found[i].Root.Name)
	}
}

// called is what to call a code, without a PIN in it.
func (q *inquiry) called(c *model.AccessCode) string {
	if c.Name == "" {
		return "one without a name"
	}
	return q.masked(c.Name)
}
