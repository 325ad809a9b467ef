package model

import (
	"slices"
	"strings"
	"time"
)

// Level says how bad a problem is.
type Level uint8

// The two levels that Seam reports.
const (
	Warning Level = iota
	Error
)

// String is "warning" or "error".
func (l Level) String() string {
	if l == Error {
		return "error"
	}
	return "warning"
}

// Origin says what a problem is about. Seam copies the problems of an account onto its devices and those of a
// device onto its codes, so one cause shows up many times.
type Origin uint8

// Origins, from the leaf to the root.
const (
	OriginCode Origin = iota
	OriginDevice
	OriginBridge
	OriginAccount
)

// String is the word for the origin.
func (o Origin) String() string {
	switch o {
	case OriginDevice:
		return "device"
	case OriginBridge:
		return "bridge"
	case OriginAccount:
		return "account"
	case OriginCode:
		return "code"
	default:
		return "code"
	}
}

// A Problem is an error or a warning as Seam reports it on a code, a device or an account. Code is an open set that
// changes from month to month; Message is meant for people and is cleaned.
type Problem struct {
	Level   Level
	Origin  Origin
	Code    string
	Message string
	// Since is when Seam first reported it; zero when Seam does not say.
	Since time.Time
	// Detail is what Seam says beside that, nil for most problems. It is shared and never written again.
	Detail *ProblemDetail
}

// A ProblemDetail is what some problems carry beside their sentence. Each field belongs to few of them and is zero elsewhere.
type ProblemDetail struct {
	// Rival is the code that has the same PIN, of duplicate_code_on_device; RivalManaged says whether Seam manages it.
	Rival        CodeID
	RivalManaged Tri
	// ChangeType is "modified" or "removed", of a change outside Seam; an open set. Fields are what was modified, by Seam's names;
	// their values can be PINs and are not kept.
	ChangeType string
	Fields     []string
	// Used and Limit count codes of a lock or users of a site that is full, or nearly; Site names the site, the fullest of several.
	Used, Limit int
	Site        string
}

// Equal says that two problems are the same in every field.
func (p Problem) Equal(q Problem) bool {
	return p.Level == q.Level && p.Origin == q.Origin && p.Code == q.Code && p.Message == q.Message && p.Since.Equal(q.Since) &&
		p.Detail.equal(q.Detail)
}

func (d *ProblemDetail) equal(e *ProblemDetail) bool {
	if d == nil || e == nil {
		return d == e
	}
	return d.Rival == e.Rival && d.RivalManaged == e.RivalManaged && d.ChangeType == e.ChangeType &&
		slices.Equal(d.Fields, e.Fields) && d.Used == e.Used && d.Limit == e.Limit && d.Site == e.Site
}

// said is our words for the problem where its code has some, and Seam's own sentence otherwise.
func (p Problem) said() string {
	if words, ours := p.ourWords(); ours || p.Message == "" {
		return words
	}
	return strings.TrimSuffix(p.Message, ".")
}

// Tally counts problems by level.
type Tally struct {
	Errors, Warnings int
}

// TallyOf counts the problems of a list.
func TallyOf(problems []Problem) Tally {
	var t Tally
	for _, p := range problems {
		if p.Level == Error {
			t.Errors++
		} else {
			t.Warnings++
		}
	}
	return t
}

// Plus adds two tallies.
func (t Tally) Plus(u Tally) Tally { return Tally{t.Errors + u.Errors, t.Warnings + u.Warnings} }
