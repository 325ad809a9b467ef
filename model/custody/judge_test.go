package custody

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The people of the made-up machine.
const (
	me      = 1000
	mallory = 1001
	team    = 2000 // a group with others in it
	private = 1000 // my own group
)

// A node is something on a made-up machine. Zero links are one.
type node struct {
	mode     fs.FileMode
	uid, gid int
	links    int
	to       string // of a link
}

// Name and the rest make it a [fs.FileInfo].
func (n node) Name() string       { return "" }
func (n node) Size() int64        { return 0 }
func (n node) Mode() fs.FileMode  { return n.mode }
func (n node) ModTime() time.Time { return time.Time{} }
func (n node) IsDir() bool        { return n.mode.IsDir() }
func (n node) Sys() any           { return n }

func dir(uid int, perm fs.FileMode) node  { return node{mode: fs.ModeDir | perm, uid: uid, gid: uid} }
func file(uid int, perm fs.FileMode) node { return node{mode: perm, uid: uid, gid: uid} }
func link(uid int, to string) node {
	return node{mode: fs.ModeSymlink | 0o777, uid: uid, gid: uid, to: to}
}

func (n node) teams() node          { n.gid = team; return n }
func (n node) named(times int) node { n.links = times; return n }

// machineOf is a machine with an ordinary home, on which things are as the test says.
func machineOf(others map[string]node) *machine {
	nodes := map[string]node{
		"/": dir(0, 0o755), "/home": dir(0, 0o755), "/home/me": dir(me, 0o755), "/home/me/.config": dir(me, 0o700),
		"/home/me/.config/seamdash": dir(me, 0o700), "/home/me/.config/seamdash/config.toml": file(me, 0o644),
		"/home/me/dotfiles": dir(me, 0o755), "/home/me/dotfiles/seamdash.toml": file(me, 0o644),
		"/home/mallory": dir(mallory, 0o755), "/home/mallory/evil.toml": file(mallory, 0o644),
		"/etc": dir(0, 0o755), "/etc/seamdash.toml": file(0, 0o644),
		"/tmp": dir(0, fs.ModeSticky|0o777), "/tmp/mine": dir(me, 0o700), "/tmp/mine/config.toml": file(me, 0o600),
		"/tmp/config.toml": file(me, 0o600), "/tmp/hers": dir(mallory, 0o755), "/tmp/hers/config.toml": file(me, 0o600),
		"/dev": dir(0, 0o755), "/dev/zero": {mode: fs.ModeDevice | fs.ModeCharDevice | 0o666},
	}
	for path, n := range others {
		nodes[path] = n
	}
	at := func(op, path string) (node, error) {
		if n, ok := nodes[path]; ok {
			return n, nil
		}
		return node{}, &fs.PathError{Op: op, Path: path, Err: fs.ErrNotExist}
	}
	return &machine{
		me:       me,
		lstat:    func(path string) (fs.FileInfo, error) { return at("lstat", path) },
		readlink: func(path string) (string, error) { n, err := at("readlink", path); return n.to, err },
		private:  func(gid int) bool { return gid == private },
		hands: func(info fs.FileInfo) hands {
			n, ok := info.Sys().(node)
			if !ok {
				return hands{uid: -1, gid: -1}
			}
			return hands{uid: n.uid, gid: n.gid, links: max(1, n.links)}
		},
	}
}

const config = "/home/me/.config/seamdash/config.toml"

// A judgement is what is said of a file on a machine: refused says "" for one that is taken.
type judgement struct {
	path    string // [config] if empty
	others  map[string]node
	secret  bool
	refused string
	cause   error
	mend    string
}

// is compares it with what was said.
func (j judgement) is(err error) bool {
	if !errors.Is(err, j.cause) || j.refused == "" {
		return errors.Is(err, j.cause)
	}
	r, ok := errors.AsType[*Refusal](err)
	return ok && strings.Contains(r.About(j.path), j.refused) && strings.Contains(r.Mend, j.mend)
}

