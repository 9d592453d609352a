package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/courses"
	"hocso/internal/mongodb/mongotest"
)

func documents(n int) []document {
	w := newWorkload(nil, offer{modules: []courses.ModuleView{quizOf("m")}}, crowdOf(2), DefaultMix, 1)
	rng := rand.New(rand.NewPCG(1, 1))
	list := make([]document, n)
	for i := range list {
		list[i] = w.document(rng)
	}
	return list
}

func TestTheSQLiteFloorStoresAndLeavesNothingBehind(t *testing.T) {
	folder := t.TempDir()
	store, err := openSQLiteFloor(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := store.insert(t.Context(), documents(50)); err != nil {
			t.Fatal(err)
		}
	}
	file := store.(*sqliteFloor)
	var n, synchronous int
	var journal string
	for query, into := range map[string]any{"SELECT count(*) FROM submissions": &n, "PRAGMA synchronous": &synchronous, "PRAGMA journal_mode": &journal} {
		if err := file.db.QueryRowContext(t.Context(), query).Scan(into); err != nil {
			t.Fatal(err)
		}
	}
	if n != 150 || synchronous != 2 || journal != "wal" { // 2 is FULL
		t.Errorf("%d documents, synchronous %d, journal %s", n, synchronous, journal)
	}
	if err := store.close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

func TestTheMongoDBFloorTouchesNoDatabaseButItsOwn(t *testing.T) {
	uri := mongotest.Start(t)
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(t.Context()) })
	before, err := client.ListDatabaseNames(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	store, err := openMongoFloor(t.Context(), uri, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.insert(t.Context(), documents(20)); err != nil {
		t.Fatal(err)
	}
	if n, err := store.(*mongoFloor).documents.CountDocuments(t.Context(), bson.D{}); err != nil || n != 20 {
		t.Errorf("%d documents, %v", n, err)
	}
	if err := store.close(); err != nil {
		t.Fatal(err)
	}
	if after, err := client.ListDatabaseNames(t.Context(), bson.D{}); err != nil || !slices.Equal(before, after) {
		t.Errorf("databases %v, before %v, %v", after, before, err)
	}
}

func TestAMongoDBThatIsNotThereIsNotQuoted(t *testing.T) {
	_, err := openMongoFloor(t.Context(), "mongodb://user:secret@127.0.0.1:1/?serverSelectionTimeoutMS=50&connectTimeoutMS=50", false)
	if err == nil || fmt.Sprint(err) != "the MongoDB of the floor cannot be reached" {
		t.Error(err)
	}
}
