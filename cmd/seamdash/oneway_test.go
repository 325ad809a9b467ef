package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// waysOut are the names of the standard library by which a program gets onto the network, or lets others in.
func waysOut() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"net":           regexp.MustCompile(`^(Dial.*|Listen|ListenConfig|Listen(IP|MulticastUDP|Packet|TCP|UDP|Unix|Unixgram)|FileConn|FileListener|Lookup.*|Resolve.*|Resolver|DefaultResolver)$`),
		"net/http":      regexp.MustCompile(`^(Default(Client|Transport)|Get|Head|Post|PostForm|ListenAndServe.*|Serve|ServeTLS|Client|Transport|Server)$`),
		"crypto/tls":    regexp.MustCompile(`^(Dial.*|Listen|Client|Server|Dialer|NewListener)$`),
		"net/rpc":       regexp.MustCompile(`.`),
		"net/smtp":      regexp.MustCompile(`.`),
		"net/textproto": regexp.MustCompile(`^Dial$`),
		"log/syslog":    regexp.MustCompile(`.`),
		"syscall":       regexp.MustCompile(`^(Socket|Connect|Bind|Listen)$`),
	}
}

// A permit lets one file use one of these names.
type permit struct{ file, name, why string }

func permits() []permit {
	return []permit{
		{"seamclient/dial.go", "net.Dialer", "the only place that connects, see network"},
		{"seamclient/dial.go", "http.Transport", "carries the requests of the client, over that"},
		{"cmd/seamdash/network.go", "net.ListenConfig", "the only place that listens, see network"},
		{"cmd/seamdash/network.go", "http.Transport", "carries requests to this machine, over the same"},
		{"cmd/seamdash/agenthealth.go", "http.Server", "serves a listener that it is given"},
		{"cmd/seamdash/sandbox.go", "http.Server", "serves a listener that it is given"},
		{"seamclient/webhook/listen.go", "http.Server", "serves a listener that it is given"},
		{"seamclient/sim/courier.go", "http.Client", "does not follow redirects; the program gives it a transport"},
		{"seamclient/sim/courier.go", "http.Transport", "for tests, which give it none"},
		{"seamclient/conform/wire.go", "http.Client", "for tests only, see bans"},
		{"seamclient/conform/fakeseam/fakeseam.go", "http.DefaultClient", "for tests only, see bans"},
		{"seamclient/conform/fakeseam/fakeseam.go", "net.ListenConfig", "for tests only, see bans"},
	}
}

// TestOneWayOntoTheNetwork: nothing but the network of the program connects or listens, in no file of ours.
func TestOneWayOntoTheNetwork(t *testing.T) {
	t.Parallel()
	skipShort(t)
	used, files, ways := map[permit]bool{}, ourFiles(t), waysOut()
	if len(files) < 200 {
		t.Fatalf("only %d files were found", len(files))
	}
	for _, path := range files {
		names, err := exits(ways, path, nil)
		if err != nil {
			t.Fatal(err)
		}
		at := filepath.ToSlash(strings.TrimPrefix(path, repoRoot+string(filepath.Separator)))
		for _, name := range names {
			i := slices.IndexFunc(permits(), func(p permit) bool { return p.file == at && p.name == name })
			if i < 0 {
				t.Errorf("%s uses %s: go through the network of the program, or say why not in permits()", at, name)
				continue
			}
			used[permits()[i]] = true
		}
	}
	for _, p := range permits() {
		if !used[p] {
			t.Errorf("%s does not use %s any more: drop the permit", p.file, p.name)
		}
	}
}

// ourFiles are the paths of all Go files that are no tests.
func ourFiles(t *testing.T) (files []string) {
	t.Helper()
	for _, list := range sources(t) {
		for _, s := range list {
			files = append(files, s.path)
		}
	}
	return files
}

// TestOneWayBites: the test sees what it looks for, also under another name, and what is brought in without one.
func TestOneWayBites(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"import \"net\"\nvar c, _ = net.Dial(\"tcp\", \"x\")":                       "[net.Dial]",
		"import n \"net\"\nvar d n.Dialer\nvar e n.Conn":                            "[net.Dialer]",
		"import . \"net/http\"\nvar c = DefaultClient":                              "[http.*]",
		"import \"net/http\"\nvar c = http.DefaultTransport\nvar h = http.Header{}": "[http.DefaultTransport]",
		"import \"net/http\"\nvar f = http.Get":                                     "[http.Get]",
		"import \"crypto/tls\"\nvar f = tls.Dial":                                   "[tls.Dial]",
		"import \"net/smtp\"\nvar f = smtp.SendMail":                                "[smtp.SendMail]",
		"import \"net\"\nvar f = net.JoinHostPort":                                  "[]",
	} {
		got, err := exits(waysOut(), "x.go", "package x\n"+text)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v; want %s", text, got, err, want)
		}
	}
}

// exits are the ways onto the network that a file uses, each once.
func exits(ways map[string]*regexp.Regexp, path string, text any) (names []string, err error) {
	tree, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	called := map[string]string{} // import paths by what they are called in the file
	for _, spec := range tree.Imports {
		of, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		name := of[strings.LastIndexByte(of, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if ways[of] != nil && name == "." {
			names = append(names, of[strings.LastIndexByte(of, '/')+1:]+".*")
		}
		called[name] = of
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if use, ok := n.(*ast.SelectorExpr); ok {
			if from, ok := use.X.(*ast.Ident); ok {
				of := called[from.Name]
				if way := ways[of]; way != nil && way.MatchString(use.Sel.Name) {
					names = append(names, of[strings.LastIndexByte(of, '/')+1:]+"."+use.Sel.Name)
				}
			}
		}
		return true
	})
	slices.Sort(names)
	return slices.Compact(names), nil
}
