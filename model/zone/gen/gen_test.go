package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// written gives the rules of a zone as they are checked in.
func written(t *testing.T, name string) []byte {
	t.Helper()
	index, err := os.ReadFile(filepath.Join("..", "index.txt"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := os.ReadFile(filepath.Join("..", "rules.tzif"))
	if err != nil {
		t.Fatal(err)
	}
	_, at, _ := strings.Cut(string(index), "\n"+name+"\t")
	at, _, _ = strings.Cut(at, "\n")
	from, length, _ := strings.Cut(at, "\t")
	start, err := strconv.Atoi(from)
	if err != nil {
		t.Fatalf("%s at %q: %v", name, at, err)
	}
	n, err := strconv.Atoi(length)
	if err != nil {
		t.Fatalf("%s at %q: %v", name, at, err)
	}
	return rules[start : start+n]
}

func TestCompacted(t *testing.T) {
	t.Parallel()
	paris := written(t, "Europe/Paris")
	again, err := compacted("Europe/Paris", paris)
	if err != nil || string(again) != string(paris) {
		t.Errorf("what is compact already changes (%v)", err)
	}
	other := written(t, "Europe/Lisbon")
	if err := sameClock("Europe/Paris", paris, other); err == nil {
		t.Error("Paris and Lisbon have the same clock")
	}
	for name, bad := range map[string][]byte{
		"nothing":              nil,
		"no such file":         []byte(strings.Repeat("#", 200)),
		"32-bit times only":    append([]byte("TZif\x00"), paris[5:]...),
		"cut in the first":     paris[:40],
		"cut in the second":    paris[:80],
		"cut among the times":  paris[:300],
		"leap seconds counted": append(append([]byte{}, paris[:headerSize+7+31]...), append([]byte{1}, paris[headerSize+7+32:]...)...),
	} {
		if _, err := compacted(name, bad); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// database is a small one in the form of tzdata.zi, with as many zones and links as are needed to be believed.
func database(version string, more ...string) string {
	var out strings.Builder
	out.WriteString("# version " + version + "\nZ Factory 0 - -00\n")
	for i := range 400 {
		n := strconv.Itoa(i)
		out.WriteString("Z Zone/" + n + " 1 - X\n2 - Y\nL Zone/" + n + " Link/" + n + "\n")
	}
	for _, line := range more {
		out.WriteString(line + "\n")
	}
	return out.String()
}

func TestReadList(t *testing.T) {
	t.Parallel()
	got, err := readList(database("2026f", "L Link/7 Link/to/link"))
	if err != nil {
		t.Fatal(err)
	}
	if got.version != "2026f" || len(got.zones) != 400 || len(got.links) != 401 || got.links["Link/to/link"] != "Zone/7" {
		t.Errorf("version %s, %d zones, %d links", got.version, len(got.zones), len(got.links))
	}
	for want, bad := range map[string]string{
		"older than 2026f":    database("2025c"),
		"does not begin":      strings.TrimPrefix(database("2026f"), "# "),
		"too few":             "# version 2026f\nZ Europe/Paris 1 - CET\n",
		"both a zone and":     database("2026f", "L Zone/2 Zone/1"),
		"leads to Factory":    database("2026f", "L Factory Nowhere"),
		"which is no zone":    database("2026f", "L A B", "L B A"),
		"leads to Mars/Olymp": database("2026f", "L Mars/Olymp Link/1"),
	} {
		if _, err := readList(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestLinksHaveTheRulesOfTheirZone(t *testing.T) {
	t.Parallel()
	paris, lisbon := &fstest.MapFile{Data: written(t, "Europe/Paris")}, &fstest.MapFile{Data: written(t, "Europe/Lisbon")}
	files := fstest.MapFS{"Paris": paris, "Lutetia": paris, "Lisbon": lisbon}
	if err := sameFile(files, "Lutetia", "Paris"); err != nil {
		t.Error(err)
	}
	if err := sameFile(files, "Lisbon", "Paris"); err == nil || !strings.Contains(err.Error(), "different rules") {
		t.Errorf("error %v", err)
	}
	if err := sameFile(files, "Atlantis", "Paris"); err == nil {
		t.Error("a link without a file is taken")
	}
}

func TestReadZdump(t *testing.T) {
	t.Parallel()
	// As zdump -i -c 2026,2028 prints it; the second is made up of what else the format has.
	got, err := readZdump("\nTZ=\"America/Havana\"\n-\t-\t-05\tCST\n2026-03-08\t01\t-04\tCDT\t1\n2027-11-07\t00\t-05\tCST\n")
	want := []string{"- -18000 CST false\n", "1772946000 -14400 CDT true\n", "1825563600 -18000 CST false\n"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
	got, err = readZdump("\nTZ=\"x\"\n-\t-\t-000015\t\"-\"\n1972-01-07\t00:44:30\t+00\n")
	want = []string{"- -15 - false\n", "63593070 0 +00 false\n"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
	for _, bad := range []string{"", "TZ=\"x\"\n", "-\t-\tx\n", "-\t-\t+25\n", "-\t-\t+01\n2026-13-01\t00\t+02\n", "2026-03-08\t01\t-04\n"} {
		if _, err := readZdump(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
