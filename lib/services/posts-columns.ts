/** Columns for unnest(): one array a column is one parameter a column, however many rows. */
import { type SQL, sql } from "drizzle-orm";

/** A Postgres array literal of texts, for arrays inside arrays, which must not be ragged. */
export const textArray = (values: readonly string[]): string =>
  values.length === 0
    ? "{}"
    : `{${values.map((value) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`).join(",")}}`;

/** `unnest($1::type[], $2::type[], …)`; the arrays must be of one length. */
export const unnest = (...columns: [type: string, values: readonly unknown[]][]): SQL =>
  sql`unnest(${sql.join(
    columns.map(([type, values]) => sql`${sql.param(values)}::${sql.raw(type)}[]`),
    sql`, `,
  )})`;
