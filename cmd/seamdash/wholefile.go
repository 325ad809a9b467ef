package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"seamdash/model"
)

// writeWhole writes a file that only its owner can read. It is there whole or not at all, and never in the place of another
// unless force says so.
func writeWhole(path string, text []byte, force bool) error {
	const op = "write the file"
	draft, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*") // readable by the owner only
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	defer func() { _ = os.Remove(draft.Name()) }() // it is gone already when all went well
	_, err = draft.Write(text)
	if err := errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	if err := claim(draft.Name(), path, force); errors.Is(err, fs.ErrExist) {
		return &model.Fault{
			Op: op, Subject: model.Clean(path), Kind: model.KindConflict, Message: "it is there already", Hint: "--force writes over it.",
		}
	} else if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	return nil
}

// claim gives a draft its name. The error is [fs.ErrExist] where that is taken.
func claim(draft, path string, force bool) error {
	if force {
		return os.Rename(draft, path)
	}
	err := os.Link(draft, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, taken := os.Lstat(path); taken == nil { // a file system without links
		return fs.ErrExist
	}
	return os.Rename(draft, path)
}
