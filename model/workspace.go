package model

import "strings"

// A Workspace is the tenant that a key belongs to.
type Workspace struct {
	ID      WorkspaceID
	Name    string
	Sandbox bool
	// Suspended is what Seam does to sandboxes unused for 14 days.
	Suspended bool
}

// The words of a workspace's kind.
const (
	kindProduction = "PRODUCTION"
	kindSandbox    = "SANDBOX"
)

// Kind is the one word that says whether real doors hang on what is done in a workspace. Seam has only real devices in production
// workspaces, and only virtual ones in sandboxes.
func (w *Workspace) Kind() string {
	if w.Sandbox {
		return kindSandbox
	}
	return kindProduction
}

// Called is what a workspace is called: its name, or its id where it has none. Anybody can choose the name; one that says a word of
// [Workspace.Kind] is put into quotes, so that nobody takes it for that.
func (w *Workspace) Called() string {
	name := Clean(w.Name)
	if strings.TrimSpace(name) == "" {
		name = Clean(string(w.ID))
	}
	if says(name, kindProduction) || says(name, kindSandbox) {
		return "“" + name + "”"
	}
	return name
}

// says that a text contains a word, in letters of any size. It makes no copy, because every frame of the screen asks.
func says(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// String is the kind and the name, for a line of text.
func (w *Workspace) String() string { return strings.TrimSpace(w.Kind() + " " + w.Called()) }
