package main

import (
	"context"
	"time"

	"hocso/progress/campaign"
)

// noBoards stands in where no server runs: the next one builds its boards at start.
type noBoards struct{}

func (noBoards) Built(context.Context, string, int) (bool, error)                      { return true, nil }
func (noBoards) Update(context.Context, string, int, []campaign.Row, time.Time) error  { return nil }
func (noBoards) Replace(context.Context, string, int, []campaign.Row, time.Time) error { return nil }
func (noBoards) Drop(context.Context, string) error                                    { return nil }
