// Pictures of the main pages at 1280 and 390 pixels in both languages, to be looked at.
//
//   npm run screenshots -- OUTDIR

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { furnish } from "./furnish.mjs";
import { pathOf } from "./furnish-review.mjs";
import { House, NARROW, PASSWORD, WIDE, signIn } from "./harness.mjs";
import { reduce } from "./palette.mjs";
import { CONTRACT_CALL, publish } from "./steps.mjs";

/** Who looks at what; of an expert panel's members one has scored, one may, one was just invited. */
function pages(made) {
  const { platforms, projects, proposals, calls } = made;
  const item = `/publicity/${made.notice}/objections/${proposals.disputed}`;
  return {
    visitor: ["/", "/calls", "/publicity", "/sign-in", "/register", "/password/forgot", "/demo/mail", "/nowhere", item],
    newcomer: ["/organisations", made.awarded.path, made.taken.path, pathOf(platforms.drawn)],
    applicant: ["/applications", "/applications/start", made.paid.path, `${made.corrected.path}/form`, "/organisations", "/account", pathOf(proposals.proposed)],
    applicant2: [made.draft.path, `${made.draft.path}/form?missing=1`, `${made.draft.path}/check`, pathOf(projects.agreed), pathOf(proposals.disputed)],
    recommender: ["/work", "/cases"],
    officer: ["/work", "/officer/calls", "/officer/calls/new", "/officer/publicity", "/officer/organisations", made.publishable.path, ...[platforms.undrawn, platforms.drawn, platforms.climbed, projects.agreed].map(pathOf), `/officer/calls/${calls["rd-award"]}/propose`, "/delegations"],
    officer2: [made.corrected.path, pathOf(platforms.visited)],
    officer3: [pathOf(platforms.visited)],
    tax: ["/work", pathOf(platforms.joint)],
    emergency: ["/work", pathOf(platforms.joint)],
    head: ["/work", pathOf(platforms.climbed), pathOf(proposals.disputed)],
    director: ["/work", "/officer/calls", made.awarded.path, pathOf(platforms.climbed), made.plan, "/delegations"],
    meeting1: ["/work", pathOf(projects.meeting)],
    scored: ["/work", pathOf(platforms.drawn)],
    scoring: [pathOf(platforms.drawn)],
    invited: ["/work", pathOf(platforms.drawn)],
    maker: ["/finance/due", "/finance/batches", "/finance/budget", "/finance/budget/new", "/finance/recoveries", `/finance/recoveries/${made.taken.id}`],
    checker: ["/finance/answers"],
    policy: ["/policy", "/policy/migrations", "/policy/migrations/new", made.plan],
    supervisor: ["/supervisor", "/supervisor/journal", "/supervisor/audit", "/supervisor/signals", "/supervisor/readings", pathOf(projects.agreed)],
    admin: ["/admin/people", "/admin/people/new", "/admin/mails", "/admin/towns", "/admin/calendar"],
  };
}

/** Where only a link leads: reader, page, beginning of the link's address. */
const BEHIND = [
  ["visitor", "/calls", "/calls/"],
  ["visitor", "/publicity", "/publicity/"],
  ["applicant", "/organisations", "/organisations/"],
  ["officer", "/officer/organisations", "/organisations/"],
  ["officer", "/officer/calls", "/officer/calls/0"],
  ["officer", "/officer/publicity", "/officer/calls/"],
  ["maker", "/finance/batches", "/finance/batches/"],
  ["checker", "/finance/answers", "/finance/answers/"],
  ["policy", "/policy", "/policy/"],
  ["admin", "/admin/people", "/admin/people/0"],
];

const out = process.argv[2] && resolve(process.argv[2]);
if (!out) {
  console.error("usage: npm run screenshots -- OUTDIR");
  process.exit(2);
}

async function picture(page, name, language) {
  for (const [size, viewport] of [["1280", WIDE], ["390", NARROW]]) {
    const folder = join(out, language, size);
    mkdirSync(folder, { recursive: true });
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}

const nameOf = (reader, path) => `${reader}${path.replace(/\?.*/, "").replaceAll(/[0-9a-f]{32}/g, "one").replaceAll("/", "-")}`;

async function portray(page, reader, paths, language) {
  for (const [at, path] of paths.entries()) {
    await page.goto(path);
    await picture(page, `${nameOf(reader, path)}-${at}`, language);
  }
  for (const [, from, beginning] of BEHIND.filter(([one]) => one === reader)) {
    await page.goto(from);
    const href = await page.locator(`main a[href^="${beginning}"]`).first().getAttribute("href");
    await page.goto(href);
    await picture(page, nameOf(reader, href), language);
  }
}

/** The pictures of the README, each small enough for a page that loads at once. */
async function readme(made) {
  await publish(await house.person("officer"), CONTRACT_CALL, ["海门示例02新材料有限公司"]);
  const folder = join(out, "readme");
  mkdirSync(folder, { recursive: true });
  const shots = [["home", await house.visitor(), "/"], ["case", await house.person("applicant2"), `${made.draft.path}/check`]];
  for (const [name, page, path] of shots) {
    await page.setViewportSize({ width: 1024, height: 1100 });
    await page.goto(path);
    writeFileSync(join(folder, `${name}.png`), await reduce(page, await page.screenshot()));
  }
}

const house = await House.open();
try {
  const made = await furnish(house);
  for (const [reader, paths] of Object.entries(pages(made))) {
    const page = await house.visitor();
    if (reader !== "visitor") await signIn(page, `${made.accounts[reader] ?? reader}@demo.houbu.test`, PASSWORD);
    for (const language of ["zh-CN", "en"]) {
      await page.goto(`/language/${language}`);
      await portray(page, reader, paths, language);
    }
    await page.context().close();
  }
  await readme(made);
} finally {
  await house.close();
}
