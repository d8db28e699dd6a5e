/** The only reader of process.env: parsed once, on first use. */
import { z } from "zod";

const optionalUrl = z
  .string()
  .optional()
  .transform((value) => (value === "" ? undefined : value));

const Env = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** Postgres as the app role: owns nothing, bypasses nothing. */
  DATABASE_URL: z.string().min(1),
  /** Postgres as the owner of the tables: migrations only. */
  DATABASE_OWNER_URL: optionalUrl,
  /** Redis or Valkey for the queue; without it the queue lives in Postgres. */
  REDIS_URL: optionalUrl,
  /** Public address of the web app, such as https://earshot.example.com. */
  NEXTAUTH_URL: z.url().default("http://localhost:3000"),
  /** Signs the session cookie. */
  NEXTAUTH_SECRET: z.string().min(16),
  /** Where uploads and, by default, the database live. */
  DATA_DIR: z.string().default("var"),
  /** Queues this worker serves, comma-separated. */
  WORKER_QUEUES: z.string().default("io,cpu,gpu"),
  /** Port of the worker's health and metrics page; 0 picks none. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  INFERENCE_DEVICE: z.enum(["cpu", "cuda", "dml", "coreml"]).default("cpu"),
  /** Reader processes, one compute thread each; default: one per core. */
  INFERENCE_PROCESSES: z.coerce.number().int().min(1).max(256).optional(),
  /** Largest upload in bytes. */
  MAX_UPLOAD_BYTES: z.coerce.number().int().min(1).default(2_000_000_000),
  OIDC_ISSUER: optionalUrl,
  OIDC_CLIENT_ID: optionalUrl,
  OIDC_CLIENT_SECRET: optionalUrl,
  /** Name on the sign-in button. */
  OIDC_NAME: z.string().default("Single sign-on"),
  /** How many reverse proxies in front may be believed about the client's address. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Test builds only: name:action of a point that fails on purpose. */
  FAILPOINT: z.string().optional(),
});
export type Env = z.infer<typeof Env>;

let cached: Env | undefined;

/** Parsed environment. Throws one readable sentence that names every variable that is wrong. */
export function env(): Env {
  if (cached) return cached;
  const parsed = Env.safeParse(process.env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new Error(`The environment is not usable. ${problems}`);
  }
  cached = parsed.data;
  return cached;
}
