package main

import (
	"slices"
	"strings"
)

// withoutSecrets is the environment for programs that are run for a person: the one that lends the key, and the one that is told
// about trouble. Neither needs what opens the doors, and whatever they start would have it too.
func (p *program) withoutSecrets() []string {
	secret := []string{"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN", hookSecret}
	return slices.DeleteFunc(slices.Clone(p.env), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.ContainsFunc(secret, func(s string) bool { return strings.EqualFold(s, name) }) // as Windows reads them
	})
}
