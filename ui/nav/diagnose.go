package nav

// Diagnose asks why a code does not work, or about its lock where Of.Code is "".
type Diagnose struct{ Of CodeOf }

func (Diagnose) intent() {}
