//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/cobra"

	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A gatehouse is a simulated workspace on a socket, and a book of who passed: every request and every connection that arrived, every
// address that the program connected to and every address that it listened on. What it answers names a stranger wherever an address
// can be.
type gatehouse struct {
	t     *testing.T
	world *sim.Server
	url   string
	env   []string
	home  string
	ring  *ringtest.Memory

	mu       sync.Mutex
	asked    []string
	dialled  []string
	listened []string
	odd      []string // what went past the network of the program
	came     []string // connections that arrived, by the address that they came from

	opened   map[string]bool // the addresses that the program's own connections begin at, of all times
	stranger string
}

func newGatehouse(t *testing.T) *gatehouse {
	t.Helper()
	g := &gatehouse{t: t, home: t.TempDir(), ring: &ringtest.Memory{}, opened: map[string]bool{}}
	g.stranger = g.placeStranger()
	g.world = sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.note(&g.asked, r.URL.Path)
		w.Header().Set("Alt-Svc", `h2="`+g.stranger+`"; ma=3600`)
		w.Header().Set("Link", "<http://"+g.stranger+"/>; rel=preload")
		g.world.ServeHTTP(w, r)
	}))
	server.Config.ConnState = func(c net.Conn, is http.ConnState) {
		if is == http.StateNew {
			g.note(&g.came, c.RemoteAddr().String())
		}
	}
	server.Start()
	g.world.SetFaults(sim.Faults{Rewrite: func(_ string, body []byte) []byte { return pointed(body, "http://"+g.stranger+"/") }})
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		g.world.Close()
	})
	g.url = server.URL
	g.env = append(alone(), "HOME="+g.home, "XDG_STATE_HOME="+filepath.Join(g.home, "state"),
		"SEAMDASH_STORE="+filepath.Join(g.home, "kept", "store.db"), "SEAMDASH_KEY_SOURCE=", "SEAM_ENDPOINT="+g.url, "SEAM_API_KEY="+scriptKey)
	return g
}

func (g *gatehouse) note(in *[]string, what string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	*in = append(*in, what)
}

// taken is what was noted since the last time.
func (g *gatehouse) taken(from *[]string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer func() { *from = nil }()
	return *from
}

// network is the machine's, with a book.
func (g *gatehouse) network() network {
	return network{
		dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			g.note(&g.dialled, address)
			conn, err := seamclient.Dial(ctx, network, address)
			if err == nil {
				g.mu.Lock()
				g.opened[conn.LocalAddr().String()] = true
				g.mu.Unlock()
			}
			return conn, err
		},
		listen: func(ctx context.Context, network, address string) (net.Listener, error) {
			ln, err := new(net.ListenConfig).Listen(ctx, network, address)
			if err == nil {
				g.note(&g.listened, ln.Addr().String())
			}
			return ln, err
		},
	}
}

// program is the program at this gatehouse.
func (g *gatehouse) program(stdin string, out io.Writer, env ...string) *program {
	return &program{
		env: append(slices.Clone(g.env), env...), stdin: strings.NewReader(stdin), stdout: out, stderr: out, keyring: g.ring, network: g.network(),
	}
}

// runs a command and gives its code and all that it said.
func (g *gatehouse) runs(env []string, stdin string, args ...string) (code int, said string) {
	g.t.Helper()
	var out bytes.Buffer
	ctx, stop := context.WithTimeout(g.t.Context(), enough)
	defer stop()
	code = g.program(stdin, &out, env...).run(ctx, args)
	return code, out.String()
}

// guarded has everything told that goes onto the network by another way than that of the program, while do runs: through what the
// standard library keeps for those who do not care, and through its resolver. It is for tests that run alone.
func (g *gatehouse) guarded(do func()) {
	transport, resolver := http.DefaultTransport, net.DefaultResolver
	defer func() { http.DefaultTransport, net.DefaultResolver = transport, resolver }()
	http.DefaultTransport = tripwire(func(r *http.Request) { g.note(&g.odd, r.URL.String()) })
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(_ context.Context, network, address string) (net.Conn, error) {
		g.note(&g.odd, "names: "+network+" "+address)
		return nil, errors.New("nobody may ask for names here")
	}}
	do()
}

