package api

import (
	"errors"
	"io"
	"net"
	"net/http"
)

var errStoreAway = httpError{http.StatusServiceUnavailable, "store_unavailable", "The store cannot be reached just now; try again"}

// storeAway tells an error of a connection, which may be another a moment later, from a fault in what is asked. Stores wrap
// what their drivers say; this package knows no driver, so it goes by what such errors can do:
// those of MongoDB's driver carry labels, or say that they may be tried again.
func storeAway(err error) bool {
	var network net.Error
	var labelled interface{ HasErrorLabel(label string) bool }
	var retryable interface{ Retryable() bool }
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &labelled) && labelled.HasErrorLabel("NetworkError") || errors.As(err, &retryable) && retryable.Retryable()
}
