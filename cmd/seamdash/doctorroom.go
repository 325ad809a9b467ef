package main

import (
	"context"
	"errors"
	"sync"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/store"
)

// A doctor looks at one set-up and writes nothing anywhere. What several lines are about is looked at once: a key command may ask
// its owner, and a keyring that hangs is waited for.
type doctor struct {
	*program

	session func(context.Context) (*session, error)
	seam    func(context.Context) (model.Workspace, error)
	file    func(context.Context) (store.Report, error)
	seal    func(context.Context) (string, error)
}

func newDoctor(p *program) *doctor {
	p.keyring = &onlooker{ring: p.ring()}
	d := &doctor{program: p}
	d.session = once(p.open)
	d.seam = once(d.askSeam)
	d.file = once(d.checkFile)
	d.seal = once(d.findSeal)
	return d
}

// checks are all that is looked at, in the order in which one rests on another.
func (d *doctor) checks() []check {
	const settingsAdvice = "seamdash config --check finds every mistake with its line."
	return []check{
		{"settings", d.examineSettings, settingsAdvice},
		{"read-only", d.examineReadOnly, settingsAdvice},
		{"endpoint", d.examineEndpoint, "look at the network, at --endpoint and SEAM_ENDPOINT, and try again."},
		{"key", d.examineKey, "seamdash login keeps a key, SEAM_API_KEY or a key_command lends one."},
		{"workspace", d.examineWorkspace, "seamdash whoami -v says where the key and the workspace come from."},
		{"clock", d.examineClock, setClock()},
		{"keyring", d.examineKeyring, noRingAdvice},
		{"local file", d.examineStore, "seamdash store check says more; --store names another file."},
		{"sealing key", d.examineSeal, "`seamdash store restore FILE` brings a backup back whose key is there."},
		{"permissions", d.examineFiles, "see that the files of seamdash, and the directories on the way to them, are yours and written by nobody else."},
		{"core dumps", d.examineDumps, "start seamdash from a shell with `ulimit -c 0`."},
		{"schedules", d.examineRolls, "seamdash rules list says more."},
		{"terminal", d.examineTerminal, "use another terminal, or seamdash --plain."},
		{"colours", d.examineColours, "set TERM to what your terminal is, such as xterm-256color."},
		{"unicode", d.examineUnicode, "set LANG to a locale that ends in .UTF-8."},
		{"clipboard", d.examineClipboard, "v shows a PIN instead of copying it."},
		{"time zones", d.examineZones, "update seamdash: it carries the time zones itself."},
		{"your zone", d.examineHome, "name the zone as the zone database does: TZ=Europe/Lisbon."},
	}
}

func (d *doctor) examineSettings(context.Context) examined {
	settings, err := d.settings()
	switch {
	case err != nil:
		return ill(err)
	case settings.File == "":
		return well("profile " + settings.Profile + "; there is no configuration file")
	default:
		return well("profile " + settings.Profile + ", from " + model.Clean(settings.File))
	}
}

func (d *doctor) examineReadOnly(context.Context) examined {
	settings, err := d.settings()
	switch {
	case err != nil:
		return unclear("not known as long as the settings are bad")
	case settings.ReadOnly:
		return well("on, by " + model.Clean(settings.Origin("read_only").String()) + ": nothing can be changed")
	default:
		return well("off: codes and schedules can be changed")
	}
}

// once remembers what look gave.
func once[T any](look func(context.Context) (T, error)) func(context.Context) (T, error) {
	var done bool
	var value T
	var err error
	return func(ctx context.Context) (T, error) {
		if !done {
			value, err = look(ctx)
			done = true
		}
		return value, err
	}
}

// An onlooker asks a keyring and never changes it. One that did not answer once is not asked again: each time could take half a
// minute.
type onlooker struct {
	ring credentials.Ring

	mu     sync.Mutex
	silent error
}

var errOnlooker = errors.New("the doctor changes nothing")

// Get asks for a secret, unless the keyring was silent before.
func (o *onlooker) Get(ctx context.Context, name string) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.silent != nil {
		return "", o.silent
	}
	secret, err := o.ring.Get(ctx, name)
	if errors.Is(err, credentials.ErrSilent) {
		o.silent = err
	}
	return secret, err
}

// Set refuses.
func (*onlooker) Set(context.Context, string, string) error { return errOnlooker }

// Delete refuses.
func (*onlooker) Delete(context.Context, string) error { return errOnlooker }

const noRingAdvice = "log in to a desktop session, whose keyring opens with it; elsewhere SEAM_API_KEY or key_command lends a key."

// examineKeyring asks for the key of the profile, which need not be there.
func (d *doctor) examineKeyring(ctx context.Context) examined {
	settings, err := d.settings()
	if err != nil {
		return unclear("not asked as long as the settings are bad")
	}
	switch entry, err := credentials.Kept(ctx, d.ring(), settings.Profile); {
	case errors.Is(err, credentials.ErrSilent) && d.needsKeyring(ctx, settings):
		return ill(err)
	case errors.Is(err, credentials.ErrSilent):
		return unclear(oneLine(err) + "; nothing here needs one").advised(noRingAdvice)
	case errors.Is(err, credentials.ErrAbsent):
		return well("it answers, and has no key for profile " + settings.Profile)
	case err != nil:
		return wrong(oneLine(err), "seamdash logout --profile "+settings.Profile+" forgets it, then log in again.")
	default:
		return well("it answers, and has the key of " + model.Clean(credentials.Called(entry.Workspace)) + " for profile " + settings.Profile)
	}
}

// needsKeyring says whether something is missing as long as the keyring is silent: the key, or what seals the local file.
func (d *doctor) needsKeyring(ctx context.Context, settings *config.Resolved) bool {
	asked := settings.KeySource == config.KeyAuto || settings.KeySource == config.KeyKeyring
	if _, err := d.session(ctx); asked && errors.Is(err, credentials.ErrNoKey) {
		return true
	}
	_, err := d.seal(ctx)
	return errors.Is(err, credentials.ErrSilent)
}
