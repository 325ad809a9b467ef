package credentials

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"seamdash/model"
	"seamdash/model/custody"
	"seamdash/model/store"
)

// SealingKeys are the [store.Keys] of the program. They keep the keys that seal the local store: in the keyring, or where
// none answers in files that only their owner can read, in a directory that is not the store's. Keys are never replaced.
type SealingKeys struct {
	Ring Ring
	Dir  string // for key files; made when it is needed
	// Announce tells the person, once for each file, that a key lies in the open.
	Announce func(text string)
}

const opSeal = "read the sealing key"

// keyFile ends the name of a file with a key.
const keyFile = ".key"

func sealName(id string) string { return "seal/" + id }

// inRing is the place of a key that is in the keyring, in words.
const inRing = "the keyring"

// Key implements [store.Keys]. A keyring that might hold the key and does not answer is not the same as no key.
func (s *SealingKeys) Key(ctx context.Context, id string) ([]byte, error) {
	key, _, err := s.find(ctx, id)
	return key, err
}

// Where says where the key is that Key gives: the path of its file, or "" for the keyring. It fails where Key does.
func (s *SealingKeys) Where(ctx context.Context, id string) (file string, err error) {
	_, place, err := s.find(ctx, id)
	if err != nil || place == inRing {
		return "", err
	}
	return place, nil
}

func (s *SealingKeys) find(ctx context.Context, id string) (key []byte, place string, err error) {
	if err := checkID(id); err != nil {
		return nil, "", err
	}
	text, asked := s.Ring.Get(ctx, sealName(id))
	if asked == nil {
		key, err = decodeKey(inRing, text)
		return key, inRing, err
	}
	text, err = s.readFile(id)
	switch {
	case err == nil:
		key, err = decodeKey(s.path(id), text)
		return key, s.path(id), err
	case !errors.Is(err, fs.ErrNotExist):
		return nil, "", err
	case errors.Is(asked, ErrAbsent):
		return nil, "", fmt.Errorf("%w: %s", store.ErrNoKey, id)
	}
	return nil, "", &model.Fault{
		Op: opSeal, Kind: model.KindUnexpected, Message: asked.Error(), Err: asked,
		Hint: "the store was sealed in a session with a keyring; open that keyring, or use another file with --store.",
	}
}

// Create implements [store.Keys]. Where no keyring answers it goes into a file, which is announced.
func (s *SealingKeys) Create(ctx context.Context, id string, key []byte) error {
	if err := checkID(id); err != nil {
		return err
	}
	switch _, err := s.Key(ctx, id); {
	case err == nil:
		return &model.Fault{Op: "keep a sealing key", Kind: model.KindConflict, Message: "there is one under this name already"}
	case errors.Is(err, store.ErrNoKey):
		return s.intoRing(ctx, id, encodeKey(key))
	case errors.Is(err, ErrSilent):
		return s.intoFile(id, encodeKey(key))
	default:
		return err
	}
}

func (s *SealingKeys) intoRing(ctx context.Context, id, text string) error {
	if err := s.Ring.Set(ctx, sealName(id), text); err != nil {
		return unanswered("keep a sealing key", err)
	}
	if got, err := s.Ring.Get(ctx, sealName(id)); err != nil || got != text {
		return unanswered("keep a sealing key", silence("it took the key and does not give it back"))
	}
	return nil
}

// intoFile writes a file that did not exist before. When it returns without an error, the file outlives a crash.
func (s *SealingKeys) intoFile(id, text string) error {
	const op = "keep a sealing key"
	if err := custody.MakeDir(s.Dir); err != nil {
		return sealFault(op, s.Dir, err)
	}
	if err := custody.Write(s.path(id), []byte(text+"\n"), false); err != nil {
		return sealFault(op, s.path(id), err)
	}
	s.Announce("note: no keyring answers, so the key that seals the local store is in " + model.Clean(s.path(id)) +
		", readable only by you. Keep it out of backups of the store.")
	return nil
}

func (s *SealingKeys) path(id string) string { return filepath.Join(s.Dir, id+keyFile) }

// readFile refuses a file that others could have read or chosen.
func (s *SealingKeys) readFile(id string) (string, error) {
	path := s.path(id)
	// Where there is none, nobody has chosen one, whoever may write in its directory.
	if _, err := os.Lstat(path); err != nil {
		return "", sealFault(opSeal, path, err)
	}
	file, err := custody.OpenSecret(path)
	if err != nil {
		return "", sealFault(opSeal, path, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	b, err := io.ReadAll(io.LimitReader(file, 4*maxKey+1))
	switch {
	case err != nil:
		return "", sealFault(opSeal, path, err)
	case len(b) > 4*maxKey:
		return "", &model.Fault{Op: opSeal, Subject: model.Clean(path), Message: "it is too large for a key", Hint: "put the key file back in its place."}
	}
	return strings.TrimSpace(string(b)), nil
}

// Held are the key files that there are, and who else has a hand in each or in the directory: nil for nobody. Without a directory
// there are none.
func (s *SealingKeys) Held() (map[string]error, error) {
	entries, err := os.ReadDir(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	held := map[string]error{s.Dir: custody.Dir(s.Dir)}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), keyFile) {
			path := filepath.Join(s.Dir, e.Name())
			held[path] = custody.Secret(path)
		}
	}
	return held, nil
}

// sealFault keeps the cause for errors.Is.
func sealFault(op, path string, err error) *model.Fault {
	if r, refused := errors.AsType[*custody.Refusal](err); refused {
		return &model.Fault{Op: op, Subject: model.Clean(path), Message: r.About(path), Hint: r.Mend, Err: err}
	}
	return &model.Fault{Op: op, Err: err}
}

func checkID(id string) error {
	if regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,63}$`).MatchString(id) {
		return nil
	}
	return &model.Fault{Op: opSeal, Message: "its name is not one that seamdash gives"}
}

func encodeKey(key []byte) string { return base64.StdEncoding.EncodeToString(key) }

func decodeKey(place, text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) == 0 { // the error would say at which byte, which is nobody's business
		return nil, &model.Fault{
			Op: opSeal, Subject: model.Clean(place), Message: "what is kept there is not a key",
			Hint: "put the key back, or use another file with --store.",
		}
	}
	return key, nil
}
