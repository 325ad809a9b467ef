package rulebook

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"seamdash/model"
	"seamdash/model/recur"
)

// draftVersion is of the form in which drafts are written. Another one is refused rather than half understood.
const draftVersion = 1

type keptDraft struct {
	Version int             `json:"version"`
	Base    uint64          `json:"base,omitempty"`
	Words   string          `json:"words,omitempty"`
	Rule    json.RawMessage `json:"rule"`
}

// SaveDraft keeps an editor that is left unfinished in place of the one with its ID; Kept is not looked at. When there are too
// many the oldest goes.
func (b *Book) SaveDraft(ctx context.Context, d Draft) error {
	rule, err := recur.Encode(&d.Rule)
	if err != nil {
		return cannotKeep(err)
	}
	body, err := json.Marshal(keptDraft{Version: draftVersion, Base: d.Base, Words: d.Words, Rule: rule})
	if err != nil {
		return cannotKeep(err)
	}
	return b.cfg.Keeper.SaveDraft(ctx, d.ID, body)
}

func cannotKeep(err error) error {
	return &model.Fault{Op: "keep the draft", Kind: model.KindInvalid, Err: err}
}

// DropDraft forgets a draft; one that is not there is no error.
func (b *Book) DropDraft(ctx context.Context, id string) error {
	return b.cfg.Keeper.DropDraft(ctx, id)
}

// Drafts are the unfinished editors, the latest first. Those that cannot be read, because another version of the program kept
// them, are left out.
func (b *Book) Drafts(ctx context.Context) ([]Draft, error) {
	scraps, err := b.cfg.Keeper.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	var out []Draft
	for i := range scraps {
		if d, err := readDraft(&scraps[i]); err == nil {
			out = append(out, d)
		}
	}
	return out, nil
}

// Draft is the one of an editor, if there is one that can be read.
func (b *Book) Draft(ctx context.Context, id string) (d Draft, ok bool, err error) {
	all, err := b.Drafts(ctx)
	for i := range all {
		if all[i].ID == id {
			return all[i], true, nil
		}
	}
	return Draft{}, false, err
}

func readDraft(s *Scrap) (Draft, error) {
	var in keptDraft
	dec := json.NewDecoder(bytes.NewReader(s.Body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return Draft{}, fmt.Errorf("read a draft: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Draft{}, errors.New("read a draft: something follows it")
	}
	if in.Version != draftVersion {
		return Draft{}, fmt.Errorf("read a draft: it has the form %d, and this program knows %d", in.Version, draftVersion)
	}
	rule, err := recur.Decode(in.Rule)
	if err != nil {
		return Draft{}, err
	}
	return Draft{ID: s.ID, Rule: rule, Words: in.Words, Base: in.Base, Kept: s.Kept}, nil
}
