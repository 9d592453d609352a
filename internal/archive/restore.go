package archive

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/people"
)

const (
	// batchRecords and batchBytes are up to how much is stored together.
	batchRecords = 500
	batchBytes   = 4 << 20
)

// Restoring says how an archive is restored.
type Restoring struct {
	Replace  bool             // whatever the store holds, but not its erasures
	Erasures []people.Erasure // besides those of the archive and of the store
	// Rebuild makes what follows from the submissions, for campaigns, all their versions, that are not stored yet.
	Rebuild func(ctx context.Context, campaigns []campaign.Campaign) error
	Now     time.Time
	Tell    Progress
}

// Restore stores all that the archive holds, except who is known to be erased: by the archive, by the store or by Erasures.
// The campaign comes last, so that a store that is not whole is taken for one that was never set up; who broke off repeats it
// with Replace. ErrNotEmpty.
func (a *Archive) Restore(ctx context.Context, into Store, r Restoring) error {
	if !r.Replace {
		empty, err := Empty(ctx, into)
		if err != nil {
			return err
		}
		if !empty {
			return ErrNotEmpty
		}
	}
	// Erasures first: they must be known whatever happens next.
	for _, e := range slices.Concat(a.Erasures, r.Erasures) {
		if err := into.AddErasure(ctx, e); err != nil {
			return err
		}
	}
	if err := into.Clear(ctx); err != nil {
		return err
	}
	l := loader{batch: batch{ctx: ctx, into: into}}
	if err := l.load(a, r.Tell); err != nil {
		return err
	}
	if err := eraseAgain(ctx, into); err != nil {
		return err
	}
	entry := people.AuditEntry{Action: people.ActionRestored, Detail: a.Manifest.MadeAt.Format(time.RFC3339)}
	if err := people.AppendAudit(ctx, into, entry, r.Now); err != nil {
		return err
	}
	if err := r.Rebuild(ctx, l.campaigns); err != nil {
		return err
	}
	return putCampaigns(ctx, into, l.campaigns)
}

// putCampaigns stores versions of campaigns.
func putCampaigns(ctx context.Context, into Store, campaigns []campaign.Campaign) error {
	for _, c := range campaigns {
		if err := into.PutCampaign(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// eraseAgain removes who was erased after the archive was made.
func eraseAgain(ctx context.Context, s Store) error {
	erased, err := s.Erasures(ctx)
	if err != nil {
		return err
	}
	stores := people.Stores{People: s, Devices: s, Passes: s, Factors: s, Requests: s, Certificates: s}
	for _, e := range erased {
		if err := s.DeleteSubmissionsOf(ctx, e.Person); err != nil {
			return err
		}
		if err := s.DeleteEventsAbout(ctx, e.Person); err != nil {
			return err
		}
		if err := people.EraseRecords(ctx, stores, e.Person); err != nil {
			return err
		}
		if err := forgetAliases(ctx, s, e.Person); err != nil {
			return err
		}
	}
	return nil
}

// forgetAliases removes what names somebody in aliases, of whichever side.
func forgetAliases(ctx context.Context, s Store, person string) error {
	aliases, err := s.AliasesOf(ctx, person)
	if err != nil {
		return err
	}
	for _, a := range append(aliases, people.Alias{Dropped: person}) {
		if err := s.DeleteAlias(ctx, a.Dropped); err != nil {
			return err
		}
	}
	return nil
}

// loader stores the records of an archive.
type loader struct {
	batch
	campaigns []campaign.Campaign // not stored yet
}

// batch stores records together.
type batch struct {
	ctx   context.Context
	into  Store
	part  part
	lines [][]byte
	bytes int
}

func (l *loader) load(a *Archive, tell Progress) error {
	var failed error
	_, err := a.each(l.ctx, func(p part, line []byte) error {
		tell(1)
		failed = l.add(p, line)
		return failed
	})
	if failed != nil {
		return failed // the store's, not the file's
	}
	if errors.Is(err, ErrDamaged) {
		return errors.New("the archive changed while it was restored, so the store is not whole: repeat it with --replace")
	}
	if err != nil {
		return err
	}
	return l.flush()
}

func (l *loader) add(p part, line []byte) error {
	switch p.name {
	case erasuresPart:
		return nil // stored already
	case campaignsPart:
		c, err := parse[campaign.Campaign](line)
		c.Version = max(c.Version, 1) // archives of the first schema knew one version
		l.campaigns = append(l.campaigns, c)
		return err
	}
	return l.batch.add(p, line)
}

// add stores what was gathered when it is enough, or of another part. The line is its only until it returns.
func (b *batch) add(p part, line []byte) error {
	full := len(b.lines) >= batchRecords || b.bytes+len(line) > batchBytes
	if p.name != b.part.name || full && !p.whole {
		if err := b.flush(); err != nil {
			return err
		}
	}
	b.part = p
	b.lines = append(b.lines, bytes.Clone(line))
	b.bytes += len(line)
	return nil
}

func (b *batch) flush() error {
	if len(b.lines) == 0 {
		return nil
	}
	if err := b.part.put(b.ctx, b.into, b.lines); err != nil {
		return err
	}
	b.lines, b.bytes = nil, 0
	return nil
}
