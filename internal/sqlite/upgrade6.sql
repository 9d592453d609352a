-- What version 7 added to schema.sql.
CREATE TABLE certificates (id TEXT PRIMARY KEY, person TEXT NOT NULL, campaign TEXT NOT NULL, issued_at INTEGER NOT NULL,
  document TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX certificates_person ON certificates (person, campaign);
