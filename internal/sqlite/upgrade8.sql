-- What version 9 added to schema.sql. What follows from submissions comes over by inCBOR.
ALTER TABLE summaries RENAME TO former_summaries;
CREATE TABLE summaries (village TEXT NOT NULL, resident TEXT NOT NULL, submissions INTEGER NOT NULL, revision INTEGER NOT NULL,
  former TEXT NOT NULL, document BLOB NOT NULL, PRIMARY KEY (village, resident)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX summaries_resident ON summaries (resident);
CREATE INDEX summaries_former ON summaries (former) WHERE former <> '';
ALTER TABLE totals RENAME TO former_totals;
DROP INDEX totals_revision;
CREATE TABLE totals (place TEXT PRIMARY KEY, revision INTEGER NOT NULL, document BLOB NOT NULL, study BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX totals_revision ON totals (place, revision);
-- Who handed in where they no longer live is folded anew, since their summary may not know of it.
INSERT INTO unfolded (keys) SELECT group_concat(s.resident || ' ' || s.id, ' ') FROM former_summaries AS f JOIN submissions AS s ON s.resident = f.resident
  WHERE s.village <> f.village GROUP BY s.resident;
