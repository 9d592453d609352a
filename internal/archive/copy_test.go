package archive

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hocso/internal/faulttest"
	"hocso/internal/mongodb/mongotest"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// failedLogins are those of the sample, which are in copies alone.
var failedLogins = []people.Attempts{{Key: "k1", Failures: 11, At: at(7), Revision: 12}, {Key: "k2", Revision: 1}}

func storeSample(t *testing.T, s Store) {
	t.Helper()
	sample().store(t, s)
	must(t, s.PutAllAttempts(t.Context(), failedLogins))
}

// allHeld is held, with what is in copies alone. It keeps the order in which a store gives its records.
func allHeld(t *testing.T, s Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, p := range copied {
		must(t, p.each(t.Context(), s, func(record any) error {
			all[p.name] = append(all[p.name], jsonOf(t, record))
			return nil
		}))
	}
	return all
}

func copyStore(t *testing.T, from, into Store) error {
	t.Helper()
	_, err := Copy(t.Context(), from, into, Copying{
		Rebuild: func(context.Context, []campaign.Campaign) error { return nil },
		Show:    func(string, int64) (Progress, func()) { return silent, func() {} },
	})
	return err
}

func wantCopy(t *testing.T, from, into Store) {
	t.Helper()
	want, got := allHeld(t, from), allHeld(t, into)
	for _, p := range copied {
		if !reflect.DeepEqual(got[p.name], want[p.name]) {
			t.Errorf("%s:\n got %v\nwant %v", p.name, got[p.name], want[p.name])
		}
	}
	wantMark(t, into, nil)
}

func wantMark(t *testing.T, s Store, want []byte) {
	t.Helper()
	if mark, err := s.CopyMark(t.Context()); err != nil || !reflect.DeepEqual(mark, want) {
		t.Errorf("the mark is %q, %v, want %q", mark, err, want)
	}
}

func TestACopyHoldsAllAsItIsInTheSameOrderAndDevicesStaySignedIn(t *testing.T) {
	mongotest.Start(t)
	for name, pair := range pairs {
		t.Run(name, func(t *testing.T) {
			from, into := pair.from(t), pair.into(t)
			storeSample(t, from)
			before := allHeld(t, from)
			for _, p := range copied {
				if len(before[p.name]) == 0 {
					t.Errorf("the sample has no %s", p.name)
				}
			}
			must(t, copyStore(t, from, into))
			wantCopy(t, from, into)
			if after := allHeld(t, from); !reflect.DeepEqual(after, before) {
				t.Errorf("the source changed to %v", after)
			}
			device, err := into.Device(t.Context(), "d1")
			if err != nil || !reflect.DeepEqual(device, sample().devices[0]) {
				t.Errorf("device %+v, %v", device, err)
			}
			if keys, err := into.Unfolded(t.Context(), 9); err != nil || len(keys) > 0 {
				t.Errorf("copied submissions carry the mark: %v, %v", keys, err)
			}
		})
	}
}

// TestACopyThatIsBrokenOffGoesOnWhereItStopped lets writes fail after some of their records came, in no order, as those of a
// killed process may.
func TestACopyThatIsBrokenOffGoesOnWhereItStopped(t *testing.T) {
	mongotest.Start(t)
	const many = 1700
	for name, open := range map[string]func(*testing.T) Store{"SQLite": inSQLite, "MongoDB": inMongoDB} {
		t.Run(name, func(t *testing.T) {
			faulttest.Rounds(t, 1, func(_ int, rng *rand.Rand) {
				from, into := inSQLite(t), open(t)
				storeSample(t, from)
				addMany(t, from, many)
				broken := &breaking{Store: into, random: rng}
				breaks := 0
				for err := os.ErrInvalid; err != nil; breaks++ {
					broken.left = 1 + broken.random.IntN(4)
					if err = copyStore(t, from, broken); err != nil && !errors.Is(err, os.ErrInvalid) {
						t.Fatal(err)
					}
					if err != nil {
						wantNoCampaign(t, into)
					}
				}
				wantCopy(t, from, into)
				all, again := 2*many+many/20, batchRecords*breaks
				if breaks < 4 || broken.put > all+2*again+100 {
					t.Errorf("%d records were put, of %d and %d breaks", broken.put, all, breaks)
				}
			})
		})
	}
}

func wantNoCampaign(t *testing.T, s Store) {
	t.Helper()
	if list, err := s.Campaigns(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("an unfinished copy has campaigns %+v, %v", list, err)
	}
}

