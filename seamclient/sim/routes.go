package sim

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
	for _, part := range []map[string]route{deviceRoutes(), codeRoutes(), otherRoutes()} {
		for path, r := range part {
			table[path] = r
		}
	}
	return table
}

func deviceRoutes() map[string]route {
	return map[string]route{
		"/devices/list": {verbs: verbsRead, do: listDevices},
		"/devices/get":  {verbs: verbsRead, do: getDevice},
	}
}

func codeRoutes() map[string]route {
	return map[string]route{
		"/access_codes/list":           {verbs: verbsRead, do: listCodes},
		"/access_codes/get":            {verbs: verbsRead, do: getCode},
		"/access_codes/create":         {verbs: verbsWrite, do: createCode},
		"/access_codes/update":         {verbs: verbsPut, do: updateCode},
		"/access_codes/delete":         {verbs: verbsDelete, do: deleteCode},
		"/access_codes/unmanaged/list": {verbs: verbsRead, do: listUnmanagedCodes},
	}
}

func otherRoutes() map[string]route {
	return map[string]route{
		"/workspaces/get":          {verbs: verbsRead, do: getWorkspace},
		"/workspaces/list":         {verbs: verbsRead, do: listWorkspaces},
		"/connected_accounts/list": {verbs: verbsRead, do: listAccounts},
		"/connected_accounts/get":  {verbs: verbsRead, do: getAccount},
		"/events/list":             {verbs: verbsRead, do: listEvents},
		"/events/get":              {verbs: verbsRead, do: getEvent},
		"/action_attempts/get":     {verbs: verbsRead, do: getAttempt},
		"/action_attempts/list":    {verbs: verbsRead, do: listAttempts},
		"/health":                  {verbs: verbsRead, open: true, do: health},
	}
}

func health(c *call) (reply, *failure) {
	return reply{"msg": "I'm healthy", "last_service_evaluation_at": c.world.now}, nil
}
