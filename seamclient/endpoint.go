package seamclient

import (
	"net"
	"net/url"
	"strings"

	"seamdash/model"
)

// DefaultEndpoint is Seam's production address; sandbox workspaces live there too.
const DefaultEndpoint = "https://connect.getseam.com"

// CheckEndpoint says whether a key may be sent to the address; "" stands for [DefaultEndpoint]. The error is a
// [*model.Fault] of KindRefused.
func CheckEndpoint(address string) error {
	_, err := parseEndpoint(address)
	return err
}

// parseEndpoint checks the base address before a key is ever sent to it.
func parseEndpoint(text string) (*url.URL, error) {
	if text == "" {
		text = DefaultEndpoint
	}
	refuse := func(message, hint string) (*url.URL, error) {
		return nil, &model.Fault{Op: "use the endpoint", Kind: model.KindRefused, Message: message, Hint: hint}
	}
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return refuse("it is not an address such as "+DefaultEndpoint, "check SEAM_ENDPOINT or --endpoint")
	case u.User != nil:
		return refuse("it contains a user name or password", "take the part before the @ out; the key is given separately")
	case u.RawQuery != "" || u.Fragment != "":
		return refuse("it has a query or a fragment", "give only the base address, such as "+DefaultEndpoint)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return refuse("http would show the key to everyone on the way to "+model.Clean(u.Host), "use https://")
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse("its scheme is "+model.Clean(u.Scheme)+", not https", "use https://")
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = ""
	return u, nil
}

// loopback says that the host is this machine. Names other than localhost are not resolved: what they mean can change.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
