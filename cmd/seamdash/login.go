package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
)

func (p *program) loginCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Keep a key in the keyring of the system",
		Long: "login asks for an API key or a personal access token, or reads it from a pipe, tries it against Seam, and\n" +
			"keeps it in the keyring of the system for the profile. Nothing is written anywhere else.",
		Example:           "  seamdash login\n  op read op://Work/Seam/key | seamdash login --profile work",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.login(cmd.Context())
	})
	return cmd
}

func (p *program) login(ctx context.Context) error {
	settings, err := p.keyringSettings("log in")
	if err != nil {
		return err
	}
	desk := p.desk(settings)
	if err := desk.Ready(ctx); err != nil {
		return err // before anybody types a key for nothing
	}
	text, err := p.askKey(ctx)
	if err != nil {
		return err
	}
	trial, err := try(ctx, desk, text, "")
	if err != nil {
		return err
	}
	if len(trial.Choices) > 0 {
		id, err := p.askWorkspace(ctx, trial.Choices)
		if err != nil {
			return err
		}
		if trial, err = try(ctx, desk, text, id); err != nil {
			return err
		}
	}
	if err := desk.Keep(ctx, trial); err != nil {
		return err
	}
	if name := p.lentKey(); name != "" && settings.KeySource == config.KeyAuto {
		p.note("note: " + name + " is set and goes before the key that is kept now.")
	}
	return p.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "Logged in to %s (%s). The key is in the keyring, for the profile %s.\n",
			credentials.Called(trial.Workspace), kindOf(trial.Workspace), settings.Profile)
		return err
	})
}

// try is one question to Seam, within its own deadline: the time before it belongs to whoever types.
func try(ctx context.Context, desk *credentials.Desk, text string, id model.WorkspaceID) (credentials.Trial, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return desk.Try(ctx, text, id)
}

// keyringSettings are the settings for commands that are about the keyring and nothing else.
func (p *program) keyringSettings(op string) (*config.Resolved, error) {
	if p.sandbox {
		return nil, usageError{err: errors.New(op + ": the sandbox needs no key"), hint: "leave --sandbox out."}
	}
	return p.settings()
}

// lentKey is the variable that holds a key, or "".
func (p *program) lentKey() string {
	for _, name := range []string{"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN"} {
		if p.getenv(name) != "" {
			return name
		}
	}
	return ""
}

func (p *program) logoutCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "logout",
		Short: "Forget the key of a profile",
		Long: "logout takes the key of the profile out of the keyring. It stays valid at Seam; the Seam Console revokes it.\n" +
			"The last picture of its workspace, which the next start would have shown, is forgotten with it. Rules, preferences\n" +
			"and what the program did stay.",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.logout(cmd.Context())
	})
	return cmd
}

func (p *program) logout(ctx context.Context) error {
	settings, err := p.keyringSettings("log out")
	if err != nil {
		return err
	}
	kept, unread := credentials.Kept(ctx, p.ring(), settings.Profile) // what cannot be understood is forgotten all the same
	switch err := credentials.Forget(ctx, p.ring(), settings.Profile); {
	case errors.Is(err, credentials.ErrAbsent):
		p.note("the keyring holds no key for the profile " + settings.Profile)
	case err != nil:
		return err
	default:
		p.note("the key of the profile " + settings.Profile + " is forgotten; it stays valid at Seam")
	}
	if name := p.lentKey(); name != "" {
		p.note("note: " + name + " is still set.")
	}
	if unread == nil && kept.Workspace.ID != "" {
		return p.forgetPictureOf(ctx, kept.Workspace)
	}
	return nil
}

// forgetPictureOf forgets the picture of a workspace in the local store, if there is a store, and says so.
func (p *program) forgetPictureOf(ctx context.Context, ws model.Workspace) error {
	looked, err := p.forgetPicture(ctx, ws.ID)
	if looked && err == nil {
		p.note("the last picture of " + credentials.Called(ws) + " is forgotten; rules and preferences stay")
	}
	return err
}

func kindOf(ws model.Workspace) string {
	if ws.Sandbox {
		return "sandbox"
	}
	return "production"
}

// choices are workspaces in one line, the first few of them.
func choices(all []model.Workspace) string {
	const few = 5
	var parts []string
	for i, ws := range all {
		if i == few {
			parts = append(parts, fmt.Sprintf("and %d more", len(all)-few))
			break
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", ws.ID, credentials.Called(ws)))
	}
	return strings.Join(parts, ", ")
}
