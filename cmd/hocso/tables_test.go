package main

import "testing"

// TestTablesGoOutAndPeopleComeIn downloads an officer's tables and brings a list of people in, by the pages.
func TestTablesGoOutAndPeopleComeIn(t *testing.T) {
	server := serve(t, stores["embedded"](t), "--demo", "--residents=400")
	script(t, server, "e2e/tables.mjs")
	t.Log(server.verify())
}
