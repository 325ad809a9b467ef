package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// parsed is a file that must be sound.
func parsed(t *testing.T, text string) *File {
	t.Helper()
	file, mistakes := Parse("config.toml", []byte(text))
	for _, m := range mistakes {
		t.Error(m)
	}
	return file
}

func resolved(t *testing.T, file *File, given Given) *Resolved {
	t.Helper()
	if given.Getenv == nil {
		given.Getenv = environment()
	}
	r, err := Resolve(file, given)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryKeyRefusesEveryOtherType(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, r := range rows() {
		for name, literal := range literals() {
			if ofKind(r.kind, name) {
				continue
			}
			tried++
			refusesType(t, r, literal, fmt.Sprintf("%q is %s, want %s", r.key, name, r.kind))
		}
	}
	if tried < 40 {
		t.Fatalf("only %d pairs of key and type: the table is not walked", tried)
	}
}

// literals are a value of each type by the words for it.
func literals() map[string]string {
	return map[string]string{
		"text": `"off the map"`, "a number": `7`, "a fraction": `0.5`, "true or false": `true`, "a list": `["a", 2]`,
		"a table": `{ a = 1 }`, "a date or time": `2026-01-02T03:04:05Z`,
	}
}

// ofKind says that values with these words are what a key of the kind wants.
func ofKind(k kind, words string) bool {
	return words == map[kind]string{text: "text", yesNo: "true or false", number: "a number", tableOf: "a table"}[k]
}

// refusesType writes a key with a value of another type wherever it may stand.
func refusesType(t *testing.T, r row, literal, want string) {
	t.Helper()
	line := r.key + " = " + literal + "\n"
	files := map[string]string{"config.toml:2": "\n" + line}
	if !r.top {
		files["config.toml:3"] = "\n[profiles.home]\n" + line
	}
	for place, file := range files {
		_, mistakes := Parse("config.toml", []byte(file))
		if len(mistakes) != 1 {
			t.Errorf("%s%d mistakes, want 1: %v", line, len(mistakes), mistakes)
		} else if m := mistakes[0]; m.Place != place || m.What != want {
			t.Errorf("%s%q at %s, want %q at %s", line, m.What, m.Place, want, place)
		}
	}
}

func TestMistakesHaveLineAndAdvice(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file, place, what, hint string
	}{
		"a slip of the hand":        {"\n\nendpiont = 'x'", ":3", `unknown key "endpiont"`, `did you mean "endpoint"?`},
		"in a profile":              {"[profiles.a]\n# c\nread-only = true", ":3", `unknown key "read-only"`, `did you mean "read_only"?`},
		"in an inline table":        {"profiles = {\n a = {\n  thme = 'dark' } }", ":3", `unknown key "thme"`, `did you mean "theme"?`},
		"a dotted key":              {"\nprofiles.a.colour = 'no'", ":2", `"colour": want one of auto, 16, none`, ``},
		"the singular":              {"\n[profile.home]", ":2", `"profile" is a table, want text in quotes`, ``},
		"nothing like it":           {"wallpaper = 1", ":1", `unknown key "wallpaper"`, "config --print"},
		"a key of Seam":             {"api_key = 'seam_secret'", ":1", `unknown key "api_key"`, "seamdash login"},
		"a key of Seam as a key":    {"seam_secret = 1", ":1", `unknown key "seam_..."`, ""},
		"a profile in a profile":    {"[profiles.a]\nprofile = 'b'", ":2", `stands before the first table`, ""},
		"profiles as text":          {"profiles = 'a'", ":1", `"profiles" is text, want a table`, "[profiles.NAME]"},
		"profiles as tables":        {"\n[[profiles]]\ntheme='dark'", ":2", `"profiles" is a list, want a table`, "[profiles.NAME]"},
		"a profile as text":         {"\n[profiles]\na = 'x'", ":3", `profile "a" is text, want a table`, "[profiles.NAME]"},
		"a key as a workspace":      {"workspace = 'seam_secret'", ":1", `looks like a key`, "login"},
		"a key as a profile":        {"profile = 'seam_secret'", ":1", `looks like a key`, "login"},
		"a profile's name":          {"\n[profiles.'a/b']", ":2", `a profile has a name of letters`, ""},
		"a profile's endless name":  {"[profiles." + strings.Repeat("a", 65) + "]", ":1", "...\": a profile has", ""},
		"no profile":                {"profile = ''", ":1", `"profile": a profile has a name`, ""},
		"http":                      {"endpoint = 'http://example.com'", ":1", `"endpoint": http would show the key`, "https://"},
		"an address with a word":    {"endpoint = 'https://u:hunter2@example.com'", ":1", `user name or password`, ""},
		"an empty address":          {"endpoint = ''", ":1", `it is empty`, ""},
		"an endless address":        {"endpoint = 'https://" + strings.Repeat("a", 2000) + "'", ":1", `longer than 1024 bytes`, ""},
		"a theme":                   {"theme = 'drak'", ":1", `"theme": want one of auto, dark, light`, `"dark"`},
		"a pace too fast":           {"pace = '1ms'", ":1", `"pace": want a time from 1s to 1h`, ""},
		"a pace too slow":           {"pace = '2h'", ":1", `"pace": want a time from 1s to 1h`, ""},
		"a pace in words":           {"pace = 'often'", ":1", `"pace": want a time from 1s to 1h`, ""},
		"a workspace with a blank":  {"workspace = 'a b'", ":1", `"workspace": it contains spaces`, ""},
		"a command without a name":  {"key_command = ['', 'x']", ":1", `"key_command": the program has no name`, ""},
		"an endless command":        {"key_command = [" + strings.Repeat("'a',", 65) + "]", ":1", `more than 64 parts`, ""},
		"a zero byte in a command":  {`key_command = ["a", "\u0000"]`, ":1", `zero byte`, ""},
		"no TOML":                   {"theme = 'dark'\nread_only yes", ":2", ``, "config --print"},
		"twice the same key":        {"theme = 'dark'\ntheme = 'light'", ":2", `theme`, ""},
		"a quote that is left open": {"theme = 'dark", ":1", ``, ""},
		"a binary file":             {"\x7fELF\x00\x01", ":1", ``, ""},
	} {
		_, mistakes := Parse("config.toml", []byte(tc.file))
		if len(mistakes) != 1 {
			t.Errorf("%s: mistakes %v, want 1", name, mistakes)
			continue
		}
		m := mistakes[0]
		if m.Place != "config.toml"+tc.place || !strings.Contains(m.What, tc.what) || !strings.Contains(m.Hint, tc.hint) {
			t.Errorf("%s: %q at %s, hint %q; want %q at %s, %q", name, m.What, m.Place, m.Hint, tc.what, tc.place, tc.hint)
		}
		if text := m.Error() + m.Hint; strings.Contains(text, "secret") || strings.Contains(text, "hunter2") || strings.ContainsAny(text, "\n\x00\x1b") {
			t.Errorf("%s: the mistake repeats what it should not: %q", name, text)
		}
	}
}

