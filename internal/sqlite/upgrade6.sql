-- What version 7 added to schema.sql. What is recomputed is dropped, and every submission is marked to be folded anew.
DROP TABLE totals;
CREATE TABLE totals (place TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL, study TEXT NOT NULL) STRICT, WITHOUT ROWID;
DELETE FROM summaries;
DELETE FROM unfolded;
INSERT INTO unfolded (keys) SELECT group_concat(resident || ' ' || id, ' ') FROM submissions GROUP BY resident;
