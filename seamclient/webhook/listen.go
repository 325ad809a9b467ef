package webhook

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
)

// Limits of one connection. Svix gives up after 15 to 30 seconds.
const (
	readTime   = 10 * time.Second
	writeTime  = readTime + 2*patience // an answer follows even to who was cut off
	idleTime   = time.Minute
	maxHeaders = 16 << 10
	// farewell is how long a post that is under way may take when the server shall stop.
	farewell = 5 * time.Second
)

// A Server listens on one address.
type Server struct {
	addr net.Addr
	done chan struct{}
	err  error // to be read after done
}

// Serve answers by a handler who comes to a listener, until ctx ends; then the listener is closed. It speaks plain HTTP: for the
// world a proxy or a tunnel with TLS stands in front of it.
func Serve(ctx context.Context, ln net.Listener, h http.Handler) *Server {
	s := &Server{addr: ln.Addr(), done: make(chan struct{})}
	routine.Go(ctx, func() { s.serve(ctx, ln, h) })
	return s
}

// Addr is where the server listens, with its port.
func (s *Server) Addr() string { return s.addr.String() }

// Wait returns when the server has stopped, which it does after its context has ended or when it cannot go on; then it says
// why.
func (s *Server) Wait() error {
	<-s.done
	return s.err
}

func (s *Server) serve(ctx context.Context, ln net.Listener, h http.Handler) {
	defer close(s.done)
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readTime / 2,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaders,
		ErrorLog:          log.New(io.Discard, "", 0), // strangers would write it
	}
	stopped := make(chan error, 1)
	unhook := context.AfterFunc(ctx, func() {
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
		err := server.Shutdown(late)
		if err != nil {
			err = server.Close() // whoever is not done by now is cut off
		}
		stopped <- err
	})
	err := server.Serve(ln)
	if unhook() { // nobody asked it to stop
		s.err = &model.Fault{Op: "serve webhooks", Subject: s.Addr(), Kind: model.KindUnexpected, Err: errors.Join(err, server.Close())}
		return
	}
	s.err = <-stopped
}
