package sim

import "time"

// A brand is what one maker's locks can do and refuse. Lengths, rules and limits are those Seam's guides and sandbox
// samples state; where they state none, the number here is our guess and is marked so.
type brand struct {
	key, display string // provider name, and the same for people
	deviceType   string
	models       []string
	lengths      []int // supported_code_lengths; nil = not published
	rules        []constraint
	slots        int // max_active_codes_supported

	native      bool // preloads a future window itself; otherwise Seam programs just in time
	recreates   bool // an update is a delete and a create for the lock
	assignsPIN  bool // the provider makes the PIN, and later than the create call
	offline     bool // can program offline codes
	noBackup    bool // no backup pool
	namesCodes  bool // lock.unlocked says which code was used
	hidden      bool // reports no unmanaged codes at all
	secret      bool // reports unmanaged codes without their PIN
	inalienable bool // unmanaged codes cannot be converted
	wired       bool
	hub         bool // needs a bridge, which can be lost
	zoned       bool // refuses windows while its time zone is not known
	zonedAll    bool // refuses every code while its time zone is not known
	sited       bool // each code uses a user of its site
	padded      bool // windows are widened at clock changes while its time zone is not known
	slotted     bool // takes the windows of its predefined time slots only

	quick, slow time.Duration // how long programming takes when all is well (guess)
}

// A constraint is one item of properties.code_constraints.
type constraint struct {
	Type      string `json:"constraint_type"`
	MinLength *int   `json:"min_length,omitempty"`
	MaxLength *int   `json:"max_length,omitempty"`
}

func rule(kind string) constraint { return constraint{Type: kind} }

func nameLength(low, high int) constraint {
	c := constraint{Type: "name_length"}
	if low > 0 {
		c.MinLength = &low
	}
	if high > 0 {
		c.MaxLength = &high
	}
	return c
}

// brands is the catalogue, in the order a generated fleet deals them out.
func brands() []*brand {
	return append(seededBrands(), otherBrands()...)
}

// seededBrands are those of the curated fleet.
func seededBrands() []*brand {
	return []*brand{
		{
			key: "august", display: "August", deviceType: "august_lock",
			models:  []string{"August Wi-Fi Smart Lock", "August Smart Lock Pro"},
			lengths: []int{4, 5, 6, 7, 8}, slots: 30, // both guesses
			native: true, recreates: true, namesCodes: true, hub: true,
			quick: 4 * time.Second, slow: 14 * time.Second,
		},
		{
			key: "schlage", display: "Schlage", deviceType: "schlage_lock",
			models:  []string{"Encode Smart WiFi Deadbolt", "Encode Plus"},
			lengths: []int{4, 5, 6, 7, 8}, rules: []constraint{rule("unique_first_four_digits")}, slots: 100,
			native: true, recreates: true, namesCodes: true, padded: true,
			quick: 3 * time.Second, slow: 9 * time.Second,
		},
		{
			key: "nuki", display: "Nuki", deviceType: "nuki_lock",
			models:  []string{"Nuki Smart Lock Pro 4th Gen", "Nuki Smart Lock Ultra"},
			lengths: []int{6}, slots: 100,
			rules:  []constraint{rule("no_zeros"), rule("cannot_start_with_12"), nameLength(0, 20)},
			native: true, quick: 5 * time.Second, slow: 12 * time.Second,
		},
		{
			key: "kwikset", display: "Kwikset", deviceType: "kwikset_lock",
			models:  []string{"Halo Touch", "Halo Keypad"},
			lengths: []int{4, 5, 6, 7, 8}, slots: 250,
			rules:  []constraint{rule("start_date_in_future"), nameLength(2, 14)},
			native: true, namesCodes: true, hidden: true,
			quick: 6 * time.Second, slow: 20 * time.Second,
		},
		{
			key: "salto_ks", display: "Salto KS", deviceType: "salto_lock",
			models:  []string{"Salto Neo Cylinder", "Salto XS4 One"},
			lengths: []int{6}, rules: []constraint{rule("cannot_specify_pin_code")}, slots: 100,
			native: true, assignsPIN: true, noBackup: true, namesCodes: true, wired: true, hub: true, sited: true,
			quick: 4 * time.Second, slow: 10 * time.Second,
		},
		{
			key: "lockly", display: "Lockly", deviceType: "lockly_lock",
			models:  []string{"Lockly Secure Pro", "Lockly Vision"},
			lengths: []int{6, 7, 8}, slots: 50, // slots: guess
			offline: true, hub: true, zoned: true, quick: 8 * time.Second, slow: 25 * time.Second,
		},
	}
}

