package alert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"seamdash/model"
)

// command runs the command with its input. What it prints goes nowhere, and neither its arguments, which may be secret, nor its
// input are part of an error.
func (t *Teller) command(ctx context.Context, input []byte) error {
	argv := t.config.Command
	ctx, stop := context.WithTimeout(ctx, t.config.Patience)
	defer stop()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...) //nolint:gosec // running it is what the setting is for
	cmd.Env, cmd.Stdin = t.config.Env, bytes.NewReader(input)
	cmd.WaitDelay = time.Second // for children of it that hold on to the input
	alone(cmd)
	err := cmd.Run()
	exit, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("it did not end within %s", t.config.Patience)
	case ctx.Err() != nil:
		return errors.New("it was not waited for, because the program ends")
	case ended:
		return fmt.Errorf("it ended with code %d", exit.ExitCode())
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("there is no such program")
	default:
		return errors.New("it cannot be run: " + reason(err))
	}
}

// reason is the innermost cause, which repeats no arguments.
func reason(err error) string {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return model.Clean(err.Error())
}
