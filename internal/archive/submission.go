package archive

import (
	"time"

	"hocso/progress"
)

type submissionRecord struct {
	Resident   string              `json:"resident"`
	ID         string              `json:"id"`
	Module     string              `json:"module"`
	Version    int                 `json:"version"`
	Review     bool                `json:"review,omitempty"`
	Score      int                 `json:"score"`
	Max        int                 `json:"max"`
	Passed     bool                `json:"passed,omitempty"`
	Right      []string            `json:"right,omitempty"`
	Wrong      []string            `json:"wrong,omitempty"`
	ReceivedAt time.Time           `json:"received_at,omitzero"`
	Answers    map[string][]string `json:"answers,omitempty"`
	StartedAt  time.Time           `json:"started_at,omitzero"`
	Seconds    int                 `json:"seconds,omitempty"`
	Device     uint32              `json:"device,omitempty"`
	Pattern    uint32              `json:"pattern,omitempty"`
	FinishedAt time.Time           `json:"finished_at,omitzero"`
	Session    string              `json:"session,omitempty"`
	Language   string              `json:"language,omitempty"`
	Village    string              `json:"village,omitempty"`
	By         string              `json:"by"`
	Hash       []byte              `json:"hash"`
}

func newSubmissionRecord(s progress.Submission) submissionRecord {
	return submissionRecord{Resident: s.Resident, ID: s.ID, Module: s.Module, Version: s.Version, Review: s.Review, Score: s.Score,
		Max: s.Max, Passed: s.Passed, Right: s.Right, Wrong: s.Wrong, ReceivedAt: s.ReceivedAt, Answers: s.Answers,
		StartedAt: s.StartedAt, Seconds: s.Seconds, Device: s.Device, Pattern: s.Pattern, FinishedAt: s.FinishedAt, Session: s.Session, Language: s.Language,
		Village: s.Village, By: s.By, Hash: s.Hash}
}

func (r submissionRecord) submission() progress.Submission {
	return progress.Submission{
		Resident: r.Resident,
		Result: progress.Result{ID: r.ID, Module: r.Module, Version: r.Version, Review: r.Review, Score: r.Score, Max: r.Max,
			Passed: r.Passed, Assisted: r.By != r.Resident, Seconds: r.Seconds, Device: r.Device, Pattern: r.Pattern, Language: r.Language, Village: r.Village, Right: r.Right, Wrong: r.Wrong,
			FinishedAt: r.FinishedAt, ReceivedAt: r.ReceivedAt},
		Answers: r.Answers, StartedAt: r.StartedAt, Session: r.Session, By: r.By, Hash: r.Hash,
	}
}
