package desk

import (
	"cmp"
	"slices"
	"strings"

	"seamdash/model"
)

// A Trouble is one thing that Seam complains about, in its own words, and what a person can try; Try may be "".
type Trouble struct {
	model.Problem

	Try string
}

// Words are Seam's own, or ours where it has none.
func (t Trouble) Words() string {
	if t.Message == "" {
		return t.Problem.Words()
	}
	return strings.TrimSuffix(t.Message, ".")
}

// troubles puts the worst first: errors before warnings, and what is about the code before what it has from its lock.
func troubles(problems []model.Problem) []Trouble {
	out := make([]Trouble, 0, len(problems))
	for _, p := range problems {
		out = append(out, Trouble{Problem: p, Try: try(p.Code)})
	}
	slices.SortStableFunc(out, func(a, b Trouble) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(a.Origin, b.Origin))
	})
	return out
}

// failing says that Seam reports an error on the code itself.
func failing(problems []model.Problem) bool {
	return slices.ContainsFunc(problems, func(p model.Problem) bool { return p.Origin == model.OriginCode && p.Level == model.Error })
}

// try is what a person can do about a problem. Seam's codes change from month to month, so many have nothing here.
func try(code string) string {
	for _, row := range advice() {
		if slices.Contains(row.codes, code) {
			return row.try
		}
	}
	return ""
}

type advised struct {
	try   string
	codes []string
}

// advice follows what Seam's guides say about errors and warnings of codes, locks and accounts.
func advice() []advised {
	return []advised{
		{
			"see that the lock and its bridge are online and have battery, then apply it again; a backup code may help who waits at the door",
			[]string{"failed_to_set_on_device", "delay_in_setting_on_device", "failed_to_issue", "delay_in_issuing", "failed_to_update"},
		},
		{
			"see that the lock is online, then delete it again; the PIN may work until then",
			[]string{"failed_to_remove_from_device", "delay_in_removing_from_device", "failed_to_expire"},
		},
		{"choose another PIN, or remove the code that has this one", []string{"duplicate_code_on_device"}},
		{
			"remove a code that nobody needs",
			[]string{"no_space_for_access_code_on_device", "max_access_codes_reached", "salto_ks_subscription_limit_exceeded"},
		},
		{"choose a PIN that the lock takes", []string{"code_constraints_violated"}},
		{
			"apply the values again, or allow changes outside Seam",
			[]string{"conflicting_external_modification", "external_modification_in_effect"},
		},
		{"switch it on in the maker's app", []string{"access_code_inactive"}},
		{
			"bring the lock or its bridge back online; Seam goes on by itself then",
			[]string{
				"device_offline", "device_disconnected", "hub_disconnected", "bridge_disconnected", "device_has_flaky_connection",
				"device_communication_degraded",
			},
		},
		{
			"connect the account again in the Seam Console, with all its rights",
			[]string{
				"account_disconnected", "account_reauthorization_requested", "missing_device_credentials", "insufficient_permissions",
				"august_lock_not_authorized",
			},
		},
		{"renew the maker's paid plan", []string{"subscription_required"}},
		{"set up the keypad in the maker's app", []string{"accessory_keypad_setup_required"}},
		{
			"report the lock's time zone to Seam",
			[]string{"time_zone_unknown", "ultraloq_time_zone_unknown", "time_frame_adjusted_for_unknown_time_zone"},
		},
		{
			"set the time zone in the maker's app",
			[]string{"lockly_time_zone_not_configured", "two_n_device_missing_timezone", "time_zone_mismatch"},
		},
		{"wait; the trouble is at the lock's maker", []string{"provider_issue", "provider_service_unavailable"}},
	}
}
