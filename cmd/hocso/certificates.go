package main

import (
	"cmp"
	"crypto/ed25519"
	"crypto/rand"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/certificates"
	"hocso/progress/certificates/openbadge"
	"hocso/progress/people"
)

// certificates makes the service of certificates.
func (s *server) certificates(learnt *progress.Service) *certificates.Service {
	return certificates.NewService(certificates.Config{
		Store:     s.db,
		Person:    s.people.Person,
		Summary:   learnt.Mine,
		Campaigns: func() []campaign.Campaign { return s.reference().All() },
		Title:     s.moduleTitle,
		CheckName: people.CheckName,
		Now:       s.now,
		Rand:      rand.Reader,
	})
}

// moduleTitle is how a module is called in Vietnamese, or its id where it is not published any more.
func (s *server) moduleTitle(id string) string {
	m, err := s.library.Catalogue().Module(id)
	if err != nil {
		return id
	}
	return cmp.Or(m.Texts[courses.Vietnamese].Title, id)
}

// issuerOf makes the issuer that signs with an installation's keys.
func issuerOf(keys people.Keys) (*openbadge.Issuer, error) {
	own, err := keys.CertificateKeys()
	if err != nil {
		return nil, err
	}
	list := make([]openbadge.Key, len(own))
	for i, k := range own {
		list[i] = openbadge.Key{ID: k.ID, Public: k.Public}
		if k.Seed != nil {
			list[i].Private = ed25519.NewKeyFromSeed(k.Seed)
		}
	}
	return openbadge.NewIssuer(list)
}
