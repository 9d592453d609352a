package api

import (
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	// arrivingFiles is how many files may be on their way at once: memory for each is taken when its length is announced.
	arrivingFiles = 16
	// arrivingWait is how long one more waits before it is read.
	arrivingWait = 30 * time.Second
)

// arriving counts the files that are being read or worked on. A request is known by its header, which stays where it is until the
// request was answered; one whose connection broke is forgotten after fileTime, when nothing of it can be read any more.
type arriving struct {
	room chan struct{}
	mu   sync.Mutex
	now  map[*fasthttp.RequestHeader]*arrival
}

// arrival is one of them.
type arrival struct{ forget *time.Timer }

func newArriving() *arriving {
	return &arriving{room: make(chan struct{}, arrivingFiles), now: map[*fasthttp.RequestHeader]*arrival{}}
}

// enter waits for room, and reports whether there was any.
func (a *arriving) enter(h *fasthttp.RequestHeader) bool {
	a.leave(h) // what broke off here before
	wait := time.NewTimer(arrivingWait)
	defer wait.Stop()
	select {
	case a.room <- struct{}{}:
	case <-wait.C:
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	one := &arrival{}
	one.forget = time.AfterFunc(fileTime, func() { a.free(h, one) })
	a.now[h] = one
	return true
}

// leave makes room again if the request had any.
func (a *arriving) leave(h *fasthttp.RequestHeader) { a.free(h, nil) }

// free is leave for one arrival, or for whichever it is now.
func (a *arriving) free(h *fasthttp.RequestHeader, of *arrival) {
	a.mu.Lock()
	defer a.mu.Unlock()
	one, ok := a.now[h]
	if !ok || of != nil && of != one {
		return
	}
	one.forget.Stop()
	delete(a.now, h)
	<-a.room
}
