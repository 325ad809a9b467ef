// Command gen makes the files that the package zone carries, from Debian's package tzdata:
//
//	gen tzdata_2026f-0+deb12u1_all.deb
//
// The argument is the package, which dpkg-deb unpacks, or a folder that it was unpacked to. What is written to the current
// folder: index.txt and rules.tzif for the program, and testdata/zdump.txt, what zdump says of the unpacked files, for its
// tests. The same package gives the same bytes.
package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// patience is how long dpkg-deb and all runs of zdump may take together.
const patience = 2 * time.Minute

func main() {
	ctx, stop := context.WithTimeout(context.Background(), patience) //nolint:forbidigo // this is the main of a command of its own
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1) //nolint:forbidigo // this is the main of a command of its own
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give one argument, the Debian package tzdata or a folder that it was unpacked to (got %d)", len(args))
	}
	root := args[0]
	if strings.HasSuffix(root, ".deb") {
		temporary, err := os.MkdirTemp("", "tzdata")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary) //nolint:errcheck // what is left is in the folder for such things
		if out, err := exec.CommandContext(ctx, "dpkg-deb", "-x", root, temporary).CombinedOutput(); err != nil {
			return fmt.Errorf("unpack %s: %w: %s", root, err, out)
		}
		root = temporary
	}
	root, err := filepath.Abs(filepath.Join(root, "usr/share/zoneinfo"))
	if err != nil {
		return err
	}
	made, err := build(os.DirFS(root))
	if err != nil {
		return err
	}
	truth, err := observe(ctx, root, made.names)
	if err != nil {
		return err
	}
	for path, text := range map[string]string{"index.txt": made.index, "rules.tzif": made.rules, "testdata/zdump.txt": truth} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

type files struct {
	index, rules string
	names        []string
}

// build reads the database and makes the files for the program.
func build(database fs.FS) (*files, error) {
	source, err := fs.ReadFile(database, "tzdata.zi")
	if err != nil {
		return nil, err
	}
	list, err := readList(string(source))
	if err != nil {
		return nil, fmt.Errorf("read tzdata.zi: %w", err)
	}
	var rules strings.Builder
	index := []string{}
	known := map[string]string{} // places, by the rules that are there
	for _, name := range list.zones {
		compiled, err := fs.ReadFile(database, name)
		if err != nil {
			return nil, err
		}
		compact, err := compacted(name, compiled)
		if err != nil {
			return nil, fmt.Errorf("read the rules of %s: %w", name, err)
		}
		at, is := known[string(compact)]
		if !is {
			at = strconv.Itoa(rules.Len()) + "\t" + strconv.Itoa(len(compact))
			known[string(compact)] = at
			rules.Write(compact)
		}
		index = append(index, name+"\t"+at+"\n")
	}
	for link, target := range list.links {
		if err := sameFile(database, link, target); err != nil {
			return nil, err
		}
		index = append(index, link+"\t"+target+"\n")
	}
	slices.SortFunc(index, func(a, b string) int { return strings.Compare(nameOf(a), nameOf(b)) })
	made := &files{index: "version\t" + list.version + "\n" + strings.Join(index, ""), rules: rules.String()}
	for _, line := range index {
		made.names = append(made.names, nameOf(line))
	}
	return made, nil
}

func nameOf(line string) string {
	name, _, _ := strings.Cut(line, "\t")
	return name
}

// sameFile holds that a link and what it leads to were compiled to the same rules.
func sameFile(database fs.FS, link, target string) error {
	one, err := fs.ReadFile(database, link)
	if err != nil {
		return err
	}
	other, err := fs.ReadFile(database, target)
	if err != nil {
		return err
	}
	if string(one) != string(other) {
		return fmt.Errorf("the link %s and its target %s have different rules", link, target)
	}
	return nil
}
