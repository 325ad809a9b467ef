package diagnose

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

var update = flag.Bool("update", false, "write the goldens instead of comparing")

// A theme is one table of the catalogue.
type theme struct {
	name string
	rows []entry
}

// themes are all tables, so that a test looks at every row.
func themes() []theme {
	failures, refusals, delays, states := codeFailures(), codeRefusals(), codeDelays(), codeStates()
	links, rights, signals, modes, stocks, others := lockLinks(), lockRights(), lockSignals(), lockModes(), lockStocks(), lockOthers()
	accounts, sites, retired := accountLinks(), accountSites(), retiredCodes()
	return []theme{
		{"access code", slices.Concat(failures[:], refusals[:], delays[:], states[:])},
		{"lock", slices.Concat(links[:], rights[:], signals[:], modes[:], stocks[:], others[:])},
		{"account", slices.Concat(accounts[:], sites[:])},
		{"retired", retired[:]},
	}
}

// eachRow calls f with every row, and fails where there are suspiciously few.
func eachRow(t *testing.T, f func(theme string, e *entry)) {
	t.Helper()
	n := 0
	for _, table := range themes() {
		for i := range table.rows {
			f(table.name, &table.rows[i])
			n++
		}
	}
	if n < 70 {
		t.Fatalf("%d rows: the test does not see the catalogue", n)
	}
}

func (s stop) String() string {
	return [...]string{
		"stops nothing", "keeps codes off the lock", "keeps new codes off the lock", "keeps codes off that need a connection", "keeps codes with a window off",
		"codes are refused", "not as asked for", "the old values stay", "leaves access open",
	}[s]
}

func (p place) String() string {
	return [...]string{"where it is reported", "the lock", "the hub", "the bridge program", "the account"}[p]
}

func (r Remedy) name() string {
	return [...]string{
		"by hand", "wait", "retry", "re-create", "new PIN", "edit the window", "extend", "pull a backup", "allow the change", "adopt", "take over", "adopt the other",
		"delete the other", "go to the other", "delete", "report the zone", "unlock", "reconnect", "show the codes", "refresh",
	}[r]
}

