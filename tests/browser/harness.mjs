// A whole Houbu for one test file: the demo served by the built binary, mails taken by a real SMTP server,
// and Chromium. Everything ends with the process that opened it, however that ends.
//
// Environment: HOUBU_BIN (the built binary), HOUBU_CHROMIUM (default /usr/bin/chromium).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const BINARY = process.env.HOUBU_BIN ?? join(ROOT, "target/debug/houbu");
export const PASSWORD = "houbu-demo-2026";
export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };

const START_LIMIT_MILLISECONDS = 120_000;
const STOP_LIMIT_MILLISECONDS = 15_000;
const READY_POLL_MILLISECONDS = 100;
/** A busy machine with two cores answers every page well within this. */
const PAGE_LIMIT_MILLISECONDS = 15_000;
/** The mail job runs every ten seconds, and retries after that. */
const MAIL_LIMIT_MILLISECONDS = 30_000;

const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-proxy-server",
];

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits for a promise, but not for ever. */
async function within(milliseconds, what, promise) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The mails a real SMTP server took, as they come in. */
class Post {
  received = [];
  #waiting = new Set();

  static async open(folder) {
    const post = new Post();
    const script = join(ROOT, "tests/smtp/server.mjs");
    const account = ["--user", "houbu", "--password", "post-office"];
    post.process = spawn(process.execPath, [script, "--spool", join(folder, "spool"), ...account], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const listening = new Promise((resolve, reject) => {
      post.process.once("exit", (code) => reject(new Error(`the SMTP server ended with ${code}`)));
      createInterface({ input: post.process.stdout }).on("line", (line) => post.#hear(JSON.parse(line), resolve));
    });
    post.address = await within(START_LIMIT_MILLISECONDS, "the SMTP server", listening);
    return post;
  }

  #hear(event, listening) {
    if (event.event === "listening") return listening(event);
    if (event.event !== "received") return;
    this.received.push(event);
    for (const look of [...this.#waiting]) look();
  }

  /** The first mail to this address whose subject has these words. */
  mail(recipient, words) {
    const find = () =>
      this.received.find((mail) => mail.envelope.to.includes(recipient) && mail.subject.includes(words));
    let look;
    const found = new Promise((resolve) => {
      look = () => find() && resolve(find());
      this.#waiting.add(look);
      look();
    });
    const heard = () => this.received.map((mail) => `\n  ${mail.envelope.to} ${mail.subject}`).join("");
    return within(MAIL_LIMIT_MILLISECONDS, `mail “${words}” to ${recipient}`, found)
      .catch((error) => {
        throw new Error(`${error.message}; received:${heard()}`);
      })
      .finally(() => this.#waiting.delete(look));
  }

  settings() {
    const { port, certificate } = this.address;
    return [
      "[mail]",
      'transport = "smtp"',
      'from_name = "后补 Houbu"',
      'from_address = "houbu@demo.houbu.test"',
      'host = "localhost"',
      `port = ${port}`,
      'security = "starttls"',
      'username = "houbu"',
      'password = "post-office"',
      `root_certificate = "${certificate}"`,
      "",
    ].join("\n");
  }

  async close() {
    this.process.stdin.end();
    if (this.process.exitCode === null) await once(this.process, "exit");
  }
}

/** The shell ends Houbu when its standard input closes, which it does even when this process is killed. */
const KEEPER = '"$@" & houbu=$!; (cat >/dev/null; kill "$houbu" 2>/dev/null) <&3 & wait "$houbu"; kill $! 2>/dev/null';

export class House {
  complaints = [];
  #contexts = new Map();
  #last;

  static async open() {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), "houbu-browser-"));
    const remove = () => rmSync(house.folder, { recursive: true, force: true, maxRetries: 3 });
    process.once("exit", remove);
    // Asked to stop, the process leaves as it would by itself, so that the folder goes.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
    try {
      house.post = await Post.open(house.folder);
      await house.#serve();
      house.browser = await chromium.launch({
        executablePath: process.env.HOUBU_CHROMIUM ?? "/usr/bin/chromium",
        args: CHROMIUM_ARGUMENTS,
      });
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  async #serve() {
    const mail = join(this.folder, "mail.toml");
    writeFileSync(mail, this.post.settings());
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    const demo = ["demo", "--port", `${port}`, "--folder", join(this.folder, "demo"), "--mail", mail];
    this.process = spawn("/bin/sh", ["-c", `exec 3<&0; ${KEEPER}`, "houbu", BINARY, ...demo], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    const ended = new Promise((_, reject) => {
      this.process.once("error", reject);
      this.process.once("exit", (code) => reject(new Error(`houbu demo ended with ${code}`)));
    });
    ended.catch(() => {});
    await within(START_LIMIT_MILLISECONDS, "houbu demo", Promise.race([ended, this.#ready()]));
  }

  async #ready() {
    for (;;) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, READY_POLL_MILLISECONDS));
    }
  }

  /** A page of a browser of one's own, not signed in. */
  async visitor({ locale = "zh-CN", viewport = WIDE } = {}) {
    const context = await this.browser.newContext({ baseURL: this.url, locale, viewport });
    context.setDefaultTimeout(PAGE_LIMIT_MILLISECONDS);
    const page = await context.newPage();
    this.#listen(page);
    return page;
  }

  /** The page of a demo account: `officer` is officer@demo.houbu.test; the same page each time. */
  async person(name) {
    if (!this.#contexts.has(name)) {
      const page = await this.visitor();
      await signIn(page, `${name}@demo.houbu.test`, PASSWORD);
      this.#contexts.set(name, page);
    }
    return this.#contexts.get(name);
  }

  /** What the page says that was loaded last, to explain a failure. */
  async lastPage() {
    return `${this.#last.url()}\n${await this.#last.locator("body").innerText()}`;
  }

  /** Errors of the console, a breach of the content security policy among them. */
  #listen(page) {
    page.on("load", () => {
      this.#last = page;
    });
    const note = (text) => this.complaints.push(`${page.url()}: ${text}`);
    page.on("pageerror", (error) => note(error.message));
    page.on("console", (message) => {
      // A refused form answers with the page and a status of 4xx, which Chromium reports.
      const refusedForm = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
      if (message.type() === "error" && !refusedForm) note(message.text());
    });
  }

  async close() {
    await this.browser?.close();
    if (this.process && this.process.exitCode === null) {
      const exited = once(this.process, "exit");
      this.process.stdin.end();
      await within(STOP_LIMIT_MILLISECONDS, "stopping houbu", exited);
    }
    await this.post?.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export async function signIn(page, login, password) {
  await page.goto("/sign-in");
  await page.getByLabel("电子邮箱").fill(login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("button", { name: "退出登录" }).waitFor();
}
