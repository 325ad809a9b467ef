// Package words is a recurring schedule in words, both ways: it reads "mon wed fri 9-13 and sat 10-16 until 30 jun except US
// holidays", writes a rule so that it reads back as the same rule, and tells it in a sentence for people.
//
// A text is days with their hours, one or more of them, and clauses in any order:
//
//	days     mon wed fri · mon-thu · weekdays · weekends · every day · every 2 weeks on tue · every other friday ·
//	         monthly on the 1st and 15th · last friday of the month · yearly on 24 dec · 2nd sunday of may ·
//	         weekdays in jun and jul · every day except sunday · every night 22-6 · rrule FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR
//	hours    9-13 · 9:30 to 17:00 · 9h30-17h · 9am-5pm · 22-6 · 9-5+1 · noon-midnight · all day · 9 for 3 hours, and several of them
//	clauses  from 1 dec · until 30 jun · until june · 10 times · except 24-26 dec, US holidays · except 25 dec 9:00 ·
//	         also 31 dec 10-12 · with 15 min before and 30 min after · paused until 3 jan
//
// A door opens by what is read here. So, as in package moment, all of a text has to be understood, and what can mean two things
// is a [Mistake] with a guess instead of a reading:
//
//   - "9-5" could be a working day or a night. A window goes over midnight without further words only when it starts at 13:00 or
//     later, or both times say am or pm; otherwise "9-5+1" or "9-5 next day" is asked for.
//   - "9-5pm" and "9am-5" lack half of what they say, and "midnight-6" could be of either end of the day.
//   - "25.12." and "12/25" are read differently on both sides of the Atlantic.
//   - "every second friday" could be every other week or the second of the month.
//   - "every 2 weeks on tue 9-11 and sat 10-14" does not say how often Saturday comes.
//   - "except sun" could be one Sunday or all of them.
//
// Where there is one sensible reading that is not the obvious one, a note says so: "until june" is until 30 June.
//
// A date without a year is the next such date from today on, or from the rule's start if that is later. It stays that one date
// in a rule that runs for years. What repeats every year is a set of holidays.
package words
