package main

import (
	"errors"
	"fmt"
	"io/fs"

	"seamdash/model"
	"seamdash/model/custody"
)

// writeWhole writes a file that only its owner can read. It is there whole or not at all, and never in the place of another
// unless force says so.
func writeWhole(path string, text []byte, force bool) error {
	const op = "write the file"
	err := custody.Write(path, text, force)
	if errors.Is(err, fs.ErrExist) {
		return &model.Fault{
			Op: op, Subject: model.Clean(path), Kind: model.KindConflict, Message: "it is there already", Hint: "--force writes over it.",
		}
	}
	return refusedFile(op, path, err)
}

// refusedFile makes a fault of a file that is left alone, and tells anything else as what the operation failed of.
func refusedFile(op, path string, err error) error {
	if err == nil {
		return nil
	}
	if r, refused := errors.AsType[*custody.Refusal](err); refused {
		return &model.Fault{Op: op, Subject: model.Clean(path), Kind: model.KindRefused, Message: r.About(path), Hint: r.Mend, Err: err}
	}
	return fmt.Errorf("%s: %w", op, err)
}
