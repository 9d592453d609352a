package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hocso/progress/places"
)

// Bounds of a join code.
const (
	MaxJoinHours = 72
	MaxJoinUses  = 500
)

// IssueJoinCode makes a code that enrols into a village, for at most MaxJoinHours and MaxJoinUses residents. The code, which
// cannot be read again, comes back in groups. It is for who helps the village's residents. ErrForbidden; *InvalidError.
func (s *Service) IssueJoinCode(ctx context.Context, actor Person, village string, hours, uses int) (Pass, string, error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return Pass{}, "", err
	}
	var wrong faults
	if hours < 1 || hours > MaxJoinHours {
		wrong.add("hours", codeNotAllowed)
	}
	if uses < 1 || uses > MaxJoinUses {
		wrong.add("uses", codeNotAllowed)
	}
	if err := wrong.err(); err != nil {
		return Pass{}, "", err
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionJoinCodeIssued, Village: v.ID, Ward: v.Ward}); err != nil {
		return Pass{}, "", err
	}
	pass, code, err := s.issue(ctx, Pass{Kind: JoinPass, Village: v.ID, By: actor.ID, ExpiresAt: s.now().Add(time.Duration(hours) * time.Hour), MaxUses: uses},
		s.drawJoinCode, itself)
	return pass, group(code, 4), err
}

// JoinCodes returns the join codes of a village that hold, newest first. ErrForbidden.
func (s *Service) JoinCodes(ctx context.Context, actor Person, village string) ([]Pass, error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, err
	}
	passes, err := s.stores.Passes.PassesOfVillage(ctx, v.ID, JoinPass)
	if err != nil {
		return nil, fmt.Errorf("read join codes: %w", err)
	}
	now := s.now()
	passes = slices.DeleteFunc(passes, func(p Pass) bool { return !p.Valid(now) })
	slices.SortFunc(passes, func(a, b Pass) int { return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(a.ID, b.ID)) })
	return passes, nil
}

// RevokeJoinCode stops a join code. ErrForbidden; ErrNotFound if the village has no such code.
func (s *Service) RevokeJoinCode(ctx context.Context, actor Person, village, id string) error {
	v, err := s.helped(actor, village)
	if err != nil {
		return err
	}
	p, err := s.stores.Passes.Pass(ctx, id)
	if err != nil {
		return fmt.Errorf("read a join code: %w", err)
	}
	if p.Kind != JoinPass || p.Village != v.ID {
		return ErrNotFound
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionJoinCodeRevoked, Village: v.ID, Ward: v.Ward}); err != nil {
		return err
	}
	return s.revoke(ctx, p.ID)
}

// LookUpJoinCode returns which village a code enrols into and until when, or ErrCodeNotValid. That of a closed village enrols into
// the one that it was merged into.
func (s *Service) LookUpJoinCode(ctx context.Context, code string) (places.Village, time.Time, error) {
	p, err := s.joinPass(ctx, code)
	if err != nil {
		return places.Village{}, time.Time{}, err
	}
	v, ok := s.village(p.Village)
	if !ok {
		return places.Village{}, time.Time{}, ErrCodeNotValid
	}
	return v, p.ExpiresAt, nil
}

func (s *Service) joinPass(ctx context.Context, typed string) (Pass, error) {
	return s.passOf(ctx, JoinPass, normalizeCode(typed))
}

// Join confirms a resident with a join code of their own village. ErrCodeNotValid. For who is confirmed already there is nothing
// to do, whatever the code, which is used once however often a phone with a bad line asks.
func (s *Service) Join(ctx context.Context, actor Person, code string) (Person, error) {
	// The actor may have been read before another request of theirs.
	p, err := s.Person(ctx, actor.ID)
	if err != nil || !p.Unconfirmed {
		return p, err
	}
	pass, err := s.joinPass(ctx, code)
	if err != nil {
		return Person{}, err
	}
	if s.today(pass.Village) != s.today(p.Village) {
		return Person{}, ErrCodeNotValid
	}
	if pass, err = s.use(ctx, pass); err != nil {
		return Person{}, err
	}
	if p, err = s.confirm(ctx, p, p, "code"); err != nil {
		return Person{}, errors.Join(err, s.giveUseBack(ctx, pass.ID))
	}
	return p, nil
}
