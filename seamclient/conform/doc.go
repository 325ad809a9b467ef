// Package conform states what everything that speaks Seam must show, once, and runs it against whatever does: our
// simulator, Seam's own fake server, and a real sandbox workspace when somebody hands over its key.
//
// It also holds traffic against Seam's official OpenAPI document ([Spec]): requests strictly, so that no field is sent
// that Seam does not know, and answers as the document describes them. Only tests import this package.
package conform
