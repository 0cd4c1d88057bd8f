// A real SMTP server for tests: it takes mail, tells what it took, and can be asked to misbehave.
//
//   node server.mjs --spool DIR [--security starttls|tls|plain] [--user NAME --password WORD]
//
// Listens on a free port of 127.0.0.1 and runs until its standard input closes (or SIGTERM), so that it
// never outlives the test that started it. With --user and --password, AUTH PLAIN and LOGIN are offered
// and required, and under starttls only after the connection is secure. The certificate is made at each
// start for `localhost` and 127.0.0.1; trust the file named in the first line.
//
// Standard output, one JSON object a line:
//   {"event":"listening","host":"127.0.0.1","port":N,"security":…,"certificate":"DIR/certificate.pem"|null}
//   {"event":"received", "number":N, "outcome":"accepted"|"dropped", "secure":bool, "user":…|null,
//    "envelope":{"from":…,"to":[…]}, "message_id":…, "from":…, "to":…, "subject":…, "text":…, "raw":…}
//   {"event":"refused", "code":N, "recipient":…}
// Each `received` object is also the file DIR/000001.json, 000002.json, … written whole or not at all.
// `subject`, `from`, `to` and `text` are decoded; `raw` is what came over the wire.
//
// Scripted recipients, by the part before the @:
//   451@…   451 at RCPT             550@…   550 at RCPT             554@…   554 after the content
//   drop@…  takes the content and closes the connection without an answer: the sender cannot know
// With `-once` (`451-once@…`, `drop-once@…`) only the first attempt at that address fares so.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import selfsigned from "selfsigned";
import { SMTPServer } from "smtp-server";

const MESSAGE_LIMIT_BYTES = 5 * 1024 * 1024;
const CLOSE_TIMEOUT_MILLISECONDS = 200;

const { values: options } = parseArgs({
  options: {
    spool: { type: "string" },
    security: { type: "string", default: "starttls" },
    user: { type: "string" },
    password: { type: "string" },
  },
});
if (!options.spool || !["starttls", "tls", "plain"].includes(options.security)) {
  console.error("usage: node server.mjs --spool DIR [--security starttls|tls|plain] [--user NAME --password WORD]");
  process.exit(2);
}
const spool = resolve(options.spool);
mkdirSync(spool, { recursive: true });

const attempted = new Set();
let received = 0;

function tell(event) {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** What the script says of this address now: "451", "550", "554", "drop" or null. */
function scripted(address) {
  const [, behaviour, once] = /^(451|550|554|drop)(-once)?@/.exec(address) ?? [];
  if (!behaviour || (once && attempted.has(address))) return null;
  return behaviour;
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

/** RFC 2047 words to text; neighbouring words are joined as bytes first, for a character may span two. */
function decodeWords(value) {
  return value.replace(/(=\?utf-8\?[bq]\?[^?]*\?=\s*)+/gi, (run) => {
    const words = [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)];
    const bytes = words.map(([, kind, word]) =>
      kind.toLowerCase() === "b" ? Buffer.from(word, "base64") : quotedPrintable(word.replaceAll("_", " ")),
    );
    return Buffer.concat(bytes).toString("utf8") + (/\s$/.test(run) ? " " : "");
  });
}

function quotedPrintable(text) {
  const joined = text.replace(/=\r?\n/g, "");
  return Buffer.from(joined.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1");
}

function decoded(raw) {
  const end = raw.indexOf("\r\n\r\n");
  const headers = new Map(
    raw
      .slice(0, end)
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const body = raw.slice(end + 4);
  const encoding = (headers.get("content-transfer-encoding") ?? "7bit").toLowerCase();
  const bytes =
    encoding === "base64"
      ? Buffer.from(body, "base64")
      : encoding === "quoted-printable"
        ? quotedPrintable(body)
        : Buffer.from(body, "latin1");
  const header = (name) => decodeWords(headers.get(name) ?? "");
  return {
    message_id: header("message-id"),
    from: header("from"),
    to: header("to"),
    subject: header("subject"),
    text: bytes.toString("utf8"),
  };
}

function keep(raw, session, outcome) {
  received += 1;
  const event = {
    event: "received",
    number: received,
    outcome,
    secure: session.secure,
    user: session.user ?? null,
    envelope: {
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
      to: session.envelope.rcptTo.map((recipient) => recipient.address),
    },
    ...decoded(raw),
    raw,
  };
  const name = `${String(received).padStart(6, "0")}.json`;
  const partial = join(spool, `.${name}.part`);
  writeFileSync(partial, JSON.stringify(event, null, 2));
  renameSync(partial, join(spool, name));
  tell(event);
}

function onRcptTo(recipient, session, callback) {
  const behaviour = scripted(recipient.address);
  if (behaviour !== "451" && behaviour !== "550") return callback();
  attempted.add(recipient.address);
  tell({ event: "refused", code: Number(behaviour), recipient: recipient.address });
  callback(refusal(Number(behaviour), behaviour === "451" ? "try again later" : "no such mailbox"));
}

function onData(stream, session, callback) {
  const chunks = [];
  stream.on("data", (chunk) => chunks.push(chunk));
  stream.on("end", () => {
    const addresses = session.envelope.rcptTo.map((recipient) => recipient.address);
    const behaviours = addresses.map(scripted);
    addresses.forEach((address) => attempted.add(address));
    if (behaviours.includes("554")) {
      tell({ event: "refused", code: 554, recipient: addresses[behaviours.indexOf("554")] });
      return callback(refusal(554, "content refused"));
    }
    const dropped = behaviours.includes("drop");
    keep(Buffer.concat(chunks).toString("latin1"), session, dropped ? "dropped" : "accepted");
    if (!dropped) return callback(null, `kept as ${received}`);
    // No callback: the sender sees the connection end where the answer should be.
    for (const connection of server.connections) {
      if (connection.session === session) connection._socket.destroy();
    }
  });
}

function onAuth(auth, session, callback) {
  if (auth.username === options.user && auth.password === options.password) {
    return callback(null, { user: auth.username });
  }
  callback(refusal(535, "wrong name or password"));
}

async function certificate() {
  if (options.security === "plain") return null;
  const made = await selfsigned.generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
  });
  const path = join(spool, "certificate.pem");
  writeFileSync(path, made.cert);
  return { path, key: made.private, cert: made.cert };
}

const identity = await certificate();
const hidden = [
  ...(options.security === "starttls" ? [] : ["STARTTLS"]),
  ...(options.user ? [] : ["AUTH"]),
];
const server = new SMTPServer({
  secure: options.security === "tls",
  ...(identity ? { key: identity.key, cert: identity.cert } : {}),
  disabledCommands: hidden,
  authMethods: ["PLAIN", "LOGIN"],
  authOptional: !options.user,
  // Without TLS a password may only pass in the plain mode, which is asked for by name.
  allowInsecureAuth: options.security === "plain",
  disableReverseLookup: true,
  size: MESSAGE_LIMIT_BYTES,
  rejectOversized: true,
  closeTimeout: CLOSE_TIMEOUT_MILLISECONDS,
  onAuth,
  onRcptTo,
  onData,
});
// A client that hangs up or distrusts the certificate is a case under test, not the end of the server.
server.on("error", (error) => console.error(`connection: ${error.message}`));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.server.address();
  tell({ event: "listening", host: "127.0.0.1", port, security: options.security, certificate: identity?.path ?? null });
});

process.stdin.on("end", () => server.close(() => process.exit(0)));
process.stdin.resume();
