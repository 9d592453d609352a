package main

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/valyala/fasthttp"

	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

const (
	pageReads   = 200
	pageEvening = 100.0 // submissions a second that come meanwhile
	pageNights  = 60    // evenings that the village's team has held
	pageVisits  = 200
)

// BenchmarkPagesOfACampaign times what the pages of a village with a thousand people and of the province ask for, with a whole
// campaign stored: the first answer of a server that has just started, those that follow while nothing changes, and those while an evening's
// submissions come in.
func BenchmarkPagesOfACampaign(b *testing.B) {
	data := loadCampaign(b, benchSubmissions(b))
	measured(b, data.dir, "rebuild")
	data.workInTheField(b)
	village, province := "/villages/"+data.villages[0].ID, "/province"
	for name, page := range map[string]struct{ path, reader string }{
		"village":           {village + "/progress", data.coordinator},
		"residents":         {village + "/residents?limit=1000", data.coordinator},
		"roster":            {village + "/roster", data.coordinator},
		"visits":            {village + "/visits", data.coordinator},
		"province":          {province + "/progress", data.manager},
		"insights":          {province + "/insights", data.manager},
		"insights-of-ward":  {province + "/insights?ward=" + data.villages[0].Ward, data.manager},
		"village-of-67":     {"/villages/" + data.villages[1].ID + "/progress", data.manager},
		"progress-of-ward":  {"/wards/" + data.villages[0].Ward + "/progress", data.officer},
		"village-by-status": {village + "/progress?status=stuck", data.coordinator},
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				timePage(b, data, page.path, page.reader)
			}
		})
	}
}

// timePage starts a server and reports how long the answers for a page take.
func timePage(b *testing.B, data campaignData, path, reader string) {
	b.Helper()
	served := serveCampaign(b, data)
	defer served.server.kill()
	token := data.token(b, reader)
	get := func(req *fasthttp.Request) {
		req.SetRequestURI("http://product/api/v1" + path)
		req.Header.Set("Authorization", "Bearer "+token)
	}
	client := &fasthttp.HostClient{Addr: served.client.Addr}
	read := func() time.Duration {
		began := time.Now()
		must(b, once(client, get, http.StatusOK))
		return time.Since(began)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(millis(read()), "ms-first")
	var quiet []time.Duration
	for range pageReads {
		quiet = append(quiet, read())
	}
	slices.Sort(quiet)
	b.ReportMetric(millis(quiet[len(quiet)/2]), "ms-p50")
	b.ReportMetric(millis(quiet[len(quiet)*99/100]), "ms-p99")
	evening, ended := make(chan struct{}), sync.WaitGroup{}
	ended.Go(func() {
		defer close(evening)
		_, _ = sendOpenly(b, served.client.Addr, pageEvening, served.submit, nil)
	})
	var beside []time.Duration
	for going := true; going; {
		select {
		case <-evening:
			going = false
		default:
			beside = append(beside, read())
		}
	}
	ended.Wait()
	slices.Sort(beside)
	b.ReportMetric(millis(beside[len(beside)/2]), "ms-p50-of-an-evening")
	b.ReportMetric(millis(beside[len(beside)*99/100]), "ms-p99-of-an-evening")
}

// workInTheField gives the residents of the first village cards, evenings at which forty of them were, and visits.
func (c campaignData) workInTheField(b *testing.B) {
	b.Helper()
	store, err := sqlite.Open(b.Context(), c.dir)
	must(b, err)
	defer func() { _ = store.Close() }()
	village, now := c.villages[0].ID, time.Now().UTC().Truncate(time.Millisecond)
	residents, err := store.PeopleOf(b.Context(), village)
	must(b, err)
	var cards []people.Pass
	for _, p := range residents {
		cards = append(cards, people.Pass{ID: uuid.NewString(), Kind: people.CardPass, Village: village, Person: p.ID, Digest: []byte(p.ID),
			Number: people.CardNumber(p.ID), CreatedAt: now})
	}
	must(b, store.PutPasses(b.Context(), cards))
	var events []fieldwork.Event
	add := func(e fieldwork.Event) {
		e.ID, e.Village, e.By, e.ReceivedAt = uuid.NewString(), village, c.coordinator, e.At
		e, err := e.Checked([]string{village})
		must(b, err)
		events = append(events, e)
	}
	for night := range pageNights {
		at := now.AddDate(0, 0, -night)
		session := fieldwork.SessionID(village, day.Of(at), fieldwork.PartOf(at))
		for i := range 40 {
			add(fieldwork.Event{Kind: fieldwork.Joined, Session: session, Person: residents[(night*40+i)%len(residents)].ID, At: at})
		}
	}
	for i := range pageVisits {
		add(fieldwork.Event{Kind: fieldwork.Visited, Outcome: fieldwork.NotHome, Person: residents[i%len(residents)].ID, At: now.AddDate(0, 0, -10-i%20)})
	}
	must(b, store.PutEvents(b.Context(), events))
}
