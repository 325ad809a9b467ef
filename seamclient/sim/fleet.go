package sim

import "time"

// A lock is one row of the curated fleet.
type lock struct {
	brand, name string
	place       int // index into its places
	battery     float64
	codes       []seed
}

func (w *world) places() []*place {
	list := []*place{
		{name: "Maple Court", zone: "America/Los_Angeles"},
		{name: "Harbor Street", zone: "America/New_York"},
		{name: "Quinta do Lago", zone: "Europe/Lisbon"},
	}
	offsets := []int{-8, -5, 0} // for machines without a zone database
	for i, p := range list {
		at, err := w.zones(p.zone)
		if err != nil {
			at = time.FixedZone(p.zone, offsets[i]*3600)
		}
		p.at = at
	}
	return list
}

// curatedFleet is the world of the zero Options: twelve locks of six brands in three zones, about sixty codes.
func (w *world) curatedFleet() {
	w.workspace.name = "Maple Property Group"
	at := w.places()
	list := append(append(mapleCourt(), harborStreet()...), quintaDoLago()...)
	var past []event
	for n, l := range list {
		d := w.addDevice(w.accountOf(w.brand(l.brand)), at[l.place], l.name)
		d.model = d.brand.models[n%len(d.brand.models)]
		if l.battery != 0 {
			d.battery = l.battery
		}
		if l.brand == "schlage" || l.brand == "kwikset" {
			d.auto = autoLock{on: true, delay: 30}
		}
		for i, s := range l.codes {
			past = append(past, w.past(w.plant(d, s, n+i))...)
		}
		past = append(past, w.trouble(d)...)
		past = append(past, w.comings(d, n)...)
	}
	w.recall(past)
}

// trouble gives two locks of the curated fleet theirs.
func (w *world) trouble(d *device) []event {
	switch d.name {
	case "Harbor 14 · Bike room":
		d.link.offline = w.now.add(-3*time.Hour - 12*time.Minute)
		for _, c := range d.codes {
			c.ready = 0
			w.settleCode(c)
		}
		more := w.deviceIssues(d)
		more["error_code"] = "device_disconnected"
		return []event{{kind: "device.disconnected", occurred: d.link.offline, device: d, more: more}}
	case "Maple Ct 3B · Patio":
		return []event{{
			kind: "device.low_battery", occurred: w.now.add(-9 * time.Hour), device: d,
			more: map[string]any{"battery_level": d.battery},
		}}
	}
	return nil
}

// comings are the last day's uses of the keypad.
func (w *world) comings(d *device, n int) []event {
	var list []event
	for i := range 4 + n%3 {
		if d.link.offline != 0 || len(d.codes) == 0 {
			break
		}
		at := w.now.add(-w.mint.span(d.id, uint64(i)+500, 20*time.Minute, 23*time.Hour))
		c := d.codes[i%len(d.codes)]
		if c.phase == active && c.since < at {
			list = append(list, unlocked(c, at), lockedAgain(d, at.add(45*time.Second)))
		}
	}
	return list
}

func mapleCourt() []lock {
	return []lock{
		{"august", "Maple Ct 1A · Front Door", 0, 0.92, []seed{
			{"Resident · Kim", stay{}, plainCode},
			{"Resident · Park", stay{}, plainCode},
			{"Cleaner · Rosa", stay{fromDay: -1, fromHour: 9, toDay: 6, toHour: 13}, plainCode},
			{"Dog walker", stay{}, arriving},
			{"Old housekeeper", stay{}, foreignCode},
		}},
		{"schlage", "Maple Ct 1A · Garage", 0, 0.88, []seed{
			{"Resident · Kim", stay{}, plainCode},
			{"Contractor · Boiler", stay{fromDay: 1, fromHour: 9, toDay: 1, toHour: 12}, plainCode},
			{"Courier", stay{starts: -8 * time.Minute, ends: 7 * time.Second}, plainCode},
		}},
		{"august", "Maple Ct 3B · Front Door", 0, 0.64, []seed{
			{"Resident · Nguyen", stay{}, plainCode},
			{"Cleaner", stay{fromDay: -1, fromHour: 9, toDay: 4, toHour: 16}, plainCode},
			{"Guest · Okafor", stay{starts: 36 * time.Minute, ends: 44 * time.Hour}, stuck},
			{"Guest · Lindqvist", stay{fromDay: 5, fromHour: 15, toDay: 8, toHour: 11}, plainCode},
			{"Guest · Duarte", stay{fromDay: 2, fromHour: 15, toDay: 4, toHour: 11}, plainCode},
		}},
		{"nuki", "Maple Ct 3B · Patio", 0, 0.11, []seed{
			{"Resident · Nguyen", stay{}, plainCode},
			{"Gardener", stay{fromDay: 1, fromHour: 8, toDay: 1, toHour: 11}, plainCode},
			{"Guest · Haas", stay{fromDay: -2, fromHour: 15, toDay: 1, toHour: 11}, renewing},
		}},
	}
}

