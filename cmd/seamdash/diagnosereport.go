package main

import (
	"context"

	"seamdash/model"
	bundle "seamdash/model/report"
	"seamdash/ui/diagnosis"
)

// saveReport keeps what was answered as a report in a folder, and says where it is.
func (p *program) saveReport(ctx context.Context, s *session, c *consultation, folder string) error {
	subject := bundle.Subject{Facts: c.Facts, Diagnosis: c.Diagnosis, Program: programOf(s), Answers: p.answersAbout(ctx, s, c)}
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		p.note("not read, the workspace: " + oneLine(err))
	}
	subject.Workspace = ws
	where, err := reports{program: subject.Program, folder: folder}.Save(ctx, bundle.Of(subject))
	if err != nil {
		return err
	}
	p.note("saved " + where)
	return nil
}

// answersAbout are Seam's own, as far as it gives them.
func (p *program) answersAbout(ctx context.Context, s *session, c *consultation) []bundle.Answer {
	of := diagnosis.RawOf{Lock: c.Lock.Device.ID, Account: c.Lock.Device.AccountID, Since: c.Now.Add(-oldest)}
	parts := []diagnosis.Part{diagnosis.RawLock}
	if c.Code != nil {
		of.Code = c.Code.ID
		parts = append(parts, diagnosis.RawCode)
	}
	if of.Account != "" {
		parts = append(parts, diagnosis.RawAccount)
	}
	var answers []bundle.Answer
	for _, of.Part = range append(parts, diagnosis.RawEvents) {
		text, err := (records{s.client}).Raw(ctx, of)
		if err != nil {
			p.note("not in the report, Seam's answer about " + of.Part.String() + ": " + model.WhyOf(err))
			continue
		}
		answers = append(answers, bundle.Answer{What: of.Part.String(), JSON: []byte(text)})
	}
	return answers
}
