// What a demo account does through the API with a token of its own: quicker than pages, where a page is
// not what is looked at.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as steps from "./steps.mjs";

const CASES = "/api/v1/applications";

export class Program {
  /** The program of a demo account: `officer` is officer@demo.houbu.test. */
  static async of(house, account) {
    const page = await house.person(account);
    await page.goto("/account");
    await page.getByLabel("名称").fill("浏览器试验");
    await steps.press(page, "生成令牌");
    const program = new Program();
    program.url = house.url;
    program.account = account;
    program.token = /houbu_\S+/.exec(await steps.words(page))[0];
    return program;
  }

  /** Asks, and gives the answer's body; what is not fine fails with the problem that was told. */
  async ask(method, path, { json, bytes, type = "application/json" } = {}) {
    const headers = { authorization: `Bearer ${this.token}`, "idempotency-key": randomUUID() };
    const body = json === undefined ? bytes : JSON.stringify(json);
    if (body !== undefined) headers["content-type"] = type;
    const answer = await fetch(this.url + path, { method, headers, body });
    const text = await answer.text();
    assert.ok(answer.ok, `${this.account}: ${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  get(path) {
    return this.ask("GET", path);
  }

  post(path, json) {
    return this.ask("POST", path, { json });
  }

  case(id) {
    return this.get(`${CASES}/${id}`);
  }

  async give(id, command, particulars = {}) {
    const { version } = await this.case(id);
    return this.post(`${CASES}/${id}/commands?version=${version}`, { command, ...particulars });
  }

  async upload(id, document, bytes, type = "application/pdf") {
    const name = `${document}.${type.split("/")[1]}`;
    const place = `${CASES}/${id}/attachments?document=${document}&file_name=${name}`;
    return (await this.ask("POST", place, { bytes, type })).id;
  }

  /** An application with these answers and documents, handed in. */
  async apply(call, organisation, answers, documents) {
    const { id } = await this.post(CASES, { call, organisation });
    const { version } = await this.case(id);
    await this.ask("PUT", `${CASES}/${id}/answers?version=${version}`, { json: { answers } });
    for (const [document, bytes] of documents) await this.upload(id, document, bytes);
    await this.give(id, "submit");
    return id;
  }
}
