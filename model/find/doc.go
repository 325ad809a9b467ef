// Package find is how people find codes and locks: a small filter language, and a table that keeps every code of every
// lock filtered and in order while the picture changes underneath.
//
// A query is words with blanks between them, and all of them must hold. A plain word is searched in the names; key:value asks
// for one fact (status:stuck, battery:<20, ends:today), ! before a word turns it around, commas give a choice
// (status:late,stuck), and quotes keep blanks together. A plain word that occurs nowhere is taken as fuzzy. A query has
// at most [Longest] bytes and [MostWords] words.
//
// The package is pure: what the time is, and which zone a lock is in, are arguments. Nothing here reads a PIN.
package find
