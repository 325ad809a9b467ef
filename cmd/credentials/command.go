package credentials

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
)

// lending is how long a key command may take. It can ask its owner for a finger or a password.
const lending = time.Minute

// maxKey is far above the length of any key, and below what a keyring takes.
const maxKey = 1024

var errTooMuch = errors.New("it printed more than a key")

// runCommand gives the key that a program prints. The program gets no input; what it says on its error output goes to
// stderr as it comes. No shell is involved, and neither arguments nor output are part of an error.
func runCommand(ctx context.Context, argv, env []string, stderr io.Writer, patience time.Duration) (seamclient.Key, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	fault := func(message, hint string) error {
		return &model.Fault{Op: "run the key command", Subject: model.Clean(argv[0]), Kind: model.KindUnauthorised, Message: message, Hint: hint}
	}
	out := &bounded{left: maxKey, end: stop}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...) //nolint:gosec // running it is what the setting is for
	cmd.Env, cmd.Stdout, cmd.Stderr = env, out, stderr
	cmd.WaitDelay = 2 * time.Second // for children of it that hold the pipe open
	err := cmd.Run()
	const hint = "run it by hand: it should print the key and nothing else."
	exit, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case out.full:
		return seamclient.Key{}, fault(errTooMuch.Error(), hint)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return seamclient.Key{}, fault(fmt.Sprintf("it did not end within %s", patience), hint)
	case ctx.Err() != nil:
		return seamclient.Key{}, fault("it was not waited for", "")
	case ended:
		return seamclient.Key{}, fault(fmt.Sprintf("it ended with code %d", exit.ExitCode()), hint)
	case errors.Is(err, exec.ErrNotFound):
		return seamclient.Key{}, fault("there is no such program", "key_command names the program and its arguments one by one: [\"pass\", \"show\", \"seam\"].")
	case err != nil:
		return seamclient.Key{}, fault("it cannot be run: "+reason(err), "")
	case len(bytes.TrimSpace(out.text.Bytes())) == 0:
		return seamclient.Key{}, fault("it printed nothing", hint)
	}
	return seamclient.NewKey(out.text.String())
}

// reason is the innermost cause, which repeats no arguments.
func reason(err error) string {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return model.Clean(err.Error())
}

// bounded keeps the beginning of what is written and ends the writer that goes on.
type bounded struct {
	text bytes.Buffer // not embedded: io.Copy would go around Write through its ReadFrom
	left int
	full bool
	end  func() // a program that does not mind a closed pipe would go on for ever
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(p) > b.left {
		b.full = true
		b.end()
		return 0, errTooMuch
	}
	b.left -= len(p)
	return b.text.Write(p)
}
