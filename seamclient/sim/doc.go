// Package sim is an in-memory Seam: locks, access codes and events that live on a clock of their own.
//
// A [Server] answers the API as http.Handler and, in process, as http.RoundTripper, so that a test under a fake clock
// never waits for a socket. It imports nothing of ours: it is a second reading of the API, and the client is checked
// against it. Nothing runs in the background (webhook delivery apart): what is due happens when somebody asks, at the
// instant at which it was due, so two runs with the same seed and the same questions are the same.
//
// The curated fleet moves by itself: guests come, a booking system makes and cancels codes, batteries drain. Options.Still
// turns that off. Tests act as the outside world with methods such as [Server.SetOnline], [Server.TamperCode] and
// [Server.AddUnmanaged], turn the knobs of [Faults], or play one of the [Scenarios].
//
// # Documented by Seam and kept here
//
// Paths, verbs and fields; the envelope of answers and errors; UUIDs; instants in UTC with milliseconds. The life of a
// code from unset over setting to set, removing and gone, with native scheduling 72 h and just-in-time programming 60 min
// ahead, and the events of each step. Pending mutations with from and to; old values that work until the lock confirms;
// omitted fields that keep their value. Errors of account, hub and device repeated on codes; events about trouble with
// their issues. PIN rules, slots, one PIN once per device whatever the windows, limits per device and minute. Backup pool,
// unmanaged codes, changes made in the maker's app, PINs made by the provider. Cursors bound to their parameters. Webhooks
// signed as Svix does, with Seam's delays between attempts.
//
// Of single makers: the offline codes of igloohome, Lockly and dormakaba; Oracode's predefined time slots and rotating PINs;
// the users of a Salto KS site and its privacy mode; the hour added to windows at clock changes on Schlage locks of unknown
// zone; codes that Kwikset does not report and a keypad that shuts after three wrong ones; PINs that SmartThings keeps to
// itself; zones without which Ultraloq, Lockly and 2N take no codes.
//
// # Our guess, because Seam does not say
//
//   - How long a lock takes; the warning about a delay after 10 min and the failure after 60; that Seam goes on trying
//     until the window ends; that a change in the maker's app is noticed at once, other things of a provider after 5 s.
//   - The body of a 429, its Retry-After, and the sliding minute.
//   - since is inclusive; events come newest first; the last 60,000 are kept.
//   - A code that has reached ends_at answers 404 once it is off the lock. Seam has announced to keep such codes.
//   - Idle backup codes are left out of lists; a pool holds one.
//   - A code that no lock has seen yet is updated at once and reported as access_code.changed; one on a lock shows setting
//     while its PIN or window changes.
//   - Unknown fields of a request are ignored; an unknown id in access_code_ids is left out; instants without an offset
//     are refused.
//   - An action on a lock that does not answer fails after 15 s. Creating on a device that was removed is a 400.
//   - Offline codes have nine digits; Lockly's take any window.
//   - Which user levels an Oracode site has, that its slots bind online windows as they do offline ones, and that only its
//     ongoing codes can be deleted; the four abilities in the metadata of its codes are always false.
//   - A Salto KS code takes its site user together with its PIN; a site has 100 unless [Server.SetSiteUsers] says otherwise.
//     A code that waits for a user is setting, with the usual delay and failure. Devices of every site show the error.
//   - A Schlage lock of unknown zone may be in any zone of North America; an added hour shows in starts_at and ends_at, and
//     is taken back as an update is.
//   - An update that leaves starts_at alone is not asked whether that lies in the future.
//   - generated_code holds device_id and code only, as the API answers in fact; its schema promises a whole code.
//   - Lockly and 2N locks without a zone refuse codes at once, as Ultraloq ones are documented to.
//   - Three backup codes in use are many. After an account was connected again it has synchronised within 5 s.
//   - The numbers marked as guesses in the brand table.
//
// Left out: spaces, customers, access grants and access systems; codes of another Seam workspace and taking them over with
// force; partial backup pools, since a pool holds one; variants of an offline PIN running out; shortened names and the PINs of
// Wyze, which Seam shows as they were asked for; the location that KeyInCode wants; and the legacy fields sync and
// use_offline_access_code beyond accepting them. A test that needs such a problem puts it there with [Server.AddProblem].
package sim
