package store

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"seamdash/model"
)

// What the last program of the second schema wrote: a lock without and with time frames, and the title of their picture.
const (
	lockOfSchema2   = "AQFkAApGcm9udCBEb29yAAAAAQtFdXJvcGUvUm9tZQACAAAAAAAAAAAAAAAAAAAAAAAAAAABAQEBEGh1Yl9kaXNjb25uZWN0ZWQBA2h1YoHZq8A1AAEAAQABYwVHdWVzdAQwMDQyAAEDc2V0AAAAAAAAAAEAAAENYmVpbmdfZGVsZXRlZAAAAA=="
	framesOfSchema2 = "AQFkAApGcm9udCBEb29yAAAAAQtFdXJvcGUvUm9tZQACAAAAAAAAAAAAAAAAAAAAAAAAAAABAQEBEGh1Yl9kaXNjb25uZWN0ZWQBA2h1YoHZq8A1AAEAAQABYwVHdWVzdAQwMDQyAAEDc2V0AAAAAAAAAAEAAAENYmVpbmdfZGVsZXRlZAAAAAEBBURhaWx5AQAAAAABAAAA"
	titleOfSchema2  = "AQJ3cwVNYXBsZQAAgdmrwDUCAWU="
)

// TestPicturesOfSchema2 are read as they were, in which nothing was known of accounts, places, keypads and details.
func TestPicturesOfSchema2(t *testing.T) {
	t.Parallel()
	old := func(text string) []byte { return must[[]byte](t)(base64.StdEncoding.DecodeString(text)) }
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	for text, frames := range map[string][]model.TimeFrame{
		lockOfSchema2: nil, framesOfSchema2: {{Name: "Daily", Offline: true, SameTime: true}},
	} {
		device := model.Device{
			ID: "d", Name: "Front Door", TimeZone: "Europe/Rome", Online: model.Yes, Frames: frames,
			Problems: []model.Problem{{Level: model.Error, Origin: model.OriginDevice, Code: "hub_disconnected", Message: "hub", Since: at}},
		}
		want := model.NewLock(device, []model.AccessCode{{
			ID: "c", DeviceID: "d", Name: "Guest", PIN: model.NewPIN("0042"), Status: model.StatusSet, Problems: []model.Problem{{Code: "being_deleted"}},
		}}, true, nil)
		got := must[*model.Lock](t)(lockRecords().unpack(old(text)))
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	}
	got := must[title](t)(titles().unpack(old(titleOfSchema2)))
	if got.workspace.Name != "Maple" || !got.asOf.Equal(at) || got.locks != 1 || got.edition != "e" || got.accounts != nil {
		t.Errorf("the title is %+v", got)
	}
}

// TestTitleCodec finds every field again, and tells no accounts from accounts that are not known.
func TestTitleCodec(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := title{
			workspace: model.Workspace{ID: "ws", Name: drawWords(t), Sandbox: true}, asOf: drawTime(t), locks: rapid.Int().Draw(t, "locks"),
			edition: "e", accounts: drawAccounts(t),
		}
		got, err := titles().unpack(titles().pack(&want))
		if d := cmp.Diff(want, got, cmp.AllowUnexported(title{}), cmpopts.EquateEmpty()); err != nil || d != "" {
			t.Fatalf("%v (-want +got):\n%s", err, d)
		}
		if (want.accounts == nil) != (got.accounts == nil) {
			t.Fatalf("known %v, was %v", got.accounts != nil, want.accounts != nil)
		}
	})
}
