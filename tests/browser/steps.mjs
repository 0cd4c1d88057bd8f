// What people do, by labels, buttons and links, in Chinese. Each step leaves its page where it ended.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { PASSWORD } from "./harness.mjs";

export const HNTE_CALL = /高新技术企业认定奖励/;
export const CONTRACT_CALL = /技术合同认定登记/;

/** Publicity stands for five working days. */
const WORKING_DAYS_LIMIT = 8;

const button = (page, name) => page.getByRole("button", { name, exact: true });
/** A link, also one that looks like a button and calls itself one. */
const link = (page, name) => page.getByRole("link", { name }).or(page.getByRole("button", { name })).first();

/** Presses a button that leaves the page, and waits for what comes. */
export async function press(page, name) {
  const control = typeof name === "string" ? button(page, name) : name;
  const before = page.url();
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === "POST");
  await control.click();
  const response = await answer;
  assert.ok(response.status() < 500, `“${name}” on ${before}: status ${response.status()}`);
  await page.waitForLoadState("load");
}

export async function menu(page, name) {
  await page.getByRole("navigation", { name: "导航菜单" }).getByRole("link", { name, exact: true }).click();
  await page.waitForLoadState("load");
}

/** The words a page says in its main part. */
export const words = (page) => page.getByRole("main").innerText();

export async function says(page, expected) {
  const text = await words(page);
  assert.ok(
    expected instanceof RegExp ? expected.test(text) : text.includes(expected),
    `${page.url()} should say “${expected}”:\n${text}`,
  );
}

/** The field in error, as its control is described to whoever cannot see the red. */
export async function fieldSays(page, control, expected) {
  const described = (await control.getAttribute("aria-describedby")) ?? "";
  const errors = described.split(" ").filter((id) => id.endsWith("-error"));
  assert.equal(errors.length, 1, `the field names its error (aria-describedby=“${described}”)`);
  assert.match(await page.locator(`#${errors[0]}`).innerText(), expected);
}

export async function register(page, { organisation, code, town, person, email }) {
  await page.goto("/");
  await link(page, "注册申报单位").click();
  await page.getByLabel("单位名称").fill(organisation);
  await page.getByLabel("统一社会信用代码").fill(code);
  await page.getByLabel("所在镇区").selectOption({ label: town });
  await page.getByLabel("成立日期").fill("2015-06-18");
  await page.getByLabel("姓名").fill(person);
  await page.getByLabel("电子邮箱").fill(email);
  await passwords(page);
  await press(page, "注册");
}

/** Passwords are never shown again, so they are typed again after a refusal. */
export async function passwords(page) {
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByLabel("再次输入密码").fill(PASSWORD);
}

export async function giveAccount(page, organisation, number) {
  await menu(page, "申报单位");
  await link(page, organisation).click();
  await page.getByLabel("地址", { exact: true }).fill("南通市海门区示例路 100 号");
  await page.getByLabel("法定代表人").fill("法定代表人");
  await page.getByLabel("账户名称").fill(organisation);
  await page.getByLabel("银行账号").fill(number);
  await page.getByLabel("联行行号").fill("310306500019");
  await page.getByLabel("开户行名称").fill("上海浦东发展银行南通海门支行");
  await press(page, "保存");
}

/** Registers another organisation, or asks to join one that is registered. */
export async function found(page, { organisation, code, town }) {
  await menu(page, "申报单位");
  await page.getByLabel("单位名称").fill(organisation);
  await page.getByLabel("统一社会信用代码").fill(code);
  await page.getByLabel("所在镇区").selectOption({ label: town });
  await page.getByLabel("成立日期").fill("2015-06-18");
  await press(page, "提交");
}

export async function draftCall(page) {
  await menu(page, "批次管理");
  await link(page, "草拟批次").click();
  await page.getByLabel("政策事项").selectOption({ index: 1 });
  await page.getByLabel("中文名称").fill("2026 年度第二批奖励");
  await page.getByLabel("英文名称").fill("Second call of 2026");
  await page.getByLabel("年度", { exact: true }).fill("2026");
  await page.getByLabel("开始受理日").fill("2026-04-01");
  await page.getByLabel("截止日").fill("2026-05-29");
  await page.getByLabel("预算指标").selectOption({ index: 1 });
  await page.getByLabel("中文通知正文").fill("符合条件的单位可以申报。");
  await page.getByLabel("英文通知正文").fill("Whoever meets the conditions may apply.");
  await press(page, "保存");
}

