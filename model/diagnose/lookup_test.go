package diagnose

import (
	"strings"
	"testing"

	"seamdash/model"
)

// TestNewerAndRetiredCodesAreKnown names what the document of July 2026 lacks.
func TestNewerAndRetiredCodesAreKnown(t *testing.T) {
	t.Parallel()
	for level, codes := range map[model.Level][]string{
		model.Error: {
			"code_constraints_violated", "failed_to_issue", "failed_to_update", "failed_to_expire", "insufficient_permissions", "code_modified_external_to_seam",
			"august_lock_missing_bridge", "dormakaba_oracode_no_valid_user_level", "kwikset_unable_to_confirm_code", "access_code_state_unconfirmed",
		},
		model.Warning: {"delay_in_issuing", "accessory_keypad_low_battery", "access_code_inactive", "schlage_detected_duplicate", "kwikset_unable_to_confirm_code"},
	} {
		for _, code := range codes {
			if p := (model.Problem{Level: level, Code: code}); !Known(&p) {
				t.Errorf("the %s %s has no row", level, code)
			}
		}
	}
	old := newScene().onCode(warning(model.OriginCode, "code_modified_external_to_seam")).the(t)
	if old.Cause != "external_modification_in_effect" || !strings.Contains(old.Evidence[0].Fact, "code_modified_external_to_seam") {
		t.Errorf("a retired warning is told as %+v", old)
	}
}

func BenchmarkLookUp(b *testing.B) {
	for name, p := range map[string]model.Problem{
		"first":   failure(model.OriginCode, "failed_to_set_on_device"),
		"last":    failure(model.OriginCode, "functional_offline_device"),
		"unknown": failure(model.OriginCode, "brand_new_trouble"),
		"copied":  failure(model.OriginDevice, "device_disconnected"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, known := row(&p); known == (name == "unknown") {
					b.Fatal(known)
				}
			}
		})
	}
}

// TestLookUpIsCheap holds a survey to what it may cost: no row is made for a look-up.
func TestLookUpIsCheap(t *testing.T) {
	p := failure(model.OriginCode, "functional_offline_device")
	if n := testing.AllocsPerRun(100, func() {
		if !Known(&p) {
			t.Error("not known")
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkReported finds what Seam says three times over of a code whose account is lost, the next of many on a lock.
func BenchmarkReported(b *testing.B) {
	lost := failure(model.OriginAccount, "account_disconnected")
	s := newScene().onAccount(lost).onLock(lost).onCode(lost)
	q := newInquiry(s.facts)
	b.ReportAllocs()
	for b.Loop() {
		q.turnTo(s.code)
		if n := len(q.reported()); n != 1 {
			b.Fatal(n)
		}
	}
}
