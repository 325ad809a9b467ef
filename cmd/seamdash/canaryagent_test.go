//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A duty is an agent that stays, in this process, over a workspace that repeats whatever it knows. Its log comes line by line.
type duty struct {
	*commandRoom

	parrot *parrot
	format string
	lines  chan string
	health string // where it tells how it is
	hooks  string // where it hears of what happens
	stop   context.CancelFunc
	ended  chan int

	mu  sync.Mutex
	log bytes.Buffer
}

// Write takes what the agent says.
func (d *duty) Write(text []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.log.Write(text)
	d.lines <- string(text)
	return len(text), nil
}

func (d *duty) said() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.String()
}

// begin starts the agent. Whoever is told of trouble writes down all that it was given.
func (d *duty) begin(args ...string) {
	d.t.Helper()
	settings := filepath.Join(d.home, "agent.toml")
	text := "pace = '1s'\n[alerts]\ncommand = ['/bin/sh', '-c', 'cat >>\"$HOME/told\"; env >>\"$HOME/told\"; echo \"$0 $@\" >>\"$HOME/told\"', 'one', 'two']\n" +
		"on = ['halted', 'failed']\n" // of more, some would wait for a minute
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	var ctx context.Context
	ctx, d.stop = context.WithCancel(d.t.Context())
	d.t.Cleanup(d.stop)
	env := append(d.env, "SEAMDASH_CONFIG="+settings, "PATH="+os.Getenv("PATH"))
	p := &program{env: env, stdin: strings.NewReader(""), stdout: d, stderr: d, keyring: d.ring}
	go func() { d.ended <- p.run(ctx, append([]string{"agent", "--log-format", d.format}, args...)) }()
	said := d.await("start")
	d.health, d.hooks = addressIn(said, "health"), addressIn(said, "webhooks")
	if d.health == "" || d.hooks == "" {
		d.t.Fatalf("it does not say where it listens: %s", said)
	}
}

// addressIn is an address in a line of a log, in either format.
func addressIn(line, name string) string {
	found := regexp.MustCompile(`[ ,]"?` + name + `"?[=:]"?(127\.0\.0\.1:[0-9]+)`).FindStringSubmatch(line)
	if found == nil {
		return ""
	}
	return found[1]
}

// await reads the log on until a line that begins so, in either format, and has all the words.
func (d *duty) await(message string, words ...string) string {
	d.t.Helper()
	begins := regexp.MustCompile(`("msg":|msg=)"?` + regexp.QuoteMeta(message))
	late := time.NewTimer(2 * enough)
	defer late.Stop()
	for {
		select {
		case text := <-d.lines:
			fits := begins.MatchString(text)
			for _, word := range words {
				fits = fits && strings.Contains(text, word)
			}
			if fits {
				return text
			}
		case code := <-d.ended:
			d.t.Fatalf("it ended with %d before it said %q %q:\n%s", code, message, words, d.said())
		case <-late.C:
			d.t.Fatalf("it never said %q %q:\n%s", message, words, d.said())
		}
	}
}

// pages asks how the agent is.
func (d *duty) pages() (all string) {
	d.t.Helper()
	for _, path := range []string{"/healthz", "/metrics", "/" + d.pins["a guest"], "/healthz?key=" + d.key} {
		text := fetched(d.t, "http://"+d.health+path)
		d.hear("the page "+path[:8], []byte(text), 0)
		all += text
	}
	return all
}

// post has the agent hear of something, signed with a secret, and gives the signature.
func (d *duty) post(secret, id, body string) (signature string) {
	d.t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		d.t.Fatal(err)
	}
	at := strconv.FormatInt(d.world.Now().Unix(), 10)
	mac := hmac.New(sha256.New, key)
	_, _ = io.WriteString(mac, id+"."+at+"."+body) // a hash takes everything
	signature = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	request, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, "http://"+d.hooks+"/"+d.pins["a guest"], strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	request.Header = http.Header{"Content-Type": {"application/json"}, "Svix-Id": {id}, "Svix-Timestamp": {at}, "Svix-Signature": {"v1," + signature}}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		d.t.Fatal(err)
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.Body.Close() != nil {
		d.t.Fatal(err)
	}
	d.hear("the answer to a post", fmt.Appendf(answer, "%v", response.Header), 0)
	return signature
}

// windows are a quarter of an hour in every half, all day, in the words of a schedule.
func quarters() string {
	var spans []string
	for minute := 0; minute < 24*60; minute += 30 {
		spans = append(spans, fmt.Sprintf("%d:%02d-%d:%02d", minute/60, minute%60, minute/60, minute%60+15))
	}
	return "every~day~" + strings.Join(spans, ",~")
}

