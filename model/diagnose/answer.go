package diagnose

// timeline is what happened, in order.
func (q *inquiry) timeline() []Moment {
	if q.Code == nil {
		return nil
	}
	var moments []Moment
	for i := range q.Events {
		if e := &q.Events[i]; e.CodeID == q.Code.ID {
			moments = append(moments, Moment{At: e.At, Words: e.Type.Words(), Event: e.ID})
		}
	}
	return moments
}

// differences are what was asked for against what is on the lock.
func (q *inquiry) differences() []Difference {
	if q.Code == nil {
		return nil
	}
	return []Difference{{Field: "name", Asked: q.Code.Name, OnLock: q.Code.Name, Same: true}}
}

// verdict is the answer in a word and in a sentence.
func (q *inquiry) verdict(findings []Finding) (Health, string) {
	health := Fine
	for i := range findings {
		switch {
		case findings[i].Blocks:
			health = Blocked
		case findings[i].Severity > Note:
			health = max(health, Uneasy)
		}
	}
	if q.Code == nil {
		return health, q.Lock.SentenceFor(q.Reader)
	}
	return health, q.Code.SentenceFor(q.device, q.Reader)
}
