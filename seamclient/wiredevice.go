package seamclient

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"seamdash/model"
)

// wireDevice is a device as Seam sends it, cut down to what a lock needs. Metadata of makers stays raw: its types vary,
// and one odd value there must not hide the device, as it does with the SDK.
type wireDevice struct {
	ID          string `json:"device_id"`
	AccountID   string `json:"connected_account_id"`
	Type        string `json:"device_type"`
	DisplayName string `json:"display_name"`
	Nickname    string `json:"nickname"`
	CreatedAt   string `json:"created_at"`
	Managed     *bool  `json:"is_managed"`
	Location    struct {
		TimeZone   string        `json:"time_zone"`
		Deprecated string        `json:"timezone"`
		Name       maybe[string] `json:"location_name"`
	} `json:"location"`
	Maker struct {
		DisplayName string `json:"display_name"`
	} `json:"device_manufacturer"`

	Supported      []string `json:"capabilities_supported"`
	OnlineCodes    *bool    `json:"can_program_online_access_codes"`
	OfflineCodes   *bool    `json:"can_program_offline_access_codes"`
	UnlockWithCode *bool    `json:"can_unlock_with_code"`
	RemotelyLock   *bool    `json:"can_remotely_lock"`
	RemotelyUnlock *bool    `json:"can_remotely_unlock"`

	Properties wireProperties `json:"properties"`
	Errors     []wireProblem  `json:"errors"`
	Warnings   []wireProblem  `json:"warnings"`
}

type wireProperties struct {
	Name         string      `json:"name"`
	Manufacturer string      `json:"manufacturer"`
	Online       *bool       `json:"online"`
	Locked       *bool       `json:"locked"`
	Appearance   wireNamed   `json:"appearance"`
	Model        wireModel   `json:"model"`
	Battery      wireBattery `json:"battery"`
	BatteryLevel *float64    `json:"battery_level"`
	MainsPower   bool        `json:"has_direct_power"`
	Keypad       struct {
		Connected maybe[*bool] `json:"is_connected"`
		Battery   wireBattery  `json:"battery"`
	} `json:"accessory_keypad"`
	KeypadBattery wireBattery      `json:"keypad_battery"`
	CodeLengths   []float64        `json:"supported_code_lengths"`
	Constraints   []wireConstraint `json:"code_constraints"`
	MaxCodes      *float64         `json:"max_active_codes_supported"`
	BackupPool    *bool            `json:"supports_backup_access_code_pool"`

	OfflineFrames json.RawMessage `json:"offline_time_frame_options"`
	OnlineFrames  json.RawMessage `json:"online_time_frame_options"`

	Ultraloq  json.RawMessage `json:"ultraloq_metadata"`
	Omnitec   json.RawMessage `json:"omnitec_metadata"`
	Dormakaba json.RawMessage `json:"dormakaba_oracode_metadata"`

	Nuki   maybe[wireNuki]   `json:"nuki_metadata"`
	August maybe[wireAugust] `json:"august_metadata"`
}

type wireNamed struct {
	Name string `json:"name"`
}

type wireModel struct {
	DisplayName  string       `json:"display_name"`
	Manufacturer string       `json:"manufacturer_display_name"`
	BuiltIn      maybe[*bool] `json:"has_built_in_keypad"`
}

type wireNuki struct {
	Keypad  maybe[*bool] `json:"keypad_paired"`
	Keypad2 maybe[*bool] `json:"keypad_2_paired"`
}

type wireAugust struct {
	Keypad maybe[*bool] `json:"has_keypad"`
}

type wireBattery struct {
	Level  *float64 `json:"level"`
	Status string   `json:"status"`
}

// wireConstraint is one struct for all constraints: the SDK picks a union member by trial and loses the lengths.
type wireConstraint struct {
	Type      string   `json:"constraint_type"`
	MinLength *float64 `json:"min_length"`
	MaxLength *float64 `json:"max_length"`
}

func deviceShape() *shape[wireDevice, model.Device] {
	return &shape[wireDevice, model.Device]{key: "devices", read: readDevice, odd: oddDevice}
}

