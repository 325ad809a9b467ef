package main

import "slices"

// canaryLines are all commands with all their flags, in an order in which they make sense. They meet in one store.
func canaryLines() []line {
	return slices.Concat(keyLines(), codeLines(), refusedLines(), ruleLines(), exchangeLines(), houseLines(), lastLines())
}

func keyLines() []line {
	return []line{
		{args: "login", stdin: "seam_test_nobody\n", fails: true},
		{args: "login --profile cabin", stdin: "{key}\n"},
		{args: "login", stdin: "{key}\n"},
		{args: "login {key}", fails: true},
		{args: "{key}", fails: true},
		{args: "whoami --verbose --json --key-source keyring"},
		{args: "whoami --endpoint {url}"},
		{args: "whoami --profile cabin --verbose"},
	}
}

func codeLines() []line {
	return []line{
		{args: "devices"},
		{args: "devices --json"},
		{args: "codes create --device Cabin --name {a~guest} --pin-stdin --json", stdin: "{PIN of a guest}\n"},
		{args: "codes create --device Cabin --name {a~guest} --pin-stdin --dry-run", stdin: "{PIN of a guest}\n", fails: true}, // the lock has it
		{args: "codes --reveal --device Cabin", may: pinsToo},
		{args: "codes create --device Cellar --name {a~guest} --pin-stdin --dry-run", stdin: "{PIN of a guest}\n"},
		{args: "codes create --device Cellar --name Long --pin-length 8 --wait --json --reveal", may: pinsToo},
		{args: "codes create --device Cellar --name Short --pin-length 8 --starts 2032-01-04~09:00 --ends +1d~11:00 --zone Europe/Lisbon"},
		{args: "codes create --device Cellar --name Odd --starts 2032-03-04~09:00~for~3h --native-scheduling=false --backup-pool --allow-external-changes"},
		{args: "codes create --device Shed --name Away --starts 2032-01-04~09:00~for~3h --offline --one-time --round-to-days"},
		{args: "codes update {a~guest} --device Cabin --pin-stdin --dry-run", stdin: "{PIN of a change}\n"},
		{args: "codes update {a~guest} --device Cabin --pin-stdin --wait --json", stdin: "{PIN of a change}\n"},
		{args: "codes update {a~guest} --name {a~guest}~and~Co --allow-external-changes --wait --reveal --json", may: pinsToo},
		{args: "codes convert {a~guest}~and~Co --to time_bound --starts 2032-02-01~10:00 --ends +2d --zone Europe/Lisbon"},
		{args: "codes update {a~guest}~and~Co --starts 2032-02-01~11:00 --ends +2d --zone Europe/Lisbon --wait", fails: true}, // that is too far off,
		{args: "codes convert {a~guest}~and~Co --device Cabin --to ongoing --dry-run"},
		{args: "codes convert {a~guest}~and~Co --to ongoing --wait --json --reveal", may: pinsToo},
		{args: "codes"},
		{args: "codes --json --device Cabin"},
		{args: "codes --reveal --json", may: pinsToo},
		{args: "codes --reveal", may: pinsToo},
		{args: "codes adopt {a~stranger} --dry-run"},
		{args: "codes adopt {a~stranger} --device Cellar --force --wait --json --reveal", may: pinsToo},
		{args: "codes diagnose {a~guest}~and~Co"},
		{args: "codes diagnose {a~stranger} --json --report {home}"},
		{args: "codes diagnose --device Cellar --report {home}"},
		{args: "codes delete Short --dry-run"},
		{args: "codes delete Short --yes --wait --device Cellar --json --reveal", may: pinsToo},
		{args: "problems --all --json"},
		{args: "problems"},
	}
}

