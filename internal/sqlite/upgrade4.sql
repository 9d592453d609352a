-- What version 5 added to schema.sql. What is recomputed is dropped, and every submission is marked to be folded anew.
ALTER TABLE submissions ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0;
DROP INDEX submissions_unfolded;
ALTER TABLE submissions DROP COLUMN unfolded;
CREATE TABLE unfolded (seq INTEGER PRIMARY KEY, keys TEXT NOT NULL) STRICT;
INSERT INTO unfolded (keys) SELECT group_concat(resident || ' ' || id, ' ') FROM submissions GROUP BY resident;
DROP TABLE summaries;
DROP TABLE totals;
CREATE TABLE summaries (resident TEXT PRIMARY KEY, village TEXT NOT NULL, submissions INTEGER NOT NULL, revision INTEGER NOT NULL,
  former TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX summaries_village ON summaries (village);
CREATE TABLE totals (place TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
