package model

import (
	"testing"
	"time"
)

func TestStuck(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	since := func(code MutationCode, d time.Duration) []PendingMutation {
		return []PendingMutation{{Code: code, CreatedAt: ago(d)}}
	}
	own := func(level Level, code string) []Problem {
		return []Problem{{Level: level, Origin: OriginCode, Code: code}}
	}
	for name, tc := range map[string]struct {
		code AccessCode
		want bool
	}{
		"set":                          {AccessCode{Status: StatusSet}, false},
		"set with an error":            {AccessCode{Status: StatusSet, Problems: own(Error, "provider_issue")}, false},
		"setting for two minutes":      {AccessCode{Status: StatusSetting, Pending: since(MutationCreating, 2*time.Minute)}, false},
		"setting for 24 minutes":       {AccessCode{Status: StatusSetting, Pending: since(MutationCreating, 24*time.Minute)}, true},
		"setting since nobody knows":   {AccessCode{Status: StatusSetting}, false},
		"setting with an error":        {AccessCode{Status: StatusSetting, Problems: own(Error, "failed_to_set_on_device")}, true},
		"setting with a delay":         {AccessCode{Status: StatusSetting, Problems: own(Warning, "delay_in_setting_on_device")}, true},
		"setting with another warning": {AccessCode{Status: StatusSetting, Problems: own(Warning, "using_backup_access_code")}, false},
		"setting on a lock in trouble": {AccessCode{Status: StatusSetting, Problems: []Problem{
			{Level: Error, Origin: OriginDevice, Code: "device_offline"},
		}}, false},
		"removing for an hour":      {AccessCode{Status: StatusRemoving, Pending: since(MutationDeleting, time.Hour)}, true},
		"unset before its window":   {AccessCode{Status: StatusUnset, Window: Window{From: now.Add(time.Hour)}}, false},
		"unset a minute into it":    {AccessCode{Status: StatusUnset, Window: Window{From: ago(time.Minute)}}, false},
		"unset an hour into it":     {AccessCode{Status: StatusUnset, Window: Window{From: ago(time.Hour)}}, true},
		"set an hour after it":      {AccessCode{Status: StatusSet, Window: Window{From: ago(2 * time.Hour), Until: ago(time.Hour)}}, true},
		"unset an hour after it":    {AccessCode{Status: StatusUnset, Window: Window{From: ago(2 * time.Hour), Until: ago(time.Hour)}}, false},
		"a status of next year":     {AccessCode{Status: "levitating"}, false},
		"an object nobody can read": {AccessCode{Status: StatusSetting, Unreadable: "no id"}, false},
	} {
		if got := tc.code.Stuck((&Device{}).Habit(), now); got != tc.want {
			t.Errorf("%s: stuck %v, want %v", name, got, tc.want)
		}
	}
}