// refusedLines are mistakes: a PIN is where it does not belong, or Seam says it back.
func refusedLines() []line {
	return []line{
		{args: "codes create --device Cabin --name X --pin {PIN~of~a~refusal}", fails: true},
		{args: "codes create --device Cabin --name X --pin={PIN~of~a~refusal}", fails: true},
		{args: "codes create --device Cabin --name X --code {PIN~of~a~refusal}", fails: true},
		{args: "codes create --device Cabin --name X --pin-stdin={PIN~of~a~refusal}", fails: true},
		{args: "codes create --device Cabin --name X --pin-stdin {PIN~of~a~refusal}", fails: true},
		{args: "codes create --device Cabin --name X --pin-stdin", stdin: "{PIN of a refusal}\n{PIN of a refusal}\n", fails: true},
		{args: "codes create --device Cabin --name X --pin-stdin", stdin: "{PIN of a refusal}A\n", fails: true},
		{args: "codes create --device Cabin --name X --pin-stdin", stdin: "{PIN of a refusal}{PIN of a refusal}\n", fails: true},
		{args: "codes create --device Shed --name Second --pin-stdin", stdin: "{PIN of a refusal}\n"},
		{args: "codes create --device Shed --name Third --pin-stdin", stdin: "{PIN of a refusal}\n", fails: true},
		{args: "codes create --device Cabin --name X --pin-length {PIN~of~a~refusal}", fails: true},
		{args: "codes update Long --pin-stdin={PIN~of~a~refusal}", fails: true},
		{args: "codes {PIN~of~a~refusal}", fails: true},
		{args: "{PIN~of~a~refusal}", fails: true},
		{args: "rules add --name X --lock Cabin --words daily~9-11 --pin-stdin={PIN~of~a~refusal}", fails: true},
		{args: "rules add --name X --lock Cabin --words daily~9-11 --pin-list-stdin", stdin: "{PIN of a refusal}\nletters\n", fails: true},
		{args: "rules import {home}/broken.json", fails: true},
		{args: "rules import {home}/strange.json", fails: true},
		{args: "config --check --config {home}/bad.toml", fails: true},
	}
}

func ruleLines() []line {
	return []line{
		{args: "rules add --name {a~guest} --lock Cabin --words daily~9-11~from~2030-01-01 --pin-stdin --dry-run", stdin: "{PIN of a schedule}\n"},
		{args: "rules add --name Sitter --lock Cabin --words daily~9-11~from~2030-01-01 --pin-stdin --json", stdin: "{PIN of a schedule}\n"},
		{args: "rules add --name List --lock Cellar --words daily~9-11~from~2030-01-01 --pin-list-stdin --code-name {a~guest}~{date} --short-name L --force", stdin: "{PIN of a list}\n{PIN of another list}\n"},
		{args: "rules add --name Series --lock Cellar --start 2030-01-07T22:00 --end 06:00 --rrule FREQ=DAILY;COUNT=30 --exdate 2030-01-09 --rdate 2031-01-07T22:00 --zone Europe/Lisbon --pin-new --pin-length 8"},
		{args: "rules add --name Lasting --lock Cellar --start 2030-03-07T22:00 --duration PT1H --rrule FREQ=DAILY;COUNT=3"},
		{args: "rules edit Sitter --name Keeper --add-lock Cellar --code-name K --short-name K --if-version 1 --json"},
		{args: "rules edit Keeper --remove-lock Cellar --pin-stdin --dry-run", stdin: "{PIN of a list}\n"},
		{args: "rules edit Keeper --words daily~9-12 --from 2030-03-01 --name Later --yes"},
		{args: "rules edit Keeper --only 2030-01-08 --hours 10-12 --lock Cabin --force", fails: true},
		{args: "rules edit Keeper --only 2030-01-08 --at 09:00 --to 2030-01-09"},
		{args: "rules edit List --pin-list-stdin --pin-length 8", stdin: "{PIN of a list}\n", fails: true},
		{args: "rules edit Series --pin-new --pin-length 8 --zone Europe/Lisbon"},
		{args: "rules edit Lasting --start 2030-03-07T22:00 --end 23:00 --rrule FREQ=DAILY;COUNT=4 --exdate 2030-03-09 --rdate 2031-01-07T22:00"},
		{args: "rules edit Lasting --start 2030-03-07T22:00 --duration PT2H --rrule FREQ=DAILY;COUNT=4"},
		{args: "rules list"},
		{args: "rules list --json"},
		{args: "rules show Keeper"},
		{args: "rules show Keeper --json"},
		{args: "rules show Keeper --reveal", may: pinsToo},
		{args: "rules show List --reveal --json", may: pinsToo},
		{args: "rules preview Keeper --limit 3"},
		{args: "rules preview --words daily~9-11 --tz UTC --after 2030-01-01T00:00:00Z --json"},
		{args: "rules preview --lines", stdin: "nonsense\n"},
		{args: "rules preview --tz UTC --start 2030-01-07T22:00 --end 06:00 --rrule FREQ=DAILY --exdate 2030-01-09 --rdate 2031-01-07T22:00"},
		{args: "rules preview --tz UTC --start 2030-01-07T22:00 --duration PT1H --rrule FREQ=DAILY"},
		{args: "rules skip List 2030-01-02 --dry-run"},
		{args: "rules skip List 2030-01-02 --json --yes"},
		{args: "rules skip List 2030-01-02 --undo --if-version 9", fails: true},
		{args: "rules pause Series --from 2030-02-01 --until 2030-03-01 --json --yes --if-version 2"},
		{args: "rules pause --all --dry-run"},
		{args: "rules resume Series --json --yes --if-version 3"},
		{args: "rules resume --all --dry-run"},
		{args: "rules retry List --lock Cellar --skip --dry-run --json"},
		{args: "rules retry --all"},
		{args: "agent --once --json", either: true},
		{args: "agent --once --log-format json", either: true},
		{args: "agent --dry-run --json"},
		{args: "rules history Keeper --limit 5 --json"},
		{args: "rules history List --rolls --lock Cellar"},
		{args: "rules history List --edits"},
		{args: "codes --json --reveal", may: pinsToo},
		{args: "codes"},
		{args: "codes diagnose List --report {home}", either: true},
	}
}

