package people

// Recognizes reports whether an access token was signed here and has not expired. It asks no store, so it says nothing of
// whether the person is still there: it is for who must decide before a request is even read. Authenticate decides.
func (s *Service) Recognizes(token string) bool {
	_, err := s.tokens.parse(token)
	return err == nil
}
