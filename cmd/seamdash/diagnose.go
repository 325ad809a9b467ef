package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/store"
)

const (
	// oldest is how far back events are read: what happened before explains nothing of today.
	oldest = 30 * 24 * time.Hour
	// beforeBirth is how much earlier than a code its events may have been recorded.
	beforeBirth = time.Minute
)

// A diagnoseRequest is what `seamdash codes diagnose` was asked for.
type diagnoseRequest struct {
	word   string // names the code; "" for the lock
	device string
	asJSON bool
	report string // the folder for a report, "" for none
}

func (p *program) codesDiagnoseCommand() *cobra.Command {
	var r diagnoseRequest
	cmd := &cobra.Command{
		Use:   "diagnose [CODE]",
		Short: "Say why a code does not work, and what to do about it",
		Long: "diagnose says how a code stands, what is in its way with what that follows from, what to try, what happened to it, and\n" +
			"what of it is on the lock. Without CODE it is about the lock. It ends with 1 when something blocks, with 0 otherwise.\n" +
			"CODE is an id, or all of a name that no other code has. It changes nothing.",
		Example: "  seamdash codes diagnose \"Guest Novak\" --device \"Harbor 12 · Apt 4\"\n" +
			"  seamdash codes diagnose --device \"Harbor 12 · Apt 4\" --json | jq .verdict",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&r.device, "device", "", "look for the code on this lock only, or without CODE at the lock: its id, its name, or a part that no other name has")
	flags.BoolVar(&r.asJSON, "json", false, "print a JSON object for scripts")
	flags.StringVar(&r.report, "report", "", "also save a report for a ticket, without PINs and names, as Markdown and JSON in this folder")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := r.check(cmd, args); err != nil {
			return err
		}
		return p.diagnose(cmd.Context(), r)
	})
	return cmd
}

func (r *diagnoseRequest) check(cmd *cobra.Command, args []string) error {
	switch {
	case r.device == "" && cmd.Flags().Changed("device"):
		return usageError{err: errEmptyDevice, hint: "seamdash devices lists them; leave --device out to look everywhere."}
	case len(args) == 0 && r.device == "", len(args) > 0 && args[0] == "":
		return usageError{
			err: fmt.Errorf("%s: name the code", cmd.CommandPath()), hint: "by its id or by all of its name; --device alone asks about a lock.",
		}
	case len(args) == 0:
		return nil
	case isKey(args[0]):
		return keyInArguments()
	}
	r.word = args[0]
	return noMore(cmd, args[1:])
}

func (p *program) diagnose(ctx context.Context, r diagnoseRequest) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	t, err := findPatient(ctx, s, r)
	if err != nil {
		return err
	}
	c := p.examine(ctx, s, t)
	err = p.print(func(w io.Writer) error {
		if r.asJSON {
			return writeJSON(w, c.facts())
		}
		return c.writeTo(w)
	})
	if err == nil && r.report != "" {
		err = p.saveReport(ctx, s, c, r.report)
	}
	if err == nil && c.Blocked() {
		return fmt.Errorf("diagnose %s: it is blocked, see above", c.name())
	}
	return err
}

// A consultation is a question about a code or a lock, with its answer.
type consultation struct {
	diagnose.Facts
	diagnose.Diagnosis
}

// findPatient finds the code that was named, or the lock with all its codes; then the code is nil. To look, a part of the lock's name is
// enough.
func findPatient(ctx context.Context, s *session, r diagnoseRequest) (*consultation, error) {
	if r.word == "" {
		locks, err := readFleet(ctx, s.client, &s.settings.Limits, named(r.device))
		if err == nil && len(locks) == 0 {
			err = &model.Fault{Op: "find device", Subject: r.device, Kind: model.KindNotFound, Message: "it vanished while it was read"}
		}
		if err = cmp.Or(err, firstFault(locks)); err != nil {
			return nil, err
		}
		return &consultation{Facts: diagnose.Facts{Lock: locks[0]}}, nil
	}
	find := func() (*target, error) { return findCode(ctx, s, r.word, "") }
	if r.device != "" {
		find = func() (*target, error) { return findCodeOn(ctx, s, model.Clean(r.word), named(r.device)) }
	}
	t, err := find()
	if err != nil {
		return nil, err
	}
	return &consultation{Facts: diagnose.Facts{Lock: t.lock, Code: &t.code}}, nil
}

