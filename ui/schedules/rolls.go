package schedules

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui/nav"
)

// A Roller is how the screen reaches whatever rolls the rules. Its methods may be called from several goroutines and must return
// soon after ctx ends.
type Roller interface {
	// Start has this program roll whenever nobody else does, now and in later runs; Stop ends that, once the step in hand is done.
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	// Ask keeps a wish for a series; whoever rolls takes it up.
	Ask(ctx context.Context, of plan.Key, wish plan.WishKind) error
	// Rolls are lines of the history of a rule, the newest first: at most limit, all with a smaller number than before, which is 0
	// for the newest.
	Rolls(ctx context.Context, rule model.RuleID, before uint64, limit int) ([]plan.Roll, error)
}

// Rolling says who rolls the rules and how every series stands. The program sends it whenever any of that changes.
type Rolling struct {
	// By is who rolls, such as "rosa@desk", or "agent on desk"; "" for nobody. Since is since when.
	By    string
	Since time.Time
	// Mine says that it is this program, Wanted that it rolls whenever nobody else does.
	Mine, Wanted bool
	// States belong to everybody: they must not be changed.
	States map[plan.Key]plan.State
	// Err is why nobody can tell, or why the one who rolls cannot at present.
	Err error
}

// Rolled brings new lines of the history, oldest first. The program sends them once, whoever rolled.
type Rolled struct{ Rolls []plan.Roll }

// A rolls is what the screen knows of whoever rolls.
type rolls struct {
	now  Rolling
	told bool // somebody said who rolls
	// sums are how each rule stands on all its locks, of the states of summed.
	sums       map[model.RuleID]*sum
	summed     uint64
	generation uint64 // of now
	summing    bool
	// asking is the generation of what was asked of the roller last; busy says that there is no answer yet.
	asking uint64
	busy   bool
	// asked are the halts that somebody was asked about already, by when they began.
	asked map[plan.Key]time.Time
}

// rollerPatience is how long the roller may take to answer: it ends the step in hand first.
const rollerPatience = 30 * time.Second

// A sum is how a rule stands on all its locks.
type sum struct {
	last                  plan.Roll // the newest line of its history; zero for none
	halted, refused, late int
	goneFrom              int // of halted, those whose code somebody removed by hand
	live                  int // locks with a code of the rule
}

// sumUp is how each rule stands.
func sumUp(states map[plan.Key]plan.State) map[model.RuleID]*sum {
	out := map[model.RuleID]*sum{}
	for key, st := range states {
		s := out[key.Rule]
		if s == nil {
			s = &sum{}
			out[key.Rule] = s
		}
		s.add(&st)
	}
	return out
}

func (s *sum) add(st *plan.State) {
	if st.Last != nil && st.Last.At.After(s.last.At) { // its number is known to the history alone
		s.last = *st.Last
	}
	if st.Code != nil {
		s.live++
		if st.Code.Late && st.Code.OnLock.IsZero() {
			s.late++
		}
	}
	switch {
	case st.Halt != nil:
		s.halted++
		if st.Halt.Kind == plan.HaltGone {
			s.goneFrom++
		}
	case st.Fails > 0:
		s.refused++
	}
}

// summed is what came of [sumUp].
type summed struct {
	generation uint64
	sums       map[model.RuleID]*sum
}

// takeRolling takes who rolls and how every series stands.
func (s *Screen) takeRolling(msg Rolling) tea.Cmd {
	s.rolls.now, s.rolls.told = msg, true
	s.rolls.generation++
	return s.follow()
}

// sum works out how each rule stands, unless that is known.
func (s *Screen) sum() tea.Cmd {
	r := &s.rolls
	if r.summing || r.summed == r.generation {
		return nil
	}
	r.summing = true
	generation, states := r.generation, r.now.States
	return func() tea.Msg { return summed{generation, sumUp(states)} }
}

func (s *Screen) takeSummed(msg summed) tea.Cmd {
	r := &s.rolls
	r.summing, r.summed, r.sums = false, msg.generation, msg.sums
	s.table.sums = msg.sums
	if s.table.order == byState || len(s.table.words) > 0 {
		s.settle()
	}
	return s.follow()
}

