package holidays

import "strings"

// OfZone is the country in which the clock of a zone of the IANA database is, as its file zone.tab has it; false where the holidays of
// that country as a whole are not known. The names of old, such as US/Eastern, are in no country.
func OfZone(zone string) (code string, ok bool) {
	if zone == "" || strings.ContainsRune(zone, ' ') {
		return "", false
	}
	for _, c := range zonesOfCountries() {
		if strings.Contains(" "+c.zones+" ", " "+zone+" ") {
			return c.code, true
		}
	}
	return "", false
}

type countryZones struct{ code, zones string }

func zonesOfCountries() []countryZones {
	return []countryZones{
		{"AT", "Europe/Vienna"},
		{"BE", "Europe/Brussels"},
		{"BG", "Europe/Sofia"},
		{"BR", "America/Araguaina America/Bahia America/Belem America/Boa_Vista America/Campo_Grande America/Cuiaba America/Eirunepe " +
			"America/Fortaleza America/Maceio America/Manaus America/Noronha America/Porto_Velho America/Recife America/Rio_Branco " +
			"America/Santarem America/Sao_Paulo"},
		{"CA", "America/Atikokan America/Blanc-Sablon America/Cambridge_Bay America/Creston America/Dawson America/Dawson_Creek " +
			"America/Edmonton America/Fort_Nelson America/Glace_Bay America/Goose_Bay America/Halifax America/Inuvik America/Iqaluit " +
			"America/Moncton America/Rankin_Inlet America/Regina America/Resolute America/St_Johns America/Swift_Current " +
			"America/Toronto America/Vancouver America/Whitehorse America/Winnipeg"},
		{"CY", "Asia/Famagusta Asia/Nicosia"},
		{"CZ", "Europe/Prague"},
		{"DE", "Europe/Berlin Europe/Busingen"},
		{"DK", "Europe/Copenhagen"},
		{"EE", "Europe/Tallinn"},
		{"ES", "Africa/Ceuta Atlantic/Canary Europe/Madrid"},
		{"FI", "Europe/Helsinki"},
		{"FR", "Europe/Paris"},
		{"GB", "Europe/London"},
		{"GR", "Europe/Athens"},
		{"HR", "Europe/Zagreb"},
		{"HU", "Europe/Budapest"},
		{"IE", "Europe/Dublin"},
		{"IS", "Atlantic/Reykjavik"},
		{"IT", "Europe/Rome"},
		{"JP", "Asia/Tokyo"},
		{"KE", "Africa/Nairobi"},
		{"LT", "Europe/Vilnius"},
		{"LU", "Europe/Luxembourg"},
		{"LV", "Europe/Riga"},
		{"MT", "Europe/Malta"},
		{"MW", "Africa/Blantyre"},
		{"MX", "America/Bahia_Banderas America/Cancun America/Chihuahua America/Ciudad_Juarez America/Hermosillo America/Matamoros " +
			"America/Mazatlan America/Merida America/Mexico_City America/Monterrey America/Ojinaga America/Tijuana"},
		{"NC", "Pacific/Noumea"},
		{"NL", "Europe/Amsterdam"},
		{"NO", "Europe/Oslo"},
		{"NZ", "Pacific/Auckland Pacific/Chatham"},
		{"PL", "Europe/Warsaw"},
		{"PT", "Atlantic/Azores Atlantic/Madeira Europe/Lisbon"},
		{"RO", "Europe/Bucharest"},
		{"RS", "Europe/Belgrade"},
		{"RU", "Asia/Anadyr Asia/Barnaul Asia/Chita Asia/Irkutsk Asia/Kamchatka Asia/Khandyga Asia/Krasnoyarsk Asia/Magadan " +
			"Asia/Novokuznetsk Asia/Novosibirsk Asia/Omsk Asia/Sakhalin Asia/Srednekolymsk Asia/Tomsk Asia/Ust-Nera Asia/Vladivostok " +
			"Asia/Yakutsk Asia/Yekaterinburg Europe/Astrakhan Europe/Kaliningrad Europe/Kirov Europe/Moscow Europe/Samara " +
			"Europe/Saratov Europe/Ulyanovsk Europe/Volgograd"},
		{"SE", "Europe/Stockholm"},
		{"SI", "Europe/Ljubljana"},
		{"SK", "Europe/Bratislava"},
		{"TH", "Asia/Bangkok"},
		{"US", "America/Adak America/Anchorage America/Boise America/Chicago America/Denver America/Detroit America/Indiana/Indianapolis " +
			"America/Indiana/Knox America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Tell_City America/Indiana/Vevay " +
			"America/Indiana/Vincennes America/Indiana/Winamac America/Juneau America/Kentucky/Louisville America/Kentucky/Monticello " +
			"America/Los_Angeles America/Menominee America/Metlakatla America/New_York America/Nome America/North_Dakota/Beulah " +
			"America/North_Dakota/Center America/North_Dakota/New_Salem America/Phoenix America/Sitka America/Yakutat Pacific/Honolulu"},
		{"ZA", "Africa/Johannesburg"},
	}
}
