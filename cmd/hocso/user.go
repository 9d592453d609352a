package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

type userCommand struct {
	Add userAddCommand `cmd:"" help:"Add somebody and print the secret that signs them in."`
}

type userAddCommand struct {
	storeFlags
	Keys    string `help:"File of the signing keys; in the data folder if empty." type:"path" placeholder:"FILE"`
	Role    string `help:"What they do." enum:"resident,coordinator,officer,manager,admin" required:""`
	Name    string `help:"Their name." required:""`
	Phone   string `help:"Their phone number."`
	Village string `help:"Village of a resident or coordinator." placeholder:"ID"`
	Ward    string `help:"Ward of an officer." placeholder:"CODE"`
}

// Run adds one person.
func (cmd *userAddCommand) Run(ctx context.Context, con console) error {
	db, err := cmd.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	dir, err := loadDirectory(ctx, db)
	if err != nil {
		return err
	}
	if cmd.Phone == "" {
		return fmt.Errorf("%w: --phone is needed: it is what the secret signs in with", errUsage)
	}
	// In a demo everybody is a sample, or the demo would not start again.
	running, err := db.Campaign(ctx)
	if err != nil && !errors.Is(err, campaign.ErrNotFound) {
		return err
	}
	keys, err := loadKeys(cmd.Data, cmd.Keys, rand.Reader)
	if err != nil {
		return err
	}
	service, err := people.NewService(people.Config{People: db, Devices: db, Attempts: db, Keys: keys, Now: con.now,
		Places: func() *places.Directory { return dir }})
	if err != nil {
		return err
	}
	person, secret, err := service.Add(ctx, people.NewPerson{Role: people.Role(cmd.Role), Name: cmd.Name, Phone: cmd.Phone,
		Village: cmd.Village, Ward: cmd.Ward, Sample: running.Sample})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.stdout, "added %s %s (%s)\nsecret, shown only now: %s\n", cmd.Role, person.Name, person.ID, secret)
	return err
}
