//go:build unix

package alert

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// alone gives a command a session of its own: it cannot reach the terminal of the dashboard, the keys that stop us do not stop
// it, and whatever it started ends together with it when its time is over.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error {
		err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
}
