package ics

import (
	"slices"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/rfc5545"
)

// Properties of our own, by which the events of one rule find together again.
const (
	ownRule  = "X-SEAMDASH-RULE"
	ownStart = "X-SEAMDASH-START"
)

// join puts rules together that [Write] took apart, as far as the result has the same windows.
func join(list []Imported) []Imported {
	var out []Imported
	done := make(map[string]bool)
	for n, i := range list {
		switch {
		case i.own.rule == "":
			out = append(out, i)
		case !done[i.own.rule]:
			done[i.own.rule] = true
			out = append(out, gather(list[n:], i.own.rule)...)
		}
	}
	return out
}

// gather are the rules of one name: a single one, or what is in the list where that could not be kept.
func gather(list []Imported, name string) []Imported {
	list = slices.DeleteFunc(slices.Clone(list), func(i Imported) bool { return i.own.rule != name })
	rules := make([]recur.Rule, len(list))
	for i := range list {
		if rules[i] = list[i].Rule; len(list) > 1 && len(list[i].Losses) > 0 {
			return list
		}
	}
	start, err := civil.ParseDate(list[0].own.start)
	if err != nil {
		start = rules[0].Start
	}
	one, ok := rfc5545.Join(rules, start)
	if !ok || sound(one) != nil {
		return list
	}
	list[0].Rule = one
	return list[:1]
}
