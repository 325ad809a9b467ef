package config

import (
	"fmt"
	"io"
	"strings"
)

// Document writes a file that explains every key and sets none: each stands there with its default, commented out.
func Document(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Configuration of seamdash, in TOML. A flag goes before the environment, the environment before the profile,\n" +
		"# the profile before what stands here for every profile. Keys of Seam do not belong here: see seamdash login.\n" +
		"# A dashboard that runs reads the file again when it is changed; what it cannot read changes nothing.\n")
	for _, r := range rows() {
		b.WriteString("\n" + comment(r.doc))
		if r.fixed {
			b.WriteString(comment("A dashboard that runs takes it at its next start."))
		}
		if also := r.elsewhere(); also != "" {
			b.WriteString(comment(also))
		}
		if r.document != nil {
			if r.kind == tableOf {
				fmt.Fprintf(&b, "# [%s]\n", r.key)
			}
			r.document(&b)
			continue
		}
		fmt.Fprintf(&b, "# %s = %s\n", r.key, r.fallback)
	}
	b.WriteString("\n" + comment("Every key but the first may also stand in a profile, chosen by --profile NAME: a table as\n"+
		"[profiles.NAME.thresholds] or [[profiles.NAME.views]]. It takes the place of what stands above, a table as a whole."))
	b.WriteString("# [profiles.NAME]\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// elsewhere names the flag and the variable.
func (r row) elsewhere() string {
	var ways []string
	if r.flag != "" {
		ways = append(ways, "--"+r.flag)
	}
	if r.env != "" {
		ways = append(ways, r.env)
	}
	if len(ways) == 0 {
		return ""
	}
	return "Also: " + strings.Join(ways, ", ") + "."
}

// comment marks prose with two signs, so that taking one sign from the front of the lines with keys leaves a sound file.
func comment(prose string) string {
	var b strings.Builder
	for line := range strings.Lines(prose) {
		b.WriteString("## " + strings.TrimRight(line, "\n") + "\n")
	}
	return b.String()
}
