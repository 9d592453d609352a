package people

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

func TestHashesAreArgon2idWithPepperedSaltAndSecret(t *testing.T) {
	pepper := testKeys().Pepper
	for _, secret := range []string{pin, "mật khẩu rất dài"} {
		got, err := newHasher(pepper).hash(t.Context(), "+84900000001", secret)
		if err != nil {
			t.Fatal(err)
		}
		want := argon2.IDKey(mac(pepper, "secret", secret), mac(pepper, "salt", "+84900000001")[:16], 2, 19*1024, 1, 32)
		if !bytes.Equal(got, want) {
			t.Errorf("stored hashes of %q would not be right any more", secret)
		}
	}
}

func TestHashesDifferByOwnerSecretAndPepperOnly(t *testing.T) {
	hash := func(pepper byte, owner, secret string) string {
		h := newHasher(bytes.Repeat([]byte{pepper}, 32))
		h.derive = func(secret, salt []byte) []byte { return append(secret, salt...) }
		b, err := h.hash(t.Context(), owner, secret)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	one := hash(3, "+84900000001", "mật khẩu rất dài")
	if hash(3, "+84900000001", norm.NFD.String("mật khẩu rất dài")) != one {
		t.Error("a keyboard that decomposes letters makes another secret")
	}
	for _, other := range []string{
		hash(4, "+84900000001", "mật khẩu rất dài"), hash(3, "+84900000002", "mật khẩu rất dài"),
		hash(3, "+84900000001", "mật khẩu rất ngắn"),
	} {
		if other == one {
			t.Error("two hashes are equal")
		}
	}
}

func TestHashingIsBounded(t *testing.T) {
	h := newHasher(testKeys().Pepper)
	var running, most atomic.Int32
	goOn := make(chan struct{})
	h.derive = func([]byte, []byte) []byte {
		most.Store(max(most.Load(), running.Add(1)))
		<-goOn
		running.Add(-1)
		return nil
	}
	const all = hashesAtOnce + hashesWaiting + 30
	var done sync.WaitGroup
	errs := make(chan error, all)
	for range all {
		done.Go(func() {
			_, err := h.hash(context.Background(), "owner", "secret")
			errs <- err
		})
	}
	for range 30 { // those beyond the queue are refused while all others still run or wait
		if err := <-errs; !errors.Is(err, ErrBusy) {
			t.Fatalf("got %v, want ErrBusy", err)
		}
	}
	if len(errs) != 0 {
		t.Fatal("more were refused than the queue is short of")
	}
	close(goOn)
	done.Wait()
	for range all - 30 {
		if err := <-errs; err != nil {
			t.Errorf("one that waited got %v", err)
		}
	}
	if most.Load() > hashesAtOnce {
		t.Errorf("%d hashes at once", most.Load())
	}
}

func TestWaitingForAHashEndsWithTheContext(t *testing.T) {
	h := newHasher(testKeys().Pepper)
	h.derive = func([]byte, []byte) []byte { t.Error("hashed all the same"); return nil }
	for range hashesAtOnce {
		h.running <- struct{}{}
	}
	if _, err := h.hash(cancelled(), "owner", "secret"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	for range hashesAtOnce {
		<-h.running
	}
	if _, err := h.hash(cancelled(), "owner", "secret"); !errors.Is(err, context.Canceled) {
		t.Errorf("with room: got %v", err)
	}
	if len(h.admitted) != 0 || len(h.running) != 0 {
		t.Error("a place was not given back")
	}
}

func BenchmarkHash(b *testing.B) {
	h := newHasher(testKeys().Pepper)
	for b.Loop() {
		if _, err := h.hash(b.Context(), "+84900000001", pin); err != nil {
			b.Fatal(err)
		}
	}
}