type tripwire func(r *http.Request)

func (f tripwire) RoundTrip(r *http.Request) (*http.Response, error) {
	f(r)
	return nil, errors.New("this is not the network of the program")
}

// An errand is a command with arguments that are good, and what it reads.
type errand struct {
	args  []string
	stdin string
	// writes says that it changes something at Seam, of which dry runs are possible with and without the right to.
	writes, dry bool
	// keeps says that it changes what schedules do, which is a write by somebody else's hand.
	keeps bool
	ends  int // the code with which it ends here
}

// errands are those of every command, by its name. Their locks and codes are those of the simulated workspace.
func (g *gatehouse) errands() map[string]errand {
	client := clientOf(g.t, g.world)
	lock := g.lock(client)
	codes, err := client.Codes(g.t.Context(), lock.ID)
	if err != nil || len(codes) == 0 {
		g.t.Fatalf("%d codes on %s: %v", len(codes), lock.Name, err)
	}
	on := []string{"--device", string(lock.ID)}
	code, foreign := string(codes[0].ID), string(g.foreign(client))
	schedules, backup, rule := filepath.Join(g.home, "rules.json"), filepath.Join(g.home, "backup.db"), "Wire cleaners"
	of := func(words string, rest ...string) []string { return append(strings.Fields(words), rest...) }
	return map[string]errand{
		"":                      {},
		"agent":                 {args: of("agent --once"), writes: true, dry: true},
		"agent unit":            {args: of("agent unit --systemd")},
		"codes":                 {args: of("codes")},
		"codes adopt":           {args: of("codes adopt", foreign), writes: true, dry: true},
		"codes convert":         {args: of("codes convert", code, "--to", "time_bound", "--starts", "tomorrow 9:00", "--ends", "+1d 11:00"), writes: true, dry: true},
		"codes create":          {args: of("codes create --name Wire --pin-stdin", on...), stdin: "804172\n", writes: true, dry: true},
		"codes delete":          {args: of("codes delete --yes", code), writes: true, dry: true},
		"codes diagnose":        {args: of("codes diagnose", on...)},
		"codes update":          {args: of("codes update", code, "--name", "Renamed"), writes: true, dry: true},
		"completion":            {args: of("completion")},
		"completion bash":       {args: of("completion bash")},
		"completion fish":       {args: of("completion fish")},
		"completion powershell": {args: of("completion powershell")},
		"completion zsh":        {args: of("completion zsh")},
		"config":                {args: of("config")},
		"devices":               {args: of("devices")},
		"doctor":                {args: of("doctor"), ends: exitFailed},
		"help":                  {args: of("help")},
		"licences":              {args: of("licences")},
		"login":                 {args: of("login"), stdin: scriptKey + "\n"},
		"logout":                {args: of("logout")},
		"problems":              {args: of("problems"), ends: exitFailed},
		"rules":                 {args: of("rules")},
		"rules add":             {args: of("rules add --words", "daily 9-13", "--name", rule, "--lock", string(lock.ID)), keeps: true, dry: true},
		"rules edit":            {args: of("rules edit", rule, "--words", "daily 10-13", "--yes"), keeps: true, dry: true},
		"rules export":          {args: of("rules export")},
		"rules history":         {args: of("rules history", rule)},
		"rules holidays":        {args: of("rules holidays")},
		"rules holidays add":    {args: of("rules holidays add Ours --replace --days", "24 dec"), keeps: true, dry: true},
		"rules holidays list":   {args: of("rules holidays list")},
		"rules holidays remove": {args: of("rules holidays remove Ours --yes"), keeps: true, dry: true},
		"rules import":          {args: of("rules import --replace --yes", schedules), keeps: true, dry: true},
		"rules list":            {args: of("rules list")},
		"rules pause":           {args: of("rules pause --yes", rule), keeps: true, dry: true},
		"rules preview":         {args: of("rules preview", rule)},
		"rules remove":          {args: of("rules remove --yes", rule), keeps: true, dry: true},
		"rules resume":          {args: of("rules resume", rule), keeps: true, dry: true},
		"rules retry":           {args: of("rules retry --all"), keeps: true, dry: true},
		"rules show":            {args: of("rules show", rule)},
		"rules skip":            {args: of("rules skip --yes", rule, "2030-01-02"), keeps: true, dry: true},
		"sandbox":               {args: of("sandbox --listen 127.0.0.1:0")},
		"store":                 {args: of("store"), ends: exitUsage},
		"store backup":          {args: of("store backup", backup)},
		"store check":           {args: of("store check")},
		"store restore":         {args: of("store restore", backup)},
		"whoami":                {args: of("whoami")},
	}
}