// sumOf is how a rule stands on all its locks, nil where nothing is kept of it.
func (s *Screen) sumOf(r *row) *sum { return s.rolls.sums[r.id()] }

// urgency puts the rules that need somebody first.
func (s *sum) urgency() int {
	switch {
	case s == nil:
		return 0
	case s.late > 0:
		return 3
	case s.halted > 0:
		return 2
	case s.refused > 0:
		return 1
	default:
		return 0
	}
}

// word is what the list says of a rule that needs somebody, or "".
func (s *sum) word() string { return [...]string{"", "retries", "halted", "late"}[s.urgency()] }

// words are what the filter finds a rule by.
func (s *sum) words() string {
	if word := s.word(); word != "" {
		return " " + word
	}
	return ""
}

// hear takes what the one who rolls tells, and what came of what was asked of them.
func (s *Screen) hear(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case Rolling:
		return nil, s.takeRolling(msg)
	case summed:
		return nil, s.takeSummed(msg)
	case steered:
		return s.takeSteered(msg)
	case Rolled:
		s.takeRolled(msg)
	case chaptered:
		return nil, s.takeChapter(msg)
	}
	return nil, nil
}

// nobody says that there are rules that nobody rolls.
func (s *Screen) nobody() bool {
	now := &s.rolls.now
	return len(s.table.all) > 0 && (s.rolls.told || s.config.Roller == nil) && now.By == "" && now.Err == nil
}

// needsTurn is why this program can neither begin to roll nor end it, or "".
func needsTurn(s *Screen) string {
	r := &s.rolls
	switch {
	case s.config.Unrolled != "":
		return s.config.Unrolled
	case !r.told:
		return "it is not known yet who rolls"
	case r.busy:
		return "the last answer is still to come"
	case r.now.By != "" && !r.now.Mine && !r.now.Wanted:
		return r.now.By + " rolls already, and one is enough"
	default:
		return ""
	}
}

// turnRolling begins to roll, or asks whether to end it.
func turnRolling(s *Screen) nav.Intent {
	r := &s.rolls.now
	if !r.Mine && !r.Wanted {
		return nav.Roll{On: true}
	}
	return nav.Ask{
		Title: "Stop rolling the rules?",
		Body: []string{
			"This program makes no more codes then, now and when it is started again; codes that are on locks stay until their windows end.",
			"Somebody else who wants to roll takes over by themselves. If nobody does, the next windows have no code.",
		},
		Choices: []nav.Choice{{Key: "s", Label: "stop rolling", Intent: nav.Roll{}}},
	}
}

// steered is what came of asking the roller for something.
type steered struct {
	generation uint64
	did        string // the receipt
	failed     string // what was not done
	err        error
}

// steer has this program roll, or ends it.
func (s *Screen) steer(on bool) tea.Cmd {
	roller, answer := s.config.Roller, steered{did: "this program rolls the rules whenever nobody else does", failed: "this program does not roll"}
	if !on {
		answer.did, answer.failed = "this program rolls no more", "this program still rolls"
	}
	return s.ask(answer, func(ctx context.Context) error {
		if on {
			return roller.Start(ctx)
		}
		return roller.Stop(ctx)
	})
}

// ask asks the roller for something, with a deadline.
func (s *Screen) ask(answer steered, do func(context.Context) error) tea.Cmd {
	s.rolls.asking++
	s.rolls.busy = true
	answer.generation = s.rolls.asking
	parent := s.config.Context
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, rollerPatience)
		defer stop()
		answer.err = do(ctx)
		return answer
	}
}

func (s *Screen) takeSteered(msg steered) (nav.Intent, tea.Cmd) {
	if msg.generation != s.rolls.asking {
		return nil, nil
	}
	s.rolls.busy = false
	if msg.err != nil {
		return nav.Refuse{Reason: msg.failed + ": " + model.WhyOf(msg.err)}, nil
	}
	return nav.Say{Text: msg.did}, nil
}
