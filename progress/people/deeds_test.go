package people

import (
	"context"
	"slices"
)

// deed is something that the audit log tells of.
type deed struct {
	name   string
	action AuditAction
	store  string // the method of the stores that does it, after the line is written
	ready  func(w *world) (do func() error)
}

const (
	freeText = "Tên cháu bị viết sai"
	freeNote = "Đã sửa tên cho bác"
)

// neighbours are a resident, their browser, and those who help and administer them.
type neighbours struct {
	resident             Login
	home                 Visit
	coordinator, officer Person
}

func (w *world) neighbours() neighbours {
	w.Helper()
	l, home := w.resident(phone, pin)
	return neighbours{l, home, w.coordinator(), w.staff(Officer, "", ward)}
}

// deeds lists all that is logged, but what is done to the log itself.
func deeds() []deed {
	ctx := context.Background()
	return append([]deed{
		{"enrol", ActionEnrolled, "AddPerson", func(w *world) func() error {
			c := w.coordinator()
			return func() error { _, err := w.Enrol(ctx, c, registration()); return err }
		}},
		{"confirm", ActionConfirmed, "UpdatePerson", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.Confirm(ctx, p.coordinator, village, p.resident.Person.ID); return err }
		}},
		{"join", ActionConfirmed, "UpdatePerson", func(w *world) func() error {
			p, code := w.neighbours(), w.joinCode(1, 1)
			return func() error { _, err := w.Join(ctx, p.resident.Person, code); return err }
		}},
		{"move", ActionMoved, "UpdatePerson", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.Move(ctx, Person{}, p.resident.Person.ID, village3); return err }
		}},
		{"change a PIN", ActionPINChanged, "SetCredential", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.ChangeSecret(ctx, p.resident.Person, pin, "482913", p.home); return err }
		}},
		{"change a password", ActionPasswordChanged, "SetCredential", func(w *world) func() error {
			m := w.enrol(phone).Person
			return func() error { _, err := w.ChangeSecret(ctx, m, password, password+"!", Visit{}); return err }
		}},
		{"recover", ActionPINRecovered, "SetCredential", func(w *world) func() error {
			code := w.issueCode(w.neighbours().resident.Person.ID, RecoveryPass)
			return func() error { _, err := w.Recover(ctx, phone, code, "482913", Visit{}); return err }
		}},
		{"set an app up", ActionTOTPEnrolled, "PutFactor", func(w *world) func() error {
			w.manager(phone)
			begun, err := w.BeginTOTP(ctx, phone, password)
			if err != nil {
				w.Fatal(err)
			}
			code := enrolled{w: w, secret: begun.Secret}.code(0)
			return func() error { _, _, err := w.ConfirmTOTP(ctx, phone, password, code, Visit{}); return err }
		}},
		{"remove a device", ActionDeviceRemoved, "DeleteDevice", func(w *world) func() error {
			p := w.neighbours()
			id := w.onlyDevice().ID
			return func() error { return w.RemoveDevice(ctx, p.resident.Person, id) }
		}},
		{"add a child", ActionChildAdded, "AddPeople", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.AddChild(ctx, p.resident.Person, "Y Bhăm", bothAgree); return err }
		}},
		{"export", ActionExported, "PassesOfVillage", func(w *world) func() error {
			c := w.coordinator()
			return func() error { _, err := w.Listed(ctx, c, village, "csv"); return err }
		}},
		{"export requests", ActionRequestsExported, "RequestsIn", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.RequestsFile(ctx, p.officer, ward, false, "csv"); return err }
		}},
		{"export staff", ActionStaffExported, "Staff", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.StaffFile(ctx, p.officer, Coordinator, ward, "csv"); return err }
		}},
		{"erase", ActionErased, "AddErasure", func(w *world) func() error {
			p := w.neighbours().resident.Person
			return func() error { return w.Erase(ctx, p, p) }
		}},
		{"purge", ActionPurged, "DeleteDevice", func(w *world) func() error {
			w.neighbours()
			o := Overdue{Devices: []Device{w.onlyDevice()}}
			return func() error { return w.Purge(ctx, o, nil) }
		}},
	}, slices.Concat(deedsWithPasses(ctx), deedsWithStaff(ctx), deedsWithRequests(ctx))...)
}