func exchangeLines() []line {
	return []line{
		{args: "rules export"},
		{args: "rules export --reveal", may: pinsToo},
		{args: "rules export --output {home}/masked.json"},
		{args: "rules export --format ics --output {home}/all.ics --force"},
		{args: "rules export --reveal --output {home}/revealed.json"},
		{args: "rules import {home}/revealed.json --dry-run --json"},
		{args: "rules import {home}/revealed.json --replace --yes"},
		{args: "rules import {home}/all.ics --lock Cabin --partly --dry-run"},
		{args: "rules import {home}/all.ics --zone Europe/Lisbon", fails: true},
		{args: "rules holidays add Ours --country PT --days 24~dec~2030 --json"},
		{args: "rules holidays add Ours --ics {home}/days.ics --replace --dry-run"},
		{args: "rules holidays list --json"},
		{args: "rules holidays remove Ours --dry-run"},
		{args: "rules holidays remove Ours --yes"},
		{args: "rules remove Series --dry-run"},
		{args: "rules remove Series --json --yes --if-version 9", fails: true},
	}
}

func houseLines() []line {
	return []line{
		{args: "--version"},
		{args: "--help"},
		{args: "help codes"},
		{args: "rules"},
		{args: "rules holidays"},
		{args: "store", fails: true},
		{args: "completion"},
		{args: "completion bash --no-descriptions"},
		{args: "completion fish --no-descriptions"},
		{args: "completion zsh --no-descriptions"},
		{args: "completion powershell --no-descriptions"},
		{args: "--read-only"},
		{args: "--presentation", either: true},
		{args: "--sandbox --scenario hub_disconnected"},
		{args: "--plain", stdin: "status\ncodes\ndevices\nproblems\nschedules\nhelp\nquit\n"},
		{args: "config --print"},
		{args: "licences"},
		{args: "licences --json"},
		{args: "licences --sbom"},
		{args: "licences --texts"},
		{args: "config --check --config {home}/good.toml"},
		{args: "doctor", either: true},
		{args: "doctor --json", either: true},
		{args: "store check"},
		{args: "store check --json"},
		{args: "store backup {home}/backup.db"},
		{args: "store backup {home}/other.db --store {home}/data/store.db"},
		{args: "store restore {home}/backup.db"},
		{args: "agent unit --systemd --health 127.0.0.1:8080 --health-open --log-format json --webhook-listen 127.0.0.1:8081 --webhook-register https://hooks.example/seam"},
		{args: "agent unit --launchd"},
		{args: "agent --health nowhere --health-open --webhook-listen nowhere --webhook-register http://nowhere", fails: true},
		{args: "sandbox --listen 127.0.0.1:0 --devices 2 --codes 2 --seed 1 --speed 60"},
	}
}

// lastLines take away what the others needed.
func lastLines() []line {
	return []line{
		{args: "rules remove Keeper --yes"},
		{args: "codes delete {a~guest}~and~Co --yes --json"},
		{args: "codes --json --reveal", may: pinsToo},
		{args: "logout --profile cabin"},
		{args: "logout"},
		{args: "codes", fails: true},
	}
}