// TestCatalogueReads is the whole catalogue as a person would read it: what a reviewer of the wording looks at.
func TestCatalogueReads(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	last := ""
	eachRow(t, func(theme string, e *entry) {
		if theme != last {
			fmt.Fprintf(&text, "== %s\n\n", strings.ToUpper(theme))
			last = theme
		}
		as := ""
		if e.as != "" {
			as = ", told as " + string(e.as)
		}
		fmt.Fprintf(&text, "%s%s\n  %s, %s, lies on %s, Seam retries: %s\n  %s\n  %s\n", e.code, as, e.severity, e.stops, e.lies, e.retries, e.title, e.why)
		for i, a := range e.steps {
			if a.text != "" {
				fmt.Fprintf(&text, "  %d %s [%s]\n", i+1, a.text, a.do.name())
			}
		}
		text.WriteByte('\n')
	})
	text.WriteString("== TIPS FOR BRANDS\n\n")
	for _, tip := range tips() {
		fmt.Fprintf(&text, "%s, %s\n  %s\n", tip.brand, tip.cause, tip.text)
	}
	text.WriteString("\n== RENAMED\n\n")
	for _, was := range model.RetiredCodes() {
		now, mild := model.Problem{Level: model.Error, Code: was}.Current().Code, model.Problem{Code: was}.Current().Code
		fmt.Fprintf(&text, "%s → %s", was, now)
		if mild != now {
			fmt.Fprintf(&text, ", as a warning %s", mild)
		}
		text.WriteByte('\n')
	}
	golden(t, "catalogue", text.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name + ".golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden yet (run with -update and read what it writes): %v", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func TestRowsAreThereOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	eachRow(t, func(theme string, e *entry) {
		if seen[theme+e.code] {
			t.Errorf("%s has two rows among those of the %s", e.code, theme)
		}
		seen[theme+e.code] = true
	})
	retired := model.RetiredCodes()
	if len(retired) < 20 || len(slices.Compact(slices.Sorted(slices.Values(retired)))) != len(retired) {
		t.Errorf("%d codes were renamed, or one was twice", len(retired))
	}
	for _, was := range retired {
		for _, level := range []model.Level{model.Warning, model.Error} {
			now := model.Problem{Level: level, Code: was}.Current()
			if now.Code == was || slices.Contains(retired, now.Code) || !Known(&now) {
				t.Errorf("%s was renamed to %s, which has no row or was renamed, too", was, now.Code)
			}
		}
		for _, table := range themes() {
			if slices.ContainsFunc(table.rows, func(e entry) bool { return e.code == was }) {
				t.Errorf("%s was renamed and has a row of its own, which nobody reads", was)
			}
		}
	}
}

// TestRowsAreSound holds the texts to the rules of the house, by row.
func TestRowsAreSound(t *testing.T) {
	t.Parallel()
	eachRow(t, func(_ string, e *entry) {
		for _, complaint := range complaints(e) {
			t.Errorf("%s: %s", e.code, complaint)
		}
	})
	for _, tip := range tips() {
		for _, complaint := range stepComplaints(tip.text) {
			t.Errorf("tip for %s about %s: %s", tip.brand, tip.cause, complaint)
		}
		if p := (model.Problem{Level: model.Error, Code: tip.cause}); lookUp(&p).code != tip.cause || !Known(&p) {
			t.Errorf("the tip for %s is about %s, which has no row", tip.brand, tip.cause)
		}
		if !slices.Contains(model.Brands(), tip.brand) {
			t.Errorf("the tip about %s is for %s, which is no brand", tip.cause, tip.brand)
		}
	}
	unknown := lookUp(&model.Problem{Level: model.Error, Code: "brand_new_trouble"})
	for _, complaint := range complaints(&unknown) {
		t.Errorf("an unknown code: %s", complaint)
	}
}

// TestSoundnessBites breaks each rule for texts once.
func TestSoundnessBites(t *testing.T) {
	t.Parallel()
	sound := entry{
		code: "x", severity: Warning, title: "It waits", why: "It waits for {app}.", retries: model.Yes,
		steps: acts{{"wait: Seam goes on trying by itself", Wait}, {"ask", ByHand}},
	}
	if got := complaints(&sound); len(got) != 0 {
		t.Fatalf("a sound row is refused: %q", got)
	}
	for name, spoil := range map[string]func(*entry){
		"title with a full stop":     func(e *entry) { e.title = "It waits." },
		"title in lower case":        func(e *entry) { e.title = "it waits" },
		"title that is too long":     func(e *entry) { e.title = "It " + strings.Repeat("waits ", 12) },
		"two sentences":              func(e *entry) { e.why = "It waits. It waits." },
		"no full stop":               func(e *entry) { e.why = "It waits" },
		"two full stops":             func(e *entry) { e.why = "It waits.." },
		"why in lower case":          func(e *entry) { e.why = "it waits." },
		"an unknown mark":            func(e *entry) { e.why = "It waits for {name}." },
		"a mark for a PIN":           func(e *entry) { e.why = "It is {pin}." },
		"a number that may be a PIN": func(e *entry) { e.why = "It is 0471." },
		"jargon":                     func(e *entry) { e.why = "The device waits." },
		"a code of the API":          func(e *entry) { e.why = "It is being_deleted." },
		"step with a full stop":      func(e *entry) { e.steps[1].text = "ask." },
		"step with a capital":        func(e *entry) { e.steps[1].text = "Ask" },
		"no steps":                   func(e *entry) { e.steps = acts{} },
		"a hole":                     func(e *entry) { e.steps[0] = act{} },
		"nothing that always can be": func(e *entry) { e.steps = acts{{"ask", Retry}} },
		"a remedy twice":             func(e *entry) { e.steps[2] = act{"wait more", Wait} },
		"waits in vain":              func(e *entry) { e.retries = model.No },
		"by itself in vain":          func(e *entry) { e.retries, e.steps[0].do = model.No, Refresh },
		"tries and does not say so":  func(e *entry) { e.steps = acts{{"ask", ByHand}} },
	} {
		row := sound
		spoil(&row)
		if len(complaints(&row)) == 0 {
			t.Errorf("a row with %s passes", name)
		}
	}
}

func complaints(e *entry) []string {
	var out []string
	complain := func(wrong bool, words string) {
		if wrong {
			out = append(out, words)
		}
	}
	first, _ := utf8.DecodeRuneInString(e.title)
	complain(!unicode.IsUpper(first), "the title does not begin with a capital")
	complain(strings.ContainsAny(e.title, ".!?{}"), "the title has a full stop or a mark")
	complain(len(e.title) > 50, "the title is more than a few words")
	out = append(out, whyComplaints(e.why)...)
	remedies, words, ended := map[Remedy]int{}, e.why, false
	for _, a := range e.steps {
		complain(ended && a.text != "", "there is a hole between its steps")
		if ended = a.text == ""; !ended {
			out = append(out, stepComplaints(a.text)...)
			remedies[a.do]++
			words += a.text
		}
	}
	for do, n := range remedies {
		complain(do != ByHand && n > 1, "the same remedy is there twice")
	}
	complain(e.severity > Note && !always(remedies), "all its steps can be ruled out")
	complain(e.retries == model.No && (remedies[Wait] > 0 || strings.Contains(words, "by itself")), "Seam does not retry, and it says to wait")
	complain(e.retries == model.Yes && e.severity > Note && remedies[Wait] == 0, "Seam retries, and no step says to wait")
	return out
}

// always says that one of the remedies can be tried whatever the facts are.
func always(remedies map[Remedy]int) bool {
	return remedies[ByHand]+remedies[Wait]+remedies[Refresh]+remedies[ShowCodes]+remedies[Reconnect]+remedies[ReportZone] > 0
}

func whyComplaints(why string) []string {
	var out []string
	complain := func(wrong bool, words string) {
		if wrong {
			out = append(out, words+": "+why)
		}
	}
	first, _ := utf8.DecodeRuneInString(why)
	complain(!unicode.IsUpper(first) && !strings.HasPrefix(why, "{") && !strings.HasPrefix(why, "dormakaba"), "the sentence does not begin with a capital")
	complain(strings.HasPrefix(why, "{") && !regexp.MustCompile(`^\{(Account|Maker)\}`).MatchString(why), "a mark at the start is in lower case")
	complain(!strings.HasSuffix(why, ".") || strings.Count(why, ".") != 1, "it is not one sentence")
	return append(out, wordComplaints(why)...)
}

func stepComplaints(text string) []string {
	var out []string
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.IsUpper(first) {
		out = append(out, "a step begins with a capital: "+text)
	}
	if strings.ContainsAny(text, ".!?") {
		out = append(out, "a step has a full stop: "+text)
	}
	return append(out, wordComplaints(text)...)
}

// wordComplaints are about any text: marks that nobody fills, numbers that look like a PIN, and words of programmers.
func wordComplaints(text string) []string {
	var out []string
	plain := regexp.MustCompile(`\{(account|Account|app|maker|Maker)\}`).ReplaceAllString(text, "it")
	for _, bad := range []string{`[{}]`, `\d{4,}`, `_`, `(?i)\b(devices?|access codes?|api|sync|provider|provision\w*|webhook|entity|error|retry)\b`, `  `, `^ | $`} {
		if found := regexp.MustCompile(bad).FindString(plain); found != "" {
			out = append(out, fmt.Sprintf("%q in %q", found, text))
		}
	}
	return out
}
