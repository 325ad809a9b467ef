package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// The root bucket of the header, and its one key. All other buckets are those of [bucketName].
const (
	rootName  = "seamdash"
	headerKey = "header"
	magic     = "seamdash store\n"
)

// A header is the only record in the clear.
type header struct {
	// schema is the version of everything else. A file of an older one is migrated, a newer one refused.
	schema uint64
	keyID  string
	made   time.Time
	// proof is an empty text, sealed and bound to all of the above: it opens only with the right key.
	proof []byte
	raw   []byte
}

// claims is what the proof is bound to.
func (h *header) claims() []byte {
	e := encoder{b: []byte(magic)}
	e.uint(h.schema)
	e.string(h.keyID)
	e.time(h.made)
	return e.b
}

// sealed completes the header.
func (h header) sealed(v *vault) header {
	e := encoder{b: h.claims()}
	h.proof = v.seal(nil, e.b)
	e.bytes(h.proof)
	h.raw = e.b
	return h
}

// proven says whether v is the key of the file.
func (h *header) proven(v *vault) error {
	if _, err := v.open(nil, h.proof, h.claims()); err != nil {
		return fmt.Errorf("%w: %s is another one", ErrKey, h.keyID)
	}
	return nil
}

// parseHeader reads a header whose schema is at most newest.
func parseHeader(raw []byte, newest uint64) (header, error) {
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok {
		return header{}, fmt.Errorf("%w: it has no header of ours", ErrForeign)
	}
	d := decoder{rest: string(rest)}
	h := header{schema: d.uint(), raw: bytes.Clone(raw)}
	if d.err == nil && h.schema > newest {
		return h, fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, h.schema, newest)
	}
	h.keyID, h.made, h.proof = d.string(), d.time(), d.bytes()
	if err := d.finish(); err != nil {
		return header{}, asDamage("its header cannot be read")
	}
	return h, nil
}

// rawHeader is the header of an open file, in memory that ends with the transaction.
func rawHeader(tx *bbolt.Tx) ([]byte, error) {
	b := tx.Bucket([]byte(rootName))
	if b == nil {
		return nil, fmt.Errorf("%w: it has no header of ours", ErrForeign)
	}
	return b.Get([]byte(headerKey)), nil
}

func headerOf(tx *bbolt.Tx, newest uint64) (header, error) {
	raw, err := rawHeader(tx)
	if err != nil {
		return header{}, err
	}
	return parseHeader(raw, newest)
}

func (h *header) put(tx *bbolt.Tx) error {
	b, err := tx.CreateBucketIfNotExists([]byte(rootName))
	if err != nil {
		return err
	}
	return b.Put([]byte(headerKey), h.raw)
}

// An identity is a header with the key that fits it.
type identity struct {
	header header
	vault  *vault
}

// unsealed asks for the key of a header and makes sure that it fits.
func unsealed(ctx context.Context, keys Keys, h header) (*identity, error) {
	key, err := keys.Key(ctx, h.keyID)
	if errors.Is(err, ErrNoKey) {
		return nil, fmt.Errorf("%w: %s is gone from where it was kept", ErrKey, h.keyID)
	}
	if err != nil {
		return nil, fmt.Errorf("ask for the sealing key: %w", err)
	}
	v, err := newVault(key)
	if err != nil {
		return nil, err
	}
	if err := h.proven(v); err != nil {
		return nil, err
	}
	return &identity{header: h, vault: v}, nil
}

// newIdentity makes a key, has it kept, and makes the header that goes with it.
func newIdentity(ctx context.Context, cfg Config) (*identity, error) {
	id, key := newKey()
	v, err := newVault(key)
	if err != nil {
		return nil, err
	}
	if err := cfg.Keys.Create(ctx, id, key); err != nil {
		return nil, fmt.Errorf("keep the sealing key: %w", err)
	}
	h := header{schema: cfg.schema(), keyID: id, made: cfg.Now()}
	return &identity{header: h.sealed(v), vault: v}, nil
}
