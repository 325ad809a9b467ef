// Package plain is the dashboard as lines of text, for screen readers, braille lines, terminals that cannot move a cursor, and
// people who would rather read: first what is wrong, then a line for each change as it happens, and answers to a few commands.
// It never moves the cursor, draws nothing and writes no escape sequence; everything it says is in words.
package plain

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/routine"
)

// A Feed keeps the picture of the workspace.
type Feed interface {
	// Snapshot is the newest picture; never nil.
	Snapshot() *model.Snapshot
	// Next waits for a picture that was not given yet, or for the end of ctx, whose error it returns.
	Next(ctx context.Context) (*model.Snapshot, error)
	// Refresh asks for news now instead of at the next tick.
	Refresh()
}

// Config is what a run is made from.
type Config struct {
	Feed Feed
	// Now is the time of the world that is shown, and Zone where the reader is.
	Now  func() time.Time
	Zone *time.Location
	// Schedules says how the recurring schedules stand now, nil where none are kept. It must not block.
	Schedules func() Schedules
	// Presentation says that names and PINs are hidden in all that the talk is given.
	Presentation bool
	// Place says in words where the data comes from.
	Place string
	// Caution is what went wrong before and keeps nobody from their work, or "".
	Caution string
	// In brings commands, a line each, and its end ends the run; Out takes the lines.
	In  io.Reader
	Out io.Writer
}

const (
	// glance is how often a picture is looked at that has not changed: a window may have opened or ended meanwhile.
	glance = 15 * time.Second
	// mostLines is how many lines an answer has at most, and mostChanges how many one new picture is worth.
	mostLines, mostChanges = 200, 20
)

// Run talks until In or ctx ends, or somebody says quit; none of them is an error. What fails is writing to Out. The read of In
// that is under way when Run returns cannot be called back and is left behind.
func Run(ctx context.Context, c Config) error {
	ctx, stop := context.WithCancel(ctx)
	var following routine.Group
	defer following.Wait()
	defer stop()
	lines, pictures := make(chan string), make(chan *model.Snapshot)
	routine.Go(ctx, func() {
		read(ctx, c.In, lines)
		close(lines) // not when it throws: then the program ends, and the talk with it
	})
	following.Go(routine.Told(ctx, func() { follow(ctx, c.Feed, pictures) }))
	look := time.NewTicker(glance)
	defer look.Stop()
	t := newTalk(c)
	t.greet()
	for t.err == nil && !t.over {
		asked := lines
		if t.told == nothing {
			asked = nil // commands wait until there is something to ask about
		}
		select {
		case <-ctx.Done():
			return nil
		case line, more := <-asked:
			if !more {
				return t.failure()
			}
			t.answer(line)
		case picture := <-pictures:
			t.take(picture)
		case <-look.C:
			t.look()
		}
	}
	return t.failure()
}

// failure is why the talk cannot go on, nil when it ended by itself.
func (t *talk) failure() error {
	if t.err == nil {
		return nil
	}
	return fmt.Errorf("write output: %w", t.err)
}

// read brings the lines of in until its end. What is longer than any command is cut.
func read(ctx context.Context, in io.Reader, lines chan<- string) {
	r := bufio.NewReader(in)
	for {
		line, more, err := r.ReadLine()
		text := string(line)
		for more && err == nil {
			_, more, err = r.ReadLine()
		}
		if err != nil && text == "" {
			return
		}
		select {
		case lines <- text:
		case <-ctx.Done():
			return
		}
	}
}

func follow(ctx context.Context, feed Feed, pictures chan<- *model.Snapshot) {
	for {
		picture, err := feed.Next(ctx)
		if err != nil {
			return // only the end of ctx
		}
		select {
		case pictures <- picture:
		case <-ctx.Done():
			return
		}
	}
}

// telling is how much of the picture was told.
type telling uint8

const (
	nothing telling = iota
	part            // what was known when Seam did not answer
	whole
)

