package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/valyala/fasthttp"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress"
)

const (
	phoneBatch = 50  // submissions that a phone hands in at once
	groupSize  = 256 // what the server commits together in a rush
)

// BenchmarkBatchesAgainstRawInserts hands in batches of 50 at 64 connections, in turns with a plain transaction that inserts the
// same rows into the same tables, as many in each as the server commits together, and reports the medians of the rates and of
// their ratios.
func BenchmarkBatchesAgainstRawInserts(b *testing.B) {
	data := b.TempDir()
	bodies := prepareResidents(b, data)
	server := serve(b, []string{"--data=" + data})
	client := &fasthttp.HostClient{Addr: server.url[len("http://"):], MaxConns: benchConnections}
	var next atomic.Int64
	batch := func(req *fasthttp.Request) {
		one := bodies[int(next.Add(1))%len(bodies)]
		req.SetRequestURI("http://product/api/v1/submissions/batch")
		req.Header.SetMethod("POST")
		req.Header.SetContentType("application/json")
		req.Header.Set("Authorization", "Bearer "+one.token)
		list := make([][]byte, phoneBatch)
		for i := range list {
			list[i] = one.fresh()
		}
		req.SetBody([]byte(`{"submissions":[` + string(bytes.Join(list, []byte(","))) + `]}`))
	}
	rate(b, client, batch, 200) // there must be rows to insert once more
	raw := newRawInserts(b, data)
	for range b.N {
		var raws, batches []float64
		for range benchRounds {
			raws = append(raws, raw.rate(b))
			batches = append(batches, phoneBatch*rate(b, client, batch, 200))
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(raws), "raw/s")
		b.ReportMetric(median(batches), "submissions/s")
		b.ReportMetric(100*median(quotients(batches, raws)), "%batches-of-raw")
	}
	eventually(b, "everything is folded", func() bool {
		_, err := server.command("verify")
		return err == nil
	})
}

// rawInserts inserts rows that the product has stored into an empty database of the same schema, under ids of their own.
type rawInserts struct {
	db     *sql.DB
	insert string
	rows   [][]any
	id     int // the place of the id in a row
}

func newRawInserts(b *testing.B, data string) *rawInserts {
	b.Helper()
	from, err := sql.Open("sqlite", filepath.Join(data, sqlite.FileName)+"?_pragma=query_only(1)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	rows, err := from.QueryContext(b.Context(), "SELECT * FROM submissions LIMIT 20000")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	raw := &rawInserts{insert: "INSERT INTO submissions (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"}
	for i, name := range columns {
		if name == "id" {
			raw.id = i
		}
	}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			b.Fatal(err)
		}
		raw.rows = append(raw.rows, row)
	}
	if err := rows.Err(); err != nil || len(raw.rows) == 0 {
		b.Fatal("no rows", err)
	}
	dir := b.TempDir()
	empty, err := sqlite.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	if err := empty.Close(); err != nil {
		b.Fatal(err)
	}
	raw.db, err = sql.Open("sqlite", filepath.Join(dir, sqlite.FileName)+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	raw.db.SetMaxOpenConns(1)
	b.Cleanup(func() { _ = raw.db.Close() })
	return raw
}

// rate returns how many rows a second were inserted, over one round.
func (r *rawInserts) rate(b *testing.B) float64 {
	b.Helper()
	ctx := context.Background() // one that can end costs a goroutine for each row
	done := 0
	started := time.Now()
	for time.Since(started) < benchRound {
		tx, err := r.db.BeginTx(ctx, nil)
		if err != nil {
			b.Fatal(err)
		}
		stmt, err := tx.PrepareContext(ctx, r.insert)
		if err != nil {
			b.Fatal(err)
		}
		for range groupSize {
			row := r.rows[done%len(r.rows)]
			row[r.id] = uuid.NewString()
			if _, err := stmt.ExecContext(ctx, row...); err != nil {
				b.Fatal(err)
			}
			done++
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	return float64(done) / time.Since(started).Seconds()
}

// BenchmarkMongoAgainstRawInserts inserts groups of submissions through the store for MongoDB, in turns with insertMany of the
// same documents, and reports the medians of the rates and of their ratios.
func BenchmarkMongoAgainstRawInserts(b *testing.B) {
	uri := mongotest.Start(b)
	store, err := mongodb.Open(b.Context(), uri)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = client.Disconnect(context.WithoutCancel(b.Context())) }()
	u := strings.Split(strings.SplitN(uri, "?", 2)[0], "/")
	db := client.Database(u[len(u)-1])
	through := func() error {
		_, err := store.Insert(b.Context(), freshSubmissions())
		return err
	}
	if err := through(); err != nil {
		b.Fatal(err)
	}
	var documents []bson.M
	cursor, err := db.Collection("submissions").Find(b.Context(), bson.M{})
	if err == nil {
		err = cursor.All(b.Context(), &documents)
	}
	if err != nil || len(documents) != phoneBatch {
		b.Fatal(len(documents), err)
	}
	plain := db.Collection("plain")
	raw := func() error {
		for _, d := range documents {
			d["id"] = uuid.NewString()
			d["_id"] = fmt.Sprint(d["resident"], "/", d["id"])
		}
		_, err := plain.InsertMany(b.Context(), documents, options.InsertMany().SetOrdered(false))
		return err
	}
	for range b.N {
		var raws, inserts []float64
		for range benchRounds {
			raws = append(raws, repeated(b, raw))
			inserts = append(inserts, repeated(b, through))
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(raws), "raw/s")
		b.ReportMetric(median(inserts), "inserts/s")
		b.ReportMetric(100*median(quotients(inserts, raws)), "%inserts-of-raw")
	}
}

// repeated returns how many documents a second are inserted by groups, over one round.
func repeated(b *testing.B, group func() error) float64 {
	b.Helper()
	done := 0
	started := time.Now()
	for time.Since(started) < benchRound {
		if err := group(); err != nil {
			b.Fatal(err)
		}
		done += phoneBatch
	}
	return float64(done) / time.Since(started).Seconds()
}

func freshSubmissions() []progress.Submission {
	list := make([]progress.Submission, phoneBatch)
	at := time.Now().UTC().Truncate(time.Millisecond)
	for i := range list {
		resident := uuid.NewString()
		list[i] = progress.Submission{Resident: resident, By: resident, Hash: make([]byte, 32), StartedAt: at,
			Result: progress.Result{ID: uuid.NewString(), Module: "smartphone-1", Version: 1, Score: 4, Max: 5, Passed: true, Seconds: 240,
				Right: []string{"q1", "q2", "q3", "q4"}, Wrong: []string{"q5"}, FinishedAt: at, ReceivedAt: at, Village: "24163-001"},
			Answers: map[string][]string{"q1": {"a"}, "q2": {"b"}, "q3": {"a", "c"}, "q4": {"d"}, "q5": {"a"}}}
	}
	return list
}