func TestEveryMistakeIsFoundInOrder(t *testing.T) {
	t.Parallel()
	_, mistakes := Parse("c", []byte("zzz = 1\n[profiles.b]\nascii = 'x'\n[profiles.a]\npace = 3\ntheme = 'x'\n"))
	var places []string
	for _, m := range mistakes {
		places = append(places, m.Place)
	}
	if diff := cmp.Diff([]string{"c:1", "c:3", "c:5", "c:6"}, places); diff != "" {
		t.Error(diff)
	}
}

// TestTheStrongestSourceWins walks down from flag to default and takes the strongest away each time.
func TestTheStrongestSourceWins(t *testing.T) {
	t.Parallel()
	const whole = "endpoint = 'https://top.example'\nkey_source = 'command'\nread_only = true\ntheme = 'light'\ncolour = '16'\nworkspace = 'top'\nascii = true\npace = 'off'\nprofile = 'home'\n" +
		"[profiles.home]\nendpoint = 'https://home.example'\nkey_source = 'keyring'\nread_only = false\ncolour = 'auto'\nworkspace = 'home'\n"
	flags := map[string]string{"endpoint": "https://flag.example", "key-source": "auto", "read-only": "true", "profile": "home"}
	env := environment("SEAM_ENDPOINT", "https://env.example", "SEAMDASH_KEY_SOURCE", "environment", "SEAMDASH_READ_ONLY", "0",
		"SEAM_WORKSPACE_ID", " env ", "NO_COLOR", "1", "SEAMDASH_PROFILE", "home")
	top, _, _ := strings.Cut(whole, "[")
	top = strings.Replace(top, "'home'", "'default'", 1)
	type answer struct{ endpoint, keySource, readOnly, workspace, colour, profile string }
	for _, tc := range []struct {
		name   string
		file   string
		given  Given
		want   answer
		origin answer
	}{
		{
			"flags", whole,
			Given{flags, env},
			answer{"https://flag.example", "auto", "true", "env", "none", "home"},
			answer{"--endpoint", "--key-source", "--read-only", "SEAM_WORKSPACE_ID", "NO_COLOR", "--profile"},
		},
		{
			"environment", whole,
			Given{nil, env},
			answer{"https://env.example", "environment", "false", "env", "none", "home"},
			answer{"SEAM_ENDPOINT", "SEAMDASH_KEY_SOURCE", "SEAMDASH_READ_ONLY", "SEAM_WORKSPACE_ID", "NO_COLOR", "SEAMDASH_PROFILE"},
		},
		{
			"profile", whole,
			Given{nil, environment()},
			answer{"https://home.example", "keyring", "false", "home", "auto", "home"},
			answer{"profile, config.toml:11", "profile, config.toml:12", "profile, config.toml:13", "profile, config.toml:15", "profile, config.toml:14", "config.toml:9"},
		},
		{
			"every profile", top,
			Given{nil, environment()},
			answer{"https://top.example", "command", "true", "top", "16", "default"},
			answer{"config.toml:1", "config.toml:2", "config.toml:3", "config.toml:6", "config.toml:5", "config.toml:9"},
		},
		{
			"default", "",
			Given{nil, environment()},
			answer{"https://connect.getseam.com", "auto", "false", "", "auto", "default"},
			answer{"default", "default", "default", "default", "default", "default"},
		},
	} {
		var value, origin answer
		fields := map[string][2]*string{
			"endpoint": {&value.endpoint, &origin.endpoint}, "key_source": {&value.keySource, &origin.keySource},
			"read_only": {&value.readOnly, &origin.readOnly}, "workspace": {&value.workspace, &origin.workspace},
			"colour": {&value.colour, &origin.colour}, "profile": {&value.profile, &origin.profile},
		}
		for _, line := range resolved(t, parsed(t, tc.file), tc.given).Lines() {
			if f, ok := fields[line.Key]; ok {
				*f[0], *f[1] = line.Value, line.Origin
			}
		}
		if diff := cmp.Diff(tc.want, value, cmp.AllowUnexported(answer{})); diff != "" {
			t.Errorf("%s: values (-want +got)\n%s", tc.name, diff)
		}
		if diff := cmp.Diff(tc.origin, origin, cmp.AllowUnexported(answer{})); diff != "" {
			t.Errorf("%s: origins (-want +got)\n%s", tc.name, diff)
		}
	}
}

