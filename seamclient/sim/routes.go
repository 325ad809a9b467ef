package sim

import (
	"maps"
	"slices"
)

// A route is one path of the API.
type route struct {
	verbs string // as the 405 names them
	open  bool   // answers without a key
	do    func(*call) (reply, *failure)
}

const (
	verbsRead   = "GET,POST"
	verbsWrite  = "POST"
	verbsUpdate = "PATCH,POST"
	verbsPut    = "PATCH,POST,PUT"
	verbsDelete = "DELETE,POST"
)

// routes is the table of everything the simulator answers.
func routes() map[string]route {
	table := map[string]route{}
	for _, part := range []map[string]route{deviceRoutes(), simulateRoutes(), codeRoutes(), otherRoutes()} {
		for path, r := range part {
			table[path] = r
		}
	}
	return table
}

// Paths lists every path that the simulator answers, sorted.
func Paths() []string { return slices.Sorted(maps.Keys(routes())) }

func deviceRoutes() map[string]route {
	return map[string]route{
		"/devices/list":                     {verbs: verbsRead, do: listDevices},
		"/devices/get":                      {verbs: verbsRead, do: getDevice},
		"/devices/update":                   {verbs: verbsUpdate, do: updateDevice},
		"/devices/report_provider_metadata": {verbs: verbsWrite, do: reportMetadata},
		"/devices/unmanaged/list":           {verbs: verbsRead, do: listUnmanagedDevices},
		"/devices/unmanaged/get":            {verbs: verbsRead, do: getUnmanagedDevice},
		"/devices/unmanaged/update":         {verbs: verbsUpdate, do: updateUnmanagedDevice},

		"/locks/list":                {verbs: verbsRead, do: listLocks},
		"/locks/get":                 {verbs: verbsRead, do: getLock},
		"/locks/lock_door":           {verbs: verbsWrite, do: lockDoor},
		"/locks/unlock_door":         {verbs: verbsWrite, do: unlockDoor},
		"/locks/configure_auto_lock": {verbs: verbsWrite, do: configureAutoLock},
	}
}

// simulateRoutes are the sandbox's own.
func simulateRoutes() map[string]route {
	offline := func(w *world, d *device) { w.setOnline(d, false) }
	online := func(w *world, d *device) { w.setOnline(d, true) }
	return map[string]route{
		"/devices/simulate/connect":             {verbs: verbsWrite, do: simulated(online)},
		"/devices/simulate/disconnect":          {verbs: verbsWrite, do: simulated(offline)},
		"/devices/simulate/remove":              {verbs: verbsWrite, do: simulated((*world).removeDevice)},
		"/devices/simulate/connect_to_hub":      {verbs: verbsWrite, do: hubSimulated(true)},
		"/devices/simulate/disconnect_from_hub": {verbs: verbsWrite, do: hubSimulated(false)},
		"/devices/simulate/paid_subscription":   {verbs: verbsWrite, do: simulateSubscription},

		"/locks/simulate/keypad_code_entry":      {verbs: verbsWrite, do: enterCode},
		"/locks/simulate/manual_lock_via_keypad": {verbs: verbsWrite, do: lockByKeypad},

		"/connected_accounts/simulate/disconnect":             {verbs: verbsWrite, do: simulateAccountLoss},
		"/access_codes/simulate/create_unmanaged_access_code": {verbs: verbsWrite, do: simulateUnmanaged},
		"/workspaces/reset_sandbox":                           {verbs: verbsWrite, do: resetSandbox},
	}
}

func codeRoutes() map[string]route {
	return map[string]route{
		"/access_codes/list":                      {verbs: verbsRead, do: listCodes},
		"/access_codes/get":                       {verbs: verbsRead, do: getCode},
		"/access_codes/create":                    {verbs: verbsWrite, do: createCode},
		"/access_codes/update":                    {verbs: verbsPut, do: updateCode},
		"/access_codes/delete":                    {verbs: verbsDelete, do: deleteCode},
		"/access_codes/create_multiple":           {verbs: "POST,PUT", do: createMany},
		"/access_codes/update_multiple":           {verbs: verbsUpdate, do: updateMany},
		"/access_codes/generate_code":             {verbs: verbsRead, do: generateCode},
		"/access_codes/pull_backup_access_code":   {verbs: verbsWrite, do: pullBackup},
		"/access_codes/report_device_constraints": {verbs: verbsWrite, do: reportConstraints},

		"/access_codes/unmanaged/list":               {verbs: verbsRead, do: listUnmanagedCodes},
		"/access_codes/unmanaged/get":                {verbs: verbsRead, do: getUnmanagedCode},
		"/access_codes/unmanaged/convert_to_managed": {verbs: verbsUpdate, do: convertCode},
		"/access_codes/unmanaged/update":             {verbs: verbsUpdate, do: updateUnmanagedCode},
		"/access_codes/unmanaged/delete":             {verbs: verbsDelete, do: deleteUnmanagedCode},
	}
}

func otherRoutes() map[string]route {
	return map[string]route{
		"/workspaces/get":            {verbs: verbsRead, do: getWorkspace},
		"/workspaces/list":           {verbs: verbsRead, do: listWorkspaces},
		"/connected_accounts/list":   {verbs: verbsRead, do: listAccounts},
		"/connected_accounts/get":    {verbs: verbsRead, do: getAccount},
		"/connected_accounts/sync":   {verbs: verbsWrite, do: syncAccount},
		"/connected_accounts/delete": {verbs: verbsDelete, do: deleteAccount},
		"/webhooks/create":           {verbs: verbsWrite, do: createWebhook},
		"/webhooks/get":              {verbs: verbsRead, do: getWebhook},
		"/webhooks/list":             {verbs: verbsRead, do: listWebhooks},
		"/webhooks/update":           {verbs: "POST,PUT", do: updateWebhook},
		"/webhooks/delete":           {verbs: verbsDelete, do: deleteWebhook},
		"/events/list":               {verbs: verbsRead, do: listEvents},
		"/events/get":                {verbs: verbsRead, do: getEvent},
		"/action_attempts/get":       {verbs: verbsRead, do: getAttempt},
		"/action_attempts/list":      {verbs: verbsRead, do: listAttempts},
		"/health":                    {verbs: verbsRead, open: true, do: health},
	}
}

func health(c *call) (reply, *failure) {
	return reply{"msg": "I'm healthy", "last_service_evaluation_at": c.world.now}, nil
}
