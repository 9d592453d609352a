package progress

import (
	"cmp"
	"maps"
	"slices"

	"hocso/internal/day"
)

// Review is a question that a resident once answered wrong and meets again until it is learnt.
type Review struct {
	Module   string
	Question string
	Box      int     // 1 to 4; the higher, the longer the wait
	Due      day.Day // the first day on which a right answer moves it on
}

// waits are the days from an answer until the question is due again, by the box that it goes to.
var waits = [...]int{1: 1, 2: 3, 3: 7, 4: 21}

// lastBox is the one that a right answer leaves for good.
const lastBox = len(waits) - 1

// Reviews returns the questions that come back, ordered by due day, module and question, from a resident's results in any
// order. A wrong answer puts a question into the first box, a right one on its due day or later into the next box; a right
// answer before the due day changes nothing, so that taking a quiz again at once clears nothing. Therefore it does not
// matter either in which order the answers of one day come. A question that was never answered wrong is not among them.
// frontend/src/learn/review.ts does the same; testdata/reviews.json holds both to it.
func Reviews(results []Result) []Review { return reviews(inOrder(results)) }

func reviews(ordered []dated) []Review {
	type question struct{ module, id string }
	waiting := map[question]Review{}
	for _, r := range ordered {
		if len(r.Wrong) == 0 && len(waiting) == 0 {
			continue // most people, most of the time
		}
		if len(r.Wrong) > 0 {
			due := r.on.Add(waits[1])
			for _, id := range r.Wrong {
				waiting[question{r.Module, id}] = Review{Module: r.Module, Question: id, Box: 1, Due: due}
			}
		}
		for _, id := range r.Right {
			review, ok := waiting[question{r.Module, id}]
			switch {
			case !ok || r.on < review.Due:
			case review.Box == lastBox:
				delete(waiting, question{r.Module, id})
			default:
				review.Box++
				review.Due = r.on.Add(waits[review.Box])
				waiting[question{r.Module, id}] = review
			}
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	reviews := slices.AppendSeq(make([]Review, 0, len(waiting)), maps.Values(waiting))
	slices.SortFunc(reviews, func(a, b Review) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Module, b.Module), cmp.Compare(a.Question, b.Question))
	})
	return reviews
}
