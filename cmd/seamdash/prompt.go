package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/routine"
)

// maxInput is how much is read where a key is expected; everything above what a key can be is refused later.
const maxInput = 4096

// askKey reads a key: at a terminal behind a prompt that shows nothing of it, otherwise all of standard input.
func (p *program) askKey(ctx context.Context) (string, error) {
	text, err := p.askSecret(ctx, "log in", "API key or personal access token (it stays hidden): ")
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(text) == "" {
		return "", &model.Fault{
			Op: "read the key", Kind: model.KindUnauthorised, Message: "nothing was given",
			Hint: "paste the key at the prompt, or pipe it in: op read op://Work/Seam/key | seamdash login",
		}
	}
	return text, nil
}

// askSecret reads what nobody should see: at a terminal behind a prompt that shows nothing of it, otherwise all of standard
// input. op is what it is for.
func (p *program) askSecret(ctx context.Context, op, prompt string) (string, error) {
	if file, ok := p.stdin.(*os.File); ok && p.isTerminal(p.stdin) {
		return p.hidden(ctx, file, op, prompt)
	}
	return typed(ctx, op, func() (string, error) {
		text, err := io.ReadAll(io.LimitReader(p.stdin, maxInput))
		return string(text), err
	})
}

// hidden asks at a terminal. The terminal stops to show what is typed before it shows the prompt: whoever pastes at once
// must not see it. However it ends, the terminal is as it was.
func (p *program) hidden(ctx context.Context, tty *os.File, op, prompt string) (string, error) {
	before, err := term.MakeRaw(int(tty.Fd()))
	if err != nil {
		return "", fmt.Errorf("%s: %w", op, err)
	}
	defer func() { _ = term.Restore(int(tty.Fd()), before) }() // the terminal may be gone
	line := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{tty, p.stderr}, "")
	text, err := typed(ctx, op, func() (string, error) {
		text, err := line.ReadPassword(prompt)
		if errors.Is(err, io.EOF) { // ctrl+c or ctrl+d, which the terminal leaves to us meanwhile
			err = context.Canceled
		}
		return text, err
	})
	if err != nil {
		_, _ = io.WriteString(p.stderr, "\r\n") // the cursor is still behind the prompt
	}
	return text, err
}

// typed waits for somebody to type. A read cannot be interrupted; one that nobody waits for any more ends with the
// program.
func typed(ctx context.Context, op string, read func() (string, error)) (string, error) {
	select {
	case line := <-routine.Ask(read):
		text, err := line.Get()
		switch {
		case errors.Is(err, context.Canceled):
			return "", interrupted(op)
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("read standard input: %w", err)
		}
		return text, nil
	case <-ctx.Done():
		return "", interrupted(op)
	}
}

func interrupted(op string) *model.Fault {
	return &model.Fault{Op: op, Kind: model.KindCancelled, Message: "interrupted; nothing was kept", Err: context.Canceled}
}

// askWorkspace lets a person at a terminal choose, and tells everybody else how to.
func (p *program) askWorkspace(ctx context.Context, all []model.Workspace) (model.WorkspaceID, error) {
	undecided := &model.Fault{
		Op: "log in", Kind: model.KindUnauthorised, Message: fmt.Sprintf("this personal access token opens %d workspaces", len(all)),
		Hint: "choose one with SEAM_WORKSPACE_ID: " + choices(all),
	}
	if !p.isTerminal(p.stdin) {
		return "", undecided
	}
	for i, ws := range all {
		p.note(fmt.Sprintf("%3d  %s (%s)  %s", i+1, credentials.Called(ws), kindOf(ws), ws.ID))
	}
	in := bufio.NewReader(p.stdin)
	for range 3 {
		_, _ = fmt.Fprintf(p.stderr, "Which workspace (1-%d)? ", len(all)) // the answer may come all the same
		text, err := typed(ctx, "log in", func() (string, error) { return in.ReadString('\n') })
		if err != nil {
			return "", err
		}
		text = strings.TrimSpace(text)
		if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(all) {
			return all[n-1].ID, nil
		}
		for _, ws := range all {
			if text != "" && (text == string(ws.ID) || strings.EqualFold(text, ws.Name)) {
				return ws.ID, nil
			}
		}
	}
	return "", undecided
}
