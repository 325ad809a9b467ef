package conform

// fakeDeviations are the known ways in which Seam's fake 1.86.0 differs from the API that Seam documents. The run fails
// when one of them disappears.
func fakeDeviations() []deviation {
	const (
		lifeCycle = "guide on the life cycle of access codes: unset, setting, set, removing, then deleted"
		frozen    = "codes never move: ongoing ones stay in setting, those with a window in unset"
		reference = "OpenAPI document, request body of the path"
		unknown   = "the path is missing: 404 as text"
	)
	return []deviation{
		{"a lock takes an ongoing code", lifeCycle, frozen},
		{"a lock that takes a code is an event", "event reference: access_code.set_on_device", frozen},
		{"a code whose window ends leaves the lock and is gone", lifeCycle, frozen},
		{"a code that is being deleted from a lock shows it", lifeCycle + "; OpenAPI: pending mutation deleting", "codes are never set, and a deleted one vanishes at once"},
		{"a new code is pending until the lock has it", "OpenAPI: pending_mutations is required, with creating", "there are no pending_mutations"},
		{"a code for a later day is deferred and says until when", "OpenAPI: pending mutation deferring_creation with scheduled_at", "there are no pending_mutations"},
		{"a change that the lock has not confirmed says what the lock has", "OpenAPI: pending mutation updating_code with from and to", "codes are never set, and there are no pending_mutations"},

		{"the list of a lock has its codes and no others", reference + ": device_id is a filter", "it has the codes of all locks"},
		{"a list by ids has these codes and no others", reference + ": access_code_ids is a filter", "it has all codes"},
		{"a list of codes comes in pages of the size that is asked for", "guide on pagination; OpenAPI: limit, page_cursor, pagination", "limit is ignored, and there is no pagination"},

		{"an update of the name alone keeps PIN, type and window", reference + ": all but access_code_id may be left out", "without both times the code becomes ongoing"},
		{"an ongoing code that had a window shows no times", "OpenAPI: starts_at and ends_at of an ongoing code are null", "it keeps the old times"},

		{"a PIN of three digits is refused", reference + ": code has 4 to 12 digits", "any text is taken"},
		{"a PIN with letters is refused", reference + ": code has digits only", "any text is taken"},
		{"a PIN of thirteen digits is refused", reference + ": code has 4 to 12 digits", "any text is taken"},
		{"a window that ends before it begins is refused", reference + ": ends_at is after starts_at", "any times are taken"},
		{"a window that is over is refused", reference + ": ends_at is in the future", "any times are taken"},
		{"an id that is none is invalid", reference + ": ids have the format uuid", "ids are any text"},
		{"an error carries the request's id", "answers of the API: request_id beside type and message", "only the header has it"},
		{"a lock takes no more than fifteen commands a minute", "guide on rate limits", "there are no limits"},
		{"deleting what is not there, by the lock that it would be on, is not found", "guide on errors: 404", "500 internal_server_error"},

		{"a backup code is pulled once, and is another code with another PIN", "guide on backup access codes: is_backup_access_code_available tells when the pool has one", "it never does"},
		{"a code that somebody else made is read as unmanaged only", "OpenAPI: /access_codes/unmanaged/get", unknown},
		{"a code that somebody else made can be taken over", "OpenAPI: /access_codes/unmanaged/convert_to_managed", unknown},
		{"a code that somebody else made can be deleted", "OpenAPI: /access_codes/unmanaged/delete", unknown},

		{"a code that is gone is an event that names lock and code", "OpenAPI: device_id is required in access_code.deleted", "access_code.deleted lacks device_id"},
		{"events of some codes are of these only", reference + ": access_code_ids is a filter", "events of locks pass, because they have no access_code_id"},
		{"a page of events is no longer than asked for", reference + ": limit", "limit is ignored"},

		{"a lock that is cut off says so, and takes its codes when it is back", "OpenAPI: /devices/simulate/disconnect", unknown},
		{"a time zone can be reported", "OpenAPI: /devices/report_provider_metadata", unknown},
	}
}
