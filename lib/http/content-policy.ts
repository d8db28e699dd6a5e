/** The Content-Security-Policy of pages: scripts run by nonce alone. */

/**
 * Header value for one page. Scripts need `nonce`, or to be loaded by one that has it. Styles may be inline: the bars and
 * swatches of charts are style attributes, which a nonce cannot cover. Development evaluates code to show better errors.
 */
export function pagePolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
