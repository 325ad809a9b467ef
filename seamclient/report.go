package seamclient

import (
	"context"

	"seamdash/model"
)

// CodeLengths is what a person found out about the PINs that a lock takes: either the lengths themselves, or the
// shortest and the longest. Seam takes 4 to 20.
type CodeLengths struct {
	Supported []int `json:"supported_code_lengths,omitempty"`
	Min       int   `json:"min_code_length,omitempty"`
	Max       int   `json:"max_code_length,omitempty"`
}

// ReportCodeLengths tells Seam which PINs a lock takes, for makers that do not tell it themselves (SmartThings).
func (c *Client) ReportCodeLengths(ctx context.Context, device model.DeviceID, lengths CodeLengths) error {
	_, err := c.call(ctx, ask{
		op: "report the code lengths of", subject: string(device), path: "/access_codes/report_device_constraints",
		body: struct {
			DeviceID model.DeviceID `json:"device_id"`
			CodeLengths
		}{device, lengths},
	})
	return err
}

type zoneReport struct {
	Devices []map[string]any `json:"devices"`
}

// ReportTimeZone tells Seam where a lock stands, by IANA name, for the types whose makers do not tell it. It is the
// cure for windows that are refused or widened because the zone is unknown. KindRefused means that Seam takes no zone
// for the type.
func (c *Client) ReportTimeZone(ctx context.Context, device model.DeviceID, deviceType, zone string) error {
	a := ask{op: "report the time zone of", subject: string(device), path: "/devices/report_provider_metadata"}
	maker := ""
	switch deviceType {
	case "ultraloq_lock":
		maker = "ultraloq_metadata"
	case "omnitec_lock":
		maker = "omnitec_metadata"
	case "schlage_lock":
		maker = "schlage_metadata"
	default:
		return a.fault(model.KindRefused, "Seam takes no time zone for a "+model.Clean(deviceType), "set it in the maker's app")
	}
	a.body = zoneReport{Devices: []map[string]any{{"device_id": device, maker: map[string]string{"time_zone": zone}}}}
	_, err := c.call(ctx, a)
	return err
}
