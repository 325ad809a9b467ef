package custody

import (
	"fmt"
	"io/fs"
)

// hands are who has a hand in something.
type hands struct {
	uid, gid int
	links    int // how many names it has
}

// trusted says that it belongs to the person or to root.
func (m *machine) trusted(h hands) bool { return h.uid == m.me || h.uid == 0 }

// groupOnly is whose group may write without anybody else getting in: root's, and the person's own.
func (m *machine) groupOnly(h hands) bool { return h.gid == 0 || m.private(h.gid) }

// directory judges a directory on the way, where it is not the person's alone. Shared says that everybody may make new names in it
// all the same.
func (m *machine) directory(path string, info fs.FileInfo) (shared bool, err error) {
	if !ownersTold {
		return false, nil
	}
	h, perm := m.hands(info), info.Mode().Perm()
	switch sticky := info.Mode()&fs.ModeSticky != 0; {
	case !m.trusted(h):
		return false, &Refusal{
			Path: path, Cause: ErrOthers, Why: "the directory belongs to somebody else" + whose(h),
			Mend: "keep the file in a directory of your own.",
		}
	case sticky: // everybody is kept to their own names
		return perm&0o002 != 0, nil
	case perm&0o002 != 0:
		return false, &Refusal{Path: path, Cause: ErrOthers, Why: "everybody may write in this directory", Mend: command("chmod o-w", path)}
	case perm&0o020 != 0 && !m.groupOnly(h):
		return false, &Refusal{
			Path: path, Cause: ErrOthers, Why: fmt.Sprintf("the group %d may write in this directory", h.gid), Mend: command("chmod g-w", path),
		}
	}
	return false, nil
}

// link judges a link on the way. In a shared directory anybody may have given a link of the person's a second name there.
func (m *machine) link(path string, info fs.FileInfo, shared bool) error {
	if !ownersTold {
		return nil
	}
	switch h := m.hands(info); {
	case !m.trusted(h):
		return &Refusal{
			Path: path, Cause: ErrOthers, Why: "it is a link that somebody else made" + whose(h), Mend: "name the file itself, without the link.",
		}
	case shared && h.links > 1:
		return &Refusal{
			Path: path, Cause: ErrOthers, Why: "it is a link with a second name, in a directory where everybody may write",
			Mend: "name the file itself, without the link.",
		}
	}
	return nil
}

// asDirectory judges what was found as the directory that was asked for.
func (f *found) asDirectory(m *machine) error {
	if !f.info.IsDir() {
		return &Refusal{Path: f.path, Cause: ErrNoFile, Why: "it is not a directory"}
	}
	_, err := m.directory(f.path, f.info)
	return err
}

// asFile judges what was found as the file that was asked for.
func (f *found) asFile(m *machine, secret bool) error {
	mode := f.info.Mode()
	switch {
	case secret && f.linked:
		return f.refusal(ErrNoFile, "it is a link", "put the file itself in its place.")
	case mode.IsDir():
		return f.refusal(ErrNoFile, "it is a directory", "name the file inside it.")
	case !mode.IsRegular():
		return f.refusal(ErrNoFile, "it is a pipe or a device, not a file", "")
	case !ownersTold:
		return nil
	}
	if err := f.ofOthers(m.hands(f.info), m); err != nil {
		return err
	}
	if secret && mode.Perm()&0o077 != 0 {
		return f.refusal(ErrReadable, "others on this machine can read it", command("chmod 600", f.path))
	}
	return nil
}

// ofOthers judges who else could have written or chosen a file.
func (f *found) ofOthers(h hands, m *machine) error {
	switch perm := f.info.Mode().Perm(); {
	case !m.trusted(h):
		return f.refusal(ErrOthers, "it belongs to somebody else"+whose(h), "make it yours, or name a file of your own.")
	case f.shared && h.links > 1:
		return f.refusal(ErrOthers, "it has a second name, and everybody may write in its directory", "put it into a directory of your own.")
	case perm&0o002 != 0:
		return f.refusal(ErrOthers, "everybody on this machine may change it", command("chmod o-w", f.path))
	case perm&0o020 != 0 && !m.groupOnly(h):
		return f.refusal(ErrOthers, fmt.Sprintf("the group %d may change it", h.gid), command("chmod g-w", f.path))
	}
	return nil
}

func (f *found) refusal(cause error, why, mend string) error {
	return &Refusal{Path: f.asked, Cause: cause, Why: why, Mend: mend}
}

func whose(h hands) string { return fmt.Sprintf(" (user %d)", h.uid) }
