package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

type userCommand struct {
	Add   userAddCommand   `cmd:"" help:"Add somebody and print the secret that signs them in."`
	List  userListCommand  `cmd:"" help:"List staff with their appointments."`
	End   userEndCommand   `cmd:"" help:"End an appointment."`
	Link  userLinkCommand  `cmd:"" help:"Let a member of staff sign in by OpenID Connect."`
	Reset userResetCommand `cmd:"" help:"Give a member of staff a new password, and have them set up an authenticator app anew."`
}

// userFlags are those of every command about people.
type userFlags struct {
	storeFlags
	Keys string `help:"File of the signing keys; in the data folder if empty." type:"path" placeholder:"FILE"`
}

// withPeople opens the store and the service of people for one command.
func (f userFlags) withPeople(ctx context.Context, con console, do func(database, *people.Service) error) error {
	db, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	dir, err := loadDirectory(ctx, db)
	if err != nil {
		return err
	}
	keys, err := loadKeys(f.Data, f.Keys, rand.Reader)
	if err != nil {
		return err
	}
	service, err := people.NewService(people.Config{Stores: peopleStores(db), Keys: keys, Now: con.now,
		Places: func() *places.Directory { return dir }})
	if err != nil {
		return err
	}
	return do(db, service)
}

type userAddCommand struct {
	userFlags
	Role    string `help:"What they do." enum:"resident,coordinator,officer,manager,admin" required:""`
	Name    string `help:"Their name." required:""`
	Phone   string `help:"Their phone number."`
	Village string `help:"Village of a resident or coordinator." placeholder:"ID"`
	Ward    string `help:"Ward of an officer." placeholder:"CODE"`
}

// Run adds one person.
func (cmd *userAddCommand) Run(ctx context.Context, con console) error {
	if cmd.Phone == "" {
		return fmt.Errorf("%w: --phone is needed: it is what the secret signs in with", errUsage)
	}
	return cmd.withPeople(ctx, con, func(db database, service *people.Service) error {
		// In a demo everybody is a sample, or the demo would not start again.
		running, err := runningCampaign(ctx, db, day.Of(con.now()))
		if err != nil && !errors.Is(err, campaign.ErrNotFound) {
			return err
		}
		person, secret, err := service.Add(ctx, people.NewPerson{Role: people.Role(cmd.Role), Name: cmd.Name, Phone: cmd.Phone,
			Village: cmd.Village, Ward: cmd.Ward, Sample: running.Sample})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "added %s %s (%s)\nsecret, shown only now: %s\n", cmd.Role, person.Name, person.ID, secret)
		return err
	})
}

type userListCommand struct{ userFlags }

// Run prints a line for each appointment.
func (cmd *userListCommand) Run(ctx context.Context, con console) error {
	return cmd.withPeople(ctx, con, func(db database, _ *people.Service) error {
		staff, err := db.Staff(ctx)
		if err != nil {
			return err
		}
		for _, p := range staff {
			for _, a := range p.Appointments {
				state := "in force"
				if !a.Holds(con.now()) {
					state = "not in force"
				}
				place := a.Village + a.Ward
				if place == "" {
					place = "-"
				}
				if _, err := fmt.Fprintf(con.stdout, "%s\t%s\t%s\t%s\t%s\t%s\n", p.ID, a.Role, place, state, p.Phone, p.Name); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

type userEndCommand struct {
	userFlags
	Person  string `arg:"" help:"Id of the person, as hocso user list prints it."`
	Role    string `help:"Which appointment." enum:"coordinator,officer,manager,admin" required:""`
	Village string `help:"Village of a coordinator." placeholder:"ID"`
	Ward    string `help:"Ward of an officer." placeholder:"CODE"`
}

// Run ends one appointment.
func (cmd *userEndCommand) Run(ctx context.Context, con console) error {
	return cmd.withPeople(ctx, con, func(_ database, service *people.Service) error {
		err := service.EndByOperator(ctx, cmd.Person, people.Appointment{Role: people.Role(cmd.Role), Village: cmd.Village, Ward: cmd.Ward})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(con.stdout, "ended; it stops within a minute")
		return err
	})
}

type userResetCommand struct {
	userFlags
	Person string `arg:"" help:"Id of the person, as hocso user list prints it."`
}

// Run prints a new password.
func (cmd *userResetCommand) Run(ctx context.Context, con console) error {
	return cmd.withPeople(ctx, con, func(_ database, service *people.Service) error {
		secret, err := service.ResetByOperator(ctx, cmd.Person)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(con.stdout, "secret, shown only now: %s\n", secret)
		return err
	})
}
