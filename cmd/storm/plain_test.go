//go:build !race

package storm

// usualSeeds is how many seeds a test run plays unless it is told.
const usualSeeds = 2000
