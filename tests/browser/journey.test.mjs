// One case from registration to payment, as people walk it, in Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test as nodeTest } from "node:test";
import { foreignAnswer, pdf, program } from "./documents.mjs";
import { House, ROOT } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { uscc, wrong } from "./uscc.mjs";

const ORGANISATION = "海门示例浏览器试验有限公司";
const EMAIL = "browser-applicant@demo.houbu.test";
const CODE = uscc("MABRWX01");

let house;
let broken = false;
let applicant;
let number;
let caseUrl;

before(async () => {
  house = await House.open();
});
after(() => house?.close());

/** A step of the journey; after one that failed, the rest would only fail of that. */
function test(name, walk) {
  nodeTest(name, async (context) => {
    if (broken) return context.skip("an earlier step failed");
    broken = true;
    await walk().catch(async (error) => {
      context.diagnostic(await house.lastPage());
      throw error;
    });
    broken = false;
  });
}

const file = (name, buffer, mimeType = "application/pdf") => ({ name, mimeType, buffer });

/** A staff member takes the case up from the list of work and presses one button. */
async function decide(name, button, fill = async () => {}) {
  const page = await house.person(name);
  await steps.takeUp(page, number);
  await fill(page);
  await steps.press(page, button);
  return page;
}

test("a newcomer registers; a wrong check digit names its field and nothing typed is lost", async () => {
  applicant = await house.visitor();
  const newcomer = { organisation: ORGANISATION, town: "三星镇", person: "浏览器试验经办人", email: EMAIL };
  await steps.register(applicant, { ...newcomer, code: wrong(CODE) });
  const code = applicant.getByLabel("统一社会信用代码");
  await steps.fieldSays(applicant, code, /校验/);
  assert.equal(await applicant.getByLabel("单位名称").inputValue(), ORGANISATION);
  await code.fill(CODE);
  await steps.passwords(applicant);
  await steps.press(applicant, "注册");
  await steps.says(applicant, "注册成功");
  await steps.giveAccount(applicant, ORGANISATION, "9805007880169999001");
  await steps.says(applicant, "已保存");
});

test("an application is refused with reasons, and a figure that is none is named", async () => {
  await steps.start(applicant, steps.HNTE_CALL);
  await steps.fillReward(applicant, "2023");
  const staff = applicant.getByLabel("职工总数");
  await staff.fill("一百二十");
  await steps.press(applicant, "保存并核对");
  await steps.says(applicant, /职工总数/);
  caseUrl = new URL(applicant.url()).pathname.replace(/\/(form|check)$/, "");
  await applicant.goto(`${caseUrl}/form`);
  assert.equal(await staff.inputValue(), "一百二十", "what was typed is kept");
  await steps.fieldSays(applicant, staff, /职工总数.*应为数字/);
  await staff.fill("120");
  await steps.press(applicant, "保存并核对");
  await steps.says(applicant, "证书认定年度为2023年，应为2025年");
  await steps.says(applicant, "营业执照尚未核验");
});

test("an officer confirms the licence and the applicant is told", async () => {
  const officer = await house.person("officer");
  await steps.confirmLicence(officer, ORGANISATION);
  await steps.says(officer, "已核验");
  await house.post.mail(EMAIL, "单位已核验");
});

test("documents are taken by what they are, not by their name", async () => {
  await applicant.goto(caseUrl);
  number = /HM-\d{4}-\d+/.exec(await steps.words(applicant))[0];
  await steps.upload(applicant, "高新技术企业证书", file("证书.pdf", program()));
  await steps.says(applicant, /实际是/);
  await applicant.goto(caseUrl);
  await steps.upload(applicant, "高新技术企业证书", file("证书.pdf", pdf("Certificate")));
  await steps.says(applicant, "材料已上传");
  await steps.upload(applicant, "营业执照", file("营业执照.pdf", pdf("Licence")));
  const given = await steps.download(applicant, "营业执照.pdf");
  assert.deepEqual(given.bytes, pdf("Licence"));
});

test("a second click on submit submits once", async () => {
  await applicant.goto(`${caseUrl}/form`);
  await applicant.getByLabel("高企证书认定年度").fill("2025");
  await steps.press(applicant, "保存并核对");
  await steps.says(applicant, "符合条件");
  // The script that swallows a second click is kept out, so that the server has to.
  await applicant.getByRole("button", { name: "提交申报" }).evaluate((button) => button.removeAttribute("data-module"));
  await applicant.getByRole("button", { name: "提交申报" }).dblclick();
  await applicant.getByText("申报已提交，办理进度见下。").waitFor();
  await applicant.goto(caseUrl);
  assert.equal(await applicant.locator(".timeline__title", { hasText: "提交申报" }).count(), 1);
  assert.equal(await steps.stage(applicant), "镇区推荐");
  await house.post.mail(EMAIL, `申报已提交：${number}`);
  await house.post.mail("recommender@demo.houbu.test", `申报已提交：${number}`);
});