func deedsWithPasses(ctx context.Context) []deed {
	return []deed{
		{"issue a card", ActionCardIssued, "AddPass", func(w *world) func() error {
			p := w.neighbours()
			w.card(p.resident.Person.ID) // a former one
			return func() error {
				_, err := w.IssueCards(ctx, p.coordinator, village, []string{p.resident.Person.ID})
				return err
			}
		}},
		{"revoke a card", ActionCardRevoked, "UpdatePass", func(w *world) func() error {
			p := w.neighbours()
			w.card(p.resident.Person.ID)
			return func() error { return w.RevokeCard(ctx, p.coordinator, village, p.resident.Person.ID) }
		}},
		{"issue a code", ActionCodeIssued, "AddPass", func(w *world) func() error {
			p := w.neighbours()
			w.issueCode(p.resident.Person.ID, DevicePass) // a former one
			return func() error {
				_, err := w.IssueCode(ctx, p.coordinator, village, p.resident.Person.ID, DevicePass)
				return err
			}
		}},
		{"issue a join code", ActionJoinCodeIssued, "AddPass", func(w *world) func() error {
			c := w.coordinator()
			return func() error { _, _, err := w.IssueJoinCode(ctx, c, village, 1, 1); return err }
		}},
		{"revoke a join code", ActionJoinCodeRevoked, "UpdatePass", func(w *world) func() error {
			c := w.coordinator()
			pass, _, err := w.IssueJoinCode(ctx, c, village, 1, 1)
			if err != nil {
				w.Fatal(err)
			}
			return func() error { return w.RevokeJoinCode(ctx, c, village, pass.ID) }
		}},
	}
}

func deedsWithStaff(ctx context.Context) []deed {
	at := Appointment{Role: Coordinator, Village: village2}
	return []deed{
		{"add staff by command", ActionAppointed, "AddPerson", func(w *world) func() error {
			return func() error {
				_, _, err := w.Add(ctx, NewPerson{Role: Officer, Name: "Cán bộ", Phone: phone, Ward: ward})
				return err
			}
		}},
		{"appoint a new account", ActionAppointed, "AddPerson", func(w *world) func() error {
			p := w.neighbours()
			return func() error {
				_, _, err := w.Appoint(ctx, p.officer, NewAppointment{Name: "Y Bhăm", Phone: "0900000077", Appointment: at})
				return err
			}
		}},
		{"appoint a known account", ActionAppointed, "UpdatePerson", func(w *world) func() error {
			p := w.neighbours()
			return func() error {
				_, _, err := w.Appoint(ctx, p.officer, NewAppointment{Person: p.coordinator.ID, Appointment: at})
				return err
			}
		}},
		{"end an appointment", ActionEnded, "UpdatePerson", func(w *world) func() error {
			p := w.neighbours()
			return func() error {
				return w.EndAppointment(ctx, p.officer, p.coordinator.ID, Appointment{Role: Coordinator, Village: village})
			}
		}},
		{"reset staff", ActionStaffReset, "SetCredential", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.ResetStaff(ctx, p.officer, p.coordinator.ID); return err }
		}},
		{"reset staff by command", ActionStaffReset, "SetCredential", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.ResetByOperator(ctx, p.coordinator.ID); return err }
		}},
	}
}

func deedsWithRequests(ctx context.Context) []deed {
	handle := func(finish bool) func(w *world) func() error {
		return func(w *world) func() error {
			p := w.neighbours()
			r := w.request(p.resident.Person, CorrectRequest, freeText)
			return func() error { _, err := w.HandleRequest(ctx, p.officer, r.ID, finish, freeNote); return err }
		}
	}
	return []deed{
		{"make a request", ActionRequestMade, "AddRequest", func(w *world) func() error {
			p := w.neighbours()
			return func() error { _, err := w.MakeRequest(ctx, p.resident.Person, CorrectRequest, freeText); return err }
		}},
		{"answer a request", ActionRequestAnswered, "UpdateRequest", handle(false)},
		{"finish a request", ActionRequestFinished, "UpdateRequest", handle(true)},
	}
}
