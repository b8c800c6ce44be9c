import type Database from 'better-sqlite3';

/**
 * Adds, for every two files of which the later is of `generation`, how many distinct digests both hold.
 * Only digests that a new row holds beside another are looked at, so an append costs what its rows cost.
 */
export function countNewOverlap(database: Database.Database, generation: number): void {
  database.prepare(insertNewOverlap).run(generation);
}

/** The statement of `countNewOverlap`; its parameter is the generation. */
export const insertNewOverlap = `
  INSERT INTO overlap
  WITH
    shared AS MATERIALIZED (
      SELECT DISTINCT h.digest FROM held_row h WHERE h.tier = (SELECT max(tier) FROM tier)
    ),
    holder AS MATERIALIZED (
      SELECT s.digest, k.file FROM shared s CROSS JOIN tier t
        CROSS JOIN kept_row k ON k.tier = t.tier AND k.digest = s.digest
      UNION
      SELECT s.digest, h.file FROM shared s CROSS JOIN tier t
        CROSS JOIN held_row h ON h.tier = t.tier AND h.digest = s.digest
    ),
    first_new AS (SELECT min(id) AS id FROM file WHERE generation = ?)
  SELECT a.file, b.file, count(*)
  FROM holder a JOIN holder b ON a.digest = b.digest AND a.file < b.file
  WHERE b.file >= (SELECT id FROM first_new)
  GROUP BY a.file, b.file
`;
