package main

import (
	"context"
	"errors"
	"fmt"

	"hocso/progress/people"
)

type userLinkCommand struct {
	userFlags
	Person     string `arg:"" help:"Id of the person, as hocso user list prints it."`
	Subject    string `help:"Their account at the OpenID Connect provider: what its tokens say as sub." xor:"account" required:"" placeholder:"SUB"`
	Remove     bool   `help:"No longer let them sign in there." xor:"account" required:""`
	OIDCIssuer string `name:"oidc-issuer" help:"Issuer of the OpenID Connect provider, as hocso serve has it." placeholder:"URL"`
}

// Run lets a member of staff sign in with their account at the OpenID Connect provider, or no longer.
func (cmd *userLinkCommand) Run(ctx context.Context, con console) error {
	subject, done := "", "removed; they are signed out everywhere within a minute"
	if !cmd.Remove {
		if cmd.Subject == "" || cmd.OIDCIssuer == "" {
			return fmt.Errorf("%w: --subject and --oidc-issuer are needed to link an account", errUsage)
		}
		subject, done = people.OIDCSubject(cmd.OIDCIssuer, cmd.Subject), "linked; they may now sign in by OpenID Connect"
	}
	return cmd.withPeople(ctx, con, func(_ database, service *people.Service) error {
		err := service.LinkSubject(ctx, cmd.Person, subject)
		switch {
		case errors.Is(err, people.ErrForbidden):
			return errors.New("only staff sign in by OpenID Connect; appoint them first")
		case errors.Is(err, people.ErrConflict):
			return errors.New("this account is linked to somebody else; remove it there first")
		case err != nil:
			return err
		}
		if cmd.Remove {
			if err := service.SignOutEverywhere(ctx, cmd.Person); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintln(con.stdout, done)
		return err
	})
}