func judgements() map[string]judgement {
	linked := func(uid int, to string) map[string]node { return map[string]node{config: link(uid, to)} }
	return map[string]judgement{
		"an ordinary file":      {},
		"root's, in /etc":       {path: "/etc/seamdash.toml"},
		"mine, in my own group": {others: map[string]node{config: file(me, 0o664), filepath.Dir(config): dir(me, 0o775)}},
		"in a shared directory": {path: "/tmp/config.toml"},
		"below it":              {path: "/tmp/mine/config.toml"},
		"in a folder that root's group may write in": {others: map[string]node{"/home": dir(0, 0o775)}},

		"a link of my own":          {others: linked(me, "/home/me/dotfiles/seamdash.toml")},
		"a relative one":            {others: linked(me, "../../dotfiles/./seamdash.toml")},
		"a linked directory":        {others: map[string]node{"/home/me/.config": link(me, "dotfiles"), "/home/me/dotfiles/seamdash": dir(me, 0o755), "/home/me/dotfiles/seamdash/config.toml": file(me, 0o644)}},
		"a link of root's":          {others: linked(0, "/etc/seamdash.toml")},
		"a link to /dev/null's kin": {others: linked(me, "/dev/zero"), refused: "it is a pipe or a device, not a file", cause: ErrNoFile},
		"mine in the Nix store": {others: map[string]node{
			config: link(me, "/nix/store/abc/config.toml"), "/nix": dir(0, 0o755), "/nix/store": dir(0, fs.ModeSticky|0o775).teams(),
			"/nix/store/abc": dir(0, 0o555), "/nix/store/abc/config.toml": link(0, "../def.toml"), "/nix/store/def.toml": file(0, 0o444).named(7),
		}},

		"somebody else's": {others: map[string]node{config: file(mallory, 0o600)}, refused: "it belongs to somebody else (user 1001)", cause: ErrOthers},
		"everybody may change it": {
			others: map[string]node{config: file(me, 0o646)}, refused: "everybody on this machine may change it", cause: ErrOthers, mend: "chmod o-w " + config,
		},
		"a team may change it": {
			others: map[string]node{config: file(me, 0o664).teams()}, refused: "the group 2000 may change it", cause: ErrOthers, mend: "chmod g-w " + config,
		},
		"a team may change what it leads to": {
			others:  map[string]node{config: link(me, "/home/me/x"), "/home/me/x": file(me, 0o664).teams()},
			refused: "the group 2000 may change it", cause: ErrOthers, mend: "chmod g-w /home/me/x",
		},
		"its directory is somebody else's": {
			path: "/tmp/hers/config.toml", refused: "/tmp/hers: the directory belongs to somebody else (user 1001)", cause: ErrOthers,
		},
		"everybody may write in its directory": {
			others: map[string]node{"/home/me/.config/seamdash": dir(me, 0o757)}, cause: ErrOthers,
			refused: "/home/me/.config/seamdash: everybody may write in this directory", mend: "chmod o-w /home/me/.config/seamdash",
		},
		"a team may write above it": {
			others: map[string]node{"/home/me": dir(me, 0o770).teams()}, cause: ErrOthers,
			refused: "/home/me: the group 2000 may write in this directory", mend: "chmod g-w /home/me",
		},
		"a link that was planted": {
			path: "/tmp/config.toml", others: map[string]node{"/tmp/config.toml": link(mallory, config)}, cause: ErrOthers,
			refused: "it is a link that somebody else made (user 1001)",
		},
		"a planted link on the way": {
			path: "/tmp/x/seamdash/config.toml", others: map[string]node{"/tmp/x": link(mallory, "/home/me/.config")}, cause: ErrOthers,
			refused: "/tmp/x: it is a link that somebody else made (user 1001)",
		},
		"a link of mine to somebody else's": {
			others: linked(me, "/home/mallory/evil.toml"), refused: "/home/mallory: the directory belongs to somebody else", cause: ErrOthers,
		},
		"a link of mine with a second name, where everybody may write": {
			path: "/tmp/config.toml", others: map[string]node{"/tmp/config.toml": link(me, config).named(2)}, cause: ErrOthers,
			refused: "it is a link with a second name",
		},
		"a file of mine with a second name, where everybody may write": {
			path: "/tmp/config.toml", others: map[string]node{"/tmp/config.toml": file(me, 0o600).named(2)}, cause: ErrOthers,
			refused: "it has a second name, and everybody may write in its directory",
		},
		"a file of mine with a second name, where nobody else may": {others: map[string]node{config: file(me, 0o600).named(2)}},
		"links in a circle": {
			others: map[string]node{config: link(me, "b"), "/home/me/.config/seamdash/b": link(me, "config.toml")}, refused: "more than 40 links", cause: ErrNoFile,
		},
		"a directory":           {path: "/home/me", refused: "it is a directory", cause: ErrNoFile},
		"the root of all":       {path: "/", refused: "it is a directory", cause: ErrNoFile},
		"a link up to the root": {others: linked(me, "../../../../../../.."), refused: "it is a directory", cause: ErrNoFile},
		"below a file":          {path: config + "/x", refused: config + ": it is not a directory", cause: ErrNoFile},
		"a pipe": {
			others: map[string]node{config: {mode: fs.ModeNamedPipe | 0o600, uid: me}}, refused: "it is a pipe or a device, not a file", cause: ErrNoFile,
		},
		"nothing":           {path: "/home/me/nothing", cause: fs.ErrNotExist},
		"a link to nothing": {others: linked(me, "nothing"), cause: fs.ErrNotExist},

		"a secret":                  {path: "/tmp/mine/config.toml", secret: true},
		"a secret of root's":        {path: "/etc/seamdash.toml", others: map[string]node{"/etc/seamdash.toml": file(0, 0o600)}, secret: true},
		"a secret that others read": {secret: true, refused: "others on this machine can read it", cause: ErrReadable, mend: "chmod 600 " + config},
		"a secret that a group reads": {
			others: map[string]node{config: file(me, 0o640)}, secret: true, refused: "others on this machine can read it", cause: ErrReadable,
		},
		"a secret behind a link": {
			others: map[string]node{config: link(me, "/tmp/mine/config.toml")}, secret: true, refused: "it is a link", cause: ErrNoFile,
		},
	}
}

