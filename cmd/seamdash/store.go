package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model/store"
)

func (p *program) storeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "Check, back up or restore the file with what the program remembers",
		Args:  cobra.ArbitraryArgs, // checked in the command, see run
		Run: p.does(func(cmd *cobra.Command, _ []string) error {
			return usageError{err: fmt.Errorf("%s: name what to do", cmd.CommandPath()), hint: "check, backup FILE or restore FILE."}
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.AddCommand(p.storeCheckCommand(), p.storeBackupCommand(), p.storeRestoreCommand())
	return cmd
}

func (p *program) storeCheckCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "check",
		Short:             "Read the whole file and say whether it is sound",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.checkStore(cmd.Context(), asJSON)
	})
	return cmd
}

func (p *program) storeBackupCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Copy the file while others work with it",
		Example: "  seamdash store backup ~/seamdash-monday.db",
		Args:    cobra.ArbitraryArgs,
		Run: p.does(func(cmd *cobra.Command, args []string) error {
			file, err := oneFile(cmd, args)
			if err != nil {
				return err
			}
			return p.backupStore(cmd.Context(), file)
		}),
	}
}

func (p *program) storeRestoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of the file, and keep what was there",
		Args:  cobra.ArbitraryArgs,
		Run: p.does(func(cmd *cobra.Command, args []string) error {
			file, err := oneFile(cmd, args)
			if err != nil {
				return err
			}
			return p.restoreStore(cmd.Context(), file)
		}),
	}
}

func oneFile(cmd *cobra.Command, args []string) (string, error) {
	if len(args) != 1 || args[0] == "" {
		return "", usageError{err: fmt.Errorf("%s: want one file, got %d", cmd.CommandPath(), len(args))}
	}
	return args[0], nil
}

// storeReport is a [store.Report] for scripts.
type storeReport struct {
	Path       string `json:"path"`
	Bytes      int64  `json:"bytes"`
	FreePages  int    `json:"free_pages"`
	Schema     uint64 `json:"schema"`
	MadeAt     string `json:"made_at"`
	KeyID      string `json:"key_id"`
	Workspaces int    `json:"workspaces"`
	Records    int    `json:"records"`
}

func (p *program) checkStore(ctx context.Context, asJSON bool) error {
	cfg, err := p.storeConfig(p.note)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := store.Check(ctx, cfg)
	if err != nil {
		return err
	}
	if asJSON {
		return p.print(func(w io.Writer) error {
			return writeJSON(w, storeReport{
				Path: r.Path, Bytes: r.Size, FreePages: r.FreePages, Schema: r.Schema, MadeAt: r.Made.UTC().Format(time.RFC3339),
				KeyID: r.KeyID, Workspaces: r.Workspaces, Records: r.Records,
			})
		})
	}
	var t table
	t.row("STORE", r.Path)
	t.row("STATE", "sound")
	t.row("SIZE", strconv.FormatInt(r.Size, 10)+" bytes")
	t.row("MADE", r.Made.UTC().Format("2006-01-02 15:04 UTC"))
	t.row("SCHEMA", strconv.FormatUint(r.Schema, 10))
	t.row("WORKSPACES", strconv.Itoa(r.Workspaces))
	t.row("RECORDS", strconv.Itoa(r.Records)+", all read")
	return p.print(func(w io.Writer) error { return t.writeTo(w) })
}

func (p *program) backupStore(ctx context.Context, file string) error {
	cfg, err := p.storeConfig(p.note)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if err := store.Backup(ctx, cfg, file); err != nil {
		return err
	}
	p.note("backed up to " + file + "; the key that opens it stays where it is")
	return nil
}

func (p *program) restoreStore(ctx context.Context, file string) error {
	cfg, err := p.storeConfig(p.note)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	kept, err := store.Restore(ctx, cfg, file)
	if err != nil {
		return err
	}
	if kept == "" {
		p.note("restored to " + cfg.Path)
		return nil
	}
	p.note("restored to " + cfg.Path + "; what was there is kept as " + kept)
	return nil
}
