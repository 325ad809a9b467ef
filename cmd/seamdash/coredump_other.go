//go:build !unix

package main

// forbidCoreDumps has nothing to do: Windows keeps no memory of a crashed Go program unless GOTRACEBACK=wer asks for it.
func forbidCoreDumps() error { return nil }

// coreDumpsForbidden is nil: see forbidCoreDumps.
func coreDumpsForbidden() error { return nil }
