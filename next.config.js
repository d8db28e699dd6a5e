/** Web build only; workers never pass through it. Features left off on purpose: docs/decisions.md. */
const SECURITY_HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "x-frame-options", value: "DENY" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=()" },
];
/** Answers that are no page load nothing; pages have a policy with a nonce, from proxy.ts. */
const NOTHING = [
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ["bullmq", "pg", "pg-copy-streams", "ioredis", "@node-rs/argon2", "pino"],
  productionBrowserSourceMaps: false,
  async headers() {
    return [
      { source: "/:path*", headers: SECURITY_HEADERS },
      { source: "/api/:path*", headers: NOTHING },
    ];
  },
};

export default config;
