package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// A previewRequest is what `seamdash rules preview` was asked for.
type previewRequest struct {
	zone, start, end, duration, rule string
	words                            string
	exdates, rdates                  []string
	after                            string
	limit                            int
	asJSON, lines                    bool
}

// previewUsual is how many windows are shown when nobody says.
const previewUsual = 10

func (p *program) rulesPreviewCommand() *cobra.Command {
	var r previewRequest
	cmd := &cobra.Command{
		Use:   "preview [SCHEDULE]",
		Short: "Say which windows a schedule has, one that is kept or any other",
		Long: "preview works out the windows of a schedule on the clock of a time zone. Hours that the clocks skip are\n" +
			"moved on, of hours that come twice the first is meant, and both are said.\n\n" +
			"--words says the schedule as people do, in the place of --start, --end and --rrule. Public holidays are known by their\n" +
			"country: US holidays, 'DE-BY holidays'. Time before and after a window is told, and not part of it. SCHEDULE is one that\n" +
			"is kept: its id, or all of its name; what is shown begins now, and --tz is needed where its locks have several zones.\n\n" +
			"--lines reads requests from standard input, one JSON object a line with the fields id, tz, dtstart, end_wall,\n" +
			"end_days, duration, rrule, exdates, rdates and query, and answers each with a line.",
		Example: "  seamdash rules preview --tz Europe/Lisbon --start 2027-01-04T09:00 --end 13:00 --rrule 'FREQ=WEEKLY;BYDAY=MO,WE,FR'\n" +
			"  seamdash rules preview --tz America/New_York --words \"mon wed fri 9-13 and sat 10-16 until june except US holidays\"\n" +
			"  seamdash rules preview --lines < requests.jsonl",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	r.register(cmd.Flags())
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			word, err := oneRule(cmd, args)
			if err = cmp.Or(err, r.checkKept(cmd.Flags())); err != nil {
				return err
			}
			return p.previewKept(cmd.Context(), word, r)
		}
		switch err := r.check(cmd.Flags()); {
		case err != nil:
			return err
		case r.lines:
			return p.previewLines(cmd.Context())
		case r.words != "":
			return p.previewWords(r)
		default:
			return p.preview(r)
		}
	})
	return cmd
}

func (r *previewRequest) register(flags *pflag.FlagSet) {
	flags.StringVar(&r.zone, "tz", "", "zone on whose clock the times are meant, such as America/New_York")
	flags.StringVar(&r.words, "words", "", "the schedule in words: \"weekdays 9-17 and sat 10-14 until 30 jun except 25 dec\"")
	r.registerFields(flags)
	flags.StringVar(&r.after, "after", "", "windows that begin after this instant, in RFC 3339 (default the first ones)")
	flags.IntVar(&r.limit, "limit", previewUsual, "how many windows at most")
	flags.BoolVar(&r.asJSON, "json", false, "print a JSON array for scripts")
	flags.BoolVar(&r.lines, "lines", false, "answer requests in JSON from standard input, line by line")
}

// registerFields registers the parts of a schedule as RFC 5545 has them.
func (r *previewRequest) registerFields(flags *pflag.FlagSet) {
	flags.StringVar(&r.start, "start", "", "first start that may be, on that clock: 2027-03-08T02:30")
	flags.StringVar(&r.end, "end", "", "time of day at which a window ends, on the same day, or on the next when it is not later")
	flags.StringVar(&r.duration, "duration", "", "or how long a window takes: PT8H")
	flags.StringVar(&r.rule, "rrule", "", "on which days, as in RFC 5545: FREQ=WEEKLY;BYDAY=MO,WE")
	flags.StringSliceVar(&r.exdates, "exdate", nil, "no window on this day (2027-07-05), or not the one that begins then (2027-07-05T09:00)")
	flags.StringSliceVar(&r.rdates, "rdate", nil, "one more window, by its start: 2027-07-06T10:00")
}

func (r *previewRequest) check(flags *pflag.FlagSet) error {
	if !r.lines {
		return r.checkWords(flags)
	}
	var other string
	flags.Visit(func(f *pflag.Flag) {
		if f.Name != "lines" && f.Name != "json" && flags.Lookup(f.Name) != nil && !inherited(f.Name) {
			other = f.Name
		}
	})
	if other != "" {
		return usageError{err: fmt.Errorf("read the flags: --lines has everything in its lines, and --%s has no place beside it", other)}
	}
	return nil
}

// inherited says that a flag is one of those that every command takes.
func inherited(name string) bool {
	switch name {
	case "sandbox", "profile", "endpoint", "store", "config", "read-only", "key-source":
		return true
	default:
		return false
	}
}

// previewLines answers until standard input ends. What is wrong with a line is the answer to that line.
func (p *program) previewLines(ctx context.Context) error {
	return p.print(func(w io.Writer) error {
		in := bufio.NewReaderSize(p.stdin, rrule.MaxLine+2)
		for ctx.Err() == nil {
			text, err := readLine(in)
			if text = bytes.TrimSpace(text); len(text) > 0 {
				if _, err := fmt.Fprintf(w, "%s\n", rrule.Answer(text, zone.Load)); err != nil {
					return err
				}
			}
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return fmt.Errorf("read the requests: %w", err)
			}
			if in.Buffered() == 0 { // whoever asks line by line waits for the answer
				if err := flush(w); err != nil {
					return err
				}
			}
		}
		return context.Cause(ctx)
	})
}

