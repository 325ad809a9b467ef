package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
)

// healthPatience is how long somebody who asks for the health may take to put the question and to read the answer.
const healthPatience = 5 * time.Second

// A clinic answers how an agent is.
type clinic struct {
	server *http.Server
	addr   net.Addr
	done   <-chan routine.Answer[struct{}]
}

// openClinic serves /healthz and /metrics on a listener until the clinic is closed; tell hears of defects.
func openClinic(listener net.Listener, look func() vitals, tell func(*model.Fault)) *clinic {
	c := &clinic{
		server: &http.Server{
			Handler: guardPages(healthPages(look), tell), ReadTimeout: healthPatience, WriteTimeout: healthPatience, IdleTimeout: healthPatience,
			MaxHeaderBytes: 1 << 14, ErrorLog: log.New(io.Discard, "", 0), // strangers would write it
		},
		addr: listener.Addr(),
	}
	c.done = routine.Ask(func() (struct{}, error) { return struct{}{}, c.server.Serve(listener) })
	return c
}

// close ends the server; who is just asking gets an answer.
func (c *clinic) close(ctx context.Context) error {
	if c == nil {
		return nil
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), healthPatience)
	defer stop()
	if err := c.server.Shutdown(ctx); err != nil {
		err = c.server.Close()
		return err
	}
	if _, err := (<-c.done).Get(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the health: %w", err)
	}
	return nil
}

// healthPages are 200 for an agent that is well and 503 with the reason for one that is not, and its measurements.
func healthPages(look func() vitals) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		v := look()
		line, status := v.well(), http.StatusOK
		if err := v.ill(); err != nil {
			line, status = oneLine(err), http.StatusServiceUnavailable
		}
		respond(w, status, "text/plain; charset=utf-8", model.Clean(line)+"\n")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		v := look()
		respond(w, http.StatusOK, expositionType, v.exposed())
	})
	return mux
}

func respond(w http.ResponseWriter, status int, kind, body string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // who asked may have gone
}
