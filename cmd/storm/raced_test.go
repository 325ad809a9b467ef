//go:build race

package storm

// usualSeeds is how many seeds a test run plays unless it is told. The race detector makes each eight times as slow; `make test`
// plays the others without it.
const usualSeeds = 120
