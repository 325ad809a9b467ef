package main

import (
	"encoding/base64"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"seamdash/cmd/credentials/ringtest"
	"seamdash/cmd/loot"
)

// Canaries are PINs, keys and names that occur nowhere else. A canary test plants them, does all that a person could, keeps
// everything that the program said or wrote, and in the end searches it.
type canaries struct {
	t     *testing.T
	home  string // of everything that is written
	ring  *ringtest.Memory
	key   string            // of Seam
	hook  string            // that signs webhooks
	pins  map[string]string // by what they are for
	names map[string]string // of guests, by who they are

	mu    sync.Mutex
	heard []utterance
}

// An utterance is what the program said or wrote in one place.
type utterance struct {
	where string
	text  []byte
	may   tellable
}

// A tellable is what a place was asked for, or is for.
type tellable uint8

const (
	pinsToo  tellable = 1 << iota // somebody asked to see PINs there
	namesToo                      // who reads it works with guests
	keysToo                       // it is where keys are kept
)

// plant draws canaries by chance. A test that fails says from which seed.
func plant(t *testing.T, pins, names []string) *canaries {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("canaries from seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	c := &canaries{t: t, home: t.TempDir(), ring: &ringtest.Memory{}, pins: map[string]string{}, names: map[string]string{}}
	c.key = "seam_test_" + letters(chance, 28)
	c.hook = base64.StdEncoding.EncodeToString([]byte(letters(chance, 24)))
	for _, role := range pins {
		c.pins[role] = eightDigits(chance)
	}
	for _, role := range names {
		c.names[role] = syllables(chance)
	}
	return c
}

// eightDigits are all different, so that no lock and no hint takes them for weak, and begin as no date does.
func eightDigits(chance *rand.Rand) string {
	for {
		digits := []byte("0123456789")
		chance.Shuffle(len(digits), func(i, j int) { digits[i], digits[j] = digits[j], digits[i] })
		if digits[0] > '6' {
			return string(digits[:8])
		}
	}
}

func letters(chance *rand.Rand, n int) string {
	const all = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	out := make([]byte, n)
	for i := range out {
		out[i] = all[chance.IntN(len(all))]
	}
	return string(out)
}

// syllables are a name that nobody has.
func syllables(chance *rand.Rand) string {
	name := []byte("Z")
	for range 4 {
		name = append(name, "aeiou"[chance.IntN(5)], "bdfgkpvxz"[chance.IntN(9)])
	}
	return string(name)
}

// filler puts canaries into texts, by their roles: {a guest} for a name, {PIN of a guest}; more are other pairs.
func (c *canaries) filler(more ...string) *strings.Replacer {
	for role, pin := range c.pins {
		more = append(more, "{PIN of "+role+"}", pin)
	}
	for role, name := range c.names {
		more = append(more, "{"+role+"}", name)
	}
	return strings.NewReplacer(more...)
}

// hear keeps what was said.
func (c *canaries) hear(where string, text []byte, may tellable) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = append(c.heard, utterance{where, slices.Clone(text), may})
}

// hearFiles keeps what was written below the home. told says which files may hold what.
func (c *canaries) hearFiles(told func(path string) tellable) (files int) {
	c.t.Helper()
	err := filepath.WalkDir(c.home, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		rest := strings.TrimPrefix(path, c.home)
		c.hear("the file "+rest, text, told(rest))
		c.hear("the name of a file", []byte(rest), 0)
		files++
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return files
}

// finds is all that was said where it may not be; more are PINs that were not planted but made.
func (c *canaries) finds(more ...string) (all []loot.Find) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, group := range []struct {
		secrets []loot.Secret
		may     tellable
	}{
		{append(secretsOf("the PIN of ", c.pins), numbered("a PIN that was made", more)...), pinsToo},
		{c.keys(), keysToo},
		{secretsOf("the name of ", c.names), namesToo},
	} {
		search := loot.New(group.secrets...)
		for _, u := range c.heard {
			if u.may&group.may == 0 {
				all = append(all, search.In(u.where, u.text)...)
			}
		}
	}
	return all
}

