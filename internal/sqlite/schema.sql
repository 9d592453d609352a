-- Columns are what is looked up or compared; the rest of a record is a document, in JSON but for summaries and totals. Times are milliseconds UTC.

CREATE TABLE wards (code TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE villages (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- Declarations of a village's roll: every version, approved or not.
CREATE TABLE rolls (village TEXT NOT NULL, version INTEGER NOT NULL, ward TEXT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (village, version)) STRICT, WITHOUT ROWID;
CREATE INDEX rolls_ward ON rolls (ward);

-- Every version of every campaign.
CREATE TABLE campaigns (id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE TABLE rulings (id TEXT PRIMARY KEY, campaign TEXT NOT NULL, at INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX rulings_campaign ON rulings (campaign, at);
CREATE TABLE settlements (campaign TEXT PRIMARY KEY, head TEXT NOT NULL, document TEXT NOT NULL) STRICT;

CREATE TABLE courses (id TEXT PRIMARY KEY, place INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE modules (id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE TABLE recordings (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE people (id TEXT PRIMARY KEY, village TEXT NOT NULL, document TEXT NOT NULL, guardian TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '', staff INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE INDEX people_village ON people (village) WHERE village <> '';
CREATE INDEX people_counted ON people (village, guardian) WHERE village <> ''; -- registered residents of all villages
CREATE INDEX people_guardian ON people (guardian) WHERE guardian <> '';
CREATE UNIQUE INDEX people_subject ON people (subject) WHERE subject <> '';
CREATE INDEX people_staff ON people (id) WHERE staff = 1;
CREATE TABLE credentials (person TEXT PRIMARY KEY, phone TEXT NOT NULL, hash BLOB NOT NULL, staff INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Hashes of one phone number share a salt, so this is what makes a PIN tell apart the people of one phone.
CREATE UNIQUE INDEX credentials_secret ON credentials (phone, hash) WHERE phone <> '';
CREATE TABLE devices (id TEXT PRIMARY KEY, person TEXT NOT NULL, browser BLOB, label TEXT NOT NULL, revision INTEGER NOT NULL,
  current BLOB, previous BLOB, staff INTEGER NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER NOT NULL,
  proved_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX devices_person ON devices (person);
CREATE INDEX devices_browser ON devices (browser) WHERE browser IS NOT NULL;
CREATE INDEX devices_used ON devices (used_at);
CREATE TABLE attempts (key TEXT PRIMARY KEY, revision INTEGER NOT NULL, failures INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
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
-- What the villages' teams did.
CREATE TABLE fieldwork (village TEXT NOT NULL, id TEXT NOT NULL, session TEXT NOT NULL, person TEXT NOT NULL,
  received_at INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (village, id)) STRICT, WITHOUT ROWID;
CREATE INDEX fieldwork_session ON fieldwork (session) WHERE session <> '';
CREATE INDEX fieldwork_person ON fieldwork (person) WHERE person <> '';
CREATE INDEX fieldwork_received ON fieldwork (received_at);
CREATE INDEX audit_person ON audit (json_extract(document, '$.person'), seq);
-- Accounts that were merged into another one.
CREATE TABLE aliases (dropped TEXT PRIMARY KEY, kept TEXT NOT NULL, at INTEGER NOT NULL, merged_by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_kept ON aliases (kept);
CREATE TABLE erasures (person TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- A person has one of each campaign at most.
CREATE TABLE certificates (id TEXT PRIMARY KEY, person TEXT NOT NULL, campaign TEXT NOT NULL, issued_at INTEGER NOT NULL,
  document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX certificates_person ON certificates (person, campaign);

-- A resident's submissions lie together, because folding reads all of them at once.
CREATE TABLE submissions (resident TEXT NOT NULL, id TEXT NOT NULL, module TEXT NOT NULL, version INTEGER NOT NULL,
  score INTEGER NOT NULL, max INTEGER NOT NULL, passed INTEGER NOT NULL, received_at INTEGER NOT NULL,
  village TEXT NOT NULL, handed_in_by TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
  hash BLOB NOT NULL, answers TEXT NOT NULL, review INTEGER NOT NULL DEFAULT 0, right_questions TEXT NOT NULL DEFAULT '[]',
  wrong_questions TEXT NOT NULL DEFAULT '[]', seconds INTEGER NOT NULL DEFAULT 0,
  device INTEGER NOT NULL DEFAULT 0, pattern INTEGER NOT NULL DEFAULT 0, session TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (resident, id)) STRICT, WITHOUT ROWID;
CREATE INDEX submissions_session ON submissions (session) WHERE session <> '';
-- Keys of submissions that carry the mark "not yet folded".
CREATE TABLE unfolded (seq INTEGER PRIMARY KEY, keys TEXT NOT NULL) STRICT;
-- Summaries of a village lie together, because its totals follow from all of them.
CREATE TABLE summaries (village TEXT NOT NULL, resident TEXT NOT NULL, submissions INTEGER NOT NULL, revision INTEGER NOT NULL,
  former TEXT NOT NULL, document BLOB NOT NULL, PRIMARY KEY (village, resident)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX summaries_resident ON summaries (resident);
CREATE INDEX summaries_former ON summaries (former) WHERE former <> ''; -- who moved
-- study is apart, since it is read seldom.
CREATE TABLE totals (place TEXT PRIMARY KEY, revision INTEGER NOT NULL, document BLOB NOT NULL, study BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX totals_revision ON totals (place, revision); -- close together, without the documents
