// Package moment reads times as people write them ("tomorrow 9am", "fri 17:00 for 3h", "+1d 11:00",
// "2027-01-04 09:00") in the time zone of a lock, and writes an instant so that it reads back as the same instant.
//
// A door opens by what is read here. So all of a text has to be understood, and what can mean two things, such as
// "04.01." or "tomorrow 9", is a [Mistake] with a guess instead of a reading. Where the words leave one sensible
// reading that is not the obvious one, a note says so: a time of day that is past today means tomorrow, and an hour
// that the clocks skip or repeat is the moved one or the first.
//
// Days are counted on the calendar and hours as they pass: "+1d" keeps the time of day over a change of the clocks,
// "+24h" does not.
//
// The reader is our own because the two libraries that were tried, github.com/olebedev/when v1.1.0 and
// github.com/markusmobius/go-dateparser v1.4.7, misread without a word. On Friday 20 November 2026 at 13:58 the first took
// "24 dec 15:00" for 15 December, "31 feb 9:00" for 9 February, "9 tomorrow" for tomorrow 13:58, "fri 17:00" for the
// Friday a week on, and dropped what it did not know ("wibble 9am"); the second took "9:00" for the past morning although
// told to look ahead, "04.01. 9:00" for 1 April, "9 tomorrow" for tomorrow 13:58 and "25:00" for a day in the year 2000,
// did not know "next fri", and costs 7 MB and 170 ms at each start of the program. Neither says what it did not use, and
// neither tells of hours that do not exist.
package moment
