package model

import "testing"

func TestOpenEnumsShowThemselves(t *testing.T) {
	t.Parallel()
	if s := Status("hibernating"); s.Known() || string(s) != "hibernating" || s.InMotion() {
		t.Errorf("an unknown status is not itself: %q", s)
	}
	for _, s := range []Status{StatusUnset, StatusSetting, StatusSet, StatusRemoving, StatusUnknown} {
		if !s.Known() {
			t.Errorf("%s is documented and not known", s)
		}
	}
	if CodeType("lunar").Known() || !TypeOngoing.Known() || !TypeTimeBound.Known() {
		t.Error("Known is wrong for a type")
	}
}

func TestInMotion(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		code AccessCode
		want bool
	}{
		{"set", AccessCode{Status: StatusSet}, false},
		{"setting", AccessCode{Status: StatusSetting}, true},
		{"removing", AccessCode{Status: StatusRemoving}, true},
		{"creation deferred to a later day", AccessCode{Status: StatusUnset, Pending: []PendingMutation{{Code: MutationDeferringCreation}}}, false},
		{"an update on its way", AccessCode{Status: StatusSet, Pending: []PendingMutation{{Code: MutationUpdatingName}}}, true},
		{"a mutation nobody knows", AccessCode{Status: StatusSet, Pending: []PendingMutation{{Code: "repainting"}}}, true},
	}
	for _, tt := range tests {
		if got := tt.code.InMotion(); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func TestTri(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	for _, tt := range []struct {
		in   *bool
		want Tri
		word string
	}{{nil, Unknown, "unknown"}, {&no, No, "no"}, {&yes, Yes, "yes"}} {
		got := TriOf(tt.in)
		value, known := got.Bool()
		if got != tt.want || got.String() != tt.word || known != (tt.in != nil) || (known && value != *tt.in) {
			t.Errorf("TriOf gives %v (%v, %v)", got, value, known)
		}
	}
}

func TestBattery(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		battery Battery
		low     bool
		percent int
		known   bool
	}{
		{"unknown", Battery{}, false, 0, false},
		{"the maker's word wins", Battery{Known: true, Level: 0.5, Status: "low"}, true, 50, true},
		{"the maker calls little good", Battery{Known: true, Level: 0.1, Status: "good"}, false, 10, true},
		{"no word, little", Battery{Known: true, Level: 0.114}, true, 11, true},
		{"a word nobody knows", Battery{Known: true, Level: 0.9, Status: "splendid"}, false, 90, true},
		{"mains", Battery{Wired: true}, false, 0, false},
	}
	for _, tt := range tests {
		percent, known := tt.battery.Percent()
		low := (&Device{}).LowPower(tt.battery)
		if low != tt.low || percent != tt.percent || known != tt.known {
			t.Errorf("%s: low %v, %d %v", tt.name, low, percent, known)
		}
	}
}
