-- Columns are what is looked up or compared; the rest of a record is a JSON document. Times are milliseconds UTC.

CREATE TABLE wards (code TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE villages (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE campaigns (id TEXT PRIMARY KEY, put_order INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE courses (id TEXT PRIMARY KEY, place INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE modules (id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE TABLE people (id TEXT PRIMARY KEY, village TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX people_village ON people (village) WHERE village <> '';
CREATE TABLE credentials (person TEXT PRIMARY KEY, phone TEXT NOT NULL, hash BLOB NOT NULL, staff INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Hashes of one phone number share a salt, so this is what makes a PIN tell apart the people of one phone.
CREATE UNIQUE INDEX credentials_secret ON credentials (phone, hash) WHERE phone <> '';
CREATE TABLE devices (id TEXT PRIMARY KEY, person TEXT NOT NULL, revision INTEGER NOT NULL, current BLOB NOT NULL, previous BLOB,
  staff INTEGER NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX devices_person ON devices (person);
CREATE TABLE attempts (key TEXT PRIMARY KEY, revision INTEGER NOT NULL, failures INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- A resident's submissions lie together, because folding reads all of them at once.
CREATE TABLE submissions (resident TEXT NOT NULL, id TEXT NOT NULL, module TEXT NOT NULL, version INTEGER NOT NULL,
  score INTEGER NOT NULL, max INTEGER NOT NULL, passed INTEGER NOT NULL, received_at INTEGER NOT NULL,
  unfolded INTEGER, village TEXT NOT NULL, handed_in_by TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
  hash BLOB NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (resident, id)) STRICT, WITHOUT ROWID;
CREATE INDEX submissions_unfolded ON submissions (received_at) WHERE unfolded = 1;
CREATE TABLE summaries (resident TEXT PRIMARY KEY, village TEXT NOT NULL, submissions INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX summaries_village ON summaries (village);
CREATE TABLE totals (place TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
