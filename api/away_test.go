package api

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"testing"
)

type labelledError string

func (e labelledError) Error() string                   { return string(e) }
func (e labelledError) HasErrorLabel(label string) bool { return label == string(e) }

type clearedError struct{}

func (clearedError) Error() string   { return "connection pool was cleared" }
func (clearedError) Retryable() bool { return true }

func TestAStoreThatCannotBeReachedIsNoFaultOfTheServer(t *testing.T) {
	for err, status := range map[error]int{
		&net.OpError{Op: "read", Err: syscall.ECONNRESET}: http.StatusServiceUnavailable,
		labelledError("NetworkError"):                     http.StatusServiceUnavailable,
		clearedError{}:                                    http.StatusServiceUnavailable,
		io.ErrUnexpectedEOF:                               http.StatusServiceUnavailable,
		labelledError("TransientTransactionError"):        http.StatusInternalServerError,
		errors.New("a fault"):                             http.StatusInternalServerError,
	} {
		p, retryAfter := describe(fmt.Errorf("find person: %w", err))
		if p.Status != status || (retryAfter > 0) != (status == http.StatusServiceUnavailable) {
			t.Errorf("%v: %d %s, again after %v", err, p.Status, p.Code, retryAfter)
		}
	}
}