// addMany adds people with a submission each, some with a secret.
func addMany(t *testing.T, s Store, n int) {
	t.Helper()
	var folk []people.Person
	var secrets []people.Credential
	var submissions []progress.Submission
	for i := range n {
		id := fmt.Sprintf("%08d-0000-4000-8000-000000000000", i)
		folk = append(folk, people.Person{ID: id, Name: "Y Bhăm", Village: "24175-007", CreatedAt: at(i % 60)})
		submissions = append(submissions, progress.Submission{Resident: id, By: id, Hash: []byte(id),
			Result: progress.Result{ID: id, Module: "vneid-1", Version: 1, Score: 3, Max: 5, ReceivedAt: at(i % 60)}})
		if i%20 > 0 { // FerretDB takes long to change one of many people
			continue
		}
		secrets = append(secrets, people.Credential{Person: id, Phone: "+849" + strconv.Itoa(i), Hash: []byte(id)})
	}
	for part := range slices.Chunk(folk, batchRecords) {
		must(t, s.PutPeople(t.Context(), part))
	}
	must(t, s.PutCredentials(t.Context(), secrets))
	for part := range slices.Chunk(submissions, batchRecords) {
		must(t, s.PutSubmissions(t.Context(), part))
	}
}

// breaking is a store that breaks off after some writes, in the midst of one.
type breaking struct {
	Store
	random *rand.Rand
	left   int
	put    int
}

// half writes all, or some of it in no order and fails.
func half[T any](b *breaking, list []T, put func([]T) error) error {
	b.put += len(list)
	if b.left--; b.left > 0 {
		return put(list)
	}
	mixed := slices.Clone(list)
	b.random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return errors.Join(put(mixed[:b.random.IntN(len(mixed)+1)]), os.ErrInvalid)
}

func (b *breaking) PutPeople(ctx context.Context, list []people.Person) error {
	return half(b, list, func(some []people.Person) error { return b.Store.PutPeople(ctx, some) })
}

func (b *breaking) PutCredentials(ctx context.Context, list []people.Credential) error {
	return half(b, list, func(some []people.Credential) error { return b.Store.PutCredentials(ctx, some) })
}

func (b *breaking) PutSubmissions(ctx context.Context, list []progress.Submission) error {
	return half(b, list, func(some []progress.Submission) error { return b.Store.PutSubmissions(ctx, some) })
}

func TestATargetThatHoldsAnythingElseIsRefusedAndStaysAsItIs(t *testing.T) {
	mongotest.Start(t)
	from := inSQLite(t)
	storeSample(t, from)
	for name, hold := range map[string]func(t *testing.T, s Store){
		"wards":          func(t *testing.T, s Store) { records{wards: sample().wards}.store(t, s) },
		"a campaign":     func(t *testing.T, s Store) { records{campaigns: sample().campaigns}.store(t, s) },
		"a roll":         func(t *testing.T, s Store) { records{rolls: sample().rolls}.store(t, s) },
		"courses":        func(t *testing.T, s Store) { records{courses: sample().courses}.store(t, s) },
		"people":         func(t *testing.T, s Store) { records{people: sample().people}.store(t, s) },
		"an erasure":     func(t *testing.T, s Store) { records{erasures: sample().erasures}.store(t, s) },
		"failed logins":  func(t *testing.T, s Store) { must(t, s.PutAllAttempts(t.Context(), failedLogins)) },
		"submissions":    func(t *testing.T, s Store) { records{submissions: sample().submissions}.store(t, s) },
		"another's copy": func(t *testing.T, s Store) { must(t, s.SetCopyMark(t.Context(), []byte(`{"source":"AAAA"}`))) },
		"all of it":      storeSample,
	} {
		t.Run(name, func(t *testing.T) {
			for store, open := range map[string]func(*testing.T) Store{"SQLite": inSQLite, "MongoDB": inMongoDB} {
				into := open(t)
				hold(t, into)
				before := allHeld(t, into)
				mark, err := into.CopyMark(t.Context())
				must(t, err)
				if err := copyStore(t, from, into); !errors.Is(err, ErrForeign) {
					t.Errorf("%s: error %v, want ErrForeign", store, err)
				}
				if after := allHeld(t, into); !reflect.DeepEqual(after, before) {
					t.Errorf("%s: changed to %v", store, after)
				}
				wantMark(t, into, mark)
			}
		})
	}
}

func TestASourceThatWasNeverSetUpIsRefused(t *testing.T) {
	from, into := inSQLite(t), inSQLite(t)
	if err := copyStore(t, from, into); !errors.Is(err, ErrNoSource) {
		t.Errorf("error %v, want ErrNoSource", err)
	}
	wantMark(t, into, nil)
}

// changing is a store to which somebody writes when it was read so many times.
type changing struct {
	Store
	reads int
	write func()
}

func (c *changing) EachSubmission(ctx context.Context, f func(progress.Submission) error) error {
	if c.reads--; c.reads == 0 {
		c.write()
	}
	return c.Store.EachSubmission(ctx, f)
}

