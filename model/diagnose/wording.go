package diagnose

import (
	"slices"
	"strings"

	"seamdash/model"
)

// fillIn makes a row read as it does on this lock: with the tip for its brand, and without marks. {account} becomes "the August
// account", {app} "the August app" and {maker} "August" where it is known whose lock it is, and "the account", "the maker's app" and
// "the lock's maker" otherwise. {Account} and {Maker} begin a sentence.
func (q *inquiry) fillIn(e *entry) {
	if tip := tipFor(q.device.Brand(), e.code); tip != "" {
		for i := range e.steps {
			if e.steps[i].do == ByHand && e.steps[i].text != openThere {
				e.steps[i].text = tip
				break
			}
		}
	}
	e.why = q.fill(e.why)
	for i := range e.steps {
		e.steps[i].text = q.fill(e.steps[i].text)
	}
}

// fill replaces the marks in a text.
func (q *inquiry) fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	if q.house.marks == nil {
		q.house.marks = q.marks()
	}
	return q.house.marks.Replace(text)
}

func (q *inquiry) marks() *strings.Replacer {
	account, app, maker := "the account", "the maker's app", "the lock's maker"
	if name := q.makerName(); name != "" {
		account, app, maker = "the "+name+" account", "the "+name+" app", name
	}
	return strings.NewReplacer("{account}", account, "{Account}", capital(account), "{app}", app, "{maker}", maker, "{Maker}", capital(maker))
}

func capital(text string) string {
	if after, lower := strings.CutPrefix(text, "the "); lower {
		return "The " + after
	}
	return text
}

// makerName is what people call the service through which Seam reaches the lock, or "". A Yale lock may hang on SmartThings: then
// its account and its app are those of SmartThings.
func (q *inquiry) makerName() string {
	if q.Account != nil && q.Account.TypeName != "" {
		return q.Account.TypeName
	}
	brand := q.device.Brand()
	names := makerNames()
	for i := range names {
		if names[i].brand == brand {
			return names[i].name
		}
	}
	return ""
}

// makerNames are what the brands of [model.Brands] are called, where Seam's word is not the name.
func makerNames() [22]struct{ brand, name string } {
	return [...]struct{ brand, name string }{
		{"akiles", "Akiles"},
		{"aqara", "Aqara"},
		{"august", "August"},
		{"avigilon", "Avigilon Alta"},
		{"brivo", "Brivo"},
		{"butterflymx", "ButterflyMX"},
		{"dormakaba", "dormakaba"},
		{"four", "4SUITES"},
		{"igloohome", "igloohome"},
		{"keyincode", "KeyInCode"},
		{"kisi", "Kisi"},
		{"kwikset", "Kwikset"},
		{"lockly", "Lockly"},
		{"nuki", "Nuki"},
		{"omnitec", "Omnitec"},
		{"salto", "Salto KS"},
		{"schlage", "Schlage"},
		{"smartthings", "SmartThings"},
		{"tedee", "Tedee"},
		{"ttlock", "TTLock"},
		{"ultraloq", "Ultraloq"},
		{"wyze", "Wyze"},
	}
}

// namesMaker says that a text begins with the name of a maker.
func namesMaker(text string) bool {
	names := makerNames()
	for i := range names {
		if strings.HasPrefix(text, names[i].name) {
			return true
		}
	}
	return false
}

// A tip is what to do by hand on locks of one brand.
type tip struct {
	brand string
	cause string // the code of the row
	text  string
}

// tipFor is the tip for locks of the brand, or "". It takes the place of the first thing that the row advises to do by hand
// with the lock.
func tipFor(brand, cause string) string {
	if brand == "yale" {
		brand = "august" // the same makers, apps and codes
	}
	tips := tips()
	for i := range tips {
		if tips[i].cause == cause && tips[i].brand == brand {
			return tips[i].text
		}
	}
	return ""
}

