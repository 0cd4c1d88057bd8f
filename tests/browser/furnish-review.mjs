// Cases in the middle of a review, made through the API: panels, visits, departments, ladder and meeting,
// a proposal, an agreement, an objection, a delegation and a plan of migration.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pdf } from "./documents.mjs";
import { BINARY, ROOT } from "./harness.mjs";
import { Program } from "./program.mjs";
import * as steps from "./steps.mjs";
import { uscc } from "./uscc.mjs";

const EXPERTS = Array.from({ length: 8 }, (_, at) => `expert${at + 1}`);
const DOCUMENT = pdf("Document");
const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC", "base64");
const PLATFORM = {
  item: "rd_platform",
  platform_name: "示例装备研发平台",
  level: "national",
  recognised: "yes",
  rd_last_year: "2100000",
  tax_registered_here: "yes",
  incident_in_1y: "no",
  serious_dishonesty_3y: "no",
};
const PLATFORM_DOCUMENTS = ["licence", "recognition", "plan", "plan-blind", "tax-certificate", "safety-commitment", "credit-commitment"];
const REWARD = {
  cert_year: "2025",
  days_registered: "3900",
  owns_core_ip: "yes",
  tech_field_listed: "yes",
  tech_staff: "18",
  total_staff: "120",
  innovation_score: "82",
  incident_in_365d: "no",
  "sales_y.0": "30000000",
  "sales_y.1": "36000000",
  "sales_y.2": "42000000",
  "rd_y.0": "1500000",
  "rd_y.1": "1800000",
  "rd_y.2": "2100000",
  rd_domestic_total: "5000000",
  expenses_total: "95000000",
  ht_revenue: "30000000",
  total_revenue: "43000000",
};
const REWARD_DOCUMENTS = ["certificate", "licence"];
const PROJECT = { kind: "challenge", deal_amount: "3000000", serious_dishonesty_3y: "no" };
const PROJECT_DOCUMENTS = ["licence", "proposal", "contract", "credit-commitment"];
const PLATFORM_MARKS = { foundation: 17, team: 26, output: 24, service: 15 };
const PROJECT_MARKS = { need: 8, advance: 9, team: 8, benefit: 8 };

const documents = (codes) => codes.map((code) => [code, DOCUMENT]);
export const pathOf = (id) => `/applications/${id}`;

/** The bureau and its experts, as programs, and the calls by their programmes. */
export class Bureau {
  #programs = new Map();

  static async of(house) {
    const bureau = new Bureau();
    bureau.house = house;
    const { items } = await (await bureau.program("officer")).get("/api/v1/staff/calls");
    bureau.calls = Object.fromEntries(items.map((call) => [call.programme, call.id]));
    return bureau;
  }

