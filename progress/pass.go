package progress

import (
	"maps"
	"slices"
)

// pass is what one round of recomputing has to do.
type pass struct {
	summaries map[string]Summary // by resident
	keys      map[Key]bool
	villages  map[string]bool
	changed   map[string]bool // residents who live elsewhere or are counted otherwise than before
}

func newPass() pass {
	return pass{summaries: map[string]Summary{}, keys: map[Key]bool{}, villages: map[string]bool{}, changed: map[string]bool{}}
}

func (p pass) empty() bool { return len(p.summaries) == 0 && len(p.villages) == 0 && len(p.keys) == 0 }

// add takes over what another pass has to do.
func (p *pass) add(summaries []Summary, keys []Key, villages []string) {
	for _, s := range summaries {
		if old, ok := p.summaries[s.Resident]; ok {
			s = s.Over(old)
		}
		p.summaries[s.Resident] = s
	}
	for _, k := range keys {
		p.keys[k] = true
	}
	for _, v := range villages {
		p.villages[v] = true
	}
}

// take takes over all that another pass has to do.
func (p *pass) take(o pass) {
	p.add(slices.Collect(maps.Values(o.summaries)), slices.Collect(maps.Keys(o.keys)), slices.Collect(maps.Keys(o.villages)))
	maps.Copy(p.changed, o.changed)
}

// divide returns the keys of those residents all of whose villages are claimed, and what is left to do when others have
// released the rest.
func (p pass) divide(villagesOf map[string][]string, claimed map[string]bool) (ours []Key, rest pass) {
	rest = newPass()
	for resident, villages := range villagesOf {
		for _, v := range villages {
			if !claimed[v] {
				rest.summaries[resident] = p.summaries[resident]
				if p.changed[resident] {
					rest.changed[resident] = true
				}
			}
		}
	}
	for v := range p.villages {
		if !claimed[v] {
			rest.villages[v] = true
		}
	}
	for k := range p.keys {
		if _, later := rest.summaries[k.Resident]; later {
			rest.keys[k] = true
		} else {
			ours = append(ours, k)
		}
	}
	return ours, rest
}
