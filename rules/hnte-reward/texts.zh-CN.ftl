# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-registered-one-year = 注册满一年
criterion-registered-one-year-met = 注册已{ $observed }天，满足不少于{ $threshold }天。
criterion-registered-one-year-not-met = 注册仅{ $observed }天，不足{ $threshold }天；满足后再申报。

criterion-core-ip = 拥有核心自主知识产权
criterion-core-ip-met = 拥有对主要产品（服务）起核心支持作用的知识产权所有权。
criterion-core-ip-not-met = 未拥有对主要产品（服务）起核心支持作用的知识产权所有权。

criterion-tech-field = 技术属于国家重点支持的高新技术领域
criterion-tech-field-met = 核心技术属于《国家重点支持的高新技术领域》。
criterion-tech-field-not-met = 核心技术不属于《国家重点支持的高新技术领域》。

criterion-tech-staff-share = 科技人员占比
criterion-tech-staff-share-met = 科技人员占职工总数{ $observed }，不低于{ $threshold }。
criterion-tech-staff-share-not-met = 科技人员占职工总数{ $observed }，低于{ $threshold }。

criterion-rd-ratio = 研发费用占销售收入比例
criterion-rd-ratio-met = 近三年研发费用占销售收入{ $observed }，不低于{ $threshold }。
criterion-rd-ratio-not-met = 近三年研发费用占销售收入{ $observed }，低于{ $threshold }；档次按最近一年销售收入确定。

criterion-rd-domestic-share = 境内研发费用占比
criterion-rd-domestic-share-met = 境内研发费用占{ $observed }，不低于{ $threshold }。
criterion-rd-domestic-share-not-met = 境内研发费用占{ $observed }，低于{ $threshold }。

criterion-high-tech-income-share = 高新技术产品（服务）收入占比
criterion-high-tech-income-share-met = 高新技术产品（服务）收入占总收入{ $observed }，不低于{ $threshold }。
criterion-high-tech-income-share-not-met = 高新技术产品（服务）收入占总收入{ $observed }，低于{ $threshold }；分母为总收入，不是销售收入。

criterion-innovation-score = 创新能力评价
criterion-innovation-score-met = 创新能力得分{ $observed }，高于{ $threshold }。
criterion-innovation-score-not-met = 创新能力得分{ $observed }，须高于{ $threshold }（不含）。

criterion-no-incident = 无重大事故与严重环境违法
criterion-no-incident-met = 申请前一年内未发生重大安全、质量事故或严重环境违法行为。
criterion-no-incident-not-met = 申请前一年内发生过重大安全、质量事故或严重环境违法行为。

criterion-recognised-year-before = 上年度认定
criterion-recognised-year-before-met = 证书认定年度为{ $observed }年，即申报年度的上一年。
criterion-recognised-year-before-not-met = 证书认定年度为{ $observed }年，应为{ $threshold }年。

criterion-claim-window = 申报期限
criterion-claim-window-met = 在提示后{ $observed }个月申报，未超过{ $threshold }个月。
criterion-claim-window-not-met = 在提示后{ $observed }个月申报，已超过{ $threshold }个月，视为自动放弃。

criterion-newly-recognised = 新认定
criterion-newly-recognised-met = 为新认定的高新技术企业。
criterion-newly-recognised-not-met = 不是新认定的高新技术企业。

criterion-in-cultivation-pool = 在培育库内
criterion-in-cultivation-pool-met = 企业在培育库内。
criterion-in-cultivation-pool-not-met = 企业不在培育库内。

criterion-pool-years = 在库年限
criterion-pool-years-met = 入库{ $observed }年，未满{ $threshold }年。
criterion-pool-years-not-met = 入库已{ $observed }年，在库培育不超过{ $threshold }年。

criterion-contribution = 上年实际贡献
criterion-contribution-met = 上年实际贡献{ $observed }，不低于{ $threshold }。
criterion-contribution-not-met = 上年实际贡献{ $observed }，低于{ $threshold }。

amount-reward = 认定奖励
amount-recognised-from-pool = 库内企业认定奖励
amount-pool-entry = 入库奖励

review-outside-urban-districts = 企业不在市区，公布文本未给出县（市）标准，由人工确定。
review-ceiling-without-formula = 公布文本只给出上限，未给出计算公式，金额由人工确定。
review-no-published-formula = 公布文本未给出该类企业的计算公式，金额由人工确定。

check-rd-exceeds-expenses = 研发费用不得大于同期成本费用合计
check-rd-exceeds-sales = 研发费用大于同期销售收入，请核对
check-rd-domestic-exceeds-rd = 境内研发费用不得大于研发费用合计
check-tech-staff-exceeds-staff = 科技人员数不得大于职工总数
check-high-tech-income-exceeds-income = 高新收入不得大于总收入
check-years-differ = 研发费用与销售收入的年数须一致

basis-note = 部分数字取自其他地区公开办法，依据见各参数说明。
