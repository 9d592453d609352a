package campaign

// Reached is what a place had reached when a campaign was frozen. A number of so few people that the settlement does not tell it is nil.
type Reached struct {
	Adults                    int // of the villages with a roll
	Learners, Done, Completed *int
}

// Rate is the share of the roll that participated; false where it is not known.
func (r Reached) Rate() (float64, bool) {
	if r.Adults <= 0 || r.Done == nil {
		return 0, false
	}
	return float64(*r.Done) / float64(r.Adults), true
}

// Reached returns what a ward had reached, or all wards of the settlement together for none; false where it has no such ward. A few people
// of wards whose numbers are not told are missing from what all have reached together.
func (s Settlement) Reached(ward string) (sum Reached, ok bool) {
	learners, done, completed := total{}, total{}, total{}
	for _, r := range s.Rows {
		if r.Ward != "" || ward != "" && r.ID != ward {
			continue
		}
		ok = true
		sum.Adults += r.Adults
		learners.add(r.Learners)
		done.add(r.Done)
		completed.add(r.Completed)
	}
	sum.Learners, sum.Done, sum.Completed = learners.told(), done.told(), completed.told()
	return sum, ok
}

// total adds numbers some of which are not told.
type total struct {
	sum    int
	hidden bool
}

func (t *total) add(n *int) {
	if n == nil {
		t.hidden = true
		return
	}
	t.sum += *n
}

func (t total) told() *int {
	if t.hidden && t.sum == 0 {
		return nil
	}
	return &t.sum
}
