package alert

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// roleEnv says which command this binary plays when a test runs it as one.
const roleEnv = "SEAMDASH_ALERT_TEST"

func TestMain(m *testing.M) {
	if role := os.Getenv(roleEnv); role != "" {
		if err := roles()[role](os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3) //nolint:forbidigo // the end of a child
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// roles are the commands. The first argument is the file or the address that shows what they did.
func roles() map[string]func(args []string) error {
	return map[string]func([]string) error{
		"keep": keep,
		"loud": func(args []string) error {
			for _, w := range []io.Writer{os.Stdout, os.Stderr} {
				if _, err := io.WriteString(w, strings.Repeat("all work and no play\n", 200_000)); err != nil {
					return err
				}
			}
			return keep(args)
		},
		"deaf":  func([]string) error { return nil },
		"fails": func([]string) error { return io.ErrUnexpectedEOF },
		"hangs": func([]string) error { <-time.After(time.Hour); return nil },
		"family": func(args []string) error {
			child := exec.CommandContext(context.Background(), os.Args[0], args...)
			child.Env, child.Stdin = []string{roleEnv + "=child"}, os.Stdin
			return child.Run()
		},
		"child": func(args []string) error {
			if _, err := net.Dial("tcp", args[0]); err != nil { //nolint:noctx // the end of the process closes it
				return err
			}
			<-time.After(time.Hour)
			return nil
		},
	}
}

// keep appends its arguments and its input to a file.
func keep(args []string) error {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(args[0], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f, "%q\n%s", args[1:], input); err != nil {
		return err
	}
	return f.Close()
}
