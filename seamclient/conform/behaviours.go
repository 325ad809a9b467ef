package conform

import (
	"context"
	"slices"
)

// A Behaviour is one thing that everything that speaks Seam must show, as Seam documents it. Holds gives nil, or an
// error that says what was seen instead.
type Behaviour struct {
	Name  string
	Holds func(ctx context.Context, s *Subject) error
}

// Behaviours lists all of them. None depends on another.
func Behaviours() []Behaviour {
	return slices.Concat(workspaceBehaviours(), createBehaviours(), listBehaviours(), updateBehaviours(), refusals(),
		deleteBehaviours(), backupBehaviours(), unmanagedBehaviours(), eventBehaviours(), doorBehaviours(), otherBehaviours())
}
