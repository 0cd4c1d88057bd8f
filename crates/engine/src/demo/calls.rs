//! The open calls of the demo, one for each programme it ships, and the budget lines they draw on.
//! A maker lays in the money, an officer drafts, the director opens: as a bureau does it.

use workflow::Timestamp;
use workflow::id::CallId;

use crate::budgets::BudgetLineInput;
use crate::calls::CallInput;
use crate::{Engine, EngineError};

impl Engine {
    /// A budget line and a call on it for each programme, in the order of [`DEMO_CALLS`].
    pub(super) async fn install_calls(&self) -> Result<Vec<CallId>, EngineError> {
        let maker = self.demo_person("maker@demo.houbu.test").await?;
        let officer = self.demo_person("officer@demo.houbu.test").await?;
        let director = self.demo_person("director@demo.houbu.test").await?;
        let mut calls = Vec::new();
        for (position, demo) in DEMO_CALLS.iter().enumerate() {
            let line = self.create_budget_line(&maker, demo.line(), &format!("demo-line-{position}")).await?;
            let input = demo.call(self.now().await?, line.to_string());
            let call = self.draft_call(&officer, input, &format!("demo-call-{position}")).await?;
            let row = store::calls::find(&self.store, call).await?;
            let version = row.map_or(1, |row| row.version);
            self.open_call(&director, call, version, &format!("demo-open-{position}")).await?;
            calls.push(call);
        }
        Ok(calls)
    }
}

/// One programme's call and the line it draws on.
struct DemoCall {
    programme: &'static str,
    title_zh: &'static str,
    title_en: &'static str,
    notice_zh: &'static str,
    notice_en: &'static str,
    targets: &'static str,
    line_code: &'static str,
    line_zh: &'static str,
    line_en: &'static str,
    line_yuan: &'static str,
    /// Days the window stays open after its first day.
    open_days: u64,
}

impl DemoCall {
    fn line(&self) -> BudgetLineInput {
        BudgetLineInput {
            fiscal_year: "2026".to_owned(),
            code: self.line_code.to_owned(),
            title_zh: self.line_zh.to_owned(),
            title_en: self.line_en.to_owned(),
            total: self.line_yuan.to_owned(),
        }
    }

    fn call(&self, now: Timestamp, line: String) -> CallInput {
        CallInput {
            programme: self.programme.to_owned(),
            title_zh: self.title_zh.to_owned(),
            title_en: self.title_en.to_owned(),
            fiscal_year: "2026".to_owned(),
            opens_on: now.date().to_string(),
            closes_on: now.date().plus_days(self.open_days).to_string(),
            budget_line: line,
            notice_zh: self.notice_zh.to_owned(),
            notice_en: self.notice_en.to_owned(),
            targets: self.targets.to_owned(),
        }
    }
}

const DEMO_CALLS: [DemoCall; 5] = [
    DemoCall {
        programme: "hnte-reward",
        title_zh: "2026 年度高新技术企业认定奖励",
        title_en: "Reward for high-tech enterprises recognised, 2026",
        notice_zh: "上一年度经认定的高新技术企业，可在本批次开放之日起一个月内申报。逾期未申报的，视为放弃。",
        notice_en: "Enterprises recognised in the year before may apply within one month of the opening. \
                    Whoever does not apply in time waives the reward.",
        targets: "兑现企业 25 家",
        line_code: "2060404-01",
        line_zh: "高新技术企业认定奖励",
        line_en: "Rewards for high-tech enterprises",
        line_yuan: "5000000",
        open_days: 28,
    },
    DemoCall {
        programme: "technical-contract",
        title_zh: "2026 年度技术合同认定登记奖补",
        title_en: "Subsidy for registered technical contracts, 2026",
        notice_zh: "按上一年度登记的技术合同中实际到账的技术交易额分段计算，每家单位每年不超过 5 万元。",
        notice_en: "Banded on the amounts actually paid under technical contracts registered the year before; \
                    at most 50,000 yuan per unit and year.",
        targets: "登记技术合同成交额增长 10%",
        line_code: "2060404-02",
        line_zh: "技术合同认定登记奖补",
        line_en: "Subsidies for technical contracts",
        line_yuan: "800000",
        open_days: 58,
    },
    DemoCall {
        programme: "rd-platform",
        title_zh: "2026 年度研发平台与创新载体奖励",
        title_en: "Reward for R&D platforms and carriers, 2026",
        notice_zh: "获得认定的研发平台和创新载体，经镇区推荐申报；专家盲评、现场核查、部门联审后按审批权限审定，\
                    奖励分两期拨付。请上传隐去单位名称的盲评材料。",
        notice_en: "Recognised platforms and carriers apply with their town's recommendation. A blind panel, a \
                    site visit and a joint review follow; the reward is paid in two parts. Please upload \
                    blind copies that do not name the applicant.",
        targets: "新增省级以上研发平台 10 家",
        line_code: "2060404-03",
        line_zh: "研发平台与创新载体奖励",
        line_en: "Rewards for R&D platforms",
        line_yuan: "12000000",
        open_days: 58,
    },
    DemoCall {
        programme: "rd-award",
        title_zh: "2026 年度企业研究开发费用奖励（免申即享）",
        title_en: "Award for enterprise R&D cost, 2026 (no application needed)",
        notice_zh: "名单由科技局根据税务数据拟定，企业无需申报；收到通知后在规定期限内确认即可享受。",
        notice_en: "The bureau proposes from tax data and nobody applies; an enterprise that is proposed \
                    confirms within the time given.",
        targets: "规上工业企业研发投入增长 8%",
        line_code: "2060404-04",
        line_zh: "企业研究开发费用奖励",
        line_en: "Awards for enterprise R&D cost",
        line_yuan: "9000000",
        open_days: 88,
    },
    DemoCall {
        programme: "major-project",
        title_zh: "2026 年度重大科技项目支持",
        title_en: "Support of major science projects, 2026",
        notice_zh: "国家、省重大项目按公式配套；揭榜挂帅、创新联合体、成果转化等一事一议，签订协议后按阶段目标验收拨付。",
        notice_en: "Projects of the state and the province are matched by formula; everything else is settled \
                    case by case, and paid by the milestones of an agreement.",
        targets: "支持重大科技项目 5 项",
        line_code: "2060404-05",
        line_zh: "重大科技项目支持",
        line_en: "Support of major projects",
        line_yuan: "20000000",
        open_days: 88,
    },
];
