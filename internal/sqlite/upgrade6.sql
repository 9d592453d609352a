-- What version 7 added to schema.sql.
CREATE INDEX audit_person ON audit (json_extract(document, '$.person'), seq);
CREATE TABLE aliases (dropped TEXT PRIMARY KEY, kept TEXT NOT NULL, at INTEGER NOT NULL, merged_by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_kept ON aliases (kept);