// examine reads what else is known, and answers. What cannot be read is told, and the answer does without it.
func (p *program) examine(ctx context.Context, s *session, c *consultation) *consultation {
	d := &c.Lock.Device
	c.Reader = model.Reader{Now: s.now(), Zone: zoneOf(d), Home: p.home()}
	c.Feed = model.FeedState{Connection: model.Live, AsOf: c.Now}
	if accounts, err := s.client.Accounts(ctx); err != nil {
		p.note("not read, the account: " + oneLine(err))
	} else if i := slices.IndexFunc(accounts, func(a model.Account) bool { return a.ID == d.AccountID }); i >= 0 {
		c.Account = &accounts[i]
	}
	var err error
	if c.Events, c.EventsSince, err = eventsAbout(ctx, s, c); err != nil {
		c.EventsSince = time.Time{}
		p.note("not read, what happened: " + oneLine(err))
	}
	if c.Writes, c.Followed, err = p.writesAbout(ctx, s, c); err != nil {
		p.note("not read, what was asked from here: " + model.WhyOf(err))
	}
	c.Diagnosis = diagnose.Of(c.Facts)
	return c
}

// eventsAbout are the events of the lock and its codes, and those that tell how the account stood, since the code was made.
func eventsAbout(ctx context.Context, s *session, c *consultation) ([]model.Event, time.Time, error) {
	since := c.Now.Add(-oldest)
	if c.Code != nil && c.Code.CreatedAt.Add(-beforeBirth).After(since) {
		since = c.Code.CreatedAt.Add(-beforeBirth)
	}
	events, err := s.client.EventsWhere(ctx, model.EventQuery{Since: since, Devices: []model.DeviceID{c.Lock.Device.ID}})
	if account := c.Lock.Device.AccountID; err == nil && account != "" {
		var more []model.Event
		more, err = s.client.EventsWhere(ctx, model.EventQuery{Since: since, Account: account, Types: []model.EventType{
			"connected_account.connected", "connected_account.disconnected", "connected_account.reauthorization_requested",
			"connected_account.completed_first_sync_after_reconnection", "connected_account.deleted",
		}})
		events = append(events, more...)
	}
	return events, since, err
}

// writesAbout is what this program asked for about the code or the lock, as far as it is kept on this machine.
func (p *program) writesAbout(ctx context.Context, s *session, c *consultation) (writes []model.Write, followed []model.Tracked, err error) {
	if !s.found.Key.Known() { // nothing of the sandbox is kept
		return nil, nil, nil
	}
	if there, err := p.hasStore(); err != nil || !there {
		return nil, nil, err
	}
	opened, err := p.openStore(ctx, p.note)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = cmp.Or(err, opened.Close()) }()
	r := &ruleRoom{program: p, session: s}
	id, err := r.remembered(ctx, opened)
	if err == nil && id == noWorkspace {
		var ws model.Workspace
		ws, err = s.client.Workspace(ctx)
		id = ws.ID
	}
	if err != nil {
		return nil, nil, err
	}
	query := store.AuditQuery{Device: c.Lock.Device.ID}
	if c.Code != nil {
		query = store.AuditQuery{Code: c.Code.ID}
	}
	room := opened.In(id)
	if writes, err = room.Audit(ctx, query); err != nil {
		return nil, nil, err
	}
	followed, err = room.Tracked(ctx)
	return model.WithoutLooks(writes), slices.DeleteFunc(followed, func(t model.Tracked) bool {
		return t.Lock() != c.Lock.Device.ID || c.Code != nil && t.Code != c.Code.ID
	}), err
}

// name is the code on its lock, or the lock.
func (c *consultation) name() string {
	if c.Code == nil {
		return called(&c.Lock.Device)
	}
	return cmp.Or(c.Code.Name, string(c.Code.ID)) + " on " + called(&c.Lock.Device)
}

func (c *consultation) patient() patient {
	about := patient{lock: c.Lock.Device.ID}
	if c.Code != nil {
		about.code = c.Code.ID
	}
	return about
}
