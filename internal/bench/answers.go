package bench

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"hocso/courses"
)

// rightPart is how much of what can be known is answered right.
const rightPart = 0.7

// answersTo answers a quiz as somebody does who has seen the lesson: of the options that the phone shows, mostly the right
// ones where the phone knows them, else any that fit.
func answersTo(quiz courses.QuizView, rng *rand.Rand) map[string][]string {
	answers := make(map[string][]string, len(quiz.Questions))
	for _, q := range quiz.Questions {
		if len(q.Key) > 0 && rng.Float64() < rightPart {
			answers[q.ID] = q.Key
			continue
		}
		if picked := anyAnswer(q, rng); len(picked) > 0 {
			answers[q.ID] = picked
		}
	}
	return answers
}

// anyAnswer picks something that can be answered.
func anyAnswer(q courses.QuestionView, rng *rand.Rand) []string {
	options := make([]string, len(q.Options))
	for i, o := range q.Options {
		options[i] = o.ID
	}
	rng.Shuffle(len(options), func(i, j int) { options[i], options[j] = options[j], options[i] })
	switch q.Kind {
	case courses.Match, courses.Fill:
		pairs := make([]string, 0, len(q.Slots))
		for i, slot := range q.Slots {
			if i < len(options) {
				pairs = append(pairs, slot.ID+":"+options[i])
			}
		}
		return pairs
	case courses.SafeOrScam:
		verdict := []string{courses.Safe, courses.Scam}[rng.IntN(2)]
		return append([]string{verdict}, options[:min(1, len(options))]...)
	case courses.Simulation:
		return taps(q.Screens, rng)
	case courses.Order:
		return options
	case courses.Several:
		if len(options) > 0 {
			return options[:1+rng.IntN(len(options))]
		}
	}
	return options[:min(1, len(options))]
}

// taps are up to three taps on what can be tapped.
func taps(screens []courses.Screen, rng *rand.Rand) []string {
	var spots []string
	for _, screen := range screens {
		for _, part := range screen.Parts {
			if part.Kind == "keypad" {
				for key := range 10 {
					spots = append(spots, "k"+strconv.Itoa(key))
				}
			} else if part.Spot != "" {
				spots = append(spots, part.Spot)
			}
		}
	}
	slices.Sort(spots)
	spots = slices.Compact(spots)
	rng.Shuffle(len(spots), func(i, j int) { spots[i], spots[j] = spots[j], spots[i] })
	return spots[:min(len(spots), 1+rng.IntN(3))]
}
