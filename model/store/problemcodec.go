package store

import "seamdash/model"

func encodeProblem(e *encoder, p *model.Problem) {
	e.byte(byte(p.Level))
	e.byte(byte(p.Origin))
	e.word(p.Code)
	e.word(p.Message)
	e.time(p.Since)
	e.bool(p.Detail != nil)
	if p.Detail != nil {
		encodeDetail(e, p.Detail)
	}
}

func decodeProblem(d *decoder, p *model.Problem) {
	p.Level, p.Origin = model.Level(d.byte()), model.Origin(d.byte())
	p.Code, p.Message, p.Since = d.word(), d.word(), d.time()
	if !d.first && d.bool() {
		p.Detail = decodeDetail(d)
	}
}

func encodeDetail(e *encoder, v *model.ProblemDetail) {
	e.word(string(v.Rival))
	e.byte(byte(v.RivalManaged))
	e.word(v.ChangeType)
	many(e, v.Fields, func(e *encoder, s *string) { e.word(*s) })
	e.int(v.Used)
	e.int(v.Limit)
	e.word(v.Site)
}

func decodeDetail(d *decoder) *model.ProblemDetail {
	v := &model.ProblemDetail{Rival: model.CodeID(d.word()), RivalManaged: model.Tri(d.byte()), ChangeType: d.word()}
	v.Fields = listOf(d, func(d *decoder, s *string) { *s = d.word() })
	v.Used, v.Limit, v.Site = d.int(), d.int(), d.word()
	return v
}

func encodeAccount(e *encoder, v *model.Account) {
	e.string(string(v.ID))
	for _, s := range []string{v.Name, v.Type, v.TypeName, v.Unreadable} {
		e.word(s)
	}
	e.time(v.CreatedAt)
	many(e, v.Problems, encodeProblem)
}

func decodeAccount(d *decoder, v *model.Account) {
	v.ID = model.AccountID(d.string())
	for _, s := range []*string{&v.Name, &v.Type, &v.TypeName, &v.Unreadable} {
		*s = d.word()
	}
	v.CreatedAt = d.time()
	v.Problems = listOf(d, decodeProblem)
}
