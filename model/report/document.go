package report

import (
	"encoding/json"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// format is the number of the JSON's shape: fields may be added to it, none changes its meaning.
const format = 1

// A document is a report as its JSON has it, and from which its text is written. Whatever stands in it has gone through the censor.
type document struct {
	Report      string          `json:"report"`
	Format      int             `json:"format"`
	MadeAt      time.Time       `json:"made_at"`
	Verdict     string          `json:"verdict"`
	Health      string          `json:"health"`
	Workspace   workspaceDoc    `json:"workspace"`
	Code        *codeDoc        `json:"code"`
	Lock        lockDoc         `json:"lock"`
	Account     *accountDoc     `json:"account"`
	Findings    []findingDoc    `json:"findings"`
	Differences []differenceDoc `json:"differences"`
	Timeline    []momentDoc     `json:"timeline"`
	Events      []eventDoc      `json:"events"`
	EventsSince *time.Time      `json:"events_complete_since"`
	Requests    []requestDoc    `json:"requests"`
	Connection  connectionDoc   `json:"connection"`
	Program     programDoc      `json:"program"`
	Answers     []answerDoc     `json:"seam_answers"`
	LeftOut     string          `json:"left_out"`
}

type workspaceDoc struct {
	ID      model.WorkspaceID `json:"workspace_id"`
	Sandbox bool              `json:"is_sandbox"`
}

type codeDoc struct {
	ID        string       `json:"access_code_id"`
	Type      string       `json:"type"`
	Status    string       `json:"status"`
	State     string       `json:"state"`
	StartsAt  *time.Time   `json:"starts_at"`
	EndsAt    *time.Time   `json:"ends_at"`
	Window    string       `json:"window"` // in the zone of the lock
	CreatedAt *time.Time   `json:"created_at"`
	Managed   bool         `json:"is_managed"`
	Loaded    string       `json:"is_scheduled_on_device"`
	Offline   bool         `json:"is_offline_access_code"`
	OneTime   bool         `json:"is_one_time_use"`
	PINLength int          `json:"pin_length"`
	Gone      bool         `json:"gone"`
	Pending   []pendingDoc `json:"pending_mutations"`
	Problems  []problemDoc `json:"problems"`
}

type pendingDoc struct {
	Code  string     `json:"mutation_code"`
	Since *time.Time `json:"created_at"`
	At    *time.Time `json:"scheduled_at"`
}

type problemDoc struct {
	Level   string     `json:"level"`
	Origin  string     `json:"origin"`
	Code    string     `json:"code"`
	Message string     `json:"message"`
	Since   *time.Time `json:"since"`
}

type lockDoc struct {
	ID       string       `json:"device_id"`
	Name     string       `json:"name"`
	Type     string       `json:"device_type"`
	Model    string       `json:"model"`
	TimeZone string       `json:"time_zone"`
	Online   string       `json:"online"`
	Battery  *int         `json:"battery_percent"`
	Wired    bool         `json:"has_direct_power"`
	Programs string       `json:"can_program_online_access_codes"`
	Codes    int          `json:"codes"`
	Slots    *int         `json:"max_active_codes_supported"`
	Problems []problemDoc `json:"problems"`
}

type accountDoc struct {
	ID       model.AccountID `json:"connected_account_id"`
	Type     string          `json:"account_type"`
	Problems []problemDoc    `json:"problems"`
}

type findingDoc struct {
	Cause    diagnose.Cause `json:"cause"`
	Severity string         `json:"severity"`
	Root     string         `json:"root"`
	Title    string         `json:"title"`
	Why      string         `json:"why"`
	Said     string         `json:"seam_says"`
	Since    *time.Time     `json:"since"`
	Evidence []evidenceDoc  `json:"evidence"`
	Steps    []string       `json:"steps"`
	Retries  string         `json:"seam_retries"`
	Blocks   bool           `json:"blocks"`
	Open     bool           `json:"leaves_access_open"`
}

type evidenceDoc struct {
	Fact  string     `json:"fact"`
	Since *time.Time `json:"since"`
	From  string     `json:"from"`
}

type differenceDoc struct {
	Field  string `json:"field"`
	Asked  string `json:"asked"`
	OnLock string `json:"on_the_lock"`
	Same   bool   `json:"same"`
}

type momentDoc struct {
	At      time.Time       `json:"at"`
	Words   string          `json:"what"`
	Kind    string          `json:"kind"`
	Event   model.EventID   `json:"event_id"`
	Request model.RequestID `json:"request_id"`
}

type eventDoc struct {
	ID     model.EventID `json:"event_id"`
	Type   string        `json:"event_type"`
	At     time.Time     `json:"occurred_at"`
	Logged *time.Time    `json:"created_at"`
	Code   model.CodeID  `json:"access_code_id"`
	Method string        `json:"method"`
	Reason string        `json:"reason"`
	Text   string        `json:"text"`
}

type requestDoc struct {
	At      time.Time       `json:"at"`
	Action  string          `json:"action"`
	Code    model.CodeID    `json:"access_code_id"`
	Outcome string          `json:"outcome"`
	Request model.RequestID `json:"request_id"`
	Millis  int64           `json:"took_ms"`
}

type connectionDoc struct {
	State string     `json:"state"`
	AsOf  *time.Time `json:"as_of"`
	Calls int        `json:"calls_per_minute"`
	Fault string     `json:"fault"`
}

type programDoc struct {
	Version  string       `json:"version"`
	System   string       `json:"system"`
	Place    string       `json:"seam"`
	Settings []settingDoc `json:"settings"`
}

type settingDoc struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"`
}

type answerDoc struct {
	What string          `json:"what"`
	JSON json.RawMessage `json:"answer"`
}
