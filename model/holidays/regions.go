package holidays

import (
	"slices"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"
)

// australia has the lists of its states and none of its own.
func australia() []part {
	return []part{
		{Region{"ACT", "Australian Capital Territory"}, au.HolidaysACT},
		{Region{"NSW", "New South Wales"}, au.HolidaysNSW},
		{Region{"NT", "Northern Territory"}, au.HolidaysNT},
		{Region{"QLD", "Queensland"}, au.HolidaysQLD},
		{Region{"SA", "South Australia"}, au.HolidaysSA},
		{Region{"TAS", "Tasmania"}, au.HolidaysTAS},
		{Region{"VIC", "Victoria"}, au.HolidaysVIC},
		{Region{"WA", "Western Australia"}, au.HolidaysWA},
	}
}

func germany() land {
	l := whole("DE", "Germany", "holidays of single towns are missing, such as 15 August in most of Bavaria", de.Holidays, "Deutschland")
	l.parts = []part{
		{Region{"BB", "Brandenburg"}, de.HolidaysBB},
		{Region{"BE", "Berlin"}, de.HolidaysBE},
		{Region{"BW", "Baden-Württemberg"}, de.HolidaysBW},
		{Region{"BY", "Bayern"}, de.HolidaysBY},
		{Region{"HB", "Bremen"}, de.HolidaysHB},
		{Region{"HE", "Hessen"}, de.HolidaysHE},
		{Region{"HH", "Hamburg"}, de.HolidaysHH},
		{Region{"MV", "Mecklenburg-Vorpommern"}, mecklenburg()},
		{Region{"NI", "Niedersachsen"}, de.HolidaysNI},
		{Region{"NW", "Nordrhein-Westfalen"}, de.HolidaysNW},
		{Region{"RP", "Rheinland-Pfalz"}, de.HolidaysRP},
		{Region{"SH", "Schleswig-Holstein"}, de.HolidaysSH},
		{Region{"SL", "Saarland"}, de.HolidaysSL},
		{Region{"SN", "Sachsen"}, de.HolidaysSN},
		{Region{"ST", "Sachsen-Anhalt"}, de.HolidaysST},
		{Region{"TH", "Thüringen"}, de.HolidaysTH},
	}
	return l
}

// mecklenburg is the library's list with 8 March, which is a holiday there since 2023.
func mecklenburg() []*cal.Holiday {
	return append(slices.Clone(de.HolidaysMV), de.Frauentag.Clone(&cal.Holiday{StartYear: 2023}))
}

// switzerland has the lists of its cantons. The library's list for the whole is the sum of them, which is observed nowhere.
func switzerland() []part {
	return []part{
		{Region{"AG", "Aargau"}, ch.HolidaysAG},
		{Region{"AI", "Appenzell Innerrhoden"}, ch.HolidaysAI},
		{Region{"AR", "Appenzell Ausserrhoden"}, ch.HolidaysAR},
		{Region{"BE", "Bern"}, ch.HolidaysBE},
		{Region{"BL", "Basel-Landschaft"}, ch.HolidaysBL},
		{Region{"BS", "Basel-Stadt"}, ch.HolidaysBS},
		{Region{"FR", "Fribourg"}, ch.HolidaysFR},
		{Region{"GE", "Genève"}, ch.HolidaysGE},
		{Region{"GL", "Glarus"}, ch.HolidaysGL},
		{Region{"GR", "Graubünden"}, ch.HolidaysGR},
		{Region{"JU", "Jura"}, ch.HolidaysJU},
		{Region{"LU", "Luzern"}, ch.HolidaysLU},
		{Region{"NE", "Neuchâtel"}, ch.HolidaysNE},
		{Region{"NW", "Nidwalden"}, ch.HolidaysNW},
		{Region{"OW", "Obwalden"}, ch.HolidaysOW},
		{Region{"SG", "St. Gallen"}, ch.HolidaysSG},
		{Region{"SH", "Schaffhausen"}, ch.HolidaysSH},
		{Region{"SO", "Solothurn"}, ch.HolidaysSO},
		{Region{"SZ", "Schwyz"}, ch.HolidaysSZ},
		{Region{"TG", "Thurgau"}, ch.HolidaysTG},
		{Region{"TI", "Ticino"}, ch.HolidaysTI},
		{Region{"UR", "Uri"}, ch.HolidaysUR},
		{Region{"VD", "Vaud"}, ch.HolidaysVD},
		{Region{"VS", "Valais"}, ch.HolidaysVS},
		{Region{"ZG", "Zug"}, ch.HolidaysZG},
		{Region{"ZH", "Zürich"}, ch.HolidaysZH},
	}
}