// keys are the parts of all keys that no other key has.
func (c *canaries) keys() []loot.Secret {
	secrets := []loot.Secret{{Name: "the API key", Text: c.key[strings.LastIndexByte(c.key, '_')+1:]}, {Name: "the secret of webhooks", Text: c.hook}}
	for name, key := range c.ring.Held() {
		if !strings.HasPrefix(name, "seal/") {
			continue // those of Seam, in a form of our own
		}
		secrets = append(secrets, loot.Secret{Name: "a sealing key", Text: key})
		if plain, err := base64.StdEncoding.DecodeString(key); err == nil {
			secrets = append(secrets, loot.Secret{Name: "a sealing key, decoded", Text: string(plain)})
		}
	}
	return secrets
}

func secretsOf(of string, all map[string]string) (secrets []loot.Secret) {
	for role, text := range all {
		secrets = append(secrets, loot.Secret{Name: of + role, Text: text})
	}
	return secrets
}

func numbered(name string, texts []string) (secrets []loot.Secret) {
	for _, text := range texts {
		secrets = append(secrets, loot.Secret{Name: name, Text: text})
	}
	return secrets
}

// judge fails for every canary that sang. It also fails when nobody could have heard one: every PIN and every name that was planted
// has to be where somebody asked for it.
func (c *canaries) judge(more ...string) {
	c.t.Helper()
	for _, f := range c.finds(more...) {
		c.t.Error(f)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, planted := range []struct {
		texts map[string]string
		may   tellable
	}{{c.pins, pinsToo}, {c.names, namesToo}} {
		for role, text := range planted.texts {
			if !slices.ContainsFunc(c.heard, func(u utterance) bool { return u.may&planted.may != 0 && strings.Contains(string(u.text), text) }) {
				c.t.Errorf("the canary of %s was told nowhere, not even where that was asked for", role)
			}
		}
	}
}

// TestCanariesSing: a canary in a place where it may not be is found, whatever place and canary that are.
func TestCanariesSing(t *testing.T) {
	t.Parallel()
	c := plant(t, []string{"a guest"}, []string{"a guest"})
	if err := c.ring.Set(t.Context(), "seal/1", base64.StdEncoding.EncodeToString([]byte(letters(rand.New(rand.NewPCG(1, 1)), 32)))); err != nil {
		t.Fatal(err)
	}
	c.hear("a log", []byte("nothing"), 0)
	if finds := c.finds(); len(finds) > 0 {
		t.Fatalf("where nothing was planted there is %v", finds)
	}
	for name, u := range map[string]utterance{
		"a PIN":         {text: []byte("code=" + c.pins["a guest"]), may: namesToo | keysToo},
		"a key":         {text: []byte("Bearer " + c.key), may: namesToo | pinsToo},
		"half a key":    {text: []byte(c.key[len(c.key)-14:]), may: namesToo | pinsToo},
		"a secret":      {text: []byte("whsec_" + c.hook), may: namesToo | pinsToo},
		"a sealing key": {text: []byte(c.ring.Held()["seal/1"]), may: namesToo | pinsToo},
		"a name":        {text: []byte("for " + c.names["a guest"]), may: pinsToo | keysToo},
		"one made":      {text: []byte("PIN 83920475"), may: namesToo | keysToo},
	} {
		other := &canaries{t: t, ring: c.ring, key: c.key, hook: c.hook, pins: c.pins, names: c.names}
		other.hear("there", u.text, u.may)
		if finds := other.finds("83920475"); len(finds) == 0 {
			t.Errorf("%s is not found in %q", name, u.text)
		}
		allowed := &canaries{t: t, ring: c.ring, key: c.key, hook: c.hook, pins: c.pins, names: c.names}
		allowed.hear("there", u.text, ^u.may)
		if finds := allowed.finds("83920475"); len(finds) > 0 {
			t.Errorf("%s may be there, and is found: %v", name, finds)
		}
	}
	path := filepath.Join(c.home, "state", "log")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(c.pins["a guest"]), 0o600); err != nil {
		t.Fatal(err)
	}
	if n := c.hearFiles(func(string) tellable { return namesToo }); n != 1 || len(c.finds()) != 1 {
		t.Errorf("in %d files: %v", n, c.finds())
	}
}
