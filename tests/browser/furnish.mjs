// Cases in every state a page can show, so that a walk through the portal meets them: one paid, one awarded
// and waiting for its batch, one taken back, one in correction, one waiting for publicity, one draft with
// faults; and what the reviews need.

import { pdf } from "./documents.mjs";
import * as review from "./furnish-review.mjs";
import * as steps from "./steps.mjs";
import { uscc } from "./uscc.mjs";

const FIRST = "海门示例01精密机械有限公司";
const THIRD = "海门示例巡览试验有限公司";

const file = (name) => ({ name: `${name}.pdf`, mimeType: "application/pdf", buffer: pdf("Document") });

/** The case's path and number, from a page of the case. */
async function caseOf(page) {
  const path = new URL(page.url()).pathname.replace(/\/(form|check)$/, "");
  await page.goto(path);
  return { path, number: /HM-\d{4}-\d+/.exec(await steps.words(page))[0] };
}

async function submit(page, path, documents) {
  for (const document of documents) await steps.upload(page, document, file(document));
  await page.goto(`${path}/check`);
  await steps.press(page, "提交申报");
}

/** A reward applied for and submitted. */
async function applyForReward(page) {
  await steps.start(page, steps.HNTE_CALL);
  await steps.fillReward(page, "2025");
  await steps.press(page, "保存并核对");
  const found = await caseOf(page);
  await submit(page, found.path, ["高新技术企业证书", "营业执照"]);
  return found;
}

async function applyForContract(page) {
  await steps.start(page, steps.CONTRACT_CALL);
  await steps.fillContract(page);
  await steps.press(page, "保存并核对");
  const found = await caseOf(page);
  await submit(page, found.path, ["营业执照", "技术合同认定登记证明"]);
  return found;
}

async function decide(house, name, number, button, fill = async () => {}) {
  const page = await house.person(name);
  await steps.takeUp(page, number);
  await fill(page);
  await steps.press(page, button);
}

async function check(house, number) {
  await decide(house, "officer", number, "形式审查通过");
  await decide(house, "officer2", number, "形式审查通过");
  await decide(house, "director", number, "批准");
}

async function joinAndFound(house) {
  const newcomer = await house.person("newcomer");
  await steps.found(newcomer, { organisation: THIRD, code: uscc("MAT0UR01"), town: "三星镇" });
  await steps.giveAccount(newcomer, THIRD, "9805007880169999002");
  await steps.confirmLicence(await house.person("officer"), THIRD);
  await steps.found(newcomer, { organisation: FIRST, code: uscc("MADEM000"), town: "三星镇" });
}

async function pay(house, numbers) {
  await steps.makeBatch(await house.person("maker"), ...numbers);
  const batch = new URL((await house.person("maker")).url()).pathname;
  const checker = await house.person("checker");
  await checker.goto(batch);
  await steps.press(checker, "复核通过");
  await steps.download(checker, "下载支付文件");
  await steps.press(checker, "已交银行");
  const answer = await steps.download(checker, "全部支付成功");
  await steps.importAnswer(checker, { name: answer.name, mimeType: "application/xml", buffer: answer.bytes });
}

/** The link of a mail to somebody who forgot the password. */
async function forget(house) {
  const page = await house.visitor();
  await page.goto("/password/forgot");
  await page.getByLabel("电子邮箱").fill("newcomer@demo.houbu.test");
  await steps.press(page, "发送链接");
  const mail = await house.post.mail("newcomer@demo.houbu.test", "重设密码");
  await page.context().close();
  const link = new URL(/https?:\/\/\S+/.exec(mail.text)[0]);
  return link.pathname + link.search;
}

/** Rewards on one list: two paid in one batch, one of them taken back; one waits for its batch. */
async function furnishRewards(house, bureau, third) {
  const paid = await applyForReward(await house.person("applicant"));
  await decide(house, "recommender", paid.number, "同意推荐");
  await check(house, paid.number);
  const awarded = await review.furnishReward(bureau, third);
  const taken = await review.furnishReward(bureau, await bureau.found("05"));
  await steps.publish(await house.person("officer"), steps.HNTE_CALL, [FIRST, THIRD, taken.name]);
  return { paid, awarded, taken };
}

async function awardAndPay(house, bureau, { paid, awarded, taken }) {
  for (const [at, { number }] of [paid, awarded, taken].entries()) {
    await decide(house, "director", number, "下达", (page) => page.getByLabel("下达文号").fill(`海科发〔2026〕${at + 1}号`));
  }
  await pay(house, [paid.number, taken.number]);
  await bureau.give("director", taken.id, "revoke", { reason: "证书被撤销" });
}

/** Places that many of their kind stand before in a list, or that only a mail leads to. */
function placesOf({ platforms, projects, proposals, notice, plan, reset }) {
  const cases = (...ids) => ids.map(review.pathOf);
  return {
    visitor: ["/password/reset", reset, `/publicity/${notice}`],
    applicant: cases(proposals.proposed, projects.meeting),
    applicant2: cases(projects.agreed, proposals.disputed),
    officer: cases(platforms.undrawn, platforms.drawn, platforms.visited, projects.agreed),
    officer2: cases(platforms.visited),
    emergency: cases(platforms.joint),
    head: cases(platforms.climbed, proposals.disputed),
    director: [...cases(platforms.climbed, projects.agreed), plan],
    meeting1: cases(projects.meeting),
    policy: [plan],
  };
}

/** Fills the house; gives the paths of what it made, and where and as whom to look at them. */
export async function furnish(house) {
  const applicant = await house.person("applicant");
  const second = await house.person("applicant2");
  await joinAndFound(house);
  const bureau = await review.Bureau.of(house);
  const third = { id: await bureau.organisation("newcomer", THIRD), name: THIRD };
  const platforms = await review.furnishPlatforms(bureau, third.id);
  const owner = async (account) => (await (await bureau.program(account)).get("/api/v1/me")).organisations[0];
  const projects = await review.furnishProjects(bureau, await owner("applicant"), await owner("applicant2"));
  const proposals = await review.furnishProposals(bureau);
  const rewards = await furnishRewards(house, bureau, third);
  await steps.passPublicity(applicant, rewards.paid.path);
  await awardAndPay(house, bureau, rewards);
  await review.furnishAgreement(bureau, projects.agreed);
  const notice = await review.furnishObjection(bureau, proposals.disputed);
  await review.furnishDuties(bureau);

  const corrected = await applyForContract(applicant);
  await decide(house, "officer", corrected.number, "要求补正", (page) =>
    steps.askForCorrection(page, [["营业执照", "扫描不清，请重新上传"]]),
  );
  const publishable = await applyForContract(second);
  await check(house, publishable.number);
  await steps.start(second, steps.HNTE_CALL);
  await steps.fillReward(second, "2023");
  await second.getByLabel("职工总数").fill("很多");
  await steps.press(second, "保存草稿");
  const draft = await caseOf(second);
  await steps.draftCall(await house.person("officer"));
  const plan = await review.furnishMigration(bureau);
  const reset = await forget(house);
  const accounts = platforms.panel;
  const made = { ...rewards, platforms, projects, proposals, notice, corrected, publishable, draft, plan, reset, accounts };
  return { ...made, places: placesOf(made), calls: bureau.calls };
}
