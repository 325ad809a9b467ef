package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// observe asks zdump, which does not read these files with Go's code, what the clocks of all zones do from 1970 to 2037. The
// answer has a line for each name: how often the clock changes, and a checksum of the clock at first and of every change.
func observe(ctx context.Context, root string, names []string) (string, error) {
	var out strings.Builder
	for _, name := range names {
		said, err := exec.CommandContext(ctx, "zdump", "-i", "-c", "1970,2038", filepath.Join(root, name)).Output()
		if err != nil {
			return "", fmt.Errorf("zdump %s: %w", name, err)
		}
		lines, err := readZdump(string(said))
		if err != nil {
			return "", fmt.Errorf("read what zdump says of %s: %w", name, err)
		}
		sum := sha256.Sum256([]byte(strings.Join(lines, "")))
		fmt.Fprintf(&out, "%s\t%d\t%x\n", name, len(lines)-1, sum[:6])
	}
	return out.String(), nil
}

// readZdump reads the format of zdump -i (zdump(8)): for each change the local date and time after it, the offset from UTC, the
// abbreviation where it is not the offset itself, and 1 in summer time. The first has - for date and time. What it returns:
// a line "instant offset abbreviation summer" for each, "-" as the first instant.
func readZdump(said string) ([]string, error) {
	var out []string
	for line := range strings.Lines(said) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) < 3 {
			continue // the name of the zone, and an empty line before
		}
		fields = append(fields, "", "")
		offset, err := readOffset(fields[2])
		if err != nil {
			return nil, err
		}
		name := strings.Trim(fields[3], `"`)
		if name == "" {
			name = fields[2]
		}
		instant := "-"
		if fields[0] != "-" {
			local, err := time.Parse("2006-01-02 150405", fields[0]+" "+sixDigits(fields[1]))
			if err != nil {
				return nil, err
			}
			instant = fmt.Sprint(local.Unix() - int64(offset))
		}
		out = append(out, fmt.Sprintf("%s %d %s %t\n", instant, offset, name, fields[4] == "1"))
	}
	if len(out) == 0 || !strings.HasPrefix(out[0], "- ") {
		return nil, fmt.Errorf("it does not begin with the clock before all changes: %q", said)
	}
	return out, nil
}

// readOffset reads +hh, +hhmm or +hhmmss in seconds.
func readOffset(text string) (int, error) {
	if text == "" || text[0] != '+' && text[0] != '-' {
		return 0, fmt.Errorf("%q is no offset", text)
	}
	at, err := time.Parse("150405", sixDigits(text[1:]))
	if err != nil {
		return 0, err
	}
	seconds := at.Hour()*3600 + at.Minute()*60 + at.Second()
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, nil
}

// sixDigits writes hh, hhmm, hh:mm, hhmmss or hh:mm:ss as hhmmss.
func sixDigits(text string) string {
	digits := strings.ReplaceAll(text, ":", "")
	return digits + "000000"[min(len(digits), 6):]
}
