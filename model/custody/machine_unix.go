//go:build unix

package custody

import (
	"io/fs"
	"os"
	"os/user"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// ownersTold says that a file tells who owns it and who may write to it.
const ownersTold = true

// openFlags refuse a link even if it was put there a moment ago, do not hang on a pipe, and make no terminal ours.
const openFlags = syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_NOCTTY

// theMachine is the one that the program runs on.
func theMachine() *machine {
	return &machine{lstat: os.Lstat, readlink: os.Readlink, hands: handsOf, me: os.Geteuid(), private: isPrivate}
}

func handsOf(info fs.FileInfo) hands {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok { // then it is nobody's, which is not trusted
		return hands{uid: -1, gid: -1}
	}
	return hands{uid: int(stat.Uid), gid: int(stat.Gid), links: int(stat.Nlink)}
}

// isPrivate says that a group is the person's own: many systems give everybody one of their name, and let it write to all that the
// person makes. A group that the system does not describe in /etc/group is taken for one with others in it.
func isPrivate(gid int) bool {
	me, err := user.Current()
	if err != nil || me.Gid != strconv.Itoa(gid) {
		return false
	}
	groups, err := os.ReadFile("/etc/group")
	return err == nil && isPrivateIn(string(groups), me.Username, gid)
}

// isPrivateIn reads the form of group(5): name, password, number and members.
func isPrivateIn(groups, me string, gid int) bool {
	for line := range strings.Lines(groups) {
		f := strings.Split(strings.TrimSpace(line), ":")
		if len(f) != 4 || f[2] != strconv.Itoa(gid) {
			continue
		}
		members := strings.FieldsFunc(f[3], func(r rune) bool { return r == ',' })
		return f[0] == me && !slices.ContainsFunc(members, func(name string) bool { return name != me })
	}
	return false
}
