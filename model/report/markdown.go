package report

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// JSON is the report for programs, indented, with a line end.
func (r *Report) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(&r.doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	return append(text, '\n'), nil
}

// Markdown is the report for people, for a ticket or a mail.
func (r *Report) Markdown() string {
	w := writer{}
	d := &r.doc
	w.line("# seamdash report")
	w.line("")
	w.line(paragraph(d.Verdict))
	w.line("")
	w.subject(d)
	w.findings(d.Findings)
	w.differences(d.Differences)
	w.timeline(d.Timeline)
	w.requests(d.Requests)
	w.events(d)
	w.program(d)
	w.line("Left out: " + d.LeftOut)
	return w.String()
}

type writer struct{ strings.Builder }

func (w *writer) line(text string) {
	w.WriteString(text)
	w.WriteByte('\n')
}

// fact is one line of a list, left out where there is nothing to say.
func (w *writer) fact(what, value string) {
	if value != "" {
		w.line("- " + what + ": " + plain(value))
	}
}

// heading begins a part.
func (w *writer) heading(text string) {
	w.line("")
	w.line("## " + text)
	w.line("")
}

func (w *writer) subject(d *document) {
	if c := d.Code; c != nil {
		w.line("- code: " + span(c.ID) + ", " + plain(c.State) + " (" + plain(c.Type) + ", status " + plain(c.Status) + ")")
		w.fact("window", c.Window+between(c.StartsAt, c.EndsAt))
		w.fact("made", stamp(c.CreatedAt))
		w.fact("loaded ahead", unlessUnknown(c.Loaded))
		if c.Gone {
			w.fact("now", "gone from Seam; this is how it was seen last")
		}
		for _, p := range c.Pending {
			w.fact("pending", p.Code+since(p.Since))
		}
	}
	l := &d.Lock
	w.line("- lock: " + span(l.ID) + ", " + plain(l.Name) + ", " + plain(strings.TrimSpace(l.Model+" ("+l.Type+")")))
	w.fact("online", l.Online)
	switch {
	case l.Wired:
		w.fact("battery", "wired")
	case l.Battery != nil:
		w.fact("battery", strconv.Itoa(*l.Battery)+" %")
	}
	w.fact("time zone", orElse(l.TimeZone, "not known"))
	w.fact("codes", strconv.Itoa(l.Codes)+slots(l.Slots))
	if a := d.Account; a != nil {
		w.line("- account: " + span(string(a.ID)) + ", " + plain(a.Type))
	}
	w.line("- workspace: " + span(string(d.Workspace.ID)) + sandbox(d.Workspace.Sandbox))
}

func (w *writer) findings(findings []findingDoc) {
	w.heading("Findings")
	if len(findings) == 0 {
		w.line("None.")
	}
	for i := range findings {
		f := &findings[i]
		w.line(strconv.Itoa(i+1) + ". **" + plain(f.Title) + "** (" + span(string(f.Cause)) + ", " + f.Severity + marks(f) + since(f.Since) + ")")
		w.line("   " + paragraph(f.Why))
		if f.Said != "" {
			w.line("   Seam says: " + plain(f.Said))
		}
		for _, e := range f.Evidence {
			w.line("   - " + e.From + ": " + plain(e.Fact) + since(e.Since))
		}
		if len(f.Steps) > 0 {
			w.line("   - what to try: " + plain(strings.Join(f.Steps, "; ")))
		}
	}
}

func marks(f *findingDoc) string {
	text := ""
	if f.Blocks {
		text += ", blocks the code"
	}
	if f.Open {
		text += ", leaves access open"
	}
	switch f.Retries {
	case "yes":
		text += ", Seam retries by itself"
	case "no":
		text += ", Seam does not retry"
	}
	return text
}

func (w *writer) differences(list []differenceDoc) {
	if len(list) == 0 {
		return
	}
	w.heading("Asked for, and on the lock")
	w.line("| | asked for | on the lock |")
	w.line("|---|---|---|")
	for _, d := range list {
		onLock := orElse(d.OnLock, "-")
		if d.Same {
			onLock = "the same"
		}
		w.row(d.Field, orElse(d.Asked, "-"), onLock)
	}
}

func (w *writer) timeline(list []momentDoc) {
	if len(list) == 0 {
		return
	}
	w.heading("What happened (UTC)")
	for _, m := range list {
		text := m.At.Format(time.DateTime) + " " + plain(m.Words)
		if m.Kind != "happened" {
			text += " (" + m.Kind + ")"
		}
		w.line("- " + text + named("request", string(m.Request)) + named("event", string(m.Event)))
	}
}

