// Package ics reads and writes recurring schedules as iCalendar (RFC 5545), the format of calendar programs, and reads sets of holidays.
//
// Nothing is dropped in silence. What a file says that would narrow access and that a rule cannot keep, such as EXRULE or a change of
// "this and all following", makes an event be refused; the rest that is lost is named with the event. What says nothing of
// when doors open (places, guests, reminders) is not looked at.
//
// The syntax is that of github.com/arran4/golang-ical, which reads without bounds, recurses for each nested component and is
// quadratic in the parameters of a line; so a gate before it lets through only bounded, balanced lines of the properties that we
// know. The recurrence rule itself is never given to it: what an event means as a rule, and a rule as events, is the business of
// [seamdash/model/recur/rfc5545].
//
// Times are what recur makes of them: starts and ends keep the clock of the wall, also where a file gives DTEND, which RFC 5545
// would have as an exact length on the days when the clocks change. Times without a zone are those of each lock's own clock.
// Zones are known by their IANA names, and what a file says of a zone (VTIMEZONE) is only held against what we know.
package ics