func harborStreet() []lock {
	return []lock{
		{"salto_ks", "Harbor 12 · Main door", 1, 0, []seed{
			{"Resident · Abbott", stay{}, plainCode},
			{"Resident · Chen", stay{}, plainCode},
			{"Resident · Iyer", stay{}, plainCode},
			{"Night porter", stay{}, plainCode},
			{"Guest · Moreau", stay{fromDay: -1, fromHour: 15, toDay: 2, toHour: 11}, plainCode},
			{"Guest · Sato", stay{fromDay: 1, fromHour: 15, toDay: 3, toHour: 11}, plainCode},
			{"Auditor", stay{fromDay: 6, fromHour: 9, toDay: 6, toHour: 17}, plainCode},
		}},
		{"lockly", "Harbor 12 · Laundry", 1, 0.71, []seed{
			{"Resident · Chen", stay{}, plainCode},
			{"Linen service", stay{fromDay: 1, fromHour: 7, toDay: 1, toHour: 9}, plainCode},
			{"Repair · Washer", stay{starts: 48 * time.Minute, ends: 3 * time.Hour}, arriving},
			{"Guest · Moreau", stay{fromDay: -1, fromHour: 15, toDay: 2, toHour: 11}, plainCode},
			{"Cleaner · Late shift", stay{starts: -9 * time.Hour, ends: -14 * time.Minute}, lateRemoval},
		}},
		{"kwikset", "Harbor 12 · Apt 4", 1, 0.83, []seed{
			{"Owner Fairley", stay{}, plainCode},
			{"Guest Novak", stay{fromDay: -1, fromHour: 16, toDay: 1, toHour: 10}, plainCode},
			{"Guest Bianchi", stay{fromDay: 1, fromHour: 16, toDay: 5, toHour: 10}, plainCode},
			{"Guest Osei", stay{fromDay: 9, fromHour: 16, toDay: 12, toHour: 10}, plainCode},
			{"Cleaner Ines", stay{}, leaving},
		}},
		{"salto_ks", "Harbor 14 · Main door", 1, 0, []seed{
			{"Resident · Baptiste", stay{}, plainCode},
			{"Resident · Walsh", stay{}, plainCode},
			{"Resident · Ito", stay{}, plainCode},
			{"Concierge", stay{}, plainCode},
			{"Guest · Petrov", stay{fromDay: -3, fromHour: 15, toDay: 1, toHour: 11}, plainCode},
			{"Guest · Amari", stay{fromDay: 4, fromHour: 15, toDay: 6, toHour: 11}, plainCode},
		}},
		{"kwikset", "Harbor 14 · Bike room", 1, 0.47, []seed{
			{"Walsh", stay{}, plainCode},
			{"Baptiste", stay{}, unknownCode},
			{"Bike mechanic", stay{starts: -70 * time.Minute, ends: 5 * time.Hour}, arriving},
			{"Guest Petrov", stay{fromDay: -3, fromHour: 15, toDay: 1, toHour: 11}, plainCode},
		}},
	}
}

func quintaDoLago() []lock {
	return []lock{
		{"nuki", "Quinta do Lago · Portão", 2, 0.55, []seed{
			{"Família Teixeira", stay{}, plainCode},
			{"Jardineiro", stay{fromDay: -1, fromHour: 8, toDay: 5, toHour: 18}, plainCode},
			{"Hóspede · Schmidt", stay{fromDay: -1, fromHour: 16, toDay: 3, toHour: 10}, plainCode},
			{"Hóspede · O'Brien", stay{fromDay: 4, fromHour: 16, toDay: 9, toHour: 10}, plainCode},
			{"Piscina", stay{}, tamperedCode},
		}},
		{"nuki", "Quinta do Lago · Casa grande", 2, 0.78, []seed{
			{"Família Teixeira", stay{}, plainCode},
			{"Hóspede · Schmidt", stay{fromDay: -1, fromHour: 16, toDay: 3, toHour: 10}, plainCode},
			{"Hóspede · O'Brien", stay{fromDay: 4, fromHour: 16, toDay: 9, toHour: 10}, plainCode},
			{"Limpeza · Graça", stay{fromDay: 1, fromHour: 10, toDay: 1, toHour: 14}, plainCode},
			{"Chef", stay{starts: -2 * time.Hour, ends: 11 * time.Second}, plainCode},
			{"Eletricista", stay{}, foreignCode},
		}},
		{"lockly", "Quinta do Lago · Anexo", 2, 0.39, []seed{
			{"Caseiro", stay{}, plainCode},
			{"Hóspede · Lefèvre", stay{fromDay: -2, fromHour: 16, toDay: 2, toHour: 10}, plainCode},
			{"Hóspede · Rossi", stay{fromDay: 3, fromHour: 16, toDay: 6, toHour: 10}, plainCode},
			{"Massagista", stay{starts: 25 * time.Minute, ends: 2 * time.Hour}, plainCode},
			{"Wine delivery", stay{starts: 60*time.Minute + 3*time.Second, ends: 3 * time.Hour}, plainCode},
			{"Antigo caseiro", stay{}, leaving},
		}},
	}
}
