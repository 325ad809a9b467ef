package action

import "strings"

// mark stands around the name of an action in a text; text from outside and text that is typed never has it.
const mark = "\x01"

// KeyOf stands in a text for the key of an action, which is put there when the text is shown: keys can be chosen. See [Spell].
func KeyOf(id string) string { return mark + id + mark }

// Spell puts keys in the place of what [KeyOf] left in a text; key gives that of an action.
func Spell(text string, key func(id string) string) string {
	if !strings.Contains(text, mark) {
		return text
	}
	parts := strings.Split(text, mark)
	for i := 1; i < len(parts); i += 2 {
		parts[i] = key(parts[i])
	}
	return strings.Join(parts, "")
}
