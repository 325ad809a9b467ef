package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// fields are the places of the hostile world that a text from outside stands in, each of which can have another text.
const fields = 14

// A hostile world has somebody else's text in every place where Seam, a lock, a server or a file can put one: texts gives it
// by the number of the place. It has passed the door already, as all of them do.
func hostileStage(t *testing.T, texts func(field int) string) uitest.Stage {
	t.Helper()
	rules := uitest.NewRules(uitest.Rule(with("Rota", texts(12)), "mon wed 9-12", "n"))
	workspace := model.Workspace{ID: "w", Name: texts(0)}
	feed := model.FeedState{Connection: model.Live, AsOf: uitest.Now(), CallsPerMinute: 6}
	picture := model.NewSnapshot(workspace, hostileLocks(texts), feed, 1).WithEvents(hostileEvents(texts))
	return uitest.Stage{
		Picture: picture, Desk: &uitest.Desk{Fails: func(int) error {
			return &model.Fault{Op: "delete code", Subject: texts(3), Kind: model.KindInvalid, Message: with("Qz", texts(13)), Hint: texts(13), Request: model.RequestID(texts(11))}
		}},
		Rules: rules, Records: &uitest.Records{Events: picture.Events, Answer: fmt.Sprintf("{%q: %q}", "name", texts(3))}, Surveyor: diagnose.NewSurveyor(),
	}
}

func with(name, text string) string { return strings.TrimSpace(name + " " + text) }

// hostileLocks are one that holds nearly all of it, a quiet one before it and one that cannot be read.
func hostileLocks(texts func(int) string) []*model.Lock {
	at := func(hours int) time.Time { return uitest.Now().Add(time.Duration(hours) * time.Hour) }
	nook := model.Device{
		ID: "n", AccountID: "acc", Name: with("Nook 7", texts(1)), Place: texts(2), Manufacturer: "Yale", ModelName: texts(5), TimeZone: "America/Los_Angeles",
		Type: "yale_lock", Online: model.No, Locked: model.Yes, Managed: true, Slots: 5,
		Problems: []model.Problem{
			{Level: model.Error, Origin: model.OriginDevice, Code: "device_offline", Message: with("Qz", texts(6)), Since: at(-3)},
			{Level: model.Error, Origin: model.OriginDevice, Code: "something_new", Message: with("Qz", texts(6)), Since: at(-3)},
		},
	}
	code := func(id, name string, status model.Status) model.AccessCode {
		return model.AccessCode{ID: model.CodeID(id), DeviceID: "n", Name: name, PIN: model.NewPIN("4177" + id), Type: model.TypeOngoing, Status: status, CreatedAt: at(-72), Managed: true}
	}
	guest := code("1", "Guest "+texts(3), model.StatusSet)
	late := code("2", "Plumber "+texts(4), model.StatusUnset)
	late.Window, late.Type = model.Window{From: at(-2), Until: at(3)}, model.TypeTimeBound
	late.Problems = []model.Problem{
		{Level: model.Error, Origin: model.OriginCode, Code: "failed_to_set_on_device", Message: with("Qz", texts(7)), Since: at(-1)},
		{Level: model.Warning, Origin: model.OriginCode, Code: "unheard_of", Message: with("Qz", texts(7)), Since: at(-1)},
	}
	odd := code("3", "Zoe "+texts(4), model.Status(texts(8)))
	odd.PIN = model.NewPIN(texts(9))
	pending := code("4", texts(3), model.StatusSetting)
	pending.Window, pending.Type = model.Window{From: at(50), Until: at(60)}, model.TypeTimeBound
	pending.Pending = []model.PendingMutation{{Code: model.MutationCode(texts(8)), Message: with("Qz", texts(7)), CreatedAt: at(-1)}}
	cellar := model.Device{ID: "c", Name: "Cellar", TimeZone: texts(10), Online: model.Yes, Managed: true, Slots: 5}
	zoo := model.Device{ID: "z", Name: with("Zoo", texts(2)), Online: model.Yes, Managed: true}
	return []*model.Lock{
		model.NewLock(cellar, []model.AccessCode{{ID: "5", DeviceID: "c", Name: "Owner", Status: model.StatusSet, Managed: true}}, true, nil),
		model.NewLock(nook, []model.AccessCode{guest, late, odd, pending}, true, nil),
		model.NewLock(zoo, nil, false, &model.Fault{
			Op: "list codes of", Subject: texts(2), Kind: model.KindUnavailable, Message: with("Qz", texts(13)), Hint: texts(13), Request: model.RequestID(texts(11)),
		}),
	}
}

