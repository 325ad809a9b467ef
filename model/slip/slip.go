// Package slip tells how far what was typed is from what may have been meant.
package slip

// longest is how long a text may be, in bytes, that is compared at all.
const longest = 64

// Count is how many slips of a finger make b of a, each a letter that was changed, added, left out, or swapped with its neighbour.
// It does not count beyond most: then it is most+1, as it is for texts of more than 64 bytes. Letters outside ASCII count by their bytes.
func Count(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || len(a) > longest || len(b) > longest {
		return most + 1
	}
	var rows [3][longest + 1]uint8
	before, last, row := &rows[0], &rows[1], &rows[2]
	for k := range len(b) + 1 {
		last[k] = uint8(k)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = uint8(i)
		for k := 1; k <= len(b); k++ {
			row[k] = min(last[k]+1, row[k-1]+1, last[k-1]+unlike(a[i-1], b[k-1]))
			if i > 1 && k > 1 && a[i-1] == b[k-2] && a[i-2] == b[k-1] {
				row[k] = min(row[k], before[k-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(int(last[len(b)]), most+1)
}

func unlike(a, b byte) uint8 {
	if a == b {
		return 0
	}
	return 1
}
