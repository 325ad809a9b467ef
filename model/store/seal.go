package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// KeySize is the length of a sealing key in bytes.
const KeySize = 32

// ErrNoKey is what [Keys] answers when it works and holds no key under an id.
var ErrNoKey = errors.New("there is no sealing key under this name")

// Keys keeps sealing keys outside the store: in the keyring of the system, or in a file in another directory. Ids are
// short, printable and never used twice.
type Keys interface {
	// Key gives the key that was created under id, or an error that wraps [ErrNoKey] when there is none. Any other
	// error says that nobody could be asked; its text and the hint of a [model.Fault] reach the person.
	Key(ctx context.Context, id string) ([]byte, error)
	// Create keeps a new key so that it outlives the machine's next start. It never replaces one.
	Create(ctx context.Context, id string, key []byte) error
}

// A vault seals and opens values with one key. It may be used by any goroutine.
type vault struct{ aead cipher.AEAD }

func newVault(key []byte) (*vault, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("%w: it has %d bytes, not %d", ErrKey, len(key), KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &vault{aead: aead}, nil
}

// newKey makes a key and the id to keep it under.
func newKey() (id string, key []byte) {
	key = make([]byte, KeySize)
	_, _ = rand.Read(key) // never fails
	return "store-" + rand.Text()[:16], key
}

// seal encrypts plain under a fresh random nonce. It can be opened only with the same where.
func (v *vault) seal(plain, where []byte) []byte {
	return v.aead.Seal(make([]byte, 0, len(plain)+v.aead.Overhead()), nil, plain, where)
}

// open appends the plain text to dst; sealed[:0] opens in place.
func (v *vault) open(dst, sealed, where []byte) ([]byte, error) {
	if len(sealed) < v.aead.Overhead() {
		return nil, asDamage("a record is too short to be one")
	}
	plain, err := v.aead.Open(dst, nil, sealed, where)
	if err != nil {
		return nil, asDamage("a record does not open with the sealing key")
	}
	return plain, nil
}
