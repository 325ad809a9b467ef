package main

import (
	"os"
	"path/filepath"
	"runtime"
	"time"

	"seamdash/cmd/credentials/ringtest"
	"seamdash/seamclient/sim"
)

// An ailment is a set-up of which one line is bad.
type ailment struct {
	make func(s *setUp)
	line string
	says string // of the line
	hint string
}

func ailments() map[string]ailment {
	workspace := map[string]any{"workspace_id": "ws-1", "name": "Harbour\x1b[31m Homes", "is_sandbox": true, "is_suspended": true}
	return map[string]ailment{
		"settings that cannot be read": {func(s *setUp) {
			s.with("SEAMDASH_CONFIG=" + s.writes("bad.toml", "theme = 'purple'\n", 0o600))
		}, "settings", "bad.toml:1", ""},
		"two keys": {func(s *setUp) { s.with("SEAM_PERSONAL_ACCESS_TOKEN=seam_at1_test") }, "key", "both set", "unset one"},
		"no key":   {func(s *setUp) { s.with("SEAM_API_KEY=") }, "key", "there is no key", "seamdash login"},
		"a token without a workspace": {func(s *setUp) {
			s.with("SEAM_API_KEY=", "SEAM_PERSONAL_ACCESS_TOKEN=seam_at1_test")
		}, "key", "which workspace", "SEAM_WORKSPACE_ID"},
		"a key command that fails": {func(s *setUp) {
			s.with("SEAM_API_KEY=", "SEAMDASH_CONFIG="+s.writes("c.toml", "key_command = ['no-such-program-here']\n", 0o600))
		}, "key", "no such program", "one by one"},
		"a key that Seam does not take": {func(s *setUp) { s.with("SEAM_API_KEY=seam_test_another") }, "key", "does not take", ""},
		"nobody at the endpoint":        {func(s *setUp) { s.serves("gone") }, "endpoint", "nothing listens", "check the endpoint"},
		"a sign-in page":                {func(s *setUp) { s.serves("html") }, "endpoint", "", ""},
		"a certificate of nobody":       {func(s *setUp) { s.serves("tls") }, "endpoint", "certificate", ""},
		"another workspace":             {func(s *setUp) { s.with("SEAM_WORKSPACE_ID=ws-other") }, "workspace", "not the workspace ws-other", "SEAM_WORKSPACE_ID"},
		"a suspended one":               {func(s *setUp) { s.answering(workspace) }, "workspace", "Harbour Homes (sandbox) is suspended", "Seam Console"},
		"a wrong clock":                 {(*setUp).late, "clock", "7m0s behind Seam's", "clock"},
		"an entry of somebody else": {func(s *setUp) {
			s.ring = &ringtest.Memory{}
			if err := s.ring.Set(s.t.Context(), "key/default", "what is this"); err != nil {
				s.t.Fatal(err)
			}
		}, "keyring", "cannot be understood", "seamdash logout --profile default"},
		"a keyring that is needed and silent": {func(s *setUp) {
			s.with("SEAM_API_KEY=")
			s.ring = silentRing()
		}, "keyring", "no keyring answers", "SEAM_API_KEY"},
		"a file that others may read":       {func(s *setUp) { s.keeps(); s.chmod(s.path(), 0o644) }, "local file", "others on this machine can read it", "chmod"},
		"a directory for everybody":         {func(s *setUp) { s.keeps(); s.chmod(filepath.Dir(s.path()), 0o777) }, "local file", "everybody may write", ""},
		"a file of something else":          {func(s *setUp) { s.writes("kept/store.db", "gone to the dogs", 0o600) }, "local file", "not a store", "--store"},
		"a damaged file":                    {func(s *setUp) { s.keeps(); s.halves(s.path()) }, "local file", "damaged", "restore"},
		"a sealing key that is gone":        {func(s *setUp) { s.keeps(); s.ring = &ringtest.Memory{} }, "sealing key", "no sealing key", "restore"},
		"a sealing key in a silent keyring": {func(s *setUp) { s.keeps(); s.ring = silentRing() }, "sealing key", "no keyring answers", "open that keyring"},
		"a sealing key that others read": {func(s *setUp) {
			s.ring = silentRing()
			s.keeps()
			for _, path := range s.all("state/seamdash/keys/*.key") {
				s.chmod(path, 0o644)
			}
		}, "sealing key", "others on this machine can read it", "chmod 600"},
		"a directory for everybody, again": {func(s *setUp) { s.keeps(); s.chmod(filepath.Dir(s.path()), 0o777) }, "permissions", "kept: ", "chmod"},
		"a file that others read, again":   {func(s *setUp) { s.keeps(); s.chmod(s.path(), 0o640) }, "permissions", "store.db: others on this machine can read it", "chmod"},
		"settings that others may change": {func(s *setUp) {
			s.with("SEAMDASH_CONFIG=" + s.writes("c.toml", "theme = 'dark'\n", 0o666))
		}, "permissions", "c.toml: ", "chmod"},
		"the same, where they are read": {func(s *setUp) {
			s.with("SEAMDASH_CONFIG=" + s.writes("c.toml", "theme = 'dark'\n", 0o666))
		}, "settings", "c.toml", "chmod"},
		"several at once": {func(s *setUp) {
			s.ring = silentRing()
			s.keeps()
			for _, path := range append(s.all("state/seamdash/keys/*.key"), s.path()) {
				s.chmod(path, 0o644)
			}
		}, "permissions", "store.db: others on this machine can read it; ", "; chmod"},
		"core files":                 {func(s *setUp) { s.dumps = func() error { return errDumps } }, "core dumps", "keys and PINs", "ulimit -c 0"},
		"a zone that does not exist": {func(s *setUp) { s.with("TZ=Europe/Lisboa") }, "your zone", `unknown time zone "Europe/Lisboa"`, "did you mean Europe/Lisbon?"},
	}
}

// serves puts one of the servers of the scripts at the endpoint.
func (s *setUp) serves(kind string) {
	s.t.Helper()
	server := servers()[kind]()
	s.t.Cleanup(server.Close)
	s.with("SEAM_ENDPOINT=" + server.URL)
}

// late has our clock run seven minutes behind Seam's.
func (s *setUp) late() {
	s.t.Helper()
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	world.SetFaults(sim.Faults{ClockSkew: 7 * time.Minute})
	server := served(world)()
	s.t.Cleanup(server.Close)
	s.with("SEAM_ENDPOINT=" + server.URL)
}

func (s *setUp) chmod(path string, mode os.FileMode) {
	s.t.Helper()
	if runtime.GOOS == "windows" {
		s.t.Skip("rights are lists there")
	}
	if err := os.Chmod(path, mode); err != nil {
		s.t.Fatal(err)
	}
}

// halves cuts a file in two.
func (s *setUp) halves(path string) {
	s.t.Helper()
	info, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, info.Size()/2)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// all are the files of the home that match, of which there must be some.
func (s *setUp) all(pattern string) []string {
	s.t.Helper()
	paths, err := filepath.Glob(filepath.Join(s.home, pattern))
	if err != nil || len(paths) == 0 {
		s.t.Fatalf("nothing matches %s (%v)", pattern, err)
	}
	return paths
}
