package diagnose

import "seamdash/model"

// An entry is what there is to say about one error or warning code of Seam: a row of the catalogue. Its texts may have the marks
// {account}, {app} and {maker}, see [inquiry.fillIn].
//
// What a code means, whether Seam goes on trying, and what helps, is from Seam's guides and the descriptions in its OpenAPI
// document; where they say nothing, it is our own advice, and retries is [model.Unknown].
type entry struct {
	code     string
	as       Cause // where another row's cause is the same thing, that one; otherwise ""
	severity Severity
	lies     place
	stops    stop
	retries  model.Tri
	// anError says that the row is about an error alone: as a warning the code means something else.
	anError bool
	title   string
	why     string
	steps   acts
}

// acts are the steps of a row. It is no list, so that looking up a row allocates nothing.
type acts [7]act

// An act is a [Step] as the catalogue has it.
type act struct {
	text string
	do   Remedy
}

// A place is what a cause lies on at least, wherever Seam reports it: Seam copies much onto the locks and codes below.
type place uint8

const (
	whereReported place = iota
	onLock
	onHub // between lock and account; Seam has no object for it
	onBridge
	onAccount
)

// A stop is what a cause keeps from happening. What follows for one code depends on where that code stands, see [inquiry.weigh].
type stop uint8

const (
	nothing     stop = iota
	programming      // nothing gets onto the lock, is changed there or erased
	adding           // nothing new gets onto the lock
	connecting       // as programming, but codes that need no connection are made all the same
	timing           // codes with a window do not get onto the lock
	typing           // a code that is on the lock does not open the door
	restoring        // what is on the lock is not what was asked for, until Seam sets it again
	changing         // the lock keeps what it had before a change
	removing         // the lock keeps what should be gone
)

// lookUp finds the row of a problem. For a code that is in no catalogue it makes one: Seam's own sentence, and what can be tried
// with anything.
func lookUp(p *model.Problem) entry {
	if e, known := row(p); known {
		return e
	}
	e := entry{
		code: p.Code, severity: Warning, title: "Seam reports " + p.Words(),
		why: "Seam's own sentence is all that is known about it here.",
		steps: acts{
			{openDoor, UnlockNow},
			{"do what Seam's sentence says", ByHand},
			{"ask Seam again whether it still holds", Refresh},
			{askAgain, Retry},
			{askSupport, ByHand},
		},
	}
	if p.Code == "" {
		e.title = "Seam reports trouble without a name"
	}
	if p.Level == model.Error {
		e.severity, e.stops = Serious, programming
	}
	return e
}

// Known says that the catalogue has a row for the problem, so that there is more to tell than Seam's own sentence.
func Known(p *model.Problem) bool {
	_, known := row(p)
	return known
}

// row asks the tables in the order in which the code belongs to the thing that has the problem. Seam gives no origin of a warning
// and moved codes between levels and origins before, so every table is asked in the end.
func row(p *model.Problem) (e entry, known bool) {
	code := p.Current().Code
	tables := [...]func(code string, level model.Level) (entry, bool){codeRow, lockRow, accountRow, retiredRow}
	switch p.Origin {
	case model.OriginAccount, model.OriginBridge:
		tables[0], tables[2] = tables[2], tables[0]
	case model.OriginDevice:
		tables[0], tables[1] = tables[1], tables[0]
	case model.OriginCode:
	}
	for _, table := range tables {
		if e, known = table(code, p.Level); known {
			return e, true
		}
	}
	return entry{}, false
}

// among is where the row of a code is in a table, or -1.
func among(rows []entry, code string, level model.Level) int {
	for i := range rows {
		if rows[i].code == code && (level == model.Error || !rows[i].anError) {
			return i
		}
	}
	return -1
}

// What several rows advise.
const (
	openDoor    = "open the door from afar"
	giveBackup  = "pull the backup code and give it to the guest"
	giveOther   = "give the guest a code that is on the lock already"
	letIn       = "let somebody open the door"
	openThere   = letIn + " with {app} beside the lock, a card or a key"
	waitTrying  = "wait: Seam goes on trying by itself"
	askAgain    = "ask for it again with the same values"
	makeAgain   = "delete it and make it again with the same PIN"
	otherPIN    = "give it another PIN"
	lookAgain   = "ask Seam again"
	checkLock   = "check the battery, the network and the hub of the lock, and lock and unlock it once from afar"
	connect     = "connect {account} again with the same email address"
	tellZone    = "tell Seam the time zone of the lock"
	chooseCodes = "choose codes of the lock that can go, and delete them"
	askSupport  = "ask Seam's support, with the report"
)