// lock is one that can be programmed and has a code.
func (g *gatehouse) lock(client *seamclient.Client) (found model.Device) {
	g.t.Helper()
	err := client.Devices(g.t.Context(), func(page []model.Device) error {
		for _, d := range page {
			codes, err := client.Codes(g.t.Context(), d.ID)
			if err != nil {
				return err
			}
			simple := slices.ContainsFunc(codes, func(c model.AccessCode) bool { return c.Window.Always() && c.Status == model.StatusSet })
			if found.ID == "" && simple && len(d.Problems) == 0 {
				found = d
			}
		}
		return nil
	})
	if err != nil || found.ID == "" {
		g.t.Fatalf("no lock will do: %v", err)
	}
	return found
}

// foreign is a code that somebody else made and that can be taken over.
func (g *gatehouse) foreign(client *seamclient.Client) (found model.CodeID) {
	g.t.Helper()
	err := client.Devices(g.t.Context(), func(page []model.Device) error {
		for _, d := range page {
			codes, err := client.UnmanagedCodes(g.t.Context(), d.ID)
			if err != nil {
				return err
			}
			for i := range codes {
				if !codes[i].Traits.CannotBeManaged {
					found = codes[i].ID
				}
			}
		}
		return nil
	})
	if err != nil || found == "" {
		g.t.Fatalf("no code of somebody else: %v", err)
	}
	return found
}

// inOrder are the names of all commands that do something, as the program has them, those first that others need and those last that
// take something away. One without an errand fails the test by its name.
func (g *gatehouse) inOrder(errands map[string]errand) (names []string) {
	g.t.Helper()
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
	root := p.rootCommand()
	root.SetOut(io.Discard)
	p.addCompletion(root)
	root.InitDefaultHelpCmd()
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		name := strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "seamdash"), " ")
		if _, ok := errands[name]; !ok {
			g.t.Errorf("no errand for %q: say with which arguments it is run, and whether it changes anything", name)
		}
		names = append(names, name)
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	walk(root)
	if len(names) < len(errands) {
		g.t.Errorf("%d errands for %d commands: one of them is gone", len(errands), len(names))
	}
	rank := map[string]int{
		"login": -5, "rules holidays add": -4, "rules add": -3, "rules export": -2, "store backup": -1, "codes delete": 1,
		"rules remove": 1, "rules holidays remove": 1, "logout": 1, "store restore": 2,
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank[a] - rank[b] })
	return names
}

// does an errand; a command that does not end by itself is ended once it has said something.
func (g *gatehouse) does(name string, what errand, env []string, more ...string) (code int, said string) {
	g.t.Helper()
	if name == "sandbox" {
		ctx, stop := context.WithTimeout(g.t.Context(), enough)
		defer stop()
		var out bytes.Buffer
		return g.program("", io.MultiWriter(&out, stopper(stop)), env...).run(ctx, append(what.args, more...)), out.String()
	}
	if name == "store backup" {
		_ = os.Remove(what.args[len(what.args)-1]) // it replaces none
	}
	code, said = g.runs(env, what.stdin, append(slices.Clone(what.args), more...)...)
	if name == "rules export" && code == exitDone && len(more) == 0 {
		if err := os.WriteFile(filepath.Join(g.home, "rules.json"), []byte(said), 0o600); err != nil {
			g.t.Fatal(err)
		}
	}
	return code, said
}

// A stopper ends a command when it says something.
type stopper context.CancelFunc

func (s stopper) Write(p []byte) (int, error) {
	s()
	return len(p), nil
}
