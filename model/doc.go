// Package model is the vocabulary of seamdash: devices, access codes, windows, PINs, events and faults.
//
// It is pure: standard library only, no clock, no file, no socket; whatever depends on the time takes now as an
// argument. Text that comes from Seam passes [Clean] before it becomes a field of anything here, so everything
// above this package may print what it finds.
package model
