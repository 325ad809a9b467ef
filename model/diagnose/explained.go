package diagnose

import "slices"

// explained leaves out what another finding says, too, or is the cause of, and keeps that Seam reported it as evidence there: a delay
// once Seam has given up waiting, and a code that could not be set where it is known what keeps codes off the lock. What was
// reported before its supposed cause began has another one, and stays.
func explained(found []Finding) []Finding {
	for i := 0; i < len(found); {
		at := explainer(found, i)
		if at < 0 {
			i++
			continue
		}
		found[at].Evidence = append(found[at].Evidence, found[i].Evidence[0])
		found = slices.Delete(found, i, i+1)
	}
	return found
}

// explainer is where what explains a finding is: the one nearest to the root. -1 is nowhere.
func explainer(found []Finding, i int) int {
	best := -1
	for j := range found {
		if j != i && explains(&found[j], &found[i]) && (best < 0 || found[j].Root.Origin > found[best].Root.Origin) {
			best = j
		}
	}
	return best
}

func explains(cause, sign *Finding) bool {
	if slices.Contains(graver(sign.Cause), cause.Cause) {
		return cause.Root == sign.Root
	}
	if !unset(sign.Cause) || unset(cause.Cause) || !cause.Blocks || stopsUse(cause.Cause) || cause.Cause == "using_backup_access_code" {
		return false
	}
	return cause.Since.IsZero() || sign.Since.IsZero() || !cause.Since.After(sign.Since)
}

// unset says that a cause is merely that a code did not get onto the lock.
func unset(c Cause) bool {
	switch c {
	case "failed_to_set_on_device", "failed_to_issue", "delay_in_setting_on_device", "delay_in_issuing":
		return true
	default:
		return false
	}
}

// graver are the causes that a milder one turns into.
func graver(mild Cause) []Cause {
	switch mild {
	case "delay_in_setting_on_device", "delay_in_issuing":
		return []Cause{"failed_to_set_on_device", "failed_to_issue"}
	case "failed_to_set_on_device":
		return []Cause{"failed_to_issue"}
	case "delay_in_removing_from_device":
		return []Cause{"failed_to_remove_from_device", "failed_to_expire"}
	case "failed_to_remove_from_device":
		return []Cause{"failed_to_expire"}
	case "partial_backup_access_code_pool":
		return []Cause{"empty_backup_access_code_pool"}
	case "salto_ks_subscription_limit_almost_reached":
		return []Cause{"salto_ks_subscription_limit_exceeded"}
	case "account_reauthorization_requested":
		return []Cause{"account_disconnected"}
	default:
		return nil
	}
}
