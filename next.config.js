/** Web build only; workers never pass through it. Features left off on purpose: docs/decisions.md. */
/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ["bullmq", "pg", "pg-copy-streams", "ioredis", "@node-rs/argon2", "pino"],
  productionBrowserSourceMaps: false,
};

export default config;
