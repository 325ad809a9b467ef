// Package storm proves, in its tests, that recurring schedules roll by themselves and survive everything: engine, keeper and
// simulator run on one fake clock through weeks of trouble that follow from a seed, and an independent reading of the rules
// judges what was on the locks and what the history says. It holds no code of the program.
package storm
