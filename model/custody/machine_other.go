//go:build !unix

package custody

import (
	"io/fs"
	"os"
)

// ownersTold: Windows keeps owners and rights in lists of its own.
const ownersTold = false

// openFlags are none: Windows has no flag against links.
const openFlags = 0

// theMachine is the one that the program runs on.
func theMachine() *machine {
	return &machine{
		lstat: os.Lstat, readlink: os.Readlink, hands: func(fs.FileInfo) hands { return hands{} },
		private: func(int) bool { return true },
	}
}
