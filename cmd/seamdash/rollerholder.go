package main

import (
	"crypto/rand"
	"os"
	"strconv"
	"strings"

	"seamdash/model"
)

// A holder of the tenure of rolling is named "BY/HOST/PID/WORD": who it is in words, where it runs, and a random word that no other run of the
// program has. So everybody can tell who rolls, and on the same machine whether that program still runs.

// holderParts is how many parts stand behind the words.
const holderParts = 3

// newHolder names this run of the program. by is who it is in words, such as "rosa@desk" or "agent on desk".
func newHolder(by string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	host = strings.ReplaceAll(model.Clean(host), "/", "-")
	return strings.Join([]string{by, host, strconv.Itoa(os.Getpid()), rand.Text()}, "/")
}

// byOf is who a holder is in words; "" for nobody.
func byOf(holder string) string {
	parts := strings.Split(holder, "/")
	if len(parts) <= holderParts {
		return model.Clean(holder) // of another program
	}
	return model.Clean(strings.Join(parts[:len(parts)-holderParts], "/"))
}
