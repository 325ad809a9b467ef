package seamclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"seamdash/model"
)

// networkFault says in words why no answer came. The error is kept as the cause.
func networkFault(err error, host string) *model.Fault {
	f := ownFault(err, model.Clean(host))
	if f == nil {
		f = &model.Fault{Kind: model.KindUnreachable}
		f.Message, f.Hint = networkWords(err, model.Clean(host))
	}
	f.Err = err
	return f
}

// ownFault is for exchanges that we ended ourselves, and for answers that broke off; nil for all others.
func ownFault(err error, host string) *model.Fault {
	switch {
	case errors.Is(err, context.Canceled):
		return &model.Fault{Kind: model.KindCancelled, Message: "given up before an answer came"}
	case errors.Is(err, errStranger):
		return &model.Fault{Kind: model.KindRefused, Message: "the key is only for " + host}
	case errors.Is(err, errReadOnly):
		return &model.Fault{Kind: model.KindRefused, Message: errReadOnly.Error(), Hint: "start without --read-only to change things"}
	case errors.Is(err, errBudget):
		return &model.Fault{
			Kind:    model.KindRateLimited,
			Message: "seamdash sends too many requests at once and holds this one back",
			Hint:    "try again in a few seconds",
		}
	case errors.Is(err, errTooLarge), errors.Is(err, errTooMuch):
		return unavailable(err.Error(), "check the endpoint; Seam's answers are much smaller")
	case errors.Is(err, errSentAway), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return unavailable(host+" broke the connection off", "try again; if it stays so, something between here and Seam cuts connections off")
	default:
		return oddAnswer(err)
	}
}

// oddAnswer is for answers that the SDK could not decode; nil for all others.
func oddAnswer(err error) *model.Fault {
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return unavailable("the answer is odd: "+why(err), "")
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return unavailable("the answer is not valid JSON: "+model.Clean(syntax.Error()), "try again")
	}
	return nil
}

// networkWords say why there is no connection and what to do.
func networkWords(err error, host string) (message, hint string) {
	if way, ok := errors.AsType[*net.OpError](err); ok && way.Op == "proxyconnect" {
		return "the proxy on the way to " + host + " does not answer: " + model.Clean(way.Err.Error()), "check HTTPS_PROXY and NO_PROXY"
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && !dns.IsTimeout {
		return "there is no address for " + model.Clean(dns.Name), "check the network and the endpoint"
	}
	if slow, ok := errors.AsType[*slowError](err); ok {
		return host + " gave " + slow.Error(), "check the network, then try again"
	}
	switch {
	case isTLS(err):
		return tlsWords(err, host)
	case errors.Is(err, context.DeadlineExceeded), timedOut(err):
		return host + " did not answer in time", "check the network, then try again"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens at " + host, "check the endpoint"
	default:
		return model.Clean(err.Error()), "check the network and the endpoint"
	}
}

func timedOut(err error) bool {
	t, ok := errors.AsType[net.Error](err)
	return ok && t.Timeout()
}

func isTLS(err error) bool {
	_, record := errors.AsType[tls.RecordHeaderError](err)
	told, isOp := errors.AsType[*net.OpError](err)
	alert := isOp && (told.Op == "remote error" || told.Op == "local error") // crypto/tls has no type of its own for them
	_, verify := errors.AsType[*tls.CertificateVerificationError](err)
	// net/http replaces the record error with text of its own when it meets a server that speaks plain http.
	return record || alert || verify || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// tlsWords names what is wrong with the certificate or the protocol.
func tlsWords(err error, host string) (message, hint string) {
	if name, ok := errors.AsType[x509.HostnameError](err); ok {
		return host + " shows a certificate of another name: " + model.Clean(name.Error()), "check the endpoint; a proxy may be answering"
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return host + " shows a certificate that nobody known has signed",
			"if a proxy of your company inspects traffic, install its certificate on this machine"
	}
	if bad, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		if bad.Reason == x509.Expired {
			return host + " shows a certificate that is expired or not yet valid", "check the clock of this machine"
		}
		return host + " shows a certificate that is not valid: " + model.Clean(bad.Error()), "check the endpoint; a proxy may be answering"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "the certificate of " + host + " cannot be verified: " + model.Clean(err.Error()), "check the endpoint; a proxy may be answering"
	}
	return host + " does not speak https: " + model.Clean(err.Error()), "check the scheme and the port of the endpoint"
}
