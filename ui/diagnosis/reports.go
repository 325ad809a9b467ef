package diagnosis

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/report"
	"seamdash/ui/nav"
)

// Reports keeps reports for somebody's ticket.
type Reports interface {
	// Program says which program it is and how it is set. It must not block.
	Program() report.Program
	// Save writes a report into a file, or several, and gives where. It may be called from several goroutines and must return soon
	// after ctx ends.
	Save(ctx context.Context, r *report.Report) (where string, err error)
}

// savePatience is how long writing a report may take.
const savePatience = 10 * time.Second

// reported is what a report is about, as it stands now, without Seam's own answers. It shares nothing that changes.
func (o *Overlay) reported() report.Subject {
	facts := o.facts()
	facts.Events, facts.Writes, facts.Followed = slices.Clone(facts.Events), slices.Clone(facts.Writes), slices.Clone(facts.Followed)
	return report.Subject{Facts: facts, Diagnosis: o.answer, Program: o.config.Reports.Program(), Workspace: o.subject.picture.Workspace}
}

// copyReport sends the report to the clipboard, as text.
func (o *Overlay) copyReport() nav.Intent {
	if o.config.Reports == nil {
		return nil
	}
	return nav.CopyText{Text: report.Of(o.reported()).Markdown(), What: "report, without PINs and names,"}
}

// saveReport keeps the report with Seam's own answers, as far as Seam gives them.
func (o *Overlay) saveReport() (nav.Intent, tea.Cmd) {
	if o.config.Reports == nil {
		return nil, nil
	}
	subject, reports, records, parent := o.reported(), o.config.Reports, o.config.Records, o.config.Context
	var raw []RawOf
	for _, part := range o.rawParts() {
		raw = append(raw, o.rawOf(part))
	}
	msg := Answered{Number: o.config.Number, save: true}
	return nav.Say{Text: "making the report"}, func() tea.Msg {
		if records != nil {
			subject.Answers = answers(parent, records, raw)
		}
		ctx, stop := context.WithTimeout(parent, savePatience)
		defer stop()
		msg.saved, msg.err = reports.Save(ctx, report.Of(subject))
		return msg
	}
}

// answers are those of Seam that could be had in time; a report without one is still a report.
func answers(parent context.Context, records Records, raw []RawOf) (out []report.Answer) {
	ctx, stop := context.WithTimeout(parent, patience)
	defer stop()
	for _, of := range raw {
		if text, err := records.Raw(ctx, of); err == nil {
			out = append(out, report.Answer{What: of.Part.String(), JSON: []byte(text)})
		}
	}
	return out
}

// Receipt says where a report is, or why it is nowhere, which somebody wants to know who has closed the diagnosis meanwhile, too;
// is is false for all other answers.
func (a *Answered) Receipt() (text string, failed, is bool) {
	switch {
	case !a.save:
		return "", false, false
	case a.err != nil:
		return "the report could not be saved: " + model.WhyOf(a.err), true, true
	default:
		return "report saved: " + a.saved, false, true
	}
}
