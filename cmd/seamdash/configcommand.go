package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/ui"
)

// A configRequest is what `seamdash config` was asked for.
type configRequest struct{ printing, checking bool }

func (p *program) configCommand() *cobra.Command {
	var r configRequest
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the settings in force and where each comes from",
		Long: "config shows the settings in force. A flag goes before the environment, the environment before the profile, the\n" +
			"profile before what the file says for every profile, and that before the default.",
		Example:           "  seamdash config --print >~/.config/seamdash/config.toml\n  seamdash config --check",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&r.printing, "print", false, "print a file that documents every key with its default")
	flags.BoolVar(&r.checking, "check", false, "find every mistake in the file")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		switch {
		case r.printing && r.checking:
			return usageError{err: errors.New("choose what to do: --print and --check exclude each other")}
		case r.printing:
			return p.print(config.Document)
		case r.checking:
			return p.checkConfig()
		default:
			return p.showConfig()
		}
	})
	return cmd
}

func (p *program) showConfig() error {
	settings, err := p.settings()
	if err != nil {
		return err
	}
	path, _ := p.configPath()
	if settings.File == "" {
		p.note("there is no file " + model.Clean(path))
	}
	return p.print(func(w io.Writer) error { return settingTable(settings).writeTo(w) })
}

// checkConfig prints every mistake on a line of its own, with the advice for it.
func (p *program) checkConfig() error {
	path, asked := p.configPath()
	mistakes, err := config.Check(path)
	if err == nil && len(mistakes) == 0 {
		mistakes, err = checkKeys(path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
		p.note("there is no file " + model.Clean(path) + "; every setting has its default")
		return nil
	case err != nil:
		return asUsage(err)
	case len(mistakes) == 0:
		p.note(model.Clean(path) + " is sound")
		return nil
	}
	err = p.print(func(w io.Writer) error {
		for _, m := range mistakes {
			line := model.Clean(m.Place) + ": " + model.Clean(m.What)
			if m.Hint != "" {
				line += " (" + model.Clean(m.Hint) + ")"
			}
			if _, err := fmt.Fprintln(w, line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return usageError{
		err:  fmt.Errorf("check the configuration: %s in %s", count(len(mistakes), "mistake"), path),
		hint: "seamdash config --print documents every key.",
	}
}

// checkKeys finds keys for actions that the dashboard could not give them, in every profile.
func checkKeys(path string) ([]*config.Mistake, error) {
	file, err := config.Load(path, true)
	if err != nil {
		return nil, err
	}
	var mistakes []*config.Mistake
	told := map[string]bool{}
	for _, profile := range append(file.Profiles(), "default") {
		s, err := config.Resolve(file, config.Given{
			Flags: map[string]string{"profile": profile}, Getenv: func(string) string { return "" },
		})
		if err != nil {
			return nil, err
		}
		place := s.Origin("bindings").Name
		if told[place] {
			continue
		}
		told[place] = true
		for _, what := range ui.CheckKeys(s.Bindings) {
			mistakes = append(mistakes, &config.Mistake{
				Place: place, What: `"bindings": ` + what, Hint: "the list behind : in the dashboard names the actions and their keys.",
			})
		}
	}
	return mistakes, nil
}
