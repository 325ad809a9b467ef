package diagnose

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// well is a scene in which nothing is wrong: the guest's code is on the lock, and its window is open.
func well() *scene {
	s := newScene()
	s.lock.TimeZone, s.lock.Slots = "Europe/Lisbon", 30
	s.lock.Battery = model.Battery{Known: true, Level: 0.8}
	s.code.Status, s.code.CreatedAt = model.StatusSet, s.ago(72*time.Hour)
	s.facts.Lock.Codes[1].Managed = true
	s.facts.Feed = model.FeedState{Connection: model.Live, AsOf: s.facts.Now}
	return s
}

func (s *scene) ago(d time.Duration) time.Time { return s.facts.Now.Add(-d) }

// window lets the code's window begin and end so much later than now.
func (s *scene) window(from, until time.Duration) *scene {
	s.code.Window = model.Window{From: s.facts.Now.Add(from), Until: s.facts.Now.Add(until)}
	return s
}

func (s *scene) status(is model.Status) *scene { s.code.Status = is; return s }

func (s *scene) pending(code model.MutationCode, ago time.Duration, more ...func(*model.PendingMutation)) *scene {
	m := model.PendingMutation{Code: code, CreatedAt: s.ago(ago)}
	for _, change := range more {
		change(&m)
	}
	s.code.Pending = append(s.code.Pending, m)
	return s
}

func scheduled(at time.Time) func(*model.PendingMutation) {
	return func(m *model.PendingMutation) { m.ScheduledAt = at }
}

func (s *scene) event(kind model.EventType, ago time.Duration, more ...func(*model.Event)) *scene {
	e := model.Event{
		ID: model.EventID("e" + strconv.Itoa(len(s.facts.Events))), Type: kind, At: s.ago(ago), DeviceID: s.lock.ID, AccountID: s.lock.AccountID, CodeID: s.code.ID,
	}
	for _, change := range more {
		change(&e)
	}
	s.facts.Events = append(s.facts.Events, e)
	return s
}

func ofNoCode(e *model.Event) { e.CodeID = "" }

func forReason(reason string) func(*model.Event) {
	return func(e *model.Event) { e.Reason = reason }
}

// since says that the events of the last days are complete.
func (s *scene) since(d time.Duration) *scene { s.facts.EventsSince = s.ago(d); return s }

func (s *scene) do(change func(*scene)) *scene { change(s); return s }

// expected is what a finding must be.
type expected struct {
	severity     Severity
	blocks, open bool
	health       Health
}

// A story is a scene and what it has of one cause; nil is that the cause must not be found.
type story struct {
	name  string
	cause Cause
	scene *scene
	want  *expected
}

func is(severity Severity, health Health) *expected {
	return &expected{severity: severity, health: health}
}

func blocks(severity Severity) *expected { return &expected{severity, true, false, Blocked} }
func open() *expected                    { return &expected{Serious, false, true, Uneasy} }

const minute, hour = time.Minute, time.Hour

func stories() []story {
	return slices.Concat(storiesOfProgramming(), storiesOfChange(), storiesOfTheEnd(), storiesOfTheLock(), storiesOfTheRest())
}

// TestReasons tells a story of each cause that is reasoned, and stories that are nearly so.
func TestReasons(t *testing.T) {
	t.Parallel()
	for _, c := range stories() {
		t.Run(string(c.cause)+": "+c.name, func(t *testing.T) {
			t.Parallel()
			d := Of(c.scene.facts)
			at := slices.IndexFunc(d.Findings, func(f Finding) bool { return f.Cause == c.cause })
			switch {
			case c.want == nil && at >= 0:
				t.Fatalf("it is found: %+v", d.Findings[at])
			case c.want == nil:
				return
			case at < 0:
				t.Fatalf("it is not found among %+v", d.Findings)
			}
			f := d.Findings[at]
			if got := (expected{f.Severity, f.Blocks, f.Open, d.Health}); got != *c.want {
				t.Errorf("%+v, want %+v\n%s\n%+v", got, *c.want, d.Verdict, f)
			}
			for _, complaint := range unsound(&f) {
				t.Error(complaint)
			}
		})
	}
}

// unsound holds a finding to the rules of the house for texts.
func unsound(f *Finding) (out []string) {
	complain := func(wrong bool, words string) {
		if wrong {
			out = append(out, words)
		}
	}
	complain(f.Title == "" || strings.ContainsAny(f.Title, "!?{}") || strings.HasSuffix(f.Title, "."), "title: "+f.Title)
	complain(len(f.Title) > 60, "the title is more than a few words: "+f.Title)
	complain(!strings.HasSuffix(f.Why, "."), "why: "+f.Why)
	complain(strings.Count(f.Why, ". ") > 1, "why is more than two sentences: "+f.Why)
	out = append(out, wordComplaints(regexp.MustCompile(`\d{4}-\d\d-\d\d`).ReplaceAllString(f.Why, "a day"))...)
	complain(len(f.Evidence) == 0, "no evidence")
	for _, e := range f.Evidence {
		complain(e.Fact == "" || strings.HasSuffix(e.Fact, "."), "evidence: "+e.Fact)
	}
	complain(len(f.Steps) == 0 && f.Severity > Note, "no steps")
	for _, s := range f.Steps {
		out = append(out, stepComplaints(s.Text)...)
		complain(s.Do == Wait && f.Retries == model.No, "it waits in vain: "+s.Text)
	}
	return out
}

// TestEveryCauseHasAStory reads the list of causes off the source, so that none is forgotten.
func TestEveryCauseHasAStory(t *testing.T) {
	t.Parallel()
	told := map[Cause]bool{}
	for _, c := range stories() {
		told[c.cause] = told[c.cause] || c.want != nil
	}
	for _, cause := range causes(t) {
		if !told[cause] {
			t.Errorf("no story finds %s", cause)
		}
	}
}

// causes are the constants of finding.go.
func causes(t *testing.T) (out []Cause) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "finding.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, isValue := n.(*ast.ValueSpec)
		if !isValue {
			return true
		}
		kind, isName := spec.Type.(*ast.Ident)
		if !isName || kind.Name != "Cause" {
			return true
		}
		for _, value := range spec.Values {
			if text, isText := value.(*ast.BasicLit); isText {
				name, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, Cause(name))
			}
		}
		return true
	})
	if len(out) < 30 {
		t.Fatalf("%d causes: the test does not see them", len(out))
	}
	return out
}

// TestWellIsCalm: a code that works has nothing told of it, and one sentence.
func TestWellIsCalm(t *testing.T) {
	t.Parallel()
	d := Of(well().facts)
	if len(d.Findings) != 0 || d.Health != Fine || d.Verdict != "It works: the lock has it until Sat 12:00, for 24 h more." {
		t.Errorf("%v %q %+v", d.Health, d.Verdict, d.Findings)
	}
}
