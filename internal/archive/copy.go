package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"hocso/progress/campaign"
)

var (
	// ErrForeign says that a store to copy into holds something that is no unfinished copy of this source.
	ErrForeign = errors.New("the target holds something, and that is no unfinished copy of the source as it is now; nothing was changed: name an empty target")
	// ErrSourceChanged says that somebody wrote to the source of a copy.
	ErrSourceChanged = errors.New("the source was changed while it was copied, so the target is not whole: stop the server on the source and copy into an empty target")
	// ErrNoSource says that there is nothing to copy.
	ErrNoSource = errors.New("the source has no campaign, so it was never set up or is not whole; nothing was changed")
)

// Copying says how a store is copied.
type Copying struct {
	// Rebuild makes and checks what follows from the submissions, for campaigns, all their versions, that are not stored yet.
	Rebuild func(ctx context.Context, campaigns []campaign.Campaign) error
	// Show begins to show how far something is that goes through so many records, 0 if that is not known.
	Show func(what string, total int64) (tell Progress, end func())
}

// Copy makes a store hold all that another one holds, as it is there, and returns what that is. One that was broken off goes on
// where it stopped. Until it is whole the target is marked and has no campaign. ErrNoSource, ErrForeign, ErrSourceChanged.
//
// Nobody else may write to either store meanwhile: what of that is seen at the end is an error.
func Copy(ctx context.Context, from, into Store, c Copying) (Manifest, error) {
	var campaigns []campaign.Campaign
	err := source{from}.eachCampaign(ctx, func(c campaign.Campaign) error {
		campaigns = append(campaigns, c)
		return nil
	})
	if err != nil {
		return Manifest{}, err
	}
	if len(campaigns) == 0 {
		return Manifest{}, ErrNoSource
	}
	all := copier{ctx: ctx, from: from, into: into, show: c.Show}
	if all.manifest, err = all.sums("reading the source", from, everyPart); err != nil {
		return Manifest{}, err
	}
	if err := all.begin(); err != nil {
		return Manifest{}, err
	}
	if !all.mark.Whole {
		if err := all.records(); err != nil {
			return Manifest{}, err
		}
	}
	if err := c.Rebuild(ctx, campaigns); err != nil {
		return Manifest{}, err
	}
	if err := putCampaigns(ctx, into, campaigns); err != nil {
		return Manifest{}, err
	}
	if err := all.compare(func(p part) bool { return p.name == campaignsPart }); err != nil {
		return Manifest{}, err
	}
	return all.manifest, into.SetCopyMark(ctx, nil)
}

// copyMark is what a store holds while it is being copied into.
type copyMark struct {
	Source []byte `json:"source"` // digest of the manifest of what is copied
	// Whole says that all records but the campaign were copied and compared.
	Whole bool `json:"whole"`
}

// copier is one call of Copy.
type copier struct {
	ctx        context.Context
	from, into Store
	show       func(string, int64) (Progress, func())
	manifest   Manifest // of the source
	mark       copyMark // of the target
}

func everyPart(part) bool { return true }

// sums reads the chosen parts of a store.
func (c *copier) sums(what string, s Store, chosen func(part) bool) (Manifest, error) {
	tell, end := c.show(what, c.manifest.Total())
	defer end()
	var m Manifest
	out := lineWriter{to: io.Discard}
	for _, p := range copied {
		if !chosen(p) {
			continue
		}
		sum, err := out.part(c.ctx, p, s, tell)
		if err != nil {
			return Manifest{}, err
		}
		m.Parts = append(m.Parts, sum)
	}
	return m, nil
}

// digest tells apart what stores hold.
func (m Manifest) digest() []byte {
	h := sha256.New()
	for _, p := range m.Parts {
		h.Write(binary.BigEndian.AppendUint64([]byte(p.Name+"\n"), uint64(p.Records)))
		h.Write(p.SHA256)
	}
	return h.Sum(nil)
}

// begin marks an empty target, or reads the mark of an unfinished one.
func (c *copier) begin() error {
	fresh := copyMark{Source: c.manifest.digest()}
	raw, err := c.into.CopyMark(c.ctx)
	if err != nil {
		return err
	}
	if raw != nil {
		if err := json.Unmarshal(raw, &c.mark); err != nil || !bytes.Equal(c.mark.Source, fresh.Source) {
			return ErrForeign
		}
		return nil
	}
	for _, p := range copied {
		n, err := c.count(p, 1)
		if err != nil {
			return err
		}
		if n > 0 {
			return ErrForeign
		}
	}
	return c.setMark(fresh)
}

func (c *copier) setMark(m copyMark) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	c.mark = m
	return c.into.SetCopyMark(c.ctx, raw)
}

// count returns how many records the target has, at most so many.
func (c *copier) count(p part, limit int) (n int, err error) {
	enough := errors.New("enough")
	err = p.each(c.ctx, c.into, func(any) error {
		if n++; n >= limit {
			return enough
		}
		return nil
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return n, err
}

// records copies all records but the campaign, compares both sides, and notes that it did.
func (c *copier) records() error {
	if err := c.copyParts(); err != nil {
		return err
	}
	now, err := c.sums("reading the source again", c.from, everyPart)
	if err != nil {
		return err
	}
	if !bytes.Equal(now.digest(), c.manifest.digest()) {
		return ErrSourceChanged
	}
	if err := c.compare(func(p part) bool { return p.name != campaignsPart }); err != nil {
		return err
	}
	return c.setMark(copyMark{Source: c.mark.Source, Whole: true})
}

// compare says in which of the chosen parts the target is not what the source was.
func (c *copier) compare(chosen func(part) bool) error {
	got, err := c.sums("checking the target", c.into, chosen)
	if err != nil {
		return err
	}
	for _, p := range got.Parts {
		i := slices.IndexFunc(c.manifest.Parts, func(want PartSum) bool { return want.Name == p.Name })
		if want := c.manifest.Parts[i]; p.Records != want.Records || !bytes.Equal(p.SHA256, want.SHA256) {
			return fmt.Errorf("the target differs from the source in %s (%d records, the source has %d), so it is not whole: copy into an empty target",
				p.Name, p.Records, want.Records)
		}
	}
	return nil
}

func (c *copier) copyParts() error {
	tell, end := c.show("copying", c.manifest.Total())
	defer end()
	for _, p := range copied {
		if p.name == campaignsPart {
			continue
		}
		if err := c.copyPart(p, tell); err != nil {
			return err
		}
	}
	return nil
}

// copyPart goes on where the target ends. Both stores keep records in one order, but those that were on their way when a copy
// was killed may have come by halves, and in no order: so many are put again, which changes nothing where they came.
func (c *copier) copyPart(p part, tell Progress) error {
	want := c.manifest.Records(p.name)
	there, err := c.count(p, want)
	if err != nil {
		return err
	}
	if there >= want { // what is more is found when both sides are compared
		tell(want)
		return nil
	}
	skip := max(0, there-batchRecords)
	if p.whole {
		skip = 0
	}
	b := batch{ctx: c.ctx, into: c.into}
	out, n := lineWriter{}, 0
	err = p.each(c.ctx, c.from, func(record any) error {
		tell(1)
		if n++; n <= skip {
			return nil
		}
		line, err := out.encode(record)
		if err != nil {
			return err
		}
		return b.add(p, line)
	})
	if err != nil {
		return err
	}
	return b.flush()
}
