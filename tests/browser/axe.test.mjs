// Every page of the route table that a role can open, in both languages: axe finds nothing, the console
// is silent, and nothing stands out to the side at 1280 or 390 pixels. Ids are found by following links.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { furnish } from "./furnish.mjs";
import { House, NARROW, ROOT, WIDE, signIn, PASSWORD } from "./harness.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Pages of one pattern that each reader looks at: a case looks different in each stage, not in each language. */
const PAGES_OF_A_PATTERN_LIMIT = { "zh-CN": 4, en: 2 };
/** What GET gives that is no page: programs and files. */
const NO_PAGE = [
  /^\/api\//,
  /^\/health\//,
  /^\/assets\//,
  /^\/language\//,
  /\/file$/,
  /\/draw$/,
  /\/proof$/,
  /^\/publicity\/key$/,
  /\/demo-answer\//,
  /\/attachments\/\{/,
  /\/documents\/\{/,
];
/** Visitors and demo accounts; of the experts of a panel one has scored, one may, one was just invited. */
const READERS = [
  null,
  "applicant",
  "applicant2",
  "recommender",
  "officer",
  "officer2",
  "emergency",
  "head",
  "director",
  "meeting1",
  "scored",
  "scoring",
  "invited",
  "maker",
  "checker",
  "policy",
  "supervisor",
  "admin",
];
const LANGUAGES = ["zh-CN", "en"];

/** The GET rows of the route table, as its source states them. */
function patterns() {
  const folder = join(ROOT, "crates/portal/src");
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".rs"));
  const sources = files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const rows = [...sources.matchAll(/\bRoute::get\(\s*"([^"]+)",\s*(\w+)/g)];
  return new Map(rows.map(([, path, access]) => [path, access]).filter(([path]) => !NO_PAGE.some((other) => other.test(path))));
}

const matcher = (pattern) => new RegExp(`^${pattern.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
const PATTERNS = [...patterns()].map(([pattern, access]) => ({ pattern, access, expression: matcher(pattern) }));
const PUBLIC = new Set(PATTERNS.filter((row) => row.access === "Public").map((row) => row.pattern));
/** The row a path belongs to; a row without parameters goes before one with. */
function patternOf(path) {
  const found = PATTERNS.filter((row) => row.expression.test(path));
  return found.sort((one, other) => one.pattern.split("{").length - other.pattern.split("{").length)[0]?.pattern;
}

let house;
let made;
/** Outlines of pages axe has examined: a list with other words in it is the same page. */
const examined = new Set();
const seen = new Set();
before(async () => {
  house = await House.open();
  made = await furnish(house);
});
after(() => house?.close());

async function overflow(page, viewport) {
  await page.setViewportSize(viewport);
  const over = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    return `${root.scrollWidth} > ${root.clientWidth}: ${wide.slice(-1).map((one) => one.outerHTML.slice(0, 160))}`;
  });
  return over === null ? [] : [`${viewport.width} px: ${over}`];
}

/** Elements with everything but words, addresses and values, and the language. */
function outline(page) {
  return page.evaluate(() => {
    const words = ["href", "value", "id", "for", "action", "name", "datetime", "aria-describedby", "aria-labelledby", "aria-label", "aria-controls", "content"];
    const tell = (element) => {
      const told = [...element.attributes].filter((one) => !words.includes(one.name));
      const marks = told.map((one) => `${one.name}=${one.value}`).sort().join(" ");
      return `<${element.tagName} ${marks}>${[...element.children].map(tell).join("")}`;
    };
    return tell(document.documentElement);
  });
}

async function findings(page) {
  const narrow = await overflow(page, NARROW);
  const wide = await overflow(page, WIDE);
  const shape = await outline(page);
  if (examined.has(shape)) return [...narrow, ...wide];
  examined.add(shape);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  const told = violations.flatMap((violation) =>
    violation.nodes.slice(0, 3).map((node) => `axe ${violation.id}: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`),
  );
  return [...narrow, ...wide, ...told];
}

/** Follows links, looks at each page, and gives what it found. */
async function walk(page, waiting, shunned, limit) {
  const found = [];
  const met = new Set(waiting);
  const counts = new Map();
  while (waiting.length > 0) {
    const path = waiting.shift();
    const answer = await page.goto(path);
    seen.add(patternOf(new URL(page.url()).pathname));
    if (answer.status() !== 200) found.push(`${path}: status ${answer.status()}`);
    found.push(...(await findings(page)).map((text) => `${path}: ${text}`));
    const links = await page.locator("a[href]:not([download])").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (const href of links) {
      const url = new URL(href, page.url());
      const pattern = url.origin === house.url ? patternOf(url.pathname) : undefined;
      const place = url.pathname + url.search;
      const count = counts.get(pattern) ?? 0;
      if (!pattern || shunned.has(pattern) || met.has(place) || count >= limit) continue;
      counts.set(pattern, count + 1);
      met.add(place);
      waiting.push(place);
    }
  }
  return found;
}

for (const language of LANGUAGES) {
  for (const reader of READERS) {
    test(`${reader ?? "visitor"}, ${language}`, async () => {
      const page = await house.visitor();
      if (reader) await signIn(page, `${made.accounts[reader] ?? reader}@demo.houbu.test`, PASSWORD);
      await page.goto(`/language/${language}`);
      // What everybody sees is looked at by a visitor and by one who is signed in.
      const shunned = [null, "applicant"].includes(reader) ? new Set() : PUBLIC;
      const waiting = ["/", ...(made.places[reader ?? "visitor"] ?? [])];
      const found = await walk(page, waiting, shunned, PAGES_OF_A_PATTERN_LIMIT[language]);
      await page.context().close();
      assert.deepEqual(found, []);
    });
  }
}

test("no page of the route table was left out, and the console stayed silent", () => {
  const missed = PATTERNS.map((row) => row.pattern).filter((pattern) => !seen.has(pattern));
  assert.deepEqual(missed, []);
  assert.deepEqual(house.complaints, []);
});
