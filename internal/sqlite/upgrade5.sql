-- What version 6 added to schema.sql. What is recomputed is dropped, and every submission is marked to be folded anew.
ALTER TABLE submissions ADD COLUMN device INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN pattern INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns RENAME TO former_campaigns;
CREATE TABLE campaigns (id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
INSERT INTO campaigns SELECT id, 1, json_set(document, '$.version', 1) FROM former_campaigns;
DROP TABLE former_campaigns;
CREATE TABLE rolls (village TEXT NOT NULL, version INTEGER NOT NULL, ward TEXT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (village, version)) STRICT, WITHOUT ROWID;
CREATE INDEX rolls_ward ON rolls (ward);
CREATE TABLE rulings (id TEXT PRIMARY KEY, campaign TEXT NOT NULL, at INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX rulings_campaign ON rulings (campaign, at);
CREATE TABLE settlements (campaign TEXT PRIMARY KEY, head TEXT NOT NULL, document TEXT NOT NULL) STRICT;
DELETE FROM summaries;
DELETE FROM totals;
DELETE FROM unfolded;
INSERT INTO unfolded (keys) SELECT group_concat(resident || ' ' || id, ' ') FROM submissions GROUP BY resident;
