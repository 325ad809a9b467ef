package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
)

// An agentRequest is what `seamdash agent` was asked for.
type agentRequest struct {
	once, dryRun, asJSON bool

	// webhook is where Seam's posts arrive, hook the public address that leads there and is registered; "" for none.
	webhook, hook string
	// health is where the agent says how it is, "" for nowhere; open lets other machines ask.
	health string
	open   bool
	format string // of the log
}

// The formats of the log.
const (
	logText = "text"
	logJSON = "json"
)

func (p *program) agentCommand() *cobra.Command {
	var r agentRequest
	cmd := &cobra.Command{
		Use:   "agent",
		Short: "Roll recurring schedules without a screen",
		Long: "agent makes and removes the codes of recurring schedules until it is stopped, and logs on standard error what it does.\n" +
			"Of all programs that share a store one rolls at a time; the others stand by and take over when it ends.\n\n" +
			"--once does what is due now and ends: 0 when all is well or another program rolls, 1 when something failed, 6 without Seam.\n" +
			"SIGTERM or ctrl+c finish the step in hand; a second one ends at once, which is safe too.",
		Example: "  seamdash agent --health 127.0.0.1:9099\n  seamdash agent --dry-run\n  */5 * * * * seamdash agent --once   # for cron\n" +
			"  seamdash agent --webhook-listen 127.0.0.1:8787 --webhook-register https://doors.example.org/seam",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&r.once, "once", false, "do what is due, report and end")
	flags.BoolVar(&r.dryRun, "dry-run", false, "say what would be done now, and do nothing")
	flags.BoolVar(&r.asJSON, "json", false, "print the report of --once or --dry-run as JSON")
	r.lastingFlags(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		if err := r.settle(); err != nil {
			return err
		}
		return p.agent(cmd.Context(), &r)
	})
	cmd.AddCommand(p.agentUnitCommand())
	return cmd
}

// lastingFlags are those of an agent that stays.
func (r *agentRequest) lastingFlags(flags *pflag.FlagSet) {
	flags.StringVar(&r.webhook, "webhook-listen", "", "address to receive Seam's webhooks on, such as 127.0.0.1:8787; a proxy with TLS stands in front of it")
	flags.StringVar(&r.hook, "webhook-register", "", "public https address that leads there; without it the secret is in SEAM_WEBHOOK_SECRET")
	flags.StringVar(&r.health, "health", "", "address that answers /healthz and /metrics, such as 127.0.0.1:9099")
	flags.BoolVar(&r.open, "health-open", false, "let --health be an address that other machines reach")
	flags.StringVar(&r.format, "log-format", logText, "how the log is written: text or json")
}

// lasting is those flags as they were given.
func (r *agentRequest) lasting() []string {
	var out []string
	for _, f := range []struct{ name, value string }{
		{"webhook-listen", r.webhook}, {"webhook-register", r.hook}, {"health", r.health},
	} {
		if f.value != "" {
			out = append(out, "--"+f.name+"="+f.value)
		}
	}
	if r.open {
		out = append(out, "--health-open")
	}
	if r.format != logText {
		out = append(out, "--log-format="+r.format)
	}
	return out
}

// settle checks the flags against each other.
func (r *agentRequest) settle() (err error) {
	if err := r.fit(); err != nil {
		return err
	}
	if err := checkHook(r.hook); err != nil {
		return err
	}
	if r.webhook, err = listenOn("--webhook-listen", r.webhook); err != nil {
		return err
	}
	if r.health, err = listenOn("--health", r.health); err != nil {
		return err
	}
	return r.checkHealth()
}

// fit refuses flags that say nothing together.
func (r *agentRequest) fit() error {
	brief := r.once || r.dryRun
	for _, odd := range []struct {
		is        bool
		why, hint string
	}{
		{r.asJSON && !brief, "read --json: only --once and --dry-run print a report", "--log-format json is for the log."},
		{brief && r.webhook+r.hook+r.health != "", "run the agent: --once and --dry-run end before anybody could ask or tell them anything", ""},
		{r.format != logText && r.format != logJSON, "read --log-format: it is neither text nor json", ""},
		{r.hook != "" && r.webhook == "", "read --webhook-register: nobody would receive what Seam posts", "say with --webhook-listen where that arrives."},
		{r.open && r.health == "", "read --health-open: there is no --health to open", ""},
	} {
		if odd.is {
			return usageError{err: errors.New(odd.why), hint: odd.hint}
		}
	}
	return nil
}

// checkHook refuses what cannot be an address that Seam posts to. A sandbox on this machine posts to this machine.
func checkHook(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && (u.Scheme != "http" || !isHere(u.Hostname())) {
		return usageError{
			err:  fmt.Errorf("read --webhook-register: %q is not a public https address", model.Clean(address)),
			hint: "give what the internet sees of --webhook-listen, such as https://doors.example.org/seam.",
		}
	}
	return nil
}

// isHere says that a host is this machine and nobody else's. Names other than localhost are not resolved: what they mean can change.
func isHere(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// listenOn reads an address to listen on. One without a host is this machine's own, which nobody else reaches.
func listenOn(flag, address string) (string, error) {
	if address == "" {
		return "", nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", usageError{err: fmt.Errorf("read %s: %w", flag, err), hint: "give host and port, such as 127.0.0.1:9099."}
	}
	if host == "" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

// checkHealth keeps the state of the doors on this machine unless somebody says otherwise.
func (r *agentRequest) checkHealth() error {
	if r.health == "" || r.open {
		return nil
	}
	if host, _, err := net.SplitHostPort(r.health); err != nil || !isHere(host) {
		return usageError{
			err:  fmt.Errorf("read --health: other machines could reach %s, and nobody asks them who they are", model.Clean(r.health)),
			hint: "take 127.0.0.1, or add --health-open where the network is trusted.",
		}
	}
	return nil
}
