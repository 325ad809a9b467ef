package seamclient

import (
	"context"

	"github.com/seamapi/go/accesscodes"

	"seamdash/model"
)

// A Simulation is something that can be made to happen to a device of a sandbox workspace.
type Simulation string

// The simulations that need nothing but a device. Not every maker's devices can do each.
const (
	SimulateDisconnect        Simulation = "/devices/simulate/disconnect"
	SimulateConnect           Simulation = "/devices/simulate/connect"
	SimulateRemove            Simulation = "/devices/simulate/remove"
	SimulateDisconnectFromHub Simulation = "/devices/simulate/disconnect_from_hub"
	SimulateConnectToHub      Simulation = "/devices/simulate/connect_to_hub"
	SimulateManualLock        Simulation = "/locks/simulate/manual_lock_via_keypad"
)

// Simulate makes something happen to a device. Seam refuses it in production workspaces.
func (c *Client) Simulate(ctx context.Context, device model.DeviceID, what Simulation) error {
	_, err := c.call(ctx, ask{
		op: "simulate on", subject: string(device), path: string(what), body: map[string]any{"device_id": device},
	})
	return err
}

// SimulateSubscription lets the paid plan of a device expire or be renewed.
func (c *Client) SimulateSubscription(ctx context.Context, device model.DeviceID, expired bool) error {
	_, err := c.call(ctx, ask{
		op: "simulate a subscription of", subject: string(device), path: "/devices/simulate/paid_subscription",
		body: map[string]any{"device_id": device, "is_expired": expired},
	})
	return err
}

// SimulateAccountLoss disconnects an account with all its devices.
func (c *Client) SimulateAccountLoss(ctx context.Context, account model.AccountID) error {
	_, err := c.call(ctx, ask{
		op: "simulate the loss of account", subject: string(account), path: "/connected_accounts/simulate/disconnect",
		body: map[string]any{"connected_account_id": account},
	})
	return err
}

// SimulateForeignCode puts a code on a device as if somebody had made it in the maker's app. Seam wants 4 to 8 digits.
func (c *Client) SimulateForeignCode(ctx context.Context, device model.DeviceID, name string, pin model.PIN) (model.AccessCode, error) {
	a := ask{
		op: "simulate a code on", subject: string(device), path: "/access_codes/simulate/create_unmanaged_access_code",
		body: &accesscodes.SimulateCreateUnmanagedAccessCodeRequest{DeviceId: string(device), Name: name, Code: pin.Reveal()}, pin: pin,
	}
	return get(ctx, c, a, "access_code", c.codeShape())
}

// SimulateKeypad types a PIN on the keypad of a device.
func (c *Client) SimulateKeypad(ctx context.Context, device model.DeviceID, pin model.PIN) error {
	_, err := c.call(ctx, ask{
		op: "simulate the keypad of", subject: string(device), path: "/locks/simulate/keypad_code_entry",
		body: map[string]any{"device_id": device, "code": pin.Reveal()}, pin: pin,
	})
	return err
}