func TestASourceThatIsChangedMeanwhileIsFoundAndTheTargetStaysUnfinished(t *testing.T) {
	for reads := range 3 { // before the records are copied, after some of them were, and when all were
		from, into := inSQLite(t), inSQLite(t)
		storeSample(t, from)
		late := progress.Submission{Resident: "p3", By: "p3", Hash: []byte("h"), Result: progress.Result{ID: "s9", Module: "vneid-1", Version: 1, Max: 5, ReceivedAt: at(9)}}
		write := func() { must(t, from.PutSubmissions(t.Context(), []progress.Submission{late})) }
		if reads == 0 {
			write = func() { must(t, from.AddErasure(t.Context(), people.Erasure{Person: "p8", At: at(9)})) }
		}
		err := copyStore(t, &changing{from, 2 + reads/2, write}, into)
		if !errors.Is(err, ErrSourceChanged) {
			t.Errorf("%d: error %v, want ErrSourceChanged", reads, err)
		}
		wantNoCampaign(t, into)
		if err := copyStore(t, from, into); !errors.Is(err, ErrForeign) {
			t.Errorf("%d: again: %v, want ErrForeign", reads, err)
		}
	}
}

// losing is a store that leaves out a device.
type losing struct{ Store }

func (l losing) PutDevices(ctx context.Context, list []people.Device) error {
	return l.Store.PutDevices(ctx, list[1:])
}

func TestWhatDoesNotArriveIsNamed(t *testing.T) {
	from, into := inSQLite(t), inSQLite(t)
	storeSample(t, from)
	err := copyStore(t, from, losing{into})
	if err == nil || !strings.Contains(err.Error(), "in devices (1 records, the source has 2)") {
		t.Errorf("error %v", err)
	}
	wantNoCampaign(t, into)
}

func TestACopyThatIsBrokenOffWhileItIsRebuiltIsNotCopiedAgain(t *testing.T) {
	from, into := inSQLite(t), inSQLite(t)
	storeSample(t, from)
	rebuilds := 0
	c := Copying{Show: func(string, int64) (Progress, func()) { return silent, func() {} },
		Rebuild: func(ctx context.Context, campaigns []campaign.Campaign) error {
			if rebuilds++; rebuilds == 1 {
				// What nobody is known for is dropped by rebuilding.
				return errors.Join(into.DeleteSubmissionsOf(ctx, "p2"), os.ErrInvalid)
			}
			if len(campaigns) != len(sample().campaigns) || campaigns[0].ID != "dot-1" {
				t.Errorf("campaigns %+v", campaigns)
			}
			return nil
		}}
	if _, err := Copy(t.Context(), from, into, c); !errors.Is(err, os.ErrInvalid) {
		t.Fatal(err)
	}
	if _, err := Copy(t.Context(), from, into, c); err != nil {
		t.Fatal(err)
	}
	wantMark(t, into, nil)
	if list, err := into.SubmissionsOf(t.Context(), "p2"); err != nil || len(list) > 0 {
		t.Errorf("submissions %v, %v", list, err)
	}
}

func TestTheMarkOfACopyIsKeptUntilItIsTakenOff(t *testing.T) {
	for name, open := range map[string]func(*testing.T) Store{"SQLite": inSQLite, "MongoDB": inMongoDB} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			wantMark(t, s, nil)
			must(t, s.SetCopyMark(t.Context(), nil))
			for _, mark := range []string{"one", "another"} {
				must(t, s.SetCopyMark(t.Context(), []byte(mark)))
				wantMark(t, s, []byte(mark))
			}
			must(t, s.PutCampaign(t.Context(), sample().campaigns[0]))
			wantMark(t, s, []byte("another"))
			must(t, s.SetCopyMark(t.Context(), nil))
			wantMark(t, s, nil)
			if list, err := s.Campaigns(t.Context()); err != nil || len(list) != 1 || list[0].ID != "dot-1" {
				t.Errorf("campaigns %+v, %v", list, err)
			}
		})
	}
}

func TestRecordsAreCountedByTheirPart(t *testing.T) {
	for name, open := range map[string]func(*testing.T) Store{"SQLite": inSQLite, "MongoDB": inMongoDB} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			sample().store(t, s)
			counts, err := s.(interface {
				Counts(ctx context.Context) (map[string]int64, error)
			}).Counts(t.Context())
			must(t, err)
			for part, want := range map[string]int64{"people": 3, "submissions": 2, "devices": 2, "audit": 2, "modules": 2, "wards": 2} {
				if counts[part] != want {
					t.Errorf("%s: %d, want %d", part, counts[part], want)
				}
			}
		})
	}
}