func otherBrands() []*brand {
	return []*brand{
		{
			key: "yale", display: "Yale", deviceType: "yale_lock", models: []string{"Assure Lock 2"},
			lengths: []int{4, 5, 6, 7, 8}, slots: 100, // both guesses
			native: true, recreates: true, namesCodes: true, quick: 4 * time.Second, slow: 12 * time.Second,
		},
		{
			key: "igloohome", display: "igloohome", deviceType: "igloohome_lock", models: []string{"Deadbolt 2S", "Mortise 2+"},
			lengths: []int{4, 5, 6}, slots: 100, native: true, offline: true, inalienable: true, hub: true,
			quick: 6 * time.Second, slow: 30 * time.Second,
		},
		{
			key: "ttlock", display: "TTLock", deviceType: "ttlock_lock", models: []string{"Smart Deadbolt", "Cylinder"},
			lengths: []int{4, 5, 6, 7, 8, 9}, rules: []constraint{rule("cannot_contain_089")}, slots: 150, // lengths, slots: guess
			native: true, namesCodes: true, hub: true, quick: 4 * time.Second, slow: 12 * time.Second,
		},
		{
			key: "tedee", display: "Tedee", deviceType: "tedee_lock", models: []string{"Tedee PRO"},
			lengths: []int{5, 6, 7, 8}, slots: 100, // slots: guess
			rules:  []constraint{rule("at_least_three_unique_digits"), rule("no_ascending_or_descending_sequence")},
			native: true, namesCodes: true, hub: true, quick: 4 * time.Second, slow: 10 * time.Second,
		},
		{
			key: "smartthings", display: "SmartThings", deviceType: "smartthings_lock", models: []string{"Z-Wave Lock"},
			slots: 25, inalienable: true, secret: true, hub: true, quick: 8 * time.Second, slow: 40 * time.Second, // slots: guess
		},
		{
			key: "wyze", display: "Wyze", deviceType: "wyze_lock", models: []string{"Wyze Lock"},
			lengths: []int{4, 5, 6, 7, 8}, rules: []constraint{rule("name_must_be_unique")}, slots: 20, // lengths, slots: guess
			native: true, hub: true, quick: 5 * time.Second, slow: 15 * time.Second,
		},
		{
			key: "two_n", display: "2N", deviceType: "two_n_intercom", models: []string{"2N IP Verso 2.0"},
			lengths: []int{4, 5, 6, 7, 8}, slots: 500, native: true, wired: true, zoned: true, zonedAll: true, // slots: guess
			quick: 2 * time.Second, slow: 5 * time.Second,
		},
		{
			key: "ultraloq", display: "Ultraloq", deviceType: "ultraloq_lock", models: []string{"U-Bolt Pro WiFi"},
			lengths: []int{4, 5, 6, 7, 8}, slots: 100, zoned: true, // slots: guess
			quick: 4 * time.Second, slow: 12 * time.Second,
		},
		{
			key: "keyincode", display: "KeyInCode", deviceType: "keyincode_lock", models: []string{"Smart Deadbolt"},
			lengths: []int{4, 5, 6}, slots: 100, // both guesses
			rules: []constraint{rule("no_ascending_or_descending_sequence"), rule("no_all_same_digits")},
			quick: 4 * time.Second, slow: 12 * time.Second,
		},
		{
			key: "brivo", display: "Brivo", deviceType: "brivo_access_point", models: []string{"ACS6000"},
			lengths: []int{4, 5, 6, 7, 8}, rules: []constraint{rule("no_triple_consecutive_ints")}, slots: 500, // guesses
			wired: true, quick: 2 * time.Second, slow: 6 * time.Second,
		},
		{
			key: "dormakaba_oracode", display: "dormakaba Oracode", deviceType: "dormakaba_oracode_door", models: []string{"Oracode 660"},
			lengths: []int{6}, rules: []constraint{rule("cannot_specify_pin_code")}, slots: 100, // slots: guess
			assignsPIN: true, offline: true, zoned: true, slotted: true, quick: 4 * time.Second, slow: 12 * time.Second,
		},
	}
}

// rareBrands are those that no fleet is dealt: they come with the scene that is about them.
func rareBrands() []*brand {
	return []*brand{{
		key: "keynest", display: "KeyNest", deviceType: "keynest_key", models: []string{"KeyNest Point"},
		lengths: []int{6}, slots: 20, noBackup: true, wired: true, quick: 2 * time.Second, slow: 6 * time.Second, // all guesses
	}}
}

// zoneWarning is the brand's name for "we do not know when its day begins".
func (b *brand) zoneWarning() string {
	switch b.key {
	case "ultraloq":
		return "ultraloq_time_zone_unknown"
	case "lockly":
		return "lockly_time_zone_not_configured"
	case "two_n":
		return "two_n_device_missing_timezone"
	}
	return "time_zone_unknown"
}

func (b *brand) has(kind string) bool {
	for _, c := range b.rules {
		if c.Type == kind {
			return true
		}
	}
	return false
}
