package main

import (
	"context"
	"sync"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/model/live"
	"seamdash/model/rulebook"
	"seamdash/seamclient"
	"seamdash/ui"
	"seamdash/ui/views"
)

// A visit is one open workspace, from when it is entered until it is left for another or the program ends.
type visit struct {
	program *program
	ctx     context.Context // ends with the visit
	opened  chan struct{}   // closed when stay is set
	stay    *stay
	end     context.CancelFunc
	// address is that of the app that shows it.
	address *ui.Address
	// leave has the workers come to their end, by way of leaving; over is closed when all have.
	leave   context.CancelFunc
	leaving context.Context
	over    chan struct{}

	mu    sync.Mutex
	notes []string // for when the terminal is the shell's again
}

// A stay is an open workspace and what works for it.
type stay struct {
	session *session
	source  *seamSource
	feed    *live.Feed
	album   *album // nil where nothing is kept
	log     *logbook
	desk    *desk.Desk
	book    *rulebook.Book
	roller  *roller
	kept    *memory // nil where nothing is kept
	// workspace is the one that is open, "" as long as nobody knows.
	workspace func() model.WorkspaceID
	// pictured holds a token when there is a picture that the desk has not judged by.
	pictured chan struct{}
}

func newVisit(ctx context.Context, p *program) *visit {
	v := &visit{program: p, opened: make(chan struct{}), address: &ui.Address{}, over: make(chan struct{})}
	v.ctx, v.end = context.WithCancel(ctx)
	v.leaving, v.leave = context.WithCancel(v.ctx)
	return v
}

// enter opens a workspace, once for each visit, and gives what the dashboard is built from. The picture of the last
// run is in it from the first frame; nothing was sent to Seam yet.
func (v *visit) enter(s *session) ui.Config {
	st := &stay{session: s, source: &seamSource{Client: s.client}, pictured: make(chan struct{}, 1)}
	var start *model.Snapshot
	var caution string
	var remembers views.Memory
	var quiet ui.QuietKeeper
	var kept *memory
	if key := s.found.Key; key.Known() { // the sandbox has none, and keeps nothing
		kept = newMemory()
		remembers, quiet, st.kept = kept, kept, kept
		st.album = openAlbum(v.ctx, markOf(key, s.found.Endpoint, s.found.Workspace), func(ctx context.Context) (pictureStore, error) {
			return v.openPictures(ctx, kept)
		})
		var err error
		if start, err = st.album.last(v.ctx); err != nil {
			caution = withoutPicture(err)
		}
	}
	st.feed = live.New(live.Config{
		Source: st.source, Start: start, Now: s.now, Pace: live.PaceOf(s.settings.Pace), Limits: &s.settings.Limits,
	})
	st.workspace = func() model.WorkspaceID { return st.feed.Snapshot().Workspace.ID }
	st.log = newLogbook(kept, st.workspace)
	st.book = bookOf(s, kept, st.workspace)
	st.desk = v.program.newDesk(s, st.log)
	st.roller = v.newRoller(st, kept)
	v.stay = st
	close(v.opened)
	return ui.Config{
		Feed: st.feed, Now: s.now, Zone: v.program.home(), Place: s.place, Version: version, Look: look(s.settings), Caution: caution,
		Memory: remembers, Quiet: quiet, Doors: st.desk, Desk: st.desk, Rules: stirringBook{st.book, st.roller.engine.Stir}, Roller: st.roller, Records: records{s.client}, Reports: newReports(s), By: me(v.program.getenv), Witness: st.log, ClipboardClear: s.settings.ClipboardClear, ReadOnly: s.settings.ReadOnly, Presentation: s.settings.Presentation, Context: v.ctx, Tmux: v.program.getenv("TMUX") != "",
		Progress: showsProgress(v.program.getenv), Keys: s.settings.Bindings, Notify: notify(s.settings),
		Views: s.settings.Given(), Columns: s.settings.Codes.Columns, Address: v.address,
	}
}

// openPictures opens the local store for the album and the memory.
func (v *visit) openPictures(ctx context.Context, remembers *memory) (pictureStore, error) {
	opened, err := v.program.openStore(ctx, v.note)
	remembers.open(opened, err)
	if err != nil {
		return nil, err
	}
	return sharedGallery{gallery{opened}, remembers}, nil
}

// note keeps what must be told and has no place on the screen.
func (v *visit) note(text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.notes = append(v.notes, text)
}

// taken gives the notes out, once.
func (v *visit) taken() (notes []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	notes, v.notes = v.notes, nil
	return notes
}

// tell tells them.
func (v *visit) tell() {
	for _, text := range v.taken() {
		v.program.note(text)
	}
}

// stays waits for the workspace; ok is false when the visit ended before there was one. One that was left at once has still something
// to be closed.
func (v *visit) stays(ctx context.Context) (st *stay, ok bool) {
	select {
	case <-v.opened:
		return v.stay, true
	default:
	}
	select {
	case <-v.opened:
		return v.stay, true
	case <-ctx.Done():
		return nil, false
	}
}

// feed keeps the picture current. The picture itself says how that fares.
func (v *visit) feed(ctx context.Context, _ func(tea.Msg)) {
	if st, ok := v.stays(ctx); ok {
		defer st.session.client.Close()
		defer st.session.hurry(ctx, st.feed.Refresh)()
		_ = st.feed.Run(ctx)
	}
}

// forward hands every newest picture to the screen, and waits until it was taken before it looks for a newer one.
func (v *visit) forward(ctx context.Context, send func(tea.Msg)) {
	st, ok := v.stays(ctx)
	for ok {
		picture, err := st.feed.Next(ctx)
		if err != nil {
			return // only the end of ctx
		}
		select {
		case st.pictured <- struct{}{}:
		default: // it will judge by the newest
		}
		st.roller.saw(picture)
		send(ui.Pictured{Snapshot: st.session.paced(picture)})
	}
}

// log shows what this program wrote.
func (v *visit) log(ctx context.Context, send func(tea.Msg)) {
	if st, ok := v.stays(ctx); ok {
		st.log.follow(ctx, send)
	}
}

// remember keeps the picture for the next run.
func (v *visit) remember(ctx context.Context, send func(tea.Msg)) {
	if st, ok := v.stays(ctx); ok && st.album != nil {
		st.album.keep(ctx, st.picture, func(text string) { send(ui.Caution{Text: text}) })
	}
}

// picture is the newest picture, or nil as long as Seam has not said whose it is: one that is kept must never be under
// the name of another workspace.
func (st *stay) picture() *model.Snapshot {
	picture, ws := st.feed.Snapshot(), st.source.workspace.Load()
	if ws == nil || picture.Workspace.ID != ws.ID {
		return nil
	}
	return picture
}

// A seamSource is what the feed asks. It remembers which workspace Seam said that the key opens.
type seamSource struct {
	*seamclient.Client

	workspace atomic.Pointer[model.Workspace]
}

// Workspace asks Seam.
func (s *seamSource) Workspace(ctx context.Context) (model.Workspace, error) {
	ws, err := s.Client.Workspace(ctx)
	if err == nil {
		s.workspace.Store(&ws)
	}
	return ws, err
}

// Codes gives every code of a lock: those that Seam manages and those that it only sees there.
func (s *seamSource) Codes(ctx context.Context, id model.DeviceID) ([]model.AccessCode, error) {
	return codesOn(ctx, s.Client, id)
}
