// @ts-check
import { statfsSync } from "node:fs";
import { totalmem } from "node:os";

const mebibyte = 1024 * 1024;

/** The role that owns the database; the app itself never connects as it. */
export const ownerRole = "earshot_owner";
/** The role the app connects as; the migrations create it. */
export const appRole = "earshot_app";

/** Arguments for initdb: UTF-8 with the built-in locale, so that case and letters are known in every script. */
export const initArguments = [
  "--encoding=UTF8",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--lc-collate=C",
  "--lc-messages=C",
  "--auth=scram-sha-256",
  `--username=${ownerRole}`,
];

/** Names for the system's UTF-8 character types, in the order they are tried; pg_trgm reads letters by them. */
export const characterTypes = process.platform === "darwin" ? ["en_US.UTF-8", "C.UTF-8"] : ["C.UTF-8", "en_US.UTF-8"];

/** Postgres's programs see nothing of our environment but the path. */
export function serverEnv() {
  return /** @type {NodeJS.ProcessEnv} */ (
    /** @type {Record<string, string | undefined>} */ ({ PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" })
  );
}

/**
 * The server's settings. Only loopback is listened on, with passwords. A non-durable one is for tests: it forgets
 * everything when it is killed.
 * @param {{ port: number, durable: boolean, memoryMiB?: number, sharedMemoryMiB?: number }} options
 * @returns {Record<string, string>}
 */
export function serverSettings({ port, durable, memoryMiB = machineMemoryMiB(), sharedMemoryMiB = devShmMiB() }) {
  const buffers = Math.round(Math.min(1024, Math.max(128, memoryMiB / 8)));
  return {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.round(Math.max(256, memoryMiB / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    max_wal_size: "2GB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(sharedMemoryMiB < 512 ? { dynamic_shared_memory_type: "mmap" } : {}),
    ...(durable
      ? {}
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum_naptime: "5min" }),
  };
}

function machineMemoryMiB() {
  const limit = process.constrainedMemory?.() || Number.POSITIVE_INFINITY;
  return Math.min(totalmem(), limit) / mebibyte;
}

/** Containers often have 64 MB here, too little for parallel queries. */
function devShmMiB() {
  try {
    const { blocks, bsize } = statfsSync("/dev/shm");
    return (blocks * bsize) / mebibyte;
  } catch {
    return process.platform === "linux" ? 0 : Number.POSITIVE_INFINITY;
  }
}
