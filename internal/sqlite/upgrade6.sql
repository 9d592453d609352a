-- What version 7 added to schema.sql. What is recomputed is dropped, and every submission is marked to be folded anew.
ALTER TABLE submissions ADD COLUMN session TEXT NOT NULL DEFAULT '';
CREATE INDEX submissions_session ON submissions (session) WHERE session <> '';
CREATE TABLE fieldwork (village TEXT NOT NULL, id TEXT NOT NULL, session TEXT NOT NULL, person TEXT NOT NULL,
  received_at INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (village, id)) STRICT, WITHOUT ROWID;
CREATE INDEX fieldwork_session ON fieldwork (session) WHERE session <> '';
CREATE INDEX fieldwork_person ON fieldwork (person) WHERE person <> '';
CREATE INDEX fieldwork_received ON fieldwork (received_at);
CREATE TABLE certificates (id TEXT PRIMARY KEY, person TEXT NOT NULL, campaign TEXT NOT NULL, issued_at INTEGER NOT NULL,
  document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX certificates_person ON certificates (person, campaign);
DROP TABLE totals;
CREATE TABLE totals (place TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL, study TEXT NOT NULL) STRICT, WITHOUT ROWID;
DELETE FROM summaries;
DELETE FROM unfolded;
INSERT INTO unfolded (keys) SELECT group_concat(resident || ' ' || id, ' ') FROM submissions GROUP BY resident;
CREATE INDEX audit_person ON audit (json_extract(document, '$.person'), seq);
CREATE TABLE aliases (dropped TEXT PRIMARY KEY, kept TEXT NOT NULL, at INTEGER NOT NULL, merged_by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_kept ON aliases (kept);