// tips are from Seam's guides to the brands.
func tips() [18]tip {
	return [...]tip{
		{"kwikset", "failed_to_remove_from_device", "look at the lock's codes in the Kwikset app over Bluetooth, standing beside the lock, and delete it there"},
		{"kwikset", "failed_to_expire", "look at the lock's codes in the Kwikset app over Bluetooth, standing beside the lock, and delete it there"},
		{"kwikset", "insufficient_permissions", "ask the owner of the home in the Kwikset app to make that user an administrator, or to set the PIN there"},
		{"nuki", "subscription_required", "buy or renew Nuki Smart Hosting for this lock"},
		{"august", "august_lock_not_authorized", "let an owner of the lock invite that user as an owner, not as a guest, in {app}"},
		{"ultraloq", "access_code_inactive", "ask the owner to enable the code in the Ultraloq app"},
		{"august", "hub_disconnected", "plug in the Connect bridge near the lock, and look in {app} whether it finds the lock"},
		{"ttlock", "hub_disconnected", "give the gateway power and network, and pair the lock with it in {app}"},
		{"igloohome", "hub_disconnected", "give the bridge power and Wi-Fi, and look in the igloohome app that the lock is one of its five at most"},
		{"lockly", "hub_disconnected", "give the Wi-Fi hub power and network, and link the lock with it in {app}"},
		{"wyze", "hub_disconnected", "plug in the gateway of the lock near it, and look in {app} whether it finds the lock"},
		{"tedee", "hub_disconnected", "give the bridge power and Wi-Fi, and link the lock with it in {app}"},
		{"nuki", "hub_disconnected", "give the bridge power and Wi-Fi, and look in {app} whether it finds the lock"},
		{"ttlock", "device_disconnected", "look whether the gateway has power and network, and whether the lock's power saving is off in {app}"},
		{"smartthings", "failed_to_set_on_device", "remove other apps that manage codes, such as those of RBoy or Operto, and wait: such a lock is slow"},
		{"schlage", "code_constraints_violated", "choose a PIN of the length that the lock uses, with four different digits at its start"},
		{"nuki", "code_constraints_violated", "choose a PIN of six digits without 0 that does not start with 12"},
		{"august", "failed_to_set_on_device", "look in {app} whether the keypad and the Connect bridge are online, and change their batteries if they are low"},
	}
}

// modified is what was changed outside Seam, in words: "the PIN and the end".
func modified(d *model.ProblemDetail) string {
	if d == nil {
		return ""
	}
	var words []string
	for _, field := range d.Fields {
		word := strings.ReplaceAll(field, "_", " ")
		switch field {
		case "code":
			word = "the PIN"
		case "name":
			word = "the name"
		case "starts_at":
			word = "the start"
		case "ends_at":
			word = "the end"
		case "is_active", "status":
			word = "whether it is on"
		}
		words = append(words, word)
	}
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// masked is a sentence of Seam's without the PINs that are known on the lock: Seam may quote them.
func (q *inquiry) masked(text string) string {
	for from := 0; from < len(text); {
		if !isDigit(text[from]) {
			from++
			continue
		}
		until := from
		for until < len(text) && isDigit(text[until]) {
			until++
		}
		if q.isPIN(text[from:until]) {
			const mask = "••••"
			text = text[:from] + mask + text[until:]
			until = from + len(mask)
		}
		from = until
	}
	return text
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// isPIN says that a code of the lock has these digits, or that the one in question has or had them.
func (q *inquiry) isPIN(digits string) bool {
	if len(digits) < 4 { // by Seam's rules no PIN is shorter
		return false
	}
	if q.Code != nil {
		for _, m := range q.Code.Pending {
			if m.From.PIN.Reveal() == digits || m.To.PIN.Reveal() == digits {
				return true
			}
		}
		if q.Code.PIN.Reveal() == digits {
			return true
		}
	}
	return slices.ContainsFunc(q.Lock.Codes, func(c model.AccessCode) bool { return c.PIN.Reveal() == digits })
}
