package progress

import (
	"context"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// SmallestGroup is how many people a count must stand for to be shown to who sees counts only.
const SmallestGroup = 5

// Insights is what a manager looks at of the province or of one of its wards, in one campaign. It holds counts only.
type Insights struct {
	Campaign campaign.Campaign
	Ward     places.Ward // with an empty code: the whole province
	Totals   PlaceTotals // Main is the campaign's; with their Study, which is of no campaign
	Gain     int         // as of a place
	Work     Work
	Places   []PlaceInsight
	Spread   Spread
	Bands    []BandTotals // none where the campaign has no bands
	AsOf     time.Time
}

// PlaceInsight is a ward of the province, or a village of the ward that is looked at.
type PlaceInsight struct {
	ID       string
	Name     string
	Kind     string
	Villages int    // of a ward
	Band     string // of a village; empty without one
	Target   int    // participation that it should reach, percent; 0: none
	Gain     int    // participants of the last seven days
	Totals   PlaceTotals
	Work     Work
}

// Work is how many attempts at counted modules a campaign counts in a place, and how many of them somebody else than the resident
// handed in.
type Work struct {
	Attempts int
	Assisted int
}

func (w Work) plus(o Work) Work { return Work{w.Attempts + o.Attempts, w.Assisted + o.Assisted} }

// tenths is into how many equal parts a spread divides all rates.
const tenths = 10

// Spread is how many villages have which rate. Those in which so few people participate that their rate is told to nobody are
// apart.
type Spread struct {
	NoRoll int
	None   int         // nobody participates
	Few    int         // fewer than SmallestGroup do
	Tenths [tenths]int // from 0 to below 10 percent and so on; the last one is open
}

// BandTotals is what the villages of one size have reached.
type BandTotals struct {
	Band         string
	Villages     int
	Roll         int
	Participants int
}

// Insights returns what the province's managers look at, of a ward or of the whole province for none, in a campaign that is counted
// there, the main one for none. Errors: ErrForbidden, places.ErrNotFound, campaign.ErrNotFound.
func (s *Service) Insights(ctx context.Context, actor people.Person, ward, id string) (Insights, error) {
	if !actor.Has(people.Manager) {
		return Insights{}, ErrForbidden
	}
	ref := s.ref()
	in := Insights{AsOf: s.now()}
	at, villages, closed, keys := places.Province, ref.Directory.Villages(), ref.Directory.Closed(), wardCodes(ref.Directory.Wards())
	if ward != "" {
		var err error
		if in.Ward, err = ref.Directory.Ward(ward); err != nil {
			return Insights{}, err
		}
		at, villages, closed, keys = ward, ref.Directory.VillagesOf(ward), ref.Directory.ClosedOf(ward), nil
	}
	var ok bool
	if in.Campaign, ok = ref.counted(at, id); !ok {
		return Insights{}, campaign.ErrNotFound
	}
	totals, err := s.known.read(ctx, s.stores.Totals, slices.Concat(villageIDs(villages), villageIDs(closed), keys))
	if err != nil {
		return Insights{}, err
	}
	whole, err := s.stores.Totals.Totals(ctx, []string{at})
	if err != nil {
		return Insights{}, err
	}
	totals[at] = whole[at]
	registered, err := s.people.CountByVillage(ctx)
	if err != nil {
		return Insights{}, err
	}
	look := looking{in.Campaign, totals, registered, day.Of(in.AsOf)}
	in.Totals, in.Spread, in.Bands = look.totalsOf(at, villages), look.spread(villages), look.bands(villages)
	in.Gain, in.Work = look.gain(in.Totals.Main), look.work(villages...).plus(look.work(closed...))
	if ward == "" {
		for _, w := range ref.Directory.Wards() {
			in.Places = append(in.Places, look.ward(w, ref.Directory.VillagesOf(w.Code), ref.Directory.ClosedOf(w.Code)))
		}
		return in, nil
	}
	for _, v := range villages {
		in.Places = append(in.Places, look.village(v))
	}
	return in, nil
}

// counted returns a campaign that is in the totals of a ward or of the province, the main one for no id.
func (r Reference) counted(place, id string) (campaign.Campaign, bool) {
	for _, c := range r.In(place) {
		if c.ID == id || id == "" && c.ID == r.Campaign.ID {
			return c, true
		}
	}
	return campaign.Campaign{}, false
}

// looking reads totals by one campaign.
type looking struct {
	campaign   campaign.Campaign
	totals     map[string]Totals // by place
	registered map[string]int    // by village
	today      day.Day
}

func (l looking) totalsOf(place string, villages []places.Village) PlaceTotals {
	return newPlaceTotals(l.campaign.ID, l.totals[place], villages, l.totals, l.registered)
}

func (l looking) reached(v places.Village) Count { return l.totals[v.ID].Campaigns[l.campaign.ID] }

func (l looking) work(villages ...places.Village) Work {
	var sum Work
	for _, v := range villages {
		signs := l.reached(v).Signs
		sum = sum.plus(Work{signs.Attempts, signs.Assisted})
	}
	return sum
}

func (l looking) gain(n Count) int { return gained(l.campaign, n, l.today) }

// gained counts the participants of the last seven days, today or the campaign's last day among them.
func gained(c campaign.Campaign, n Count, today day.Day) int {
	last := c.BoardDay(today)
	return n.Snapshot(last).Participants - n.Snapshot(last.Add(-7)).Participants
}

// ward counts the work of closed villages too, as a ward's totals do: somebody may still be moving out of them.
func (l looking) ward(w places.Ward, villages, closed []places.Village) PlaceInsight {
	t := l.totalsOf(w.Code, villages)
	return PlaceInsight{ID: w.Code, Name: w.Name, Kind: string(w.Kind), Villages: len(villages), Target: l.campaign.Targets.Of(w.Code, ""),
		Gain: l.gain(t.Main), Totals: t, Work: l.work(villages...).plus(l.work(closed...))}
}

func (l looking) village(v places.Village) PlaceInsight {
	t := l.totalsOf(v.ID, []places.Village{v})
	return PlaceInsight{ID: v.ID, Name: v.Name, Kind: string(v.Kind), Band: l.campaign.BandOf(v.Adults()), Target: l.campaign.Targets.Of(v.ID, v.Ward),
		Gain: l.gain(t.Main), Totals: t, Work: l.work(v)}
}

func (l looking) spread(villages []places.Village) Spread {
	var s Spread
	for _, v := range villages {
		n, roll := l.reached(v).Participants, v.Adults()
		switch {
		case roll <= 0:
			s.NoRoll++
		case n <= 0:
			s.None++
		case n < SmallestGroup:
			s.Few++
		default:
			s.Tenths[min(tenths*n/roll, tenths-1)]++
		}
	}
	return s
}

func (l looking) bands(villages []places.Village) []BandTotals {
	var all []BandTotals
	for _, b := range l.campaign.Bands {
		sum := BandTotals{Band: b.ID}
		for _, v := range villages {
			if v.Adults() > 0 && l.campaign.BandOf(v.Adults()) == b.ID {
				sum.Villages++
				sum.Roll += v.Adults()
				sum.Participants += l.reached(v).Participants
			}
		}
		all = append(all, sum)
	}
	return all
}
