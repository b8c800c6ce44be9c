/** Marks a SQLite file as ours, in its header at byte 68: the letters LFCP. */
export const applicationId = 0x4c464350;

/** The layout's version, in the header at byte 60; another version's table is read by no one and replaced by a merge. */
export const layoutVersion = 1;

/**
 * The tables and the users' views.
 *
 * `kept_row` and `held_row` are clustered by (tier, digest): a merge fills tier 0, each append a tier of its
 * own, so that an append costs what its rows cost, whatever the table holds. A row's generation is its file's.
 * `label` stands for the few combinations of source, category and shape. `part` counts the records of one row
 * from 0. The views join through `tier` so that a search by digest is one seek a tier; CROSS JOIN holds SQLite to that
 * order (https://www.sqlite.org/optoverview.html#crossjoin), for it would else read every row.
 */
export const createTables = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE generation (
  generation INTEGER PRIMARY KEY,
  corpus_bytes INTEGER NOT NULL, corpus_rows INTEGER NOT NULL, corpus_sha256 TEXT NOT NULL,
  rejects_bytes INTEGER NOT NULL, rejects_rows INTEGER NOT NULL, rejects_sha256 TEXT NOT NULL
);
CREATE TABLE file (
  id INTEGER PRIMARY KEY, generation INTEGER NOT NULL,
  path TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, account TEXT NOT NULL
);
CREATE TABLE label (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, category TEXT NOT NULL, shape TEXT NOT NULL,
  UNIQUE (source, category, shape)
);
CREATE TABLE tier (tier INTEGER PRIMARY KEY);
CREATE TABLE kept_row (
  tier INTEGER NOT NULL, digest BLOB NOT NULL,
  file INTEGER NOT NULL, line INTEGER NOT NULL, label INTEGER NOT NULL,
  PRIMARY KEY (tier, digest)
) WITHOUT ROWID;
CREATE TABLE held_row (
  tier INTEGER NOT NULL, digest BLOB NOT NULL,
  file INTEGER NOT NULL, line INTEGER NOT NULL, part INTEGER NOT NULL,
  PRIMARY KEY (tier, digest, file, line, part)
) WITHOUT ROWID;
CREATE TABLE rejected_row (
  file INTEGER NOT NULL, line INTEGER NOT NULL, part INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (file, line, part)
) WITHOUT ROWID;
CREATE TABLE label_count (
  file INTEGER NOT NULL, label INTEGER NOT NULL, rows INTEGER NOT NULL,
  PRIMARY KEY (file, label)
) WITHOUT ROWID;
CREATE TABLE length_count (
  field TEXT NOT NULL, code_points INTEGER NOT NULL, rows INTEGER NOT NULL,
  PRIMARY KEY (field, code_points)
) WITHOUT ROWID;
CREATE TABLE unknown_category (tag TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE overlap (
  first INTEGER NOT NULL, second INTEGER NOT NULL, digests INTEGER NOT NULL,
  PRIMARY KEY (first, second)
) WITHOUT ROWID;

CREATE VIEW kept (digest, file, line, source, category, shape, generation) AS
  SELECT k.digest, f.path, k.line, l.source, l.category, l.shape, f.generation
  FROM tier t CROSS JOIN kept_row k ON k.tier = t.tier
  JOIN file f ON f.id = k.file JOIN label l ON l.id = k.label;
CREATE VIEW held (digest, file, line) AS
  SELECT h.digest, f.path, h.line
  FROM tier t CROSS JOIN held_row h ON h.tier = t.tier JOIN file f ON f.id = h.file;
CREATE VIEW rejected (file, line, reason) AS
  SELECT f.path, r.line, r.reason FROM rejected_row r JOIN file f ON f.id = r.file;
CREATE VIEW files (path, bytes, sha256, generation, read, kept, duplicates, rejected) AS
  SELECT path, bytes, sha256, generation,
    json_extract(account, '$.rows.read'), json_extract(account, '$.rows.kept'),
    json_extract(account, '$.rows.duplicates'), json_extract(account, '$.rows.rejected')
  FROM file;
`;

/** The tables that merges fill: all but `meta`, which a table is made with. */
export const tablesOfGenerations = [
  'generation',
  'file',
  'label',
  'tier',
  'kept_row',
  'held_row',
  'rejected_row',
  'label_count',
  'length_count',
  'unknown_category',
  'overlap',
] as const;

/** Whether a digest is in a tier below the given one: one seek a tier, as an append asks for every row it reads. */
export const findInOlderTiers =
  'SELECT 1 FROM tier t CROSS JOIN kept_row k ON k.tier = t.tier WHERE t.tier < ? AND k.digest = ?';
