package model

// SlotsUsed counts the codes that take up room on a lock, those that wait there for their window included. It is
// not known when the codes are not, or when Seam cannot tell whether one of them is on the lock.
func (l *Lock) SlotsUsed() (used int, ok bool) {
	if !l.Loaded || l.Fault != nil {
		return 0, false
	}
	for i := range l.Codes {
		c := &l.Codes[i]
		switch c.Status {
		case StatusSet, StatusSetting, StatusRemoving:
			used++
		case StatusUnset:
			if c.Preloaded == Yes {
				used++
			}
		case StatusUnknown:
			return 0, false
		default:
			return 0, false
		}
	}
	return used, true
}