func TestAnotherProfileKeepsItsHandsOff(t *testing.T) {
	t.Parallel()
	file := parsed(t, "[profiles.home]\ntheme = 'light'\n[profiles.work]\ntheme = 'dark'\nkey_command = ['op', 'read', 'x']")
	for profile, want := range map[string]string{"home": ThemeLight, "work": ThemeDark, "other": ThemeAuto} {
		r := resolved(t, file, Given{Flags: map[string]string{"profile": profile}})
		if r.Theme != want || r.Profile != profile || (len(r.KeyCommand) == 3) != (profile == "work") {
			t.Errorf("%s: theme %q, command %q", profile, r.Theme, r.KeyCommand)
		}
		if diff := cmp.Diff([]string{"home", "work"}, r.Known); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhatFlagsAndVariablesCannotMean(t *testing.T) {
	t.Parallel()
	for place, given := range map[string]Given{
		"--endpoint":          {Flags: map[string]string{"endpoint": ""}},
		"--profile":           {Flags: map[string]string{"profile": "a b"}},
		"--read-only":         {Flags: map[string]string{"read-only": "perhaps"}},
		"--key-source":        {Flags: map[string]string{"key-source": "vault"}},
		"SEAM_ENDPOINT":       {Getenv: environment("SEAM_ENDPOINT", "ftp://x")},
		"SEAMDASH_READ_ONLY":  {Getenv: environment("SEAMDASH_READ_ONLY", "2")},
		"SEAMDASH_KEY_SOURCE": {Getenv: environment("SEAMDASH_KEY_SOURCE", "env")},
		"SEAMDASH_PROFILE":    {Getenv: environment("SEAMDASH_PROFILE", "../x")},
		"SEAM_WORKSPACE_ID":   {Getenv: environment("SEAM_WORKSPACE_ID", "a\x1bb")},
	} {
		if given.Getenv == nil {
			given.Getenv = environment()
		}
		_, err := Resolve(&File{}, given)
		m, ok := errors.AsType[*Mistake](err)
		if !ok || m.Place != place || m.What == "" {
			t.Errorf("%s: error %v", place, err)
		}
	}
}

func TestLocaleDecidesAboutASCII(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file string
		env  []string
		want bool
	}{
		"nothing said":             {"", nil, false},
		"a locale of today":        {"", []string{"LANG", "pt_PT.UTF-8"}, false},
		"a locale of 1990":         {"", []string{"LANG", "C"}, true},
		"the stronger locale wins": {"", []string{"LANG", "C", "LC_ALL", "C.utf8"}, false},
		"the file knows better":    {"ascii = false", []string{"LANG", "C"}, false},
	} {
		if r := resolved(t, parsed(t, tc.file), Given{Getenv: environment(tc.env...)}); r.ASCII != tc.want {
			t.Errorf("%s: ascii %v, want %v", name, r.ASCII, tc.want)
		}
	}
}

// TestTheDocumentedFileIsSound takes the comment signs away: what is documented as a default must be one.
func TestTheDocumentedFileIsSound(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Document(&out); err != nil {
		t.Fatal(err)
	}
	asPrinted := parsed(t, out.String())
	if len(asPrinted.top) != 0 || len(asPrinted.profiles) != 0 {
		t.Errorf("the file as printed sets something: %v", asPrinted)
	}
	open := strings.NewReplacer("\n# ", "\n").Replace("\n" + out.String())
	opened := parsed(t, open[strings.Index(open, "\n##"):])
	for _, r := range rows() { // a list of tables is empty as long as none is there
		if _, documented := opened.top[r.key]; !documented && (r.kind != tablesOf || !strings.Contains(out.String(), "\n## [["+r.key+"]]\n")) {
			t.Errorf("%s is not documented", r.key)
		}
	}
	got, want := resolved(t, opened, Given{}), resolved(t, &File{}, Given{})
	if diff := cmp.Diff(want.Settings, got.Settings, cmp.Comparer(slices.Equal[[]string])); diff != "" {
		t.Errorf("documented defaults differ from real ones:\n%s", diff)
	}
}

func TestPace(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"off": 0, "0": 0, "1s": time.Second, "2m30s": 150 * time.Second, "1h": time.Hour} {
		if r := resolved(t, parsed(t, "pace = '"+text+"'"), Given{}); r.Pace != want {
			t.Errorf("%s: %v, want %v", text, r.Pace, want)
		}
	}
}