// schedules are of all kinds of PINs.
func (d *duty) schedules() {
	for _, l := range []line{
		{args: "rules add --name {a~guest} --lock Cabin --pin-stdin --words " + quarters(), stdin: "{PIN of a schedule}\n"},
		{args: "rules add --name List --lock Cellar --pin-list-stdin --words " + quarters(), stdin: "{PIN of a list}\n{PIN of another list}\n"},
		{args: "rules add --name Fresh --lock Cabin --pin-new --pin-length 8 --words " + quarters()},
		{args: "codes create --device Cellar --name {a~guest} --pin-stdin", stdin: "{PIN of a guest}\n"},
	} {
		d.give(l)
	}
}

// TestCanariesOfAnAgent: an agent that stays, in trouble with a Seam that repeats PINs and the key, tells neither: not in its log, on its
// pages, to whoever is told of trouble, in what it keeps, nor in the files that have it started.
func TestCanariesOfAnAgent(t *testing.T) {
	t.Parallel()
	skipShort(t)
	for _, format := range []string{logText, logJSON} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			c := plant(t, []string{"a guest", "a stranger", "a schedule", "a list", "another list"}, []string{"a guest", "a stranger"})
			d := &duty{format: format, lines: make(chan string, 1<<16), ended: make(chan int, 1)}
			d.commandRoom = newCommandRoom(t, c, func(world http.Handler) http.Handler {
				d.parrot = newParrot(world, friendly)
				return d.parrot
			})
			t.Cleanup(d.world.Close)
			d.env = append(d.env, "SEAM_API_KEY="+c.key, hookSecret+"=whsec_"+c.hook)
			d.schedules()
			for _, l := range []line{
				{args: "agent unit --systemd --health 127.0.0.1:8080 --webhook-listen 127.0.0.1:8081"},
				{args: "agent unit --launchd --log-format json"},
				{args: "agent --dry-run --json"},
				{args: "agent --dry-run"},
				{args: "agent --once", either: true},
				{args: "agent --once --json", either: true},
			} {
				d.give(l)
			}
			signatures := d.works()
			d.give(line{args: "codes --reveal --json", may: pinsToo})
			d.give(line{args: "rules history List --rolls"})
			c.hear("the log of the agent", []byte(d.said()), namesToo)
			c.hearFiles(func(path string) tellable {
				if path == "/told" {
					return namesToo
				}
				return tellableFiles(path)
			})
			c.isTold(t, "the file /told", `"kind":"halted"`, `"kind":"failed"`, "one two")
			for _, f := range c.finds(append(c.pinsMade(), signatures...)...) {
				t.Error(f)
			}
			d.parrot.repeated(t)
		})
	}
}

// works is the agent's day. It gives the secret of its webhook and what was signed with that.
func (d *duty) works() (signatures []string) {
	d.t.Helper()
	d.begin("--health", "127.0.0.1:0", "--webhook-listen", "127.0.0.1:0", "--webhook-register", "http://"+outside+"/seam")
	d.await("webhook registered")
	d.await("roll", "made")
	d.pages()
	d.parrot.mu.Lock()
	secret := d.parrot.secret
	d.parrot.mu.Unlock()
	hostile := fmt.Sprintf(`{"event_id":"e1","event_type":"access_code.failed_to_set_on_device","event_description":"%[1]s %[2]s","device_id":"%[1]s",
		"access_code_id":"%[2]s","reason":{"reason_code":"%[1]s"}}`, d.pins["a guest"], d.key)
	signatures = append(signatures, strings.TrimPrefix(secret, "whsec_"),
		d.post(secret, "msg_1", hostile), d.post(secret, "msg_2", d.pins["a guest"]), d.post(d.hook, "msg_3", hostile))
	if text := d.pages(); !strings.Contains(text, `outcome="accepted"} 1`) || !strings.Contains(text, `outcome="forged"} 1`) {
		d.t.Errorf("of three posts it says %s", text)
	}
	d.parrot.becomes(cross)
	d.await("roll", "refused")
	d.parrot.becomes(furious)
	d.await("roll", "halted")
	d.pages()
	d.await("alert told", "halted")
	d.parrot.tells("access_code.failed_to_set_on_device")
	d.await("alert told", "failed")
	d.parrot.becomes(deaf)
	d.await("no answer of Seam")
	if text := d.pages(); !strings.Contains(text, "Seam does not accept the key: I was told the key [key]") {
		d.t.Errorf("of a Seam that refuses the key it says %s", text)
	}
	d.stop()
	if code := <-d.ended; code != exitDone || !strings.Contains(d.said(), "not closed well") { // the webhook may not be taken away
		d.t.Errorf("the agent ends with %d:\n%s", code, d.said())
	}
	d.parrot.becomes(friendly)
	return signatures
}

// isTold fails unless some place was told all the words, so that something was there to be searched.
func (c *canaries) isTold(t *testing.T, where string, words ...string) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, u := range c.heard {
		if u.where != where {
			continue
		}
		for _, word := range words {
			if !strings.Contains(string(u.text), word) {
				t.Errorf("%s has no %q: %s", where, word, u.text)
			}
		}
		return
	}
	t.Errorf("nobody heard %s", where)
}
