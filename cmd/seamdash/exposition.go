package main

import (
	"strconv"
	"strings"
	"time"
)

// An exposition is measurements as Prometheus reads them, in its text format, version 0.0.4.
type exposition struct{ text strings.Builder }

// expositionType is what an answer in that format is called.
const expositionType = "text/plain; version=0.0.4; charset=utf-8"

// A label tells the samples of one family apart.
type label struct{ name, value string }

// gauge is a family of one sample that goes up and down.
func (e *exposition) gauge(name, help string, value float64) {
	e.family(name, "gauge", help)
	e.sample(name, value)
}

// counter is a family of one sample that only grows. Its name ends in _total.
func (e *exposition) counter(name, help string, value uint64) {
	e.family(name, "counter", help)
	e.sample(name, float64(value))
}

// family begins a family; its samples follow.
func (e *exposition) family(name, kind, help string) {
	help = strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(help)
	e.text.WriteString("# HELP " + name + " " + help + "\n# TYPE " + name + " " + kind + "\n")
}

// sample adds to the family that was begun last.
func (e *exposition) sample(name string, value float64, labels ...label) {
	e.text.WriteString(name)
	for i, l := range labels {
		open := ","
		if i == 0 {
			open = "{"
		}
		e.text.WriteString(open + l.name + `="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(l.value) + `"`)
	}
	if len(labels) > 0 {
		e.text.WriteByte('}')
	}
	e.text.WriteByte(' ')
	e.text.WriteString(strconv.FormatFloat(value, 'g', -1, 64))
	e.text.WriteByte('\n')
}

// flag is 1 for what is so and 0 for what is not.
func flag(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// unixSeconds is a moment as Prometheus wants it; 0 for none.
func unixSeconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