  async program(account) {
    if (!this.#programs.has(account)) this.#programs.set(account, await Program.of(this.house, account));
    return this.#programs.get(account);
  }

  async give(account, id, command, particulars) {
    return (await this.program(account)).give(id, command, particulars);
  }

  /** An organisation of the newcomer's in Sanxing, whose licence is confirmed. */
  async found(serial) {
    const newcomer = await this.program("newcomer");
    const name = `海门示例巡览${serial}试验有限公司`;
    const { items } = await newcomer.get("/api/v1/towns");
    const town = items.find((one) => one.name_zh === "三星镇").id;
    const code = uscc(`MATEUR${serial}`);
    const joining = { organisation_name: name, uscc: code, town, registered_on: "2015-06-18" };
    await newcomer.post("/api/v1/organisations", joining);
    await steps.confirmLicence(await this.house.person("officer"), name);
    const id = await this.organisation("newcomer", name);
    const profile = {
      organisation_name: name,
      town,
      registered_on: "2015-06-18",
      address: `南通市海门区示例路 2${serial} 号`,
      legal_representative: "法定代表人",
      account_name: name,
      account_number: `98050078801699991${serial}`,
      bank_code: "310306500019",
      bank_name: "上海浦东发展银行南通海门支行",
    };
    await newcomer.ask("PUT", `/api/v1/organisations/${id}/profile`, { json: profile });
    return { id, name };
  }

  async organisation(account, name) {
    const { items } = await (await this.program(account)).get("/api/v1/organisations");
    return items.find((one) => one.name === name).id;
  }

  async apply(account, programme, organisation, answers, codes) {
    const applicant = await this.program(account);
    return applicant.apply(this.calls[programme], organisation, answers, documents(codes));
  }

  async check(id) {
    for (const account of ["officer", "officer2"]) await this.give(account, id, "pass-check", { opinion: "材料齐全" });
  }

  /** Draws a panel; gives the accounts that were chosen. */
  async panel(id) {
    await this.give("officer", id, "draw-panel");
    const { items: [{ draw }] } = await (await this.program("officer")).get(`/api/v1${pathOf(id)}/draw`);
    const ids = new Map();
    for (const account of EXPERTS) ids.set((await (await this.program(account)).get("/api/v1/me")).id, account);
    return draw.chosen.map((one) => ids.get(one));
  }

  async score(id, panel, marks) {
    for (const account of panel) await this.give(account, id, "accept-review");
    for (const account of panel) await this.give(account, id, "submit-score", { marks, comment: "基础扎实，成果可以应用。" });
  }

  async visit(id) {
    const photo = await (await this.program("officer")).upload(id, "site-photo", PICTURE, "image/png");
    const record = { visited_on: "2026-03-02", finding: "设备在位，人员在岗，与申报材料一致。", confirmed: true, photos: [photo] };
    await this.give("officer", id, "record-visit", record);
  }

  async publish(programme, applications) {
    const list = { call: this.calls[programme], applications };
    return (await this.program("officer")).post("/api/v1/staff/publicity", list);
  }
}

/** Cases of the platform programme, one at each place of the review. */
export async function furnishPlatforms(bureau, third) {
  const platform = async (organisation, answers = PLATFORM) => {
    const id = await bureau.apply("newcomer", "rd-platform", organisation, answers, PLATFORM_DOCUMENTS);
    await bureau.give("recommender", id, "recommend", { opinion: "情况属实" });
    await bureau.check(id);
    return id;
  };
  const beyondPanel = async (serial, answers) => {
    const id = await platform((await bureau.found(serial)).id, answers);
    await bureau.score(id, await bureau.panel(id), PLATFORM_MARKS);
    await bureau.visit(id);
    return id;
  };
  const undrawn = await platform(third);
  const drawn = await platform((await bureau.found("01")).id);
  const panel = await bureau.panel(drawn);
  await bureau.score(drawn, panel.slice(0, 1), PLATFORM_MARKS);
  await bureau.give(panel[1], drawn, "accept-review");
  const visited = await beyondPanel("02");
  const joint = await beyondPanel("03");
  await bureau.give("officer2", joint, "confirm-visit", { opinion: "同意" });
  await bureau.give("tax", joint, "give-opinion", { agrees: false, opinion: "上年度研发费用与申报数不一致。" });
  const climbed = await beyondPanel("04", { ...PLATFORM, item: "innovation_center" });
  await bureau.give("officer2", climbed, "confirm-visit", { opinion: "同意" });
  for (const department of ["tax", "emergency", "credit"]) {
    await bureau.give(department, climbed, "give-opinion", { agrees: true, opinion: "" });
  }
  await bureau.give("head", climbed, "approve", { opinion: "同意" });
  const [scored, scoring, invited] = panel;
  return { undrawn, drawn, visited, joint, climbed, panel: { scored, scoring, invited } };
}

/** A reward for an organisation of the newcomer's, approved. */
export async function furnishReward(bureau, { id, name }) {
  const reward = await bureau.apply("newcomer", "hnte-reward", id, REWARD, REWARD_DOCUMENTS);
  await bureau.give("recommender", reward, "recommend", { opinion: "情况属实" });
  await bureau.check(reward);
  await bureau.give("director", reward, "approve", { opinion: "同意" });
  const { number } = await (await bureau.program("officer")).case(reward);
  return { id: reward, number, name, path: pathOf(reward) };
}

/** Projects settled case by case: one before the meeting, one on the list. */
export async function furnishProjects(bureau, first, second) {
  const project = async (account, organisation) => {
    const id = await bureau.apply(account, "major-project", organisation, PROJECT, PROJECT_DOCUMENTS);
    await bureau.check(id);
    await bureau.score(id, await bureau.panel(id), PROJECT_MARKS);
    await bureau.visit(id);
    await bureau.give("officer2", id, "confirm-visit", { opinion: "同意" });
    return id;
  };
  const meeting = await project("applicant", first);
  const agreed = await project("applicant2", second);
  const chair = await bureau.program("meeting1");
  const { quorum, members } = (await chair.case(agreed)).reviews.meeting;
  await chair.give(agreed, "resolve-meeting", {
    minutes_number: "海科局纪〔2026〕3号",
    held_on: "2026-03-02",
    present: members.map(([id]) => id),
    in_favour: quorum,
    approved: true,
    opinion: "同意立项支持。",
    amount: 60000000,
  });
  await bureau.publish("major-project", [agreed]);
  return { meeting, agreed };
}

/** Two organisations are proposed for the research award: one still thinks, one is on the list. */
export async function furnishProposals(bureau) {
  const officer = await bureau.program("officer");
  const propose = (code) =>
    officer.post(`/api/v1/staff/calls/${bureau.calls["rd-award"]}/proposals`, {
      uscc: code,
      answers: { reg_in_js: "yes", legal_person: "yes", super_deduction_this_year: "yes", hnte_tax_pref_this_year: "no", rd: "1000000" },
    });
  const { id: proposed } = await propose(uscc("MADEM000"));
  const { id: disputed } = await propose(uscc("MADEM001"));
  await bureau.give("applicant2", disputed, "confirm");
  await bureau.check(disputed);
  await bureau.give("director", disputed, "approve", { opinion: "同意" });
  return { proposed, disputed };
}

/** After the list's days: an award, an agreement signed, and the first milestone reported. */
export async function furnishAgreement(bureau, id) {
  await bureau.give("director", id, "award", { document_number: "海科发〔2026〕9号" });
  await bureau.give("officer", id, "draft-agreement", {
    number: "海科协〔2026〕1号",
    instalments: [
      { percent: 50, milestone: { title: "样机完成", due_on: "2026-09-30" } },
      { percent: 50, milestone: { title: "样机通过检测", due_on: "2027-06-30" } },
    ],
  });
  await bureau.give("applicant2", id, "sign-agreement");
  await (await bureau.program("applicant2")).upload(id, "milestone-report-1", DOCUMENT);
  await bureau.give("applicant2", id, "report-milestone", { report: "样机已经完成并试运行。" });
}

/** A list that stands, and an objection to its item. */
export async function furnishObjection(bureau, id) {
  await bureau.publish("rd-award", [id]);
  const { items } = await (await bureau.program("officer")).get("/api/v1/publicity");
  const notice = items.find((list) => list.call === bureau.calls["rd-award"]).id;
  const objector = { name: "异议人甲", identity_number: "11010519491231002X", contact: "objector@houbu.test" };
  const text = "该企业上年度研发项目没有实际开展，请核查。";
  await (await bureau.program("officer")).post(`/api/v1/publicity/${notice}/objections/${id}`, { ...objector, text });
  return notice;
}

export async function furnishDuties(bureau) {
  await (await bureau.program("director")).post("/api/v1/delegations", {
    role: "director",
    to: "head@demo.houbu.test",
    first_day: "2026-03-16",
    last_day: "2026-03-27",
    reason: "参加培训",
  });
}

/** A second version of the technical contracts' programme, as an administrator loads it, and a plan to it. */
export async function furnishMigration(bureau) {
  const { folder } = bureau.house;
  const packs = join(folder, "packs", "technical-contract");
  cpSync(join(ROOT, "rules/technical-contract"), packs, { recursive: true });
  const manifest = join(packs, "programme.toml");
  const text = readFileSync(manifest, "utf8").replace('version = "1"', 'version = "2"');
  writeFileSync(manifest, text.replaceAll("limit_working_days = 5", "limit_working_days = 7"));
  const settings = join(folder, "houbu.toml");
  writeFileSync(settings, settingsOf(folder));
  const said = execFileSync(BINARY, ["--config", settings, "programmes", "load", "--from", join(folder, "packs")], { encoding: "utf8" });
  const [, , fingerprint] = said.trim().split("\n").at(-1).split(" ");
  const policy = await bureau.program("policy");
  const { id } = await policy.post("/api/v1/migrations", {
    call: bureau.calls["technical-contract"],
    to_fingerprint: fingerprint,
    reason: "形式审查时限调整为七个工作日",
  });
  return `/policy/migrations/${id}`;
}

function settingsOf(folder) {
  const demo = join(folder, "demo");
  mkdirSync(join(folder, "mail"), { recursive: true });
  return [
    "[database]",
    `url = "sqlite://${join(demo, "houbu.sqlite")}"`,
    `files = "${join(demo, "files")}"`,
    `chain_key = "${readFileSync(join(demo, "chain-key"), "utf8").trim()}"`,
    "[seal]",
    `key = "${readFileSync(join(demo, "seal-key"), "utf8").trim()}"`,
    "[bureau]",
    'name = "演示"',
    'number_prefix = "HM"',
    'debtor_name = "演示"',
    'debtor_account = "3205000000000000001"',
    'debtor_bank_code = "310306500019"',
    "[mail]",
    'transport = "directory"',
    'from_name = "后补"',
    'from_address = "houbu@demo.houbu.test"',
    `directory = "${join(folder, "mail")}"`,
    "",
  ].join("\n");
}
