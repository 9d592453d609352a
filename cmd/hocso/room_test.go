package main

import "testing"

// TestTheRoomIsTakenAlong downloads what a manager looks at, in each form, by the pages.
func TestTheRoomIsTakenAlong(t *testing.T) {
	server := serve(t, stores["embedded"](t), "--demo", "--residents=400")
	script(t, server, "e2e/room.mjs")
}