// TestWhoHasAHandInIt judges files on made-up machines, with owners that the machine of the test need not have.
func TestWhoHasAHandInIt(t *testing.T) {
	t.Parallel()
	if !ownersTold {
		t.Skip("owners and modes are not told there")
	}
	taken, refused := 0, 0
	for name, tc := range judgements() {
		path := tc.path
		if path == "" {
			path = config
		}
		if tc.cause == nil {
			taken++
		} else {
			refused++
		}
		tc.path = path
		if err := machineOf(tc.others).judge(path, tc.secret); !tc.is(err) {
			t.Errorf("%s: %v, want %v, %q, %q", name, err, tc.cause, tc.refused, tc.mend)
		}
	}
	if taken < 10 || refused < 20 {
		t.Errorf("%d taken and %d refused: the table is not walked", taken, refused)
	}
}

// TestPlacesThatAPersonNames: who names a place for a file may name one that others write in, but not one behind a planted link.
func TestPlacesThatAPersonNames(t *testing.T) {
	t.Parallel()
	if !ownersTold {
		t.Skip("owners and modes are not told there")
	}
	m := machineOf(map[string]node{
		"/srv": dir(0, 0o755), "/srv/team": dir(mallory, fs.ModeSetgid|0o2775).teams(), "/srv/open": dir(mallory, 0o777),
		"/srv/mine": link(me, "/srv/team"), "/srv/team/hers": link(mallory, "/home/me"), "/srv/team/moved": link(me, "/home/me").named(2),
		"/home/me/out": link(0, "/home/me/dotfiles"),
	})
	for path, want := range map[string]string{
		"/srv/team": "/srv/team", "/srv/open": "/srv/open", "/srv/mine": "/srv/team", "/tmp": "/tmp", "/home/me/out": "/home/me/dotfiles",
		"/srv/team/hers": "", "/srv/team/hers/.ssh": "", "/srv/team/moved": "",
	} {
		at, err := m.find(path, own)
		if want != "" && (err != nil || at.path != want) {
			t.Errorf("%s: %q, %v, want %q", path, at.path, err, want)
		}
		if want == "" && !errors.Is(err, ErrOthers) {
			t.Errorf("%s is taken as %q: %v", path, at.path, err)
		}
	}
}

func TestDirectoriesAreJudgedThemselves(t *testing.T) {
	t.Parallel()
	if !ownersTold {
		t.Skip("owners and modes are not told there")
	}
	m := machineOf(map[string]node{"/home/me/open": dir(me, 0o777)})
	for path, taken := range map[string]bool{
		"/home/me": true, "/tmp": true, "/home/me/open": false, "/home/mallory": false, config: false,
	} {
		at, err := m.find(path, strict)
		if err == nil {
			err = at.asDirectory(m)
		}
		if (err == nil) != taken {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestCommandsForAShell(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/a/b-c.toml":        "chmod o-w /a/b-c.toml",
		"/a b/$HOME":         "chmod o-w '/a b/$HOME'",
		"/it's":              `chmod o-w '/it'\''s'`,
		"/x\x1b[2J\x07;true": "chmod o-w '/x;true'",
	} {
		if got := command("chmod o-w", path); got != want {
			t.Errorf("%q: %s, want %s", path, got, want)
		}
	}
}
