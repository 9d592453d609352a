package api

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/valyala/fasthttp"
)

func TestOnlySoManyFilesAreOnTheirWayAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newArriving()
		var headers [arrivingFiles + 1]fasthttp.RequestHeader
		for i := range arrivingFiles {
			if !a.enter(&headers[i]) {
				t.Fatalf("no room for file %d", i)
			}
		}
		last := &headers[arrivingFiles]
		if a.enter(last) {
			t.Error("one more is read")
		}
		time.AfterFunc(time.Second, func() { a.leave(&headers[0]) })
		if !a.enter(last) {
			t.Error("there is no room when one has been read")
		}
		a.leave(last)
		a.leave(last) // an answer that was no file's
		for range 2 {
			if !a.enter(&headers[0]) {
				t.Error("a connection that begins anew finds no room")
			}
		}
		if a.enter(last) {
			t.Error("a connection that begins anew leaves the room of two")
		}
		<-time.After(fileTime)
		synctest.Wait()
		for i := range arrivingFiles {
			if !a.enter(&headers[i]) {
				t.Fatalf("a connection that broke off holds the room of file %d", i)
			}
		}
		for i := range arrivingFiles {
			a.leave(&headers[i])
		}
	})
}
