// Signing in, beginning an application and saving it, and objecting to a list, with the keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bureau, furnishProposals } from "./furnish-review.mjs";
import { House, PASSWORD } from "./harness.mjs";

/** No page here has more stops than this. */
const STOPS_LIMIT = 80;

let house;
before(async () => {
  house = await House.open();
});
after(() => house?.close());

/** Presses Tab until the control has the focus, and shows that a person can see where they are. */
async function reach(page, control) {
  const wanted = await control.elementHandle();
  for (let stop = 0; stop < STOPS_LIMIT; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      const shown = await wanted.evaluate((element) => {
        const labelled = [element, element.nextElementSibling, element.parentElement].filter(Boolean);
        const marked = (style) => style.outlineStyle !== "none" || style.boxShadow !== "none";
        return labelled.some((one) => ["", "::before"].some((part) => marked(getComputedStyle(one, part || null))));
      });
      assert.ok(shown, "the focus can be seen");
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${control}`);
}

async function type(page, control, text) {
  await reach(page, control);
  await page.keyboard.type(text);
}

async function enter(page, control) {
  await reach(page, control);
  const loaded = page.waitForNavigation();
  await page.keyboard.press("Enter");
  await loaded;
}

test("sign in, begin, save a draft", async () => {
  const page = await house.visitor();
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "跳到正文" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement), "the first stop leads to the content");
  await enter(page, page.getByRole("link", { name: "登录", exact: true }).first());
  await type(page, page.getByLabel("电子邮箱"), "applicant@demo.houbu.test");
  await type(page, page.getByLabel("密码", { exact: true }), PASSWORD);
  await enter(page, page.getByRole("button", { name: "登录", exact: true }));
  await enter(page, page.getByRole("link", { name: "我的申报", exact: true }));
  await enter(page, page.getByRole("button", { name: "开始申报" }));
  const call = page.getByRole("group", { name: "申报哪一批次" }).getByLabel(/高新技术企业认定奖励/);
  await reach(page, page.getByRole("group", { name: "申报哪一批次" }).getByRole("radio").first());
  await page.keyboard.press("Space");
  for (let choice = 0; choice < STOPS_LIMIT && !(await call.isChecked()); choice += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await enter(page, page.getByRole("button", { name: "开始填写" }));
  await type(page, page.getByLabel("高企证书认定年度"), "2025");
  await type(page, page.getByLabel("注册成立天数"), "3900");
  await reach(page, page.getByRole("group", { name: "拥有核心自主知识产权" }).getByRole("radio").first());
  await page.keyboard.press("Space");
  await enter(page, page.getByRole("button", { name: "保存草稿" }));
  await page.getByText("草稿已保存").first().waitFor();
  assert.equal(await page.getByLabel("高企证书认定年度").inputValue(), "2025");
  assert.ok(await page.getByRole("group", { name: "拥有核心自主知识产权" }).getByLabel("是", { exact: true }).isChecked());
  assert.deepEqual(house.complaints, []);
});

test("object to an item of a list", async () => {
  const bureau = await Bureau.of(house);
  const { disputed } = await furnishProposals(bureau);
  await bureau.publish("rd-award", [disputed]);
  const page = await house.visitor();
  await page.goto("/");
  await enter(page, page.getByRole("main").getByRole("link", { name: /研究开发费用/ }).last());
  await enter(page, page.getByRole("link", { name: "对“海门示例02新材料有限公司”提出异议" }));
  const text = page.getByLabel("异议的事实和依据");
  await type(page, text, "该企业上年度没有实际开展研发。");
  await enter(page, page.getByRole("button", { name: "提交异议" }));
  const summary = page.locator(".govuk-error-summary");
  assert.ok(await summary.evaluate((element) => element === document.activeElement), "the focus is on what is wrong");
  assert.equal(await text.inputValue(), "该企业上年度没有实际开展研发。");
  await reach(page, summary.getByRole("link").first());
  await page.keyboard.press("Enter");
  await page.keyboard.type("异议人甲");
  assert.equal(await page.getByLabel("您的姓名").inputValue(), "异议人甲", "a fault leads to its field");
  await type(page, page.getByLabel("居民身份证号码"), "11010519491231002X");
  await type(page, page.getByLabel("联系方式"), "13800000000");
  await enter(page, page.getByRole("button", { name: "提交异议" }));
  await page.getByText(/受理编号 HM-/).waitFor();
  assert.deepEqual(house.complaints, []);
});
