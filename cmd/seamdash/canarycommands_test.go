package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/seamclient/sim"
)

// A line is a command as somebody types it.
type line struct {
	args  string // apart by blanks, for which a ~ stands inside of one
	stdin string
	// fails says that it has to end with an error, either that it may; may is what somebody asked to see in its output.
	fails, either bool
	may           tellable
}

// A commandRoom is where commands are given: a workspace behind an address, a keyring and a home.
type commandRoom struct {
	*canaries

	world *sim.Server
	url   string
	env   []string
	// lenient leaves it to the lines how they end.
	lenient bool
}

// commandSpeed is how fast time runs for commands that wait.
const commandSpeed = 600

// newCommandRoom makes one. What stands before the workspace answers in its place.
func newCommandRoom(t *testing.T, c *canaries, before ...func(http.Handler) http.Handler) *commandRoom {
	t.Helper()
	r := &commandRoom{canaries: c, world: sim.New(sim.Options{Seed: 3, APIKey: c.key, Bare: true, Still: true, Speed: commandSpeed})}
	for name, brand := range map[string]string{"Cabin": "yale", "Cellar": "yale", "Shed": "lockly"} {
		id, err := r.world.AddDevice(brand, name, "Europe/Lisbon")
		if err != nil {
			t.Fatal(err)
		}
		if name != "Cellar" {
			continue
		}
		if _, err := r.world.AddUnmanaged(id, c.names["a stranger"], c.pins["a stranger"]); err != nil {
			t.Fatal(err)
		}
	}
	front := withClock(r.world, commandSpeed)
	for _, stand := range before {
		front = stand(front)
	}
	server := httptest.NewServer(front)
	t.Cleanup(server.Close)
	r.url = server.URL
	r.env = []string{
		"SEAMDASH_CONFIG=" + os.DevNull, "SEAM_ENDPOINT=" + r.url, "HOME=" + c.home, "TZ=Europe/Lisbon", "LANG=C.UTF-8",
		"SEAMDASH_STORE=" + filepath.Join(c.home, "data", "store.db"), "XDG_STATE_HOME=" + filepath.Join(c.home, "state"),
	}
	for name, text := range map[string]string{
		"good.toml":    "theme = 'dark'\n[codes]\n",
		"bad.toml":     "theme = 'blue'\nkey = '" + c.key + "'\n",
		"days.ics":     "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Inventory\r\nDTSTART;VALUE=DATE:20301226\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		"broken.json":  `{"schedules":[{"name":"` + c.names["a guest"] + `","pins":["` + c.pins["a file"] + `"]`,
		"strange.json": `{"format":"seamdash-schedules","version":1,"schedules":[{"pins":["` + c.pins["a file"] + `"],"pin":"` + c.pins["a file"] + `"}]}`,
	} {
		if err := os.WriteFile(filepath.Join(c.home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// give runs a line in this process, as main does, and keeps what it says.
func (r *commandRoom) give(l line) {
	r.t.Helper()
	var stdout, stderr bytes.Buffer
	args := r.words(l.args)
	ctx, end := context.WithTimeout(r.t.Context(), enough)
	defer end()
	out := io.Writer(&stdout)
	if args[0] == "sandbox" {
		out = lastWord{&stdout, end} // which says where it is and then serves until it is told to end
	}
	p := &program{env: r.env, stdin: strings.NewReader(r.fill(l.stdin)), stdout: out, stderr: &stderr, keyring: r.ring}
	code := p.run(ctx, args)
	if (code != exitDone) != l.fails && !l.either && !r.lenient {
		r.t.Errorf("seamdash %s: code %d; stderr:\n%s", l.args, code, stderr.String())
	}
	r.hear("the output of seamdash "+l.args, stdout.Bytes(), l.may|namesToo)
	r.hear("what seamdash "+l.args+" has to say", stderr.Bytes(), namesToo)
}

// A lastWord ends what writes to it.
type lastWord struct {
	to  io.Writer
	end func()
}

func (w lastWord) Write(p []byte) (int, error) {
	defer w.end()
	return w.to.Write(p)
}

// words are the arguments of a line.
func (r *commandRoom) words(text string) []string {
	args := strings.Fields(text)
	for i := range args {
		args[i] = r.fill(strings.ReplaceAll(args[i], "~", " "))
	}
	return args
}

// fill puts canaries and places into a text.
func (r *commandRoom) fill(text string) string {
	return r.filler("{home}", r.home, "{key}", r.key, "{url}", r.url).Replace(text)
}

// TestCanariesOfCommands: whatever command is given, with which flags ever, PINs and keys are only where somebody asked for them.
func TestCanariesOfCommands(t *testing.T) {
	t.Parallel()
	skipShort(t)
	c := plant(t, []string{"a guest", "a stranger", "a change", "a schedule", "a list", "another list", "a refusal", "a file"}, []string{"a guest", "a stranger"})
	r := newCommandRoom(t, c)
	for _, l := range canaryLines() {
		r.give(l)
	}
	everywhere(t, r)
	covered(t, r)
	files := c.hearFiles(tellableFiles)
	if files < 10 {
		t.Errorf("only %d files were written", files)
	}
	made := c.pinsMade()
	if len(made) == 0 {
		t.Error("of PINs that the program made itself none was told")
	}
	c.judge(made...)
}

// tellableFiles is what files of a command room may hold, by their names.
func tellableFiles(path string) tellable {
	switch filepath.Base(path) {
	case "revealed.json", "broken.json", "strange.json":
		return pinsToo | namesToo
	case "masked.json", "all.ics":
		return namesToo // schedules are called by who comes
	case "bad.toml":
		return keysToo
	}
	return 0
}

// pinsMade are the PINs of eight digits that the program chose itself, as it told them where they were asked for.
func (c *canaries) pinsMade() (pins []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	planted := map[string]bool{}
	for _, pin := range c.pins {
		planted[pin] = true
	}
	told := regexp.MustCompile(`"code": "([0-9]{8})"`)
	for _, u := range c.heard {
		if u.may&pinsToo == 0 {
			continue
		}
		for _, found := range told.FindAllSubmatch(u.text, -1) {
			if pin := string(found[1]); !planted[pin] {
				pins = append(pins, pin)
			}
		}
	}
	slices.Sort(pins)
	return slices.Compact(pins)
}

// everywhere gives every command a PIN as an argument, as whoever takes a name for a number does, or forgets a flag.
func everywhere(t *testing.T, r *commandRoom) {
	t.Helper()
	files := []string{"seamdash store backup", "seamdash store restore", "seamdash rules import"} // which say which file
	root := (&program{env: r.env}).rootCommand()
	tried := 0
	eachCommand(root, func(cmd *cobra.Command) {
		if path := cmd.CommandPath(); !slices.Contains(files, path) {
			tried++
			r.give(line{args: strings.TrimPrefix(path+" {PIN~of~a~refusal}", "seamdash "), fails: true})
		}
	})
	if tried < 30 {
		t.Errorf("only %d commands were tried", tried)
	}
}

// eachCommand calls do for a command and all below it.
func eachCommand(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, sub := range cmd.Commands() {
		eachCommand(sub, do)
	}
}

// covered fails for each command, and each flag of one, that no line gives.
func covered(t *testing.T, r *commandRoom) {
	t.Helper()
	given := map[string]bool{}
	root := (&program{env: r.env}).rootCommand()
	for _, l := range canaryLines() {
		cmd, rest, err := root.Find(r.words(l.args))
		if err != nil {
			continue // a line that is meant to fail
		}
		given[cmd.CommandPath()] = true
		for _, word := range rest {
			if name, isFlag := strings.CutPrefix(word, "--"); isFlag {
				name, _, _ = strings.Cut(name, "=")
				given[cmd.CommandPath()+" --"+name] = true
				given["--"+name] = true
			}
		}
	}
	eachCommand(root, func(cmd *cobra.Command) {
		if !given[cmd.CommandPath()] {
			t.Errorf("no line gives the command %q: what it prints is never searched", cmd.CommandPath())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			where := cmd.CommandPath() + " "
			if cmd.PersistentFlags().Lookup(f.Name) != nil {
				where = "" // of every command
			}
			if f.Name != "help" && !given[where+"--"+f.Name] {
				t.Errorf("no line gives the flag --%s of %q", f.Name, cmd.CommandPath())
			}
		})
	})
	if n := len(given); n < 100 {
		t.Errorf("only %d commands and flags were found", n)
	}
}
