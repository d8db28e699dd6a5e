// @ts-check
import { Stop } from "./fail.mjs";
import { explainConnection } from "./postgres-messages.mjs";
import { appRole, ownerRole } from "./postgres-settings.mjs";

/**
 * @typedef {{ ownerUrl: string, appUrl: string }} DatabaseUrls owner: for migrations; app: for web and worker
 */

/** The oldest Postgres the schema was run on. */
const oldestVersion = 15;

/** What the owner's password of our own server is called in sentences. */
const ownPassword = "secrets.json";

/**
 * The URLs of a database on a server of our own.
 * @param {{ port: number, name: string, ownerPassword: string, appPassword: string }} parts
 * @returns {DatabaseUrls}
 */
export function ownUrls({ port, name, ownerPassword, appPassword }) {
  return {
    ownerUrl: `postgres://${ownerRole}:${ownerPassword}@127.0.0.1:${port}/${name}`,
    appUrl: `postgres://${appRole}:${appPassword}@127.0.0.1:${port}/${name}`,
  };
}

/**
 * The URLs that the environment asks for. DATABASE_URL alone is the owner's, and the app's role is derived from it;
 * DATABASE_APP_URL names an app role that exists already; with DATABASE_OWNER_URL, DATABASE_URL is the app's.
 * @param {Record<string, string | undefined>} env
 * @param {string} appPassword for a role that the migrations will create
 * @returns {(DatabaseUrls & { appPassword?: string }) | null} null: none is given, use our own Postgres; appPassword: what
 * the migrations give the app's role, absent when that role has its password already
 */
export function givenUrls(env, appPassword) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: owner, DATABASE_APP_URL: app } = env;
  if (!url && !owner) {
    if (app)
      throw new Stop(
        "DATABASE_APP_URL is set without DATABASE_URL: set DATABASE_URL to the owner's URL of the same database.",
      );
    return null;
  }
  if (owner) {
    if (!url)
      throw new Stop(
        "DATABASE_OWNER_URL is set without DATABASE_URL: set DATABASE_URL to the app role's URL of the same database.",
      );
    check("DATABASE_OWNER_URL", owner);
    check("DATABASE_URL", url);
    return { ownerUrl: owner, appUrl: url };
  }
  const parsed = check("DATABASE_URL", url ?? "");
  if (app) {
    check("DATABASE_APP_URL", app);
    return { ownerUrl: url ?? "", appUrl: app };
  }
  parsed.username = appRole;
  parsed.password = appPassword;
  return { ownerUrl: url ?? "", appUrl: parsed.href, appPassword };
}

/**
 * Whether a database is on this machine; demo data and tests touch no other.
 * @param {string} url
 */
export function isLoopback(url) {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Connects once and looks at the server's version.
 * @param {string} url
 * @param {string} name the variable it came from, for the sentence
 * @throws {Stop} when it cannot be used
 */
export async function checkConnection(url, name) {
  const version = await query(url, name, "show server_version_num");
  if (Math.floor(Number(version) / 10_000) >= oldestVersion) return;
  throw new Stop(`The Postgres of ${name} is too old (${version}): Earshot needs version ${oldestVersion} or newer.`);
}

/**
 * Creates a database on a server of our own, if it is not there.
 * @param {string} ownerUrl with the database's name
 * @param {string} [template]
 */
export async function ensureDatabase(ownerUrl, template) {
  const url = new URL(ownerUrl);
  const name = url.pathname.slice(1);
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`"${name}" is no name for a database`);
  url.pathname = "/postgres";
  const found = await query(url.href, ownPassword, `select 1 from pg_database where datname = '${name}'`);
  if (!found) await query(url.href, ownPassword, `create database ${name}${template ? ` template ${template}` : ""}`);
}

/**
 * The note in a database about what it was last brought up to date from.
 * @param {string} ownerUrl
 * @returns {Promise<string | null>}
 */
export async function readStamp(ownerUrl) {
  const sql = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()";
  return /** @type {string | null} */ (await query(ownerUrl, "the owner's role", sql));
}

/**
 * Leaves that note; a role that does not own the database may not, and then everything is checked at each start.
 * @param {string} ownerUrl
 * @param {string} stamp letters and digits
 */
export async function writeStamp(ownerUrl, stamp) {
  const sql = `do $$ begin execute format('comment on database %I is %L', current_database(), '${stamp}');
    exception when insufficient_privilege then null; end $$`;
  await query(ownerUrl, "the owner's role", sql);
}

/**
 * @param {string} url
 * @param {string} what
 * @param {string} sql
 * @returns {Promise<unknown>} the first column of the first row
 */
async function query(url, what, sql) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const result = await client.query({ text: sql, rowMode: "array" });
    return result.rows[0]?.[0] ?? null;
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const place = `${hostname}:${port || 5432}${pathname}`;
    throw new Stop(explainConnection(rootOf(error), { what, place, own: what === ownPassword }));
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * A host with several addresses fails with one error around the errors of each.
 * @param {unknown} error
 * @returns {{ code?: string, message?: string }}
 */
function rootOf(error) {
  if (error instanceof AggregateError && error.errors[0]) return error.errors[0];
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * @param {string} name
 * @param {string} text
 */
function check(name, text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname && url.pathname.length > 1) return url;
  throw new Stop(`${name} is not the URL of a database: write it as postgres://user:password@host:5432/name.`);
}
