package bench

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// mongoFloor is one collection of a database of its own, written with the same concern as the product's.
type mongoFloor struct{ documents *mongo.Collection }

// ErrBadMongo says that an address is none of MongoDB. It does not quote it, since it may hold a password.
var ErrBadMongo = errors.New("--floor-mongo is not an address such as mongodb://127.0.0.1:27017")

// CheckMongo refuses a MongoDB elsewhere unless mine is set. Errors: ErrBadMongo, ErrNotYours.
func CheckMongo(ctx context.Context, uri string, mine bool, lookup Lookup) error {
	u, err := url.Parse(firstHostOnly(uri))
	switch {
	case err != nil || u.Scheme != "mongodb" && u.Scheme != "mongodb+srv" || u.Host == "":
		return ErrBadMongo
	case mine:
		return nil
	case u.Scheme == "mongodb+srv":
		return ErrNotYours
	}
	hosts := uri[len("mongodb://"):]
	hosts, _, _ = strings.Cut(hosts, "/")
	hosts = hosts[strings.LastIndex(hosts, "@")+1:]
	for host := range strings.SplitSeq(hosts, ",") {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		found, err := addresses(ctx, strings.Trim(host, "[]"), lookup)
		if err != nil {
			return err
		}
		if err := onlyLoopback(host, found); err != nil {
			return err
		}
	}
	return nil
}

// firstHostOnly makes an address of several hosts one that url.Parse reads.
func firstHostOnly(uri string) string {
	before, after, several := strings.Cut(uri, ",")
	if !several {
		return uri
	}
	_, path, _ := strings.Cut(after, "/")
	return before + "/" + path
}

// openMongoFloor connects to the hosts that were checked alone, unless those that they name may be anywhere.
func openMongoFloor(ctx context.Context, uri string, anywhere bool) (storeFloor, error) {
	journal := true
	opts := options.Client().ApplyURI(uri).SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journal}).
		SetServerSelectionTimeout(connectTime)
	if !anywhere {
		opts.SetDirect(true)
	}
	db, err := mongo.Connect(opts)
	if err == nil {
		err = db.Ping(ctx, nil)
	}
	if err != nil {
		return nil, errors.New("the MongoDB of the floor cannot be reached") // the cause may quote a password
	}
	name := "hocso_bench_" + bson.NewObjectID().Hex()
	return &mongoFloor{db.Database(name).Collection("submissions")}, nil
}

func (m *mongoFloor) insert(ctx context.Context, group []document) error {
	list := make([]any, len(group))
	for i, d := range group {
		answers := bson.A{}
		for _, question := range slices.Sorted(maps.Keys(d.Answers)) {
			answers = append(answers, bson.D{{Key: "question", Value: question}, {Key: "options", Value: d.Answers[question]}})
		}
		list[i] = bson.D{{Key: "_id", Value: d.resident + "/" + d.ID}, {Key: "resident", Value: d.resident}, {Key: "id", Value: d.ID},
			{Key: "module", Value: d.Module}, {Key: "version", Value: d.Version}, {Key: "score", Value: d.score}, {Key: "max", Value: d.max},
			{Key: "passed", Value: d.score == d.max}, {Key: "right", Value: d.right}, {Key: "wrong", Value: d.wrong},
			{Key: "received_at", Value: d.received}, {Key: "answers", Value: answers}, {Key: "started_at", Value: d.from},
			{Key: "finished_at", Value: d.to}, {Key: "village", Value: d.village}, {Key: "hash", Value: d.hash}}
	}
	if _, err := m.documents.InsertMany(ctx, list, options.InsertMany().SetOrdered(false)); err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	return nil
}

// connectTime is how long a MongoDB may take to be found.
const connectTime = 5 * time.Second

// closeTime is how long dropping the floor's database may take.
const closeTime = 10 * time.Second

func (m *mongoFloor) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	db := m.documents.Database()
	return errors.Join(db.Drop(ctx), db.Client().Disconnect(ctx))
}

func (m *mongoFloor) String() string { return "MongoDB, insertMany with majority and journal" }
