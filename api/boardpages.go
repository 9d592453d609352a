package api

import (
	"hash/fnv"
	"io"

	lru "github.com/hashicorp/golang-lru/v2"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

// boardPages keeps the answers made of the boards that there are now. It must not keep the boards themselves: each holds the rows of
// all places, and while many hand in there are new ones several times a second.
type boardPages struct {
	pages *lru.Cache[boardPageKey, boardPage]
}

type boardPageKey struct {
	board leaderboard.Board
	query boardQuery
}

type boardPage struct {
	shows shown
	page  *page
}

// shown tells what a board shows from what it showed before.
type shown struct {
	campaign string
	version  int
	stage    campaign.Stage
	state    string
	stale    bool
	day      day.Day
	closed   uint64 // tells which villages are no more and where they lead, which frozen boards say
}

// closedMark tells the closed villages, and where they lead, from any others.
func closedMark(dir *places.Directory) uint64 {
	h := fnv.New64a()
	for _, v := range dir.Closed() {
		_, _ = io.WriteString(h, v.ID+">"+v.MergedInto+";")
	}
	return h.Sum64()
}

func shownBy(s *leaderboard.Snapshot, stage campaign.Stage) shown {
	t := s.Table
	return shown{campaign: t.Campaign.ID, version: t.Campaign.Version, stage: stage, state: t.State, stale: t.Stale, day: s.Day}
}

// preparedBoardPages is room for every board's first page in all measures, and more.
const preparedBoardPages = 1000

func newBoardPages() *boardPages {
	pages, err := lru.New[boardPageKey, boardPage](preparedBoardPages)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &boardPages{pages}
}

// page returns the answer to a query: the one that was made of the same board, or else a new one of what shape returns.
func (b *boardPages) page(key boardPageKey, shows shown, shape func() (any, error)) (*page, error) {
	if made, ok := b.pages.Get(key); ok && made.shows == shows {
		return made.page, nil
	}
	v, err := shape()
	if err != nil {
		return nil, err
	}
	p, err := newPage(v)
	if err != nil {
		return nil, err
	}
	b.pages.Add(key, boardPage{shows, p})
	return p, nil
}
