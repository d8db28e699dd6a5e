/** Global set-up of the database tests: a Postgres of their own, migrated once, gone afterwards. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { checkConnection, ensureDatabase, isLoopback } from "../scripts/lib/database.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { startTemporary } from "../scripts/lib/temporary.mjs";
import { migrate } from "./migrate";

/** What a test gets from `inject("testDatabase")`. */
export interface TestDatabase {
  /** The shared test database as its owner. */
  ownerUrl: string;
  /** The shared test database as the app's role; also in DATABASE_URL. */
  appUrl: string;
  /** Name of a migrated database that nobody is connected to, to copy with CREATE DATABASE ... TEMPLATE. */
  template: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    testDatabase: TestDatabase;
  }
}

/**
 * Starts a temporary server, or uses the one whose owner URL is in TEST_DATABASE_URL; makes a migrated template and
 * the database that the tests share.
 * @returns the teardown
 * @throws Error when the given server is not on this machine
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given && !isLoopback(given)) {
    throw new Error("TEST_DATABASE_URL is not on this machine: tests run on a local Postgres only.");
  }
  const server = given ? null : await startTemporary({ root, durable: false });
  const urlsOf = (name: string): Pick<TestDatabase, "ownerUrl" | "appUrl"> =>
    server ? server.urls(name) : urlsOn(given ?? "", name);
  const suffix = randomBytes(4).toString("hex");
  const template = `earshot_template_${suffix}`;
  const shared = urlsOf(`earshot_test_${suffix}`);

  try {
    const { ownerUrl, appUrl } = urlsOf(template);
    await ensureDatabase(ownerUrl);
    await migrate({ ownerUrl, appPassword: decodeURIComponent(new URL(appUrl).password) });
    await ensureDatabase(shared.ownerUrl, template);
    await checkConnection(shared.appUrl, "the app's role");
  } catch (error) {
    await server?.stop();
    throw error;
  }

  // Below the server's folder it goes with the server, even after kill -9.
  const dataDir = mkdtempSync(join(server?.home ?? tmpdir(), "earshot-files-"));
  // Test processes are started after this and inherit the environment that lib/env.ts reads.
  Object.assign(process.env, {
    DATABASE_URL: shared.appUrl,
    DATABASE_OWNER_URL: shared.ownerUrl,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? randomBytes(32).toString("base64url"),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
    DATA_DIR: dataDir,
    TZ: "UTC",
  });
  project.provide("testDatabase", { ...shared, template });
  return async () => {
    rmSync(dataDir, { recursive: true, force: true });
    await server?.stop();
  };
}

/** On a given server the app's role gets the owner's password: both are for tests alone. */
function urlsOn(serverUrl: string, name: string): Pick<TestDatabase, "ownerUrl" | "appUrl"> {
  const owner = new URL(serverUrl);
  owner.pathname = `/${name}`;
  const app = new URL(owner);
  app.username = "earshot_app";
  return { ownerUrl: owner.href, appUrl: app.href };
}
