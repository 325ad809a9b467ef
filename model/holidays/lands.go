package holidays

import (
	"slices"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/hu"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/is"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/ke"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mt"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/mx"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/th"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// lands are the countries in the order of their codes.
func lands() []land {
	const (
		federal  = "holidays of the states and towns are missing"
		moon     = "holidays by the moon, which are announced, are missing"
		decreed  = "days off that are moved by decree are missing"
		communes = "local holidays are missing"
	)
	return []land{
		whole("AT", "Austria", "", at.Holidays),
		{Country: Country{Code: "AU", Name: "Australia", Note: "one-off and local holidays are missing"}, parts: australia()},
		whole("BE", "Belgium", "", be.Holidays),
		whole("BG", "Bulgaria", "", bg.Holidays),
		whole("BR", "Brazil", federal+"; Carnival and Corpus Christi are optional", br.Holidays),
		whole("CA", "Canada", "holidays of the provinces are missing", ca.Holidays),
		{Country: Country{Code: "CH", Name: "Switzerland", Note: communes}, parts: switzerland()},
		whole("CY", "Cyprus", "", cy.Holidays),
		whole("CZ", "Czechia", "", cz.Holidays, "Czech Republic"),
		germany(),
		whole("DK", "Denmark", "", dk.Holidays),
		whole("EE", "Estonia", "", ee.Holidays),
		whole("ES", "Spain", "holidays of the regions and towns are missing", es.Holidays),
		whole("FI", "Finland", "", fi.Holidays),
		whole("FR", "France", "holidays of Alsace, Moselle and overseas are missing", fr.Holidays),
		whole("GB", "United Kingdom", "those of England and Wales; Scotland and Northern Ireland have others", gb.Holidays,
			"UK", "Britain", "Great Britain", "England", "Wales", "England and Wales"),
		whole("GR", "Greece", "", greece()),
		whole("HR", "Croatia", "", hr.Holidays),
		whole("HU", "Hungary", decreed, hu.Holidays),
		whole("IE", "Ireland", "", ie.Holidays),
		whole("IS", "Iceland", "", is.Holidays),
		whole("IT", "Italy", "feasts of the towns' patrons are missing", it.Holidays),
		whole("JP", "Japan", "days between two holidays are known until 2032", jp.Holidays),
		whole("KE", "Kenya", moon, ke.Holidays),
		whole("LT", "Lithuania", "", lt.Holidays),
		whole("LU", "Luxembourg", "Europe Day, 9 May, is missing", lu.Holidays),
		whole("LV", "Latvia", "", lv.Holidays),
		whole("MT", "Malta", "", mt.Holidays),
		whole("MW", "Malawi", moon, mw.Holidays),
		whole("MX", "Mexico", "", mx.Holidays),
		whole("NC", "New Caledonia", "", nc.Holidays),
		whole("NL", "Netherlands", "", nl.Holidays, "Holland"),
		whole("NO", "Norway", "", no.Holidays),
		whole("NZ", "New Zealand", "anniversary days of the provinces are missing", newZealand()),
		whole("PL", "Poland", "", pl.Holidays),
		whole("PT", "Portugal", "feasts of the towns' patrons are missing", pt.Holidays),
		whole("RO", "Romania", "", ro.Holidays),
		whole("RS", "Serbia", "", rs.Holidays),
		whole("RU", "Russia", "2 to 6 and 8 January are missing, and "+decreed, ru.Holidays),
		whole("SE", "Sweden", "", se.Holidays),
		whole("SI", "Slovenia", "", si.Holidays),
		whole("SK", "Slovakia", decreed, sk.Holidays),
		whole("TH", "Thailand", moon, th.Holidays),
		whole("US", "United States", "federal holidays; "+federal, us.Holidays, "USA", "America", "United States of America"),
		whole("ZA", "South Africa", "", za.Holidays),
	}
}

func whole(code, name, note string, rules []*cal.Holiday, also ...string) land {
	return land{Country: Country{Code: code, Name: name, Note: note}, national: rules, also: also}
}

// greece is the library's list, whose New Year's Day has the name of Christmas.
func greece() []*cal.Holiday {
	list := slices.Clone(gr.Holidays)
	list[0] = aa.NewYear.Clone(&cal.Holiday{Name: "Πρωτοχρονιά"})
	return list
}

// newZealand is the library's list with Matariki, which it knows (until 2052) but does not list. It is a holiday since 2022.
func newZealand() []*cal.Holiday {
	return append(slices.Clone(nz.Holidays), nz.Matariki.Clone(&cal.Holiday{StartYear: 2022, EndYear: 2052}))
}
