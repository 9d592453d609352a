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
		if !a.enter(&headers[0]) || !a.enter(&headers[0]) || a.enter(last) {
			t.Error("a connection that begins anew takes more room, or less, than one")
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
