-- What version 4 added to schema.sql. It repeats that file on purpose: that one changes with later versions, this one does not.
ALTER TABLE people ADD COLUMN guardian TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN staff INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX people_guardian ON people (guardian) WHERE guardian <> '';
CREATE UNIQUE INDEX people_subject ON people (subject) WHERE subject <> '';
CREATE INDEX people_staff ON people (id) WHERE staff = 1;
UPDATE people SET staff = 1 WHERE json_array_length(document, '$.appointments') > 0;

-- SQLite cannot drop a NOT NULL, and a device that is signed out holds no secret. Devices of before stay signed in, in a
-- browser that is not known; a secret was given when they signed in.
ALTER TABLE devices RENAME TO former_devices;
CREATE TABLE devices (id TEXT PRIMARY KEY, person TEXT NOT NULL, browser BLOB, label TEXT NOT NULL, revision INTEGER NOT NULL,
  current BLOB, previous BLOB, staff INTEGER NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER NOT NULL,
  proved_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO devices SELECT id, person, NULL, '', revision, current, previous, staff, created_at, used_at, created_at FROM former_devices;
DROP TABLE former_devices;
CREATE INDEX devices_person ON devices (person);
CREATE INDEX devices_browser ON devices (browser) WHERE browser IS NOT NULL;
CREATE INDEX devices_used ON devices (used_at);

CREATE TABLE passes (id TEXT PRIMARY KEY, village TEXT NOT NULL, kind TEXT NOT NULL, person TEXT NOT NULL, digest BLOB NOT NULL,
  expires_at INTEGER NOT NULL, revoked_at INTEGER NOT NULL, revision INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX passes_digest ON passes (digest);
CREATE INDEX passes_village ON passes (village, kind);
CREATE INDEX passes_person ON passes (person) WHERE person <> '';
CREATE INDEX passes_expired ON passes (expires_at) WHERE expires_at > 0;
CREATE INDEX passes_revoked ON passes (revoked_at) WHERE revoked_at > 0;
CREATE TABLE factors (person TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE requests (id TEXT PRIMARY KEY, person TEXT NOT NULL, ward TEXT NOT NULL, created_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL, revision INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX requests_person ON requests (person, created_at);
CREATE INDEX requests_ward ON requests (ward, created_at);
CREATE INDEX requests_finished ON requests (finished_at) WHERE finished_at > 0;
CREATE TABLE audit (seq INTEGER PRIMARY KEY, ward TEXT NOT NULL, document TEXT NOT NULL) STRICT;
CREATE INDEX audit_ward ON audit (ward, seq) WHERE ward <> '';
CREATE TABLE erasures (person TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
