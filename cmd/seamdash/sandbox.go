package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/model/zone"
	"seamdash/seamclient/sim"
)

// A sandboxRequest is what `seamdash sandbox` was asked for.
type sandboxRequest struct {
	listen  string
	options sim.Options
}

func (p *program) sandboxCommand() *cobra.Command {
	var r sandboxRequest
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve a simulated workspace over HTTP",
		Long: "sandbox serves a simulated workspace until it is interrupted. The first line of its output is\n" +
			`{"url":...,"api_key":...}, which other programs can read. seamdash itself goes by the sandbox's` + "\n" +
			"clock, which --speed makes run faster.\n\n" +
			"--scenario plays trouble in it, on a lock of its own:\n\n" + scenarioHelp(),
		Example: "  seamdash sandbox --listen 127.0.0.1:8080\n  seamdash sandbox --devices 400 --codes 6 --speed 60\n" +
			"  seamdash --sandbox --scenario device_disconnected",
		Args: cobra.ArbitraryArgs, // checked in the command, see run
	}
	flags := cmd.Flags()
	flags.StringVar(&r.listen, "listen", "127.0.0.1:0",
		"address to listen on; port 0 takes a free one. Other machines are let in only by an address of theirs, such as 0.0.0.0:8080")
	flags.IntVar(&r.options.Devices, "devices", 0, "number of generated locks (default a hand-made fleet)")
	flags.IntVar(&r.options.Codes, "codes", 0, "access codes on each generated lock; implies --devices 12")
	flags.Uint64Var(&r.options.Seed, "seed", sandboxSeed, "same seed, same workspace")
	flags.Float64Var(&r.options.Speed, "speed", 1, "simulated seconds per second")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		if _, ok := p.given()["endpoint"]; ok {
			return usageError{err: errors.New("serve the sandbox: --endpoint is for commands that call a server")}
		}
		if err := r.settle(flags.Changed("devices"), flags.Changed("codes")); err != nil {
			return err
		}
		return p.serveSandbox(cmd.Context(), r)
	})
	return cmd
}

// settle checks the flags against each other.
func (r *sandboxRequest) settle(devicesGiven, codesGiven bool) error {
	o := &r.options
	switch {
	case devicesGiven && o.Devices < 1:
		return usageError{err: fmt.Errorf("read --devices: %d is not a number of locks", o.Devices)}
	case codesGiven && o.Codes < 0:
		return usageError{err: fmt.Errorf("read --codes: %d is not a number of codes", o.Codes)}
	case !(o.Speed > 0) || math.IsInf(o.Speed, 0): // the comparison is false for NaN too
		return usageError{err: fmt.Errorf("read --speed: %v is not a speed above 0", o.Speed)}
	}
	if codesGiven && !devicesGiven {
		o.Devices = 12
	}
	host, port, err := net.SplitHostPort(r.listen)
	if err != nil {
		return usageError{err: fmt.Errorf("read --listen: %w", err), hint: "give host and port, such as 127.0.0.1:8080."}
	}
	if host == "" { // Go would take this for every network of the machine, which nobody asked for
		r.listen = net.JoinHostPort("127.0.0.1", port)
	}
	return nil
}

func (p *program) serveSandbox(ctx context.Context, r sandboxRequest) error {
	listener, err := p.network.doorway(ctx, r.listen, maxSandboxLines)
	if err != nil {
		return err
	}
	r.options.Zones, r.options.Webhooks = zone.Load, p.network.here()
	world := sim.New(r.options)
	if err := p.play(world); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{Handler: guardPages(withClock(world, r.options.Speed), func(fault *model.Fault) { report(p.stderr, fault) }), ReadHeaderTimeout: 10 * time.Second}
	served := routine.Ask(func() (struct{}, error) { return struct{}{}, server.Serve(listener) })
	if err := p.announce(listener.Addr(), world.APIKey()); err != nil {
		return errors.Join(err, server.Close())
	}
	select {
	case answer := <-served:
		_, err := answer.Get()
		return fmt.Errorf("serve the sandbox: %w", err)
	case <-ctx.Done():
	}
	ending, stop := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer stop()
	if server.Shutdown(ending) != nil {
		return server.Close() // somebody holds a connection open; the world ends all the same
	}
	return nil
}

// announce writes the first line, which is a contract with scripts.
func (p *program) announce(addr net.Addr, key string) error {
	at, ok := addr.(*net.TCPAddr)
	if !ok {
		return fmt.Errorf("serve the sandbox: %s is not a TCP address", addr)
	}
	host := at.IP.String()
	if at.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	if !at.IP.IsLoopback() {
		p.note("note: other machines can reach this sandbox at " + model.Clean(addr.String()))
	}
	line := struct {
		URL    string `json:"url"`
		APIKey string `json:"api_key"`
	}{"http://" + net.JoinHostPort(host, fmt.Sprint(at.Port)), key}
	return p.print(func(w io.Writer) error { return json.NewEncoder(w).Encode(line) })
}
