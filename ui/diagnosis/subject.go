package diagnosis

import (
	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// A subject is what the question is about, as it was seen last: what vanishes while somebody reads about it stays to be read.
type subject struct {
	lock    *model.Lock
	code    *model.AccessCode // nil when the question is about the lock
	account *model.Account    // nil where it is not known
	// gone says that the code, or the lock, has left the picture, lockGone the latter.
	gone, lockGone bool
	owned          coderow.Owned
	picture        *model.Snapshot
}

// find looks the subject up in a picture; false where it was never there.
func (s *subject) find(picture *model.Snapshot, of nav.CodeOf) bool {
	s.picture = picture
	lock, ok := picture.Lock(of.Lock)
	if s.lockGone = !ok; !ok {
		s.gone = true
		return s.lock != nil
	}
	s.lock = lock
	if account, ok := picture.Account(lock.Device.AccountID); ok {
		s.account = account
	}
	if of.Code == "" {
		s.gone = false
		return true
	}
	code, ok := lock.Code(of.Code)
	if s.gone = !ok; ok {
		s.code = code
	}
	return s.code != nil
}

// facts are what the question is answered from.
func (o *Overlay) facts() diagnose.Facts {
	s, k := &o.subject, &o.known
	return diagnose.Facts{
		Reader: o.reader, Lock: s.lock, Code: s.code, Gone: s.gone && s.code != nil, Account: s.account, Events: k.events, EventsSince: k.since,
		Writes: k.writes, Followed: k.followed, Feed: s.picture.Feed,
	}
}

// name is what the subject is called.
func (s *subject) name() string {
	if s.code != nil {
		return coderow.Name(s.code)
	}
	return s.lockName()
}

func (s *subject) lockName() string {
	if s.lock.Device.Name == "" {
		return "a lock without a name"
	}
	return s.lock.Device.Name
}
