package coderow

import (
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/ui/nav"
)

// A Marker is a [List] in which several codes can be marked; what copies then copies all of them.
type Marker interface {
	// Marked are the marked codes in the order of the picture.
	Marked() []Item
	// MarkCount is about how many they are; one that is gone may still be counted.
	MarkCount() int
}

// markedIn are the marked codes of a list that knows marks.
func markedIn[S List](list S) []Item {
	if marker, ok := any(list).(Marker); ok {
		return marker.Marked()
	}
	return nil
}

// copyPINs sends the PINs of several codes, each behind the names that tell it from the others.
func copyPINs(items []Item) nav.Intent {
	out := nav.CopyPINs{Named: make([]nav.NamedPIN, 0, len(items))}
	for _, item := range items {
		if !item.Code.PIN.Known() {
			out.Unknown++
			continue
		}
		out.Old = out.Old || item.Lock.Old
		out.Named = append(out.Named, nav.NamedPIN{
			Name: Name(item.Code) + " on " + item.Lock.Device.Name, PIN: item.Code.PIN,
			Of: nav.CodeOf{Lock: item.Lock.Device.ID, Code: item.Code.ID},
		})
	}
	return out
}

// askCopySeveral is [askCopy] for several codes: a line for each, JSON as an array.
func askCopySeveral(items []Item) nav.Intent {
	lines := func(of func(*model.Lock, *model.AccessCode) string, between string) string {
		texts := make([]string, len(items))
		for i, item := range items {
			texts[i] = of(item.Lock, item.Code)
		}
		return strings.Join(texts, between)
	}
	n := strconv.Itoa(len(items))
	id := func(_ *model.Lock, c *model.AccessCode) string { return string(c.ID) }
	return nav.Ask{
		Title: "Copy " + n + " marked codes",
		Choices: []nav.Choice{
			{Key: "p", Label: "PINs, with the names", Intent: copyPINs(items)},
			{Key: "i", Label: "ids", Intent: nav.CopyText{Text: lines(id, "\n"), What: n + " ids"}},
			{Key: "s", Label: "summaries, without the PINs", Intent: nav.CopyText{Text: lines(summary, "\n"), What: n + " summaries"}},
			{Key: "j", Label: "JSON, without the PINs", Intent: nav.CopyText{Text: "[" + lines(facts, ",") + "]", What: "JSON of " + n + " codes"}},
		},
	}
}

// anyMarked says that a list knows marks and has some; it is cheap enough for every frame.
func anyMarked[S List](list S) bool {
	marker, ok := any(list).(Marker)
	return ok && marker.MarkCount() > 0
}

// mostCopied is how many codes are copied at once: as JSON they are about half a megabyte, and terminals drop what is longer
// without a word.
const mostCopied = 1000

// tooMany says why the marked codes cannot be copied, or "".
func tooMany[S List](list S) string {
	marker, ok := any(list).(Marker)
	if !ok || marker.MarkCount() <= mostCopied {
		return ""
	}
	return strconv.Itoa(marker.MarkCount()) + " codes are marked, more than a clipboard takes; mark at most " + strconv.Itoa(mostCopied)
}