func (w *writer) requests(list []requestDoc) {
	if len(list) == 0 {
		return
	}
	w.heading("Asked by this program (UTC)")
	w.line("| when | what | code | outcome | request |")
	w.line("|---|---|---|---|---|")
	for _, r := range list {
		w.row(r.At.Format(time.DateTime), r.Action, string(r.Code), r.Outcome, string(r.Request))
	}
}

func (w *writer) events(d *document) {
	if len(d.Events) == 0 {
		return
	}
	w.heading("Events (UTC)")
	if d.EventsSince != nil {
		w.line("Complete since " + stamp(d.EventsSince) + ".")
		w.line("")
	}
	w.line("| when | event | code | more | id |")
	w.line("|---|---|---|---|---|")
	for _, e := range d.Events {
		w.row(e.At.Format(time.DateTime), e.Type, string(e.Code), strings.TrimSpace(e.Method+" "+e.Reason+" "+e.Text), string(e.ID))
	}
}

func (w *writer) program(d *document) {
	w.heading("Program")
	w.fact("made", d.MadeAt.Format(time.DateTime)+" UTC")
	w.fact("version", orElse(d.Program.Version, "a build without one")+", "+d.Program.System)
	w.fact("Seam", d.Program.Place+", "+d.Connection.State+pictured(d.Connection.AsOf))
	w.fact("fault", d.Connection.Fault)
	for _, s := range d.Program.Settings {
		w.fact("setting "+s.Name, s.Value+" ("+s.From+")")
	}
	w.line("")
}

// row is a line of a table, whose cells end at a bar even where that is in code.
func (w *writer) row(cells ...string) {
	for _, c := range cells {
		w.WriteString("| " + marked(c, func(word string) string { return strings.ReplaceAll(span(word), "|", "¦") }) + " ")
	}
	w.line("|")
}

// plain takes the meaning from what Markdown, and the HTML in it, would act on, and from what trackers of tickets make links and calls of.
func plain(text string) string { return marked(text, span) }

// marked is [plain] with another way to quote a word as code.
func marked(text string, code func(word string) string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' })
	for i, word := range words {
		if calls(word) {
			words[i] = code(word)
		} else {
			words[i] = quoted(word)
		}
	}
	return strings.Join(words, " ")
}

// paragraph is [plain] for a text that begins a line, where more has a meaning.
func paragraph(text string) string {
	text = plain(text)
	digits := strings.TrimLeft(text, "0123456789")
	switch {
	case strings.HasPrefix(text, "-"), strings.HasPrefix(text, "+"), strings.HasPrefix(text, "="), strings.HasPrefix(text, ":"):
		return `\` + text
	case len(digits) < len(text) && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")")):
		return text[:len(text)-len(digits)] + `\` + digits
	default:
		return text
	}
}

// calls says that a tracker of tickets may make a link of a word, call somebody by it, or take it for the number of another ticket.
func calls(word string) bool {
	at := strings.IndexByte(word, '#')
	return strings.Contains(word, "@") || strings.Contains(word, "://") || strings.Contains(strings.ToLower(word), "www.") ||
		at >= 0 && at+1 < len(word) && word[at+1] >= '0' && word[at+1] <= '9'
}

// quoted is a word whose signs mean themselves.
func quoted(word string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, ">", `\>`, "#", `\#`, "!", `\!`, "~", `\~`, "&", `\&`, "|", `\|`, "](", `]\(`, "]:", `]\:`, "][", `]\[`,
	).Replace(word)
}

// span is a word as code, in which nothing has a meaning but its own end.
func span(word string) string {
	if word == "" {
		return "-"
	}
	return "`" + strings.NewReplacer("`", "'", "\n", " ", "\r", " ").Replace(word) + "`"
}

func since(at *time.Time) string {
	if at == nil {
		return ""
	}
	return ", since " + stamp(at)
}

func stamp(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.Format(time.DateTime) + " UTC"
}

func between(from, until *time.Time) string {
	if from == nil && until == nil {
		return ""
	}
	return " (" + orElse(stamp(from), "from the start") + " to " + orElse(stamp(until), "no end") + ")"
}

func pictured(at *time.Time) string {
	if at == nil {
		return ""
	}
	return ", picture of " + stamp(at)
}

func named(what, value string) string {
	if value == "" {
		return ""
	}
	return ", " + what + " " + plain(value)
}

func slots(n *int) string {
	if n == nil {
		return ""
	}
	return " of " + strconv.Itoa(*n)
}

func sandbox(is bool) string {
	if is {
		return ", sandbox"
	}
	return ", production"
}

func unlessUnknown(answer string) string {
	if answer == "unknown" {
		return ""
	}
	return answer
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
