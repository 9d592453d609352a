package archive

import (
	"time"

	"hocso/progress/people"
)

type personRecord struct {
	ID           string              `json:"id"`
	Name         string              `json:"name"`
	Village      string              `json:"village,omitempty"`
	Phone        string              `json:"phone,omitempty"`
	BirthBand    string              `json:"birth_band,omitempty"`
	Language     string              `json:"language,omitempty"`
	Appointments []appointmentRecord `json:"appointments,omitempty"`
	Consents     []consentRecord     `json:"consents,omitempty"`
	LoginVersion int                 `json:"login_version"`
	Unconfirmed  bool                `json:"unconfirmed,omitempty"`
	Guardian     string              `json:"guardian,omitempty"`
	CardPIN      bool                `json:"card_pin,omitempty"`
	Subject      string              `json:"subject,omitempty"`
	Sample       bool                `json:"sample,omitempty"`
	CreatedAt    time.Time           `json:"created_at,omitzero"`
	Revision     int                 `json:"revision"`
}

type appointmentRecord struct {
	Role    people.Role `json:"role"`
	Village string      `json:"village,omitempty"`
	Ward    string      `json:"ward,omitempty"`
	From    time.Time   `json:"from,omitzero"`
	Until   time.Time   `json:"until,omitzero"`
	By      string      `json:"by,omitempty"`
}

type consentRecord struct {
	Account     bool      `json:"account"`
	VillageList bool      `json:"village_list"`
	Statistics  bool      `json:"statistics"`
	Certificate bool      `json:"certificate"`
	Version     string    `json:"version"`
	At          time.Time `json:"at,omitzero"`
	Helper      string    `json:"helper,omitempty"`
}

func newPersonRecord(p people.Person) personRecord {
	r := personRecord{ID: p.ID, Name: p.Name, Village: p.Village, Phone: p.Phone, BirthBand: p.BirthBand, Language: p.Language,
		LoginVersion: p.LoginVersion, Unconfirmed: p.Unconfirmed, Guardian: p.Guardian, CardPIN: p.CardPIN, Subject: p.Subject,
		Sample: p.Sample, CreatedAt: p.CreatedAt, Revision: p.Revision}
	for _, a := range p.Appointments {
		r.Appointments = append(r.Appointments, appointmentRecord(a))
	}
	for _, c := range p.Consents {
		r.Consents = append(r.Consents, consentRecord{c.Account, c.VillageList, c.Statistics, c.Certificate, c.Version, c.At, c.Helper})
	}
	return r
}

func (r personRecord) person() people.Person {
	p := people.Person{ID: r.ID, Name: r.Name, Village: r.Village, Phone: r.Phone, BirthBand: r.BirthBand, Language: r.Language,
		LoginVersion: r.LoginVersion, Unconfirmed: r.Unconfirmed, Guardian: r.Guardian, CardPIN: r.CardPIN, Subject: r.Subject,
		Sample: r.Sample, CreatedAt: r.CreatedAt, Revision: r.Revision}
	for _, a := range r.Appointments {
		p.Appointments = append(p.Appointments, people.Appointment(a))
	}
	for _, c := range r.Consents {
		p.Consents = append(p.Consents, people.ConsentRecord{
			Consent: people.Consent{Account: c.Account, VillageList: c.VillageList, Statistics: c.Statistics, Certificate: c.Certificate},
			Version: c.Version, At: c.At, Helper: c.Helper})
	}
	return p
}
