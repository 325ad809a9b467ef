package words

// readExtra reads what follows "also".
func (r *reader) readExtra(from int) error {
	if r.bufferAhead() {
		return r.readBuffers(from)
	}
	for first := true; ; first = false {
		was := r.at
		if !first {
			r.comma()
		}
		r.takes("on")
		if !r.dateAhead() {
			if first {
				return r.extraless(from)
			}
			r.at = was
			return nil
		}
		spans, err := r.readDates()
		if err != nil {
			return err
		}
		if err := r.openOn(from, spans); err != nil {
			return err
		}
	}
}

// readDates reads dates up to their hours, the first of which is next.
func (r *reader) readDates() ([]daySpan, error) {
	var out []daySpan
	for {
		list, err := r.readSpans()
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
		was := r.at
		if r.hoursAhead() || !r.comma() || !r.dateAhead() || r.hoursAhead() {
			r.at = was
			return out, nil
		}
	}
}

// openOn reads the hours of extra openings.
func (r *reader) openOn(from int, spans []daySpan) error {
	if d := spans[0].first; d.dom == 0 && !d.isExact {
		return r.dateless(d, d.at.from)
	}
	if !r.hoursAhead() {
		return r.hourless(from)
	}
	windows, err := r.readAllHours()
	if err != nil {
		return err
	}
	for _, s := range spans {
		r.dates.extras = append(r.dates.extras, extra{s, windows})
	}
	return nil
}

// extraless is the mistake of "also" without a date.
func (r *reader) extraless(from int) error {
	switch {
	case r.at == len(r.tokens):
		return r.missing(from, "leads to nothing", r.dropping(from, r.at))
	case r.dayAhead(0) || r.is("every", "each"):
		return r.mistake(from, r.at, "leads to a date, and to days that come again with and", r.instead(from, r.at, "and"), r.instead(from, r.at, "and every"))
	}
	m := r.unknown(r.at)
	m.Why = "is not a date such as 31 dec"
	return m
}
