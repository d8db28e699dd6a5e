/** People and how they prove who they are. Not tenant tables: a person may belong to several workspaces. */
import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { LOCALES, THEMES } from "@/lib/contracts/entities";
import { createdAt, instant } from "./columns";

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    /** Lower case. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** argon2id; null for people who only sign in through an identity provider. */
    passwordHash: text("password_hash"),
    locale: text("locale", { enum: LOCALES }).notNull().default("en"),
    theme: text("theme", { enum: THEMES }).notNull().default("system"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("users_email_key").on(t.email)],
);

/** Identity-provider subjects: the key is provider and subject, never the e-mail address. */
export const accounts = pgTable(
  "accounts",
  {
    provider: text("provider").notNull(),
    subject: text("subject").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.subject] }), index("accounts_user_idx").on(t.userId)],
);

/** One row per signed-in browser, checked on every request. The cookie holds the secret, the row its SHA-256. */
export const sessions = pgTable(
  "sessions",
  {
    /** Hex SHA-256 of the 256-bit session secret. */
    idHash: text("id_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    userAgent: text("user_agent"),
    ip: text("ip"),
  },
  (t) => [index("sessions_user_idx").on(t.userId)],
);

/** One-use secrets (invitation, reset): SHA-256 at rest, with purpose and expiry. */
export const verificationTokens = pgTable("verification_tokens", {
  tokenHash: text("token_hash").primaryKey(),
  purpose: text("purpose").notNull(),
  subject: text("subject").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  createdAt: createdAt(),
});

/** Failed log-ins per key (hash of e-mail, or of address): the next try must wait until `nextAllowedAt`. */
export const loginAttempts = pgTable("login_attempts", {
  key: text("key").primaryKey(),
  failureCount: integer("failure_count").notNull(),
  nextAllowedAt: instant("next_allowed_at").notNull(),
  updatedAt: instant("updated_at").notNull().default(sql`now()`),
});