func TestSecretsOfACommandAreNotShown(t *testing.T) {
	t.Parallel()
	r := resolved(t, parsed(t, "key_command = ['echo', 'seam_secret']"), Given{})
	if text := fmt.Sprint(r.Lines()); strings.Contains(text, "seam_secret") || !strings.Contains(text, "echo (and 1 more)") {
		t.Errorf("lines: %s", text)
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing.toml")
	if f, err := Load(missing, false); err != nil || f.Path != "" {
		t.Errorf("a file that nobody asked for: %v, %v", f, err)
	}
	good := written(t, dir, "good.toml", "theme = 'dark'", 0o600)
	if f, err := Load(good, true); err != nil || f.top["theme"].value.text != "dark" {
		t.Errorf("a good file: %v, %v", f, err)
	}
	if found, err := Check(good); len(found) != 0 || err != nil {
		t.Errorf("check of a good file: %v, %v", found, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing.toml")
	bad := map[string]string{
		missing: "there is no such file",
		dir:     "it is a directory",
		written(t, dir, "huge.toml", strings.Repeat("#\n", maxFile), 0o600): "larger than 1 MiB",
		written(t, dir, "wrong.toml", "\nthem = 1", 0o600):                  `wrong.toml:2: unknown key "them"`,
	}
	if runtime.GOOS != "windows" {
		bad[written(t, dir, "open.toml", "theme = 'dark'", 0o606)] = "everybody on this machine may change it"
	}
	for path, want := range bad {
		_, err := Load(path, true)
		if m, ok := errors.AsType[*Mistake](err); !ok || !strings.Contains(err.Error(), want) || m.What == "" {
			t.Errorf("%s: %v, want a mistake with %q", path, err, want)
		}
		if found, err := Check(path); len(found) == 0 && err == nil {
			t.Errorf("%s: check finds nothing", path)
		}
	}
}

// written is the path of a new file.
func written(t *testing.T, dir, name, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(dir, name)
	// The umask may take bits away from the mode of a new file.
	if err := errors.Join(os.WriteFile(path, []byte(text), mode), os.Chmod(path, mode)); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDefaultPath(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if got, want := DefaultPath(environment("XDG_CONFIG_HOME", dir)), filepath.Join(dir, "seamdash", "config.toml"); got != want {
		t.Errorf("path %q, want %q", got, want)
	}
	for _, getenv := range []func(string) string{environment(), environment("XDG_CONFIG_HOME", "relative")} {
		if got := DefaultPath(getenv); !filepath.IsAbs(got) || strings.Contains(got, "relative") {
			t.Errorf("path %q is not the system's", got)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"theme", "pace", "endpoint", "read_only"}
	for written, want := range map[string]string{
		"them": "theme", "htem": "theme", "htme": "theme", "ednpoint": "endpoint", "readonly": "read_only", "pcae": "pace",
		"x": "", "": "", "wallpaper": "", strings.Repeat("a", 1<<20): "",
	} {
		if got := Nearest(written, words); got != want {
			t.Errorf("%.20q is near %q, want %q", written, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("theme = 'dark'\n[profiles.a]\nkey_command = ['x']")
	f.Add("profiles = { a = { thme = 1 } }")
	f.Add("[[profiles]]\n\"\\u0000\" = 1")
	f.Add("[thresholds]\nlow_battery = 20\n[thresholds.brands.august]\nsetting = '5m'\n[profiles.a.thresholds.native]\nlate = 1")
	f.Add("[codes]\ncolumns = ['state', 'name=30']\n[[views]]\nname = 'a'\n[[views]]\nname = 'b'\nfilter = 'x:'")
	f.Add("views = [{name = 'a'}, {name = 'b', columns = ['x']}]\n[[profiles.a.views]]")
	f.Add("a.b.c = [{x = 1}, {y = 2}]")
	f.Fuzz(func(t *testing.T, text string) {
		file, mistakes := Parse("c", []byte(text))
		for _, m := range mistakes {
			if m.line < 1 || m.line > strings.Count(text, "\n")+1 || m.What == "" || strings.ContainsAny(m.Error(), "\n\x1b\x00") {
				t.Errorf("mistake %+v in %q", m, text)
			}
		}
		if len(mistakes) > 0 {
			return
		}
		for _, profile := range append(file.Profiles(), "default") {
			if _, err := Resolve(file, Given{Flags: map[string]string{"profile": profile}, Getenv: environment()}); err != nil {
				t.Errorf("sound file %q does not resolve: %v", text, err)
			}
		}
	})
}

// TestTheReadmeIsSound: what people copy from there works.
func TestTheReadmeIsSound(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "```toml\n")
	example, _, ok := strings.Cut(example, "```")
	if r := resolved(t, parsed(t, example), Given{}); !ok || len(r.Views) != 1 || r.Limits.LowBattery == 0 || r.Theme == ThemeAuto {
		t.Errorf("the example sets %+v", r.Settings)
	}
}
