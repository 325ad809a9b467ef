package model

// A Workspace is the tenant that a key belongs to.
type Workspace struct {
	ID      WorkspaceID
	Name    string
	Sandbox bool
	// Suspended is what Seam does to sandboxes unused for 14 days.
	Suspended bool
}
