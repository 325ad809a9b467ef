package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/custody"
)

// examineFiles says whether anybody else on this machine has a hand in what the program reads and keeps.
func (d *doctor) examineFiles(context.Context) examined {
	var hands handsOff
	path, _ := d.configPath()
	hands.look(config.Custody(path))
	if store, _, err := d.storePath(); err == nil { // otherwise the settings say what is wrong
		hands.look(custody.Dir(filepath.Dir(store)))
		hands.look(custody.Secret(store))
	}
	held, err := d.sealingKeys(d.note).Held()
	hands.look(err)
	for _, err := range held {
		hands.look(err)
	}
	return hands.told()
}

// handsOff collects what is in order and what is not, each once: the same directory can be on the way to several files.
type handsOff struct {
	good  int
	wrong []string
	mend  []string
}

// look takes what was said of a file or a directory. One that is not there is in nobody's hand.
func (h *handsOff) look(err error) {
	refusal, refused := errors.AsType[*custody.Refusal](err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err == nil:
		h.good++
	case !refused:
		h.add(model.Clean(err.Error()), "")
	default:
		h.add(refusal.Error(), model.Clean(refusal.Mend))
	}
}

func (h *handsOff) add(what, mend string) {
	if !slices.Contains(h.wrong, what) {
		h.wrong = append(h.wrong, what)
	}
	if mend = strings.TrimSuffix(mend, "."); mend != "" && !slices.Contains(h.mend, mend) {
		h.mend = append(h.mend, mend)
	}
}

func (h *handsOff) told() examined {
	slices.Sort(h.wrong)
	slices.Sort(h.mend)
	switch {
	case len(h.wrong) > 0:
		return wrong(strings.Join(h.wrong, "; "), strings.Join(h.mend, "; "))
	case h.good == 0:
		return well("there is nothing yet: no configuration, no local file")
	default:
		return well(strconv.Itoa(h.good) + " files and directories, in which nobody else has a hand")
	}
}

func (d *doctor) examineDumps(context.Context) examined {
	forbidden := coreDumpsForbidden
	if d.dumps != nil {
		forbidden = d.dumps
	}
	if err := forbidden(); err != nil {
		return wrong(model.Clean(err.Error()), "start seamdash from a shell with `ulimit -c 0`, or where the system lets it forbid them.")
	}
	return well("off: a crash leaves no keys and PINs on the disk")
}
