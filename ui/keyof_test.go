package ui

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestEveryKeyThatATextNamesExists reads the texts in the source: an action that was renamed would leave a hole in them.
func TestEveryKeyThatATextNamesExists(t *testing.T) {
	a := New(Config{Feed: quietFeed{}, Now: time.Now, Zone: time.UTC})
	named := regexp.MustCompile(`action\.KeyOf\("([^"]+)"\)`)
	found := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, match := range named.FindAllStringSubmatch(string(text), -1) {
			found++
			if a.keymap.key(match[1]) == "" {
				t.Errorf("%s names the key of %q, and there is no such action", path, match[1])
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Errorf("%d texts found, %v: the walk does not see them", found, err)
	}
}
