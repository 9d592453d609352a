package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/internal/sqlite"
)

// dump is the content of each table of the embedded store as text, and that of the boards if the server runs.
func dump(t *testing.T, server *process) map[string]string {
	t.Helper()
	data := strings.TrimPrefix(server.flags[0], "--data=")
	all, err := dumpTables(t.Context(), filepath.Join(data, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	client, err := storeFlags{Data: data}.findBoards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if client == nil {
		return all
	}
	defer func() { _ = client.Close() }()
	if all["redis"], err = dumpRedis(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	return all
}

func dumpTables(ctx context.Context, path string) (map[string]string, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	names, err := dumpQuery(ctx, db, "SELECT name FROM sqlite_master WHERE type = 'table'")
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, table := range strings.Fields(names) {
		if all[table], err = dumpQuery(ctx, db, "SELECT * FROM "+table); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// dumpQuery returns a line for each row. What is stored as bytes is looked at as text.
func dumpQuery(ctx context.Context, db *sql.DB, query string) (string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	values, targets := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return "", err
		}
		for _, value := range values {
			if raw, ok := value.([]byte); ok {
				value = string(raw)
			}
			fmt.Fprintf(&b, "%v\t", value)
		}
		b.WriteByte('\n')
	}
	return b.String(), rows.Err()
}

// dumpRedis returns every key with its value, of the types that boards are made of.
func dumpRedis(ctx context.Context, client redis.UniversalClient) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	var b strings.Builder
	keys := client.Scan(ctx, 0, "*", 100).Iterator()
	for keys.Next(ctx) {
		key := keys.Val()
		kind, err := client.Type(ctx, key).Result()
		var value any
		switch kind {
		case "string":
			value, err = client.Get(ctx, key).Result()
		case "hash":
			value, err = client.HGetAll(ctx, key).Result()
		case "set":
			value, err = client.SMembers(ctx, key).Result()
		case "zset":
			value, err = client.ZRangeWithScores(ctx, key, 0, -1).Result()
		default:
			err = errors.Join(err, fmt.Errorf("%s is a %s, which this does not read", key, kind))
		}
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s\t%v\n", key, value)
	}
	return b.String(), keys.Err()
}
