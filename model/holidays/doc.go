// Package holidays is named sets of days on which rules have no windows: public holidays of a country or a part of it for any
// year, days that somebody typed, or both.
//
// The countries are those of github.com/rickar/cal/v2 and only as right as it is: rules written down by volunteers, with fixed
// dates and Easter computed, decrees of single years mostly missing. [Country.Note] says where we know that days are missing, a
// few lists are mended here, and countries are left out whose list we know to be wrong: Argentina, whose holidays are moved by
// law to Mondays, and Ukraine, which moved Christmas in 2023 and has no days off under martial law. So the dates of a set are
// shown to the person ([Set.Between]), who can type more.
package holidays
