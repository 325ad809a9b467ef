package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
)

const (
	// shortest and longest frame how long a code may take before it counts as stuck.
	shortest = 10 * time.Second
	longest  = 7 * 24 * time.Hour

	// asBrand leaves a time to what the brand of the lock deserves.
	asBrand = "auto"
)

// modes are the tables for locks by how codes with a window come onto them.
func modes() map[string]model.Scheduling {
	return map[string]model.Scheduling{"native": model.Native, "just_in_time": model.JustInTime}
}

func thresholdRow() row {
	return row{
		key: "thresholds", kind: tableOf, fallback: "{}",
		doc: "From when on something is worth a look. A time such as \"5m\" holds for all locks; auto leaves it to what the program\n" +
			"knows of the lock's brand. The four times may also stand in [thresholds.native], for locks that load codes up to\n" +
			"72 h ahead, in [thresholds.just_in_time], for locks that get them within the hour before, and by brand, which is\n" +
			"how its device type begins, in [thresholds.brands.august]: the most particular one holds.",
		put:      func(s *Settings, v value) error { return readLimits(&s.Limits, v.tree).asError() },
		show:     func(s *Settings) string { return strings.Join(showLimits(&s.Limits), ", ") },
		document: func(b *strings.Builder) { documentCells(b, limitCells()) },
	}
}

// limitCells are the keys of the table itself.
func limitCells() []cell[model.Limits] {
	cells := []cell[model.Limits]{{
		key: "low_battery", kind: number, fallback: "0",
		doc: "The per cent under which a battery is low. 0 leaves it to the word of its maker, and to 20 where there is none.",
		put: func(l *model.Limits, v value) (err error) { l.LowBattery, err = parsePercent(v.text); return err },
	}}
	for _, c := range patienceCells() {
		cells = append(cells, cell[model.Limits]{
			key: c.key, kind: c.kind, doc: c.doc, fallback: c.fallback,
			put: func(l *model.Limits, v value) error { return c.put(&l.All, v) },
		})
	}
	return cells
}

// patienceCells are the times, which also stand in the tables by mode and brand.
func patienceCells() []cell[model.Patience] {
	step := func(key, doc string, field func(*model.Patience) *time.Duration) cell[model.Patience] {
		return cell[model.Patience]{
			key: key, kind: text, doc: doc, fallback: strconv.Quote(asBrand),
			put: func(p *model.Patience, v value) (err error) { *field(p), err = parsePatience(v.text); return err },
		}
	}
	return []cell[model.Patience]{
		step("setting", "How long a code may be in the making on the lock before it is stuck.",
			func(p *model.Patience) *time.Duration { return &p.Setting }),
		step("removing", "How long it may take to leave the lock, after its end too.",
			func(p *model.Patience) *time.Duration { return &p.Removing }),
		step("waiting", "How long after its time it may wait for Seam to begin, where Seam begins just before the start or at once.",
			func(p *model.Patience) *time.Duration { return &p.Waiting }),
		step("late", "How long after its start it may be missing from the lock.",
			func(p *model.Patience) *time.Duration { return &p.Late }),
	}
}

func readLimits(l *model.Limits, tree map[string]any) flaws {
	words := append(slices.Collect(maps.Keys(modes())), "brands")
	return fill(l, limitCells(), tree, words, func(key string, raw any) (flaws, bool) {
		if key == "brands" {
			return branch(raw, func(tree map[string]any) flaws { return readBrands(l, tree) }), true
		}
		mode, ok := modes()[key]
		if !ok {
			return nil, false
		}
		return branch(raw, func(tree map[string]any) flaws {
			var p model.Patience
			bad := fill(&p, patienceCells(), tree, nil, nil)
			l.ByScheduling = with(l.ByScheduling, mode, p)
			return bad
		}), true
	})
}

func readBrands(l *model.Limits, tree map[string]any) flaws {
	var all flaws
	for _, brand := range slices.Sorted(maps.Keys(tree)) {
		if !slices.Contains(model.Brands(), brand) {
			hint := didYouMean(brand, model.Brands())
			if hint == "" {
				hint = "a brand is how the type of its locks begins: " + strings.Join(model.Brands(), ", ") + "."
			}
			all = append(all, flaw{at: []string{brand}, what: fmt.Sprintf("unknown brand %q", short(brand)), hint: hint})
			continue
		}
		all = append(all, branch(tree[brand], func(tree map[string]any) flaws {
			var p model.Patience
			bad := fill(&p, patienceCells(), tree, nil, nil)
			l.ByBrand = with(l.ByBrand, brand, p)
			return bad
		}).under(brand)...)
	}
	return all
}

// with is the map with one more entry; nil is the empty map.
func with[K comparable, V any](m map[K]V, key K, v V) map[K]V {
	if m == nil {
		m = map[K]V{}
	}
	m[key] = v
	return m
}

func parsePatience(s string) (time.Duration, error) {
	if s == asBrand {
		return 0, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < shortest || d > longest {
		return 0, complaint{what: "want a time from 10s to 168h, or auto", hint: `such as "5m" or "1h30m".`}
	}
	return d, nil
}

func parsePercent(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100 {
		return 0, complaint{what: "want per cent, from 0 to 100"}
	}
	return n, nil
}

func showLimits(l *model.Limits) []string {
	var out []string
	if l.LowBattery > 0 {
		out = append(out, fmt.Sprintf("low_battery %d", l.LowBattery))
	}
	out = append(out, showPatience("", l.All)...)
	for _, name := range slices.Sorted(maps.Keys(modes())) {
		out = append(out, showPatience(name+" ", l.ByScheduling[modes()[name]])...)
	}
	for _, brand := range slices.Sorted(maps.Keys(l.ByBrand)) {
		out = append(out, showPatience(brand+" ", l.ByBrand[brand])...)
	}
	return out
}

func showPatience(of string, p model.Patience) []string {
	var out []string
	for i, d := range []time.Duration{p.Setting, p.Removing, p.Waiting, p.Late} {
		if d > 0 {
			out = append(out, of+patienceCells()[i].key+" "+d.String())
		}
	}
	return out
}
