package seamclient

import (
	"slices"

	"seamdash/model"
)

// maxNamedFields bounds how many changed fields of a code are kept; Seam knows four.
const maxNamedFields = 16

// wireDetail is what some problems carry beside their code and their sentence: which code is in the way, what was changed
// outside Seam, how full a lock or a site is. Seam's document has it on five codes; it is read wherever it stands.
type wireDetail struct {
	Managed   maybe[string] `json:"managed_access_code_id"`
	Unmanaged maybe[string] `json:"unmanaged_access_code_id"`
	// Conflicting is in a guide only.
	Conflicting maybe[string] `json:"conflicting_unmanaged_access_code_id"`

	ChangeType maybe[string]             `json:"change_type"`
	Modified   maybe[[]wireChangedField] `json:"modified_fields"`

	Used  maybe[float64]   `json:"active_access_code_count"`
	Limit maybe[float64]   `json:"max_active_access_code_count"`
	Salto maybe[wireSites] `json:"salto_ks_metadata"`
}

// wireChangedField leaves the values out: they can be PINs.
type wireChangedField struct {
	Field maybe[string] `json:"field"`
}

type wireSites struct {
	Sites maybe[[]wireSite] `json:"sites"`
}

type wireSite struct {
	Name  maybe[string]  `json:"site_name"`
	Limit maybe[float64] `json:"site_user_subscription_limit"`
	Used  maybe[float64] `json:"subscribed_site_user_count"`
}

// detail is nil for the many problems that carry nothing.
func (w *wireDetail) detail() *model.ProblemDetail {
	d := model.ProblemDetail{
		ChangeType: model.Clean(w.ChangeType.V),
		Fields:     w.fields(),
		Used:       whole(w.Used.V), Limit: whole(w.Limit.V),
	}
	if id := model.Clean(w.Managed.V); id != "" {
		d.Rival, d.RivalManaged = model.CodeID(id), model.Yes
	} else if id := firstText(w.Unmanaged.V, w.Conflicting.V); id != "" {
		d.Rival, d.RivalManaged = model.CodeID(id), model.No
	}
	if site, ok := w.tightest(); ok {
		d.Site, d.Used, d.Limit = model.Clean(site.Name.V), whole(site.Used.V), whole(site.Limit.V)
	}
	if (model.Problem{Detail: &d}).Equal(model.Problem{Detail: &model.ProblemDetail{}}) {
		return nil
	}
	return &d
}

func (w *wireDetail) fields() []string {
	var names []string
	for _, f := range w.Modified.V {
		name := model.Clean(f.Field.V)
		if name != "" && len(names) < maxNamedFields && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// tightest is the site with the least room, the first of several.
func (w *wireDetail) tightest() (site wireSite, ok bool) {
	room := func(s *wireSite) int { return whole(s.Limit.V) - whole(s.Used.V) }
	for _, s := range w.Salto.V.Sites.V {
		if !ok || room(&s) < room(&site) {
			site, ok = s, true
		}
	}
	return site, ok
}
