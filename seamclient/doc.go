// Package seamclient is the Seam API as Go functions on the types of seamdash/model.
//
// Every function either returns model values, with all text cleaned, or a [model.Fault] that names the operation,
// the subject, the kind of failure, Seam's own words and its request id. Wire structs stay in here: Seam's schema
// changes from month to month, its enums are open, and a single odd object must not hide the others.
//
// The calls go through the core of Seam's own Go SDK, which builds and decodes requests. Its retry is never reached:
// below it sits one HTTP client of ours that retries what is safe to retry, obeys Retry-After, keeps time limits and
// a request budget, and turns whatever else may answer (proxies, captive portals, cut connections) into a fault.
package seamclient