// A talk is one run.
type talk struct {
	Config

	out     *bufio.Writer
	err     error // the first failure to write
	over    bool
	told    telling
	picture *model.Snapshot

	surveyor *diagnose.Surveyor

	looked time.Time // when the picture was looked at last
	state  string    // of the feed, as it was said last
	rolls  rolls
	zones  map[string]*time.Location
}

func newTalk(c Config) *talk {
	return &talk{
		Config: c, out: bufio.NewWriter(c.Out), picture: c.Feed.Snapshot(), looked: c.Now(), zones: map[string]*time.Location{},
		surveyor: diagnose.NewSurveyor(),
	}
}

// say writes one line. Names are clean since they became part of the model; what else might move a cursor, turn the line around or
// cannot be seen is dropped here: what was typed, and what the system says, come no other way.
func (t *talk) say(words ...string) {
	line := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, strings.Join(words, ""))
	if t.err == nil {
		_, t.err = t.out.WriteString(line + "\n")
	}
}

// flush gives out what was said together; a screen reader begins when it comes.
func (t *talk) flush() {
	if t.err == nil {
		t.err = t.out.Flush()
	}
}

func (t *talk) greet() {
	t.say("seamdash in plain mode. Type a command and press enter: help lists them, quit leaves.")
	if t.Caution != "" {
		t.say("Note: ", t.Caution, ".")
	}
	if t.Presentation {
		t.say("This is a presentation: the names of guests are hidden.")
	}
	t.say("Reading the locks from ", t.Place, ".")
	t.take(t.picture)
}

// take follows a new picture: the whole of it as soon as everything was read, and then what changes.
func (t *talk) take(picture *model.Snapshot) {
	defer t.flush()
	old := t.picture
	t.picture = picture
	t.feedChanged()
	switch {
	case t.told == whole:
		t.changes(old, picture)
		t.rolled()
	case !picture.Feed.Loading:
		t.told = whole
		t.summary()
		t.rolled()
	case t.told == nothing && t.stuck():
		t.told = part
		if picture.Total.Locks > 0 {
			t.summary()
		}
	}
	t.looked = t.Now()
}

// stuck says that nobody knows when the first load will end.
func (t *talk) stuck() bool {
	switch t.picture.Feed.Connection {
	case model.Retrying, model.Frozen, model.Off:
		return true
	case model.Connecting, model.Live:
		return false
	default:
		return false
	}
}

// look tells what time alone has changed, and that Seam is silent.
func (t *talk) look() {
	defer t.flush()
	t.feedChanged()
	switch {
	case t.told == whole:
		t.changes(t.picture, t.picture)
		t.rolled()
	case t.picture.Feed.Loading && t.picture.Feed.Connection == model.Live:
		t.say("Read so far: ", progress(&t.picture.Total), ".")
	}
	t.looked = t.Now()
}

// feedChanged says how the feed stands when that is not what was said last.
func (t *talk) feedChanged() {
	feed := &t.picture.Feed
	state, words := feed.Connection.String(), ""
	switch {
	case feed.Late(t.Now()):
		state, words = "late", "no answer from Seam yet; the picture is from "+model.Span(t.Now().Sub(feed.AsOf))+" ago."
	case feed.Connection == model.Retrying && feed.Fault != nil:
		state = feed.Fault.Kind.String() + ": " + feed.Fault.Message // which question it was, and its number, is no news
		words = "Seam cannot be read: " + feed.Fault.Error() + ". " + model.AsSentence(feed.Fault.Hint) + " It is tried again by itself."
	case feed.Connection == model.Frozen, feed.Connection == model.Off:
		words = "updates are " + state + "."
	case t.state != "" && t.state != "connecting" && feed.Connection == model.Live:
		words = "Seam answers again."
	}
	if state == t.state {
		return
	}
	t.state = state
	if words != "" {
		t.say(t.clock(), ", ", strings.Join(strings.Fields(words), " "))
	}
}

func (t *talk) clock() string { return t.Now().In(t.Zone).Format(time.TimeOnly) }