// readLine gives a line, of one that is too long only the beginning, which is enough to refuse it.
func readLine(in *bufio.Reader) ([]byte, error) {
	text, err := in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return text, err
	}
	text = bytes.Clone(text)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = in.ReadSlice('\n')
	}
	return text, err
}

func flush(w io.Writer) error {
	if out, ok := w.(*bufio.Writer); ok {
		return out.Flush()
	}
	return nil
}

// A previewed window is one for scripts.
type previewed struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

func (p *program) preview(r previewRequest) error {
	request, err := r.series()
	if err != nil {
		return err
	}
	series, notes, err := rrule.NewSeries(request, zone.Load)
	if err == nil {
		err = series.Check()
	}
	if err != nil {
		return refusedSeries(err)
	}
	after, err := r.from()
	if err != nil {
		return err
	}
	windows := series.After(after, r.limit)
	if r.asJSON {
		out := make([]previewed, len(windows))
		for i, o := range windows {
			out[i] = previewed{o.Start.UTC(), o.End.UTC()}
		}
		return p.print(func(w io.Writer) error { return writeJSON(w, out) })
	}
	for _, n := range notes {
		p.note(n.Text)
	}
	return p.print(func(w io.Writer) error { return previewTable(windows).writeTo(w) })
}

// series makes a request of the flags.
func (r *previewRequest) series() (rrule.Request, error) {
	switch {
	case r.zone == "":
		return rrule.Request{}, errNoTimeZone
	case r.start == "":
		return rrule.Request{}, usageError{err: errors.New("preview a schedule: --start is missing"), hint: "such as --start 2027-01-04T09:00."}
	case (r.end == "") == (r.duration == ""):
		return rrule.Request{}, usageError{err: errors.New("preview a schedule: give either --end or --duration"), hint: "such as --end 13:00, or --duration PT4H."}
	}
	if err := r.checkLimit(); err != nil {
		return rrule.Request{}, err
	}
	q := rrule.Request{TZ: r.zone, DTStart: r.start, ExDates: r.exdates, RDates: r.rdates}
	if r.rule != "" || len(r.rdates) == 0 {
		q.RRule = &r.rule
	}
	if r.duration != "" {
		q.Duration = &r.duration
		return q, nil
	}
	q.EndWall, q.EndDays = &r.end, r.endDays()
	return q, nil
}

func (r *previewRequest) checkLimit() error {
	if r.limit < 1 || r.limit > 1000 {
		return usageError{err: fmt.Errorf("read --limit: %d is not a number from 1 to 1000", r.limit)}
	}
	return nil
}

// endDays is 1 where the end is not later in the day than the start. What cannot be read is told by whoever reads it for good.
func (r *previewRequest) endDays() int {
	start, err := civil.ParseWall(r.start)
	if err != nil {
		return 0
	}
	if end, err := civil.ParseClock(r.end); err == nil && end <= start.Clock() {
		return 1
	}
	return 0
}

// from is the instant after which windows are shown. Without one that is a moment before the first.
func (r *previewRequest) from() (time.Time, error) {
	if r.after == "" {
		return time.Unix(0, 0).AddDate(-1, 0, 0), nil
	}
	at, err := time.Parse(time.RFC3339, r.after)
	if err != nil {
		return at, usageError{err: fmt.Errorf("read --after: %q is not an instant such as 2027-01-04T14:00:00Z", model.Clean(r.after))}
	}
	return at, nil
}

// refusedSeries is what is wrong with a schedule as the errors of all commands are.
func refusedSeries(err error) error {
	fault := &model.Fault{Op: "read the schedule", Kind: model.KindInvalid, Message: model.Clean(err.Error())}
	if refused, is := errors.AsType[*rrule.Error](err); is {
		fault.Type = refused.Code
	}
	if unknown, is := errors.AsType[*zone.Unknown](err); is {
		fault.Hint = unknown.Hint()
	}
	return fault
}

// previewTable shows windows on their own clock and in UTC.
func previewTable(windows []rrule.Occurrence) table {
	var t table
	if len(windows) == 0 {
		t.row("no window to come")
		return t
	}
	t.row("DAY", "LOCAL", "UTC", "LENGTH", "")
	for _, o := range windows {
		t.row(o.Start.Format("Mon 2006-01-02"), hoursWords(o.Start, o.End),
			o.Start.UTC().Format("Mon ")+hoursWords(o.Start.UTC(), o.End.UTC()), lengthWords(o.End.Sub(o.Start)), clockNote(o))
	}
	return t
}

func hoursWords(from, until time.Time) string {
	days := civil.DateOf(until) - civil.DateOf(from)
	out := from.Format("15:04") + "-" + until.Format("15:04")
	if days > 0 {
		out += fmt.Sprintf("+%d", days)
	}
	return out
}

func lengthWords(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case minutes == 0:
		return fmt.Sprintf("%d h", hours)
	case hours == 0:
		return fmt.Sprintf("%d min", minutes)
	default:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	}
}

// clockNote says that the clocks change within a window.
func clockNote(o rrule.Occurrence) string {
	_, before := o.Start.Zone()
	_, after := o.End.Zone()
	switch by := time.Duration(after-before) * time.Second; {
	case by > 0:
		return "the clocks go forward by " + lengthWords(by) + " in it"
	case by < 0:
		return "the clocks go back by " + lengthWords(-by) + " in it"
	default:
		return ""
	}
}
