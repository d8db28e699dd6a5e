/** The yardstick: COPY of the rows that the import stored, into the same empty tables, with their indexes and checks. */
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";

/** Tables that a row of a file ends up in, parents first. */
const TABLES = ["authors", "posts", "post_texts", "post_topics"] as const;
export type CopiedTable = (typeof TABLES)[number];

export interface CopyFigures {
  /** Milliseconds a table. */
  ms: Record<CopiedTable, number>;
  rows: Record<CopiedTable, number>;
}

const ms = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/**
 * Copies the tables out to files in `dir`, empties them, and copies them in again, one COPY a table. `ownerUrl`: the
 * owner, whom row security does not stop, of a database of this benchmark's own.
 */
export async function copyAgain(ownerUrl: string, dir: string): Promise<CopyFigures> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const figures: CopyFigures = {
    ms: { authors: 0, posts: 0, post_texts: 0, post_topics: 0 },
    rows: { authors: 0, posts: 0, post_texts: 0, post_topics: 0 },
  };
  const fileOf = (table: CopiedTable): string => join(dir, `${table}.copy`);
  try {
    for (const table of TABLES) {
      const out = client.query(to(`copy ${table} to stdout`));
      await pipeline(out, createWriteStream(fileOf(table)));
      figures.rows[table] = out.rowCount;
    }
    await client.query(`truncate ${TABLES.join(", ")} cascade`);
    await client.query("checkpoint");
    for (const table of TABLES) {
      await client.query("discard plans");
      const load = () => pipeline(createReadStream(fileOf(table)), client.query(from(`copy ${table} from stdin`)));
      figures.ms[table] = await ms(load);
      // A vacuum that looks at the table while its rows are not committed leaves "no rows" in the statistics, and the foreign
      // keys of the next table are then checked by scanning this one.
      await client.query(`analyze ${table}`);
      rmSync(fileOf(table));
    }
  } finally {
    await client.end();
  }
  return figures;
}
