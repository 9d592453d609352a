-- What version 9 added to schema.sql. Summaries come over by summariesInCBOR, in the order in which they lie there.
ALTER TABLE summaries RENAME TO former_summaries;
CREATE TABLE summaries (village TEXT NOT NULL, resident TEXT NOT NULL, submissions INTEGER NOT NULL, revision INTEGER NOT NULL,
  former TEXT NOT NULL, document BLOB NOT NULL, PRIMARY KEY (village, resident)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX summaries_resident ON summaries (resident);
CREATE INDEX summaries_former ON summaries (former) WHERE former <> '';