func hostileEvents(texts func(int) string) []model.Event {
	at := func(minutes int) time.Time { return uitest.Now().Add(time.Duration(minutes) * time.Minute) }
	return []model.Event{
		{ID: "e1", Type: "device.disconnected", At: at(-50), RecordedAt: at(-50), DeviceID: "n", Text: with("Qz", texts(7)), Reason: texts(8)},
		{ID: "e2", Type: model.EventType(texts(8)), At: at(-40), RecordedAt: at(-40), DeviceID: "n", CodeID: "1", Text: with("Qz", texts(7))},
		{ID: "e3", Type: "lock.unlocked", At: at(-30), RecordedAt: at(-30), DeviceID: "n", CodeID: "1", Method: texts(8)},
		{ID: "e4", Type: "access_code.failed_to_set_on_device", At: at(-20), RecordedAt: at(-20), DeviceID: "n", CodeID: "2", Text: with("Qz", texts(7)), Reason: texts(8)},
	}
}

// A move is what a person presses to get to one more screen.
type move struct {
	name string
	keys []string
	does func(d *uitest.Driver, texts func(field int) string) // behind the keys; nil for nothing
}

// screens is the play of all screens, overlays and questions that show something of locks and codes.
func screens() play { return play{hostileStage, tour()} }

// tour leads over all screens, overlays and questions that show something from outside.
func tour() []move {
	return []move{
		{"fleet", nil, nil},
		{"the hostile lock", []string{"down"}, nil},
		{"the lock that cannot be read", []string{"down"}, nil},
		{"why a lock is offline", []string{"up", "d"}, nil},
		{"the end of that", []string{"end"}, nil},
		{"codes of a lock", []string{"esc", "enter"}, nil},
		{"a PIN", []string{"v"}, nil},
		{"copy more", []string{"Y"}, nil},
		{"delete?", []string{"esc", "x"}, nil},
		{"a refusal", []string{"r"}, nil},
		{"why a code fails", []string{"down", "d"}, nil},
		{"Seam's own words", []string{"j"}, nil},
		{"extend", []string{"esc", "esc", "t"}, nil},
		{"the form of a code", []string{"esc", "e"}, nil},
		{"another code", []string{"esc", "r", "end"}, nil},
		{"all codes", []string{"2", "end"}, nil},
		{"marked", []string{"space", "up", "V"}, nil},
		{"delete many?", []string{"x"}, nil},
		{"schedules", []string{"esc", "esc", "3"}, nil},
		{"a schedule", []string{"enter", "end"}, nil},
		{"the form of a schedule", []string{"esc", "e"}, nil},
		{"problems", []string{"esc", "esc", "4"}, nil},
		{"a problem", []string{"enter", "down"}, nil},
		{"activity", []string{"esc", "5"}, nil},
		{"the oldest event", []string{"enter", "end"}, nil},
		{"actions", []string{":"}, nil},
		{"help", []string{"esc", "?"}, nil},
	}
}

// likeness is a harmless text of the same form: as wide in every place, with the same blanks and signs. Two of them, of turn 0
// and 1, have another letter in every place. Texts that differ mostly stay apart. A sign with a mark on it is a letter.
func likeness(text string, turn rune) string {
	runes := []rune(text)
	var out strings.Builder
	for i, r := range runes {
		switch {
		case widget.RuneWidth(r) == 0:
		case widget.RuneWidth(r) == 2:
			out.WriteRune(0x4e00 + r%1000*2 + turn)
		case r >= '0' && r <= '9':
			out.WriteRune('0' + (r-'0'+turn)%10)
		case i+1 < len(runes) && unicode.IsMark(runes[i+1]), isLetter(r):
			out.WriteRune('a' + r%13*2 + turn)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// isLetter says that a rune is none of the signs that may have a meaning for us.
func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || !widget.OneCell(r)
}