func readDevice(w *wireDevice) (model.Device, error) {
	if w.ID == "" {
		return model.Device{}, errors.New("it has no device_id")
	}
	p := &w.Properties
	d := oddDevice(w, "")
	d.AccountID = model.AccountID(model.Clean(w.AccountID))
	d.Type = model.Clean(w.Type)
	d.Manufacturer = firstText(w.Maker.DisplayName, p.Model.Manufacturer, p.Manufacturer)
	d.ModelName = model.Clean(p.Model.DisplayName)
	d.TimeZone, d.Place = timeZone(w), model.Clean(w.Location.Name.V)
	d.CreatedAt = someTime(w.CreatedAt)
	d.Online, d.Locked = model.TriOf(p.Online), model.TriOf(p.Locked)
	d.Battery = battery(p.Battery, p.BatteryLevel)
	d.Battery.Wired = p.MainsPower
	d.Keypad, d.KeypadAttached = battery(p.Keypad.Battery, p.KeypadBattery.Level), keypad(p)
	d.Can = model.Capabilities{
		AccessCodes:         slices.Contains(w.Supported, "access_code"),
		ProgramOnlineCodes:  model.TriOf(w.OnlineCodes),
		ProgramOfflineCodes: model.TriOf(w.OfflineCodes),
		UnlockWithCode:      model.TriOf(w.UnlockWithCode),
		RemotelyLock:        model.TriOf(w.RemotelyLock),
		RemotelyUnlock:      model.TriOf(w.RemotelyUnlock),
		BackupPool:          model.TriOf(p.BackupPool),
	}
	d.Rules = pinRules(p)
	d.Slots = number(p.MaxCodes)
	d.Frames = timeFrames(p)
	d.Problems = problems(w.Errors, w.Warnings, model.OriginDevice)
	return d, nil
}

// oddDevice is what can be shown of a device that could not be read.
func oddDevice(w *wireDevice, why string) model.Device {
	return model.Device{
		ID:         model.DeviceID(model.Clean(w.ID)),
		Name:       deviceName(w),
		Managed:    w.Managed == nil || *w.Managed,
		Unreadable: why,
	}
}

// deviceName is the nickname that somebody gave the lock in Seam, else what Seam displays, which is the name in the
// maker's app. Seam's own fake server displays one fixed word for every device and keeps the name in the properties.
func deviceName(w *wireDevice) string {
	shown := w.DisplayName
	if shown == "Smart Device" {
		shown = ""
	}
	return firstText(w.Nickname, shown, w.Properties.Appearance.Name, w.Properties.Name, w.DisplayName)
}

// timeZone takes what Seam says about the place, else what was configured with the maker.
func timeZone(w *wireDevice) string {
	return firstText(
		w.Location.TimeZone,
		w.Location.Deprecated,
		rawText(w.Properties.Ultraloq, "time_zone"),
		rawText(w.Properties.Omnitec, "time_zone"),
		rawText(w.Properties.Dormakaba, "iana_timezone"),
	)
}

// rawText digs one text out of metadata of which nothing else is known.
func rawText(raw json.RawMessage, key string) string {
	var m map[string]json.RawMessage
	if len(raw) == 0 || json.Unmarshal(raw, &m) != nil {
		return ""
	}
	s, _ := text(m[key])
	return s
}

func battery(w wireBattery, level *float64) model.Battery {
	if w.Level != nil {
		level = w.Level
	}
	b := model.Battery{Status: model.Clean(w.Status)}
	if level != nil {
		b.Known = true
		b.Level = min(max(*level, 0), 1)
	}
	return b
}

// keypad says whether a keypad of its own is there: what Seam says of any maker, else what the metadata of two makers say whose
// locks have none built in. A lock with a keypad in it lacks nothing without a second one.
func keypad(p *wireProperties) model.Tri {
	said := model.TriOf(p.Keypad.Connected.V)
	if said == model.Unknown {
		nuki := max(model.TriOf(p.Nuki.V.Keypad.V), model.TriOf(p.Nuki.V.Keypad2.V)) // one of the two is enough
		said = max(nuki, model.TriOf(p.August.V.Keypad.V))
	}
	if said == model.No && model.TriOf(p.Model.BuiltIn.V) == model.Yes {
		return model.Unknown
	}
	return said
}

func pinRules(p *wireProperties) model.PINRules {
	var r model.PINRules
	for _, length := range p.CodeLengths {
		if n := whole(length); n > 0 {
			r.Lengths = append(r.Lengths, n)
		}
	}
	for _, c := range p.Constraints {
		r.Constraints = append(r.Constraints, model.Constraint{
			Type:      model.Clean(c.Type),
			MinLength: number(c.MinLength),
			MaxLength: number(c.MaxLength),
		})
	}
	return r
}

// holdsCodes says that a device belongs on a board of locks. Every flag may be missing, as on Seam's fake server, so
// the older list of capabilities and the type count as well. What cannot be read is never left out.
func holdsCodes(d model.Device) bool {
	if d.Unreadable != "" || d.Can.HasCodes() || d.Can.RemotelyLock != model.Unknown {
		return true
	}
	for _, ending := range [...]string{"_lock", "_door", "_access_point", "_intercom", "_panel"} {
		if strings.HasSuffix(d.Type, ending) {
			return true
		}
	}
	switch d.Type {
	case "avigilon_alta_entry", "controlbyweb_device":
		return true
	default:
		return false
	}
}
