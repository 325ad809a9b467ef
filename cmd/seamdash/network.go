package main

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"sync"

	"seamdash/model"
	"seamdash/seamclient"
)

// A network is how the program gets out and how others get in. Everything goes through it: to the endpoint of the workspace, and
// to addresses that somebody asked on the command line to listen on. The zero value is the network of the machine; tests put another
// one in its place and see all.
type network struct {
	dial   seamclient.Dialer // nil for [seamclient.Dial]
	listen func(ctx context.Context, network, address string) (net.Listener, error)
}

// here carries requests to servers on this machine, which no proxy may see, and keeps no connection.
func (n network) here() *http.Transport {
	dial := n.dial
	if dial == nil {
		dial = seamclient.Dial
	}
	return &http.Transport{DialContext: dial, DisableKeepAlives: true, MaxResponseHeaderBytes: 16 << 10}
}

// How many connections the listeners take at a time. Each costs some memory and a file, and the program needs files for other
// things; who comes later waits until another one has left, and all must leave after some seconds.
const (
	maxHookLines   = 128
	maxHealthLines = 16
	// maxSandboxLines is more, because whoever plays there opens many.
	maxSandboxLines = 1024
)

// doorway listens on an address of this machine for some connections at a time. The host must be given, so that nobody listens to the world
// by leaving it out; port 0 is any. An address that cannot be had is a [model.Fault].
func (n network) doorway(ctx context.Context, address string, most int) (net.Listener, error) {
	fault := &model.Fault{Op: "listen for others"} // the causes name the address
	host, _, err := net.SplitHostPort(address)
	if err != nil || host == "" {
		fault.Kind, fault.Message, fault.Err = model.KindRefused, strconv.Quote(model.Clean(address))+" is not an address with host and port", err
		fault.Hint = "write it like 127.0.0.1:8787, or 0.0.0.0:8787 for every address of this machine"
		return nil, fault
	}
	listen := n.listen
	if listen == nil {
		listen = new(net.ListenConfig).Listen
	}
	ln, err := listen(ctx, "tcp", address)
	if err != nil {
		fault.Kind, fault.Err, fault.Hint = model.KindUnexpected, err, "take another port, or stop what listens there"
		return nil, fault
	}
	return &doorway{Listener: ln, places: make(chan struct{}, most), closed: make(chan struct{})}, nil
}

// A doorway lets so many in at a time as there are places.
type doorway struct {
	net.Listener

	places chan struct{}
	closed chan struct{}
	once   sync.Once
}

// Accept waits for a place first, so that who has none waits outside.
func (d *doorway) Accept() (net.Conn, error) {
	select {
	case d.places <- struct{}{}:
	case <-d.closed:
		return nil, net.ErrClosed
	}
	conn, err := d.Listener.Accept()
	if err != nil {
		<-d.places
		return nil, err //nolint:wrapcheck // the server looks at what it is
	}
	return &visitor{Conn: conn, leave: sync.OnceFunc(func() { <-d.places })}, nil
}

// Close ends the listening; who is inside stays.
func (d *doorway) Close() error {
	d.once.Do(func() { close(d.closed) })
	return d.Listener.Close() //nolint:wrapcheck // the server looks at what it is
}

// A visitor is a connection that gives its place back.
type visitor struct {
	net.Conn

	leave func()
}

// Close ends the connection.
func (v *visitor) Close() error {
	defer v.leave()
	return v.Conn.Close() //nolint:wrapcheck // the server looks at what it is
}
