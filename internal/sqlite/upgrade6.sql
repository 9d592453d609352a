-- What version 7 added to schema.sql.
ALTER TABLE submissions ADD COLUMN session TEXT NOT NULL DEFAULT '';
CREATE INDEX submissions_session ON submissions (session) WHERE session <> '';
CREATE TABLE fieldwork (village TEXT NOT NULL, id TEXT NOT NULL, session TEXT NOT NULL, person TEXT NOT NULL,
  received_at INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (village, id)) STRICT, WITHOUT ROWID;
CREATE INDEX fieldwork_session ON fieldwork (session) WHERE session <> '';
CREATE INDEX fieldwork_person ON fieldwork (person) WHERE person <> '';
CREATE INDEX fieldwork_received ON fieldwork (received_at);
