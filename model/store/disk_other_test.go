//go:build !linux

package store

import "testing"

func smallDisk(t *testing.T, _ string) {
	t.Helper()
	t.Skip("only Linux has a file system that is mounted from memory")
}