test("the town recommends, an officer asks for a correction, the applicant answers", async () => {
  await decide("recommender", "同意推荐");
  await house.post.mail(EMAIL, `镇区已推荐：${number}`);
  await decide("officer", "要求补正", async (page) => {
    await steps.askForCorrection(page, [
      ["职工总数", "请按年平均人数填写"],
      ["营业执照", "扫描不清，请重新上传"],
    ]);
  });
  const mail = await house.post.mail(EMAIL, `请补正申报材料：${number}`);
  assert.ok(mail.text.includes("请按年平均人数填写") && mail.text.includes("扫描不清"), mail.text);
  await applicant.goto(`${caseUrl}/form`);
  await steps.says(applicant, "扫描不清，请重新上传");
  await applicant.getByLabel("职工总数").fill("118.5");
  await steps.press(applicant, "保存并核对");
  await steps.press(applicant, "提交补正");
  assert.equal(await steps.stage(applicant), "形式审查");
});

test("two different officers check; the first is not offered the second check", async () => {
  const first = await decide("officer", "形式审查通过");
  await first.goto(caseUrl);
  assert.equal(await first.getByRole("button", { name: "形式审查通过" }).count(), 0);
  await decide("officer2", "形式审查通过");
  await decide("director", "批准");
  await house.post.mail(EMAIL, `申报已通过审批：${number}`);
});

test("the list is public, its time passes, the money is awarded", async () => {
  const officer = await house.person("officer");
  await steps.publish(officer, steps.HNTE_CALL, [ORGANISATION]);
  const reader = await house.visitor();
  await reader.goto("/publicity");
  await reader.getByRole("main").getByRole("link").first().click();
  await steps.says(reader, ORGANISATION);
  assert.ok(!(await steps.words(reader)).includes(CODE), "the code is masked in public");
  const director = await house.person("director");
  await director.goto(caseUrl);
  assert.equal(await director.getByRole("button", { name: "下达", exact: true }).count(), 0);
  await steps.passPublicity(applicant, caseUrl);
  await decide("director", "下达", (page) => page.getByLabel("下达文号").fill("海科发〔2026〕12号"));
  const mail = await house.post.mail(EMAIL, `资金已下达：${number}`);
  assert.match(mail.text, /海科发〔2026〕12号/);
});

test("one makes the batch, another authorises it, and the file is the same each time", async () => {
  const maker = await house.person("maker");
  await steps.makeBatch(maker, new RegExp(number));
  await steps.says(maker, "等待另一人复核");
  assert.equal(await maker.getByRole("button", { name: "复核通过" }).count(), 0);
  const checker = await house.person("checker");
  await checker.goto(new URL(maker.url()).pathname);
  await steps.press(checker, "复核通过");
  const once = await steps.download(checker, "下载支付文件");
  await checker.reload();
  const again = await steps.download(checker, "下载支付文件");
  assert.deepEqual(once.bytes, again.bytes);
  const path = join(house.folder, "pain.001.xml");
  writeFileSync(path, once.bytes);
  const schema = join(ROOT, "crates/treasury/schemas/pain.001.001.09.xsd");
  execFileSync("xmllint", ["--noout", "--schema", schema, path], { stdio: ["ignore", "ignore", "pipe"] });
  assert.ok(once.bytes.toString("utf8").includes(ORGANISATION));
  await checker.getByLabel("备注").fill("经网银上传");
  await steps.press(checker, "已交银行");
});

test("a foreign answer changes nothing; the bank's answer closes the case, once", async () => {
  const checker = await house.person("checker");
  const batch = new URL(checker.url()).pathname;
  await steps.importAnswer(checker, file("别人的.xml", foreignAnswer(), "application/xml"));
  await steps.says(checker, "不是本系统的支付文件");
  await checker.goto(batch);
  const answer = await steps.download(checker, "全部支付成功");
  const again = file(answer.name, answer.bytes, "application/xml");
  await steps.importAnswer(checker, again);
  await steps.says(checker, "回执已导入");
  await house.post.mail(EMAIL, `资金已拨付：${number}`);
  await applicant.goto(caseUrl);
  assert.equal(await steps.stage(applicant), "办结");
  await steps.importAnswer(checker, again);
  await steps.says(checker, "没有重复入账");
});

test("every mail came over a secure connection, and none came twice", async () => {
  assert.ok(house.post.received.length > 0);
  assert.ok(house.post.received.every((mail) => mail.secure && mail.user === "houbu"));
  const identities = new Set(house.post.received.map((mail) => mail.message_id));
  assert.equal(identities.size, house.post.received.length, "no mail came twice");
  assert.deepEqual(house.complaints, []);
});
