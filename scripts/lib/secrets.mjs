// @ts-check
import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "./files.mjs";

/** @typedef {{ ownerPassword: string, appPassword: string, authSecret: string }} Secrets */

/**
 * This installation's own secrets, made once and kept in secrets.json, readable by its owner alone.
 * @param {string} dir the data folder
 * @returns {Secrets}
 */
export function secrets(dir) {
  const path = join(dir, "secrets.json");
  const kept = readJson(path) ?? {};
  const made = {
    ownerPassword: kept.ownerPassword || word(),
    appPassword: kept.appPassword || word(),
    authSecret: kept.authSecret || word(),
  };
  if (Object.keys(made).some((key) => kept[key] !== made[/** @type {keyof Secrets} */ (key)])) {
    writeJson(path, { ...kept, ...made }, 0o600);
  } else {
    chmodSync(path, 0o600);
  }
  return made;
}

function word() {
  return randomBytes(32).toString("base64url");
}
