package report

import (
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// A Subject is what a report is about and everything that goes into it.
type Subject struct {
	Facts     diagnose.Facts
	Diagnosis diagnose.Diagnosis
	Program   Program
	Workspace model.Workspace
	// Answers are Seam's own, as JSON, in the order in which they shall stand. They are in the JSON report only.
	Answers []Answer
}

// An Answer is one answer of Seam.
type Answer struct {
	What string // what it is about: "the code"
	JSON []byte
}

// Program says which program asked whom, and how it is set.
type Program struct {
	Version string
	System  string // operating system, architecture, Go
	Place   string // where Seam is, in words: "connect.getseam.com"
	// Settings are those that somebody changed; whoever fills them in leaves out what can be a secret.
	Settings []Setting
}

// A Setting is one setting, its value in words, and what decided it.
type Setting struct {
	Name, Value, From string
}

// A Report is made and can be written.
type Report struct{ doc document }

// Of makes the report. Times are in UTC, beside which the window stands in the zone of the lock.
func Of(s Subject) *Report { return &Report{doc: documentOf(&s)} }

// Name is a file name for the report without what comes after the dot: it tells the code or the lock by the end of its id, and
// when the report was made.
func (r *Report) Name() string {
	id := r.doc.Lock.ID
	if r.doc.Code != nil {
		id = r.doc.Code.ID
	}
	if len(id) > 8 {
		id = id[:8]
	}
	return "seamdash-report-" + fileSafe(id) + "-" + r.doc.MadeAt.Format("20060102-150405")
}

// fileSafe keeps of an id what every file system takes.
func fileSafe(id string) string {
	safe := []byte(id)
	for i, b := range safe {
		if (b < '0' || b > '9') && (b < 'a' || b > 'z') && (b < 'A' || b > 'Z') {
			safe[i] = '-'
		}
	}
	return string(safe)
}

// instant is a time as a report has it, nil where there is none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC().Truncate(time.Millisecond)
	return &utc
}
