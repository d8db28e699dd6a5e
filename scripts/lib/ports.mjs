// @ts-check
import { connect, createServer } from "node:net";
import { Stop } from "./fail.mjs";
import { sleep } from "./processes.mjs";

/**
 * Tries to listen on a port for a moment.
 * @param {number} port 0 for any
 * @param {string} host
 * @returns {Promise<{ port: number, code: string }>} the port that was got; code is "" when it is free
 */
export function tryPort(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error) => done({ port, code: /** @type {NodeJS.ErrnoException} */ (error).code ?? "EFAIL" }));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => done({ port: typeof address === "object" && address ? address.port : port, code: "" }));
    });
  });
}

/**
 * A port on loopback that nobody listens on: the wished one when it is free, else any.
 * @param {number} [wished]
 */
export async function freePort(wished = 0) {
  const first = await tryPort(wished, "127.0.0.1");
  return first.code ? (await tryPort(0, "127.0.0.1")).port : first.port;
}

/**
 * Makes sure the web can have its port, else stops with the reason.
 * @param {number} port
 * @param {string} host the address to listen on
 * @param {number} patienceMs how long a dying predecessor may still hold it
 */
export async function claimPort(port, host, patienceMs) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const own = await tryPort(port, host);
    const v6 = own.code ? own : await tryPort(port, "::1");
    const code = own.code || (v6.code === "EADDRINUSE" ? v6.code : "");
    if (!code) return;
    if (code !== "EADDRINUSE" || Date.now() > end) throw new Stop(portSentence(port, host, code));
    await sleep(100);
  }
}

/**
 * @param {number} port
 * @param {string} host
 * @param {string} code what listening failed with
 */
export function portSentence(port, host, code) {
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program: stop that program, or choose another port with PORT=${port + 1} npm start.`;
  }
  if (code === "EACCES") {
    return `This user may not listen on port ${port}: choose one above 1023, for example PORT=3000 npm start.`;
  }
  return `Earshot cannot listen on ${host}, port ${port} (${code}): set BIND_ADDRESS to an address of this machine, for example 127.0.0.1.`;
}

/**
 * Reads a port number from the environment.
 * @param {string | undefined} text
 * @param {number} fallback
 */
export function parsePort(text, fallback) {
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Stop(
    `PORT is "${text}", which is no port: give a number from 1 to 65535, for example PORT=3000 npm start.`,
  );
}

/**
 * Whether something accepts connections there.
 * @param {string} host
 * @param {number} port
 * @param {number} timeoutMs
 * @returns {Promise<boolean>}
 */
export function answers(host, port, timeoutMs) {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    /** @param {boolean} result */
    const end = (result) => {
      socket.destroy();
      done(result);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