export async function confirmLicence(page, organisation) {
  await menu(page, "单位核验");
  await link(page, organisation).click();
  await press(page, "确认已核验");
}

/** Begins an application; the page ends on its form. */
export async function start(page, call) {
  await menu(page, "我的申报");
  await link(page, "开始申报").click();
  await page.getByRole("group", { name: "申报哪一批次" }).getByLabel(call).check();
  await press(page, "开始填写");
}

async function fillYears(page, name, figures) {
  const group = page.getByRole("group", { name });
  for (const [at, year] of ["前三年", "前二年", "上一年"].entries()) {
    await group.getByLabel(year).fill(figures[at]);
  }
}

/** Fills in the form of the reward for high-tech enterprises; the page stays on the form. */
export async function fillReward(page, year) {
  await page.getByLabel("高企证书认定年度").fill(year);
  await page.getByLabel("注册成立天数").fill("3900");
  await page.getByRole("group", { name: "拥有核心自主知识产权" }).getByLabel("是", { exact: true }).check();
  await page.getByRole("group", { name: "技术属于国家重点支持的高新技术领域" }).getByLabel("是", { exact: true }).check();
  await page.getByLabel("科技人员数").fill("18");
  await page.getByLabel("职工总数").fill("120");
  await page.getByLabel("创新能力评价得分").fill("82");
  await page.getByRole("group", { name: "前一年内发生重大安全" }).getByLabel("否", { exact: true }).check();
  await fillYears(page, "近三年销售收入", ["30,000,000", "36,000,000", "42,000,000"]);
  await fillYears(page, "近三年研发费用", ["1,500,000", "1,800,000", "2,100,000"]);
  await page.getByLabel("同期境内研发费用合计").fill("5,000,000");
  await page.getByLabel("同期成本费用合计").fill("95,000,000");
  await page.getByLabel("上年高新技术产品").fill("30,000,000");
  await page.getByLabel("上年总收入").fill("43,000,000");
}

/** Fills in the form of the subsidy for technical contracts. */
export async function fillContract(page) {
  await page.getByRole("group", { name: "申报类别" }).getByLabel("技术交易单位").check();
  await page.getByLabel("登记合同总额").fill("6,000,000");
  await page.getByLabel("当年实际支付").fill("5,000,000");
}

/** Chooses a file for one of the case's documents and uploads it; the page ends on the case. */
export async function upload(page, document, file) {
  const form = page.locator("form").filter({ has: page.getByText(`上传“${document}”`) });
  const chooser = page.waitForEvent("filechooser");
  await form.getByRole("button", { name: new RegExp(document) }).click();
  await (await chooser).setFiles(file);
  await press(page, form.getByRole("button", { name: "上传", exact: true }));
}

/** Opens a case from the list of work. */
export async function takeUp(page, number) {
  await menu(page, "待办");
  await link(page, number).click();
  await page.waitForLoadState("load");
}

/** The stage the page shows beside its heading. */
export const stage = (page) => page.locator(".case-head .govuk-tag").innerText();

/** Fills in what is to be corrected: pairs of what it is about and what is wrong. */
export async function askForCorrection(page, defects) {
  await page.locator("summary", { hasText: "要求补正" }).click();
  const rows = page.getByRole("group", { name: /^第\d项/ });
  for (const [at, [about, message]] of defects.entries()) {
    await rows.nth(at).getByLabel("关于").selectOption({ label: about });
    await rows.nth(at).getByLabel("问题和改法").fill(message);
  }
}

export async function publish(page, call, organisations) {
  await menu(page, "公示管理");
  await link(page, call).click();
  for (const organisation of organisations) await page.getByLabel(organisation).check();
  await press(page, "发布名单");
}

/** Moves the demo's clock by the bar on every page, day after day, until the case's publicity is over. */
export async function passPublicity(page, casePath) {
  await page.goto(casePath);
  for (let day = 0; day < WORKING_DAYS_LIMIT && (await stage(page)) === "公示"; day += 1) {
    await press(page, "推进到下一工作日");
  }
}

export async function makeBatch(page, ...numbers) {
  await menu(page, "拨付");
  for (const number of numbers) await page.getByLabel(number).check();
  await press(page, "生成拨付批次");
}

/** What a link gives to download. */
export async function download(page, name) {
  const given = page.waitForEvent("download");
  await link(page, name).click();
  const file = await given;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

export async function importAnswer(page, file) {
  await menu(page, "银行回执");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /银行回执文件/ }).click();
  await (await chooser).setFiles(file);
  await press(page, "导入回执");
}
