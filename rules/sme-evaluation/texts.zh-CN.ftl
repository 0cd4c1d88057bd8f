# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-resident = 境内居民企业
criterion-resident-met = 是在中国境内（不含港澳台）注册的居民企业。
criterion-resident-not-met = 不是境内注册的居民企业，不能参加评价。

criterion-staff-limit = 职工总数不超上限
criterion-staff-limit-met = 职工总数{ $observed }人，不超过{ $threshold }人。
criterion-staff-limit-not-met = 职工总数{ $observed }人，超过{ $threshold }人。

criterion-sales-limit = 年销售收入不超上限
criterion-sales-limit-met = 年销售收入{ $observed }，不超过{ $threshold }。
criterion-sales-limit-not-met = 年销售收入{ $observed }，超过{ $threshold }。

criterion-assets-limit = 资产总额不超上限
criterion-assets-limit-met = 资产总额{ $observed }，不超过{ $threshold }。
criterion-assets-limit-not-met = 资产总额{ $observed }，超过{ $threshold }。

criterion-industry-allowed = 产品和服务不属禁限类
criterion-industry-allowed-met = 提供的产品和服务不属于国家禁止、限制和淘汰类。
criterion-industry-allowed-not-met = 提供的产品和服务属于国家禁止、限制或淘汰类。

criterion-clean-record = 上一年和当年无重大违法失信
criterion-clean-record-met = 上一年和当年未发生重大安全、质量事故，没有严重环境违法和科研严重失信行为。
criterion-clean-record-not-met = 上一年或当年有重大安全、质量事故，或严重环境违法、科研严重失信行为。

criterion-not-listed-abnormal = 未列入异常、失信名单
criterion-not-listed-abnormal-met = 未列入经营异常名录和严重违法失信名单。
criterion-not-listed-abnormal-not-met = 已列入经营异常名录或严重违法失信名单，请先申请移出。

criterion-staff-score = 科技人员指标得分不为零
criterion-staff-score-met = 科技人员指标得{ $observed }分，不为零。
criterion-staff-score-not-met = 科技人员占职工总数比例过低，该项得分为零。

criterion-total-score = 综合评价得分达标
criterion-total-score-met = 综合评价得{ $observed }分，不低于{ $threshold }分。
criterion-total-score-not-met = 综合评价得{ $observed }分，低于{ $threshold }分。

check-tech-staff-exceeds-staff = 科技人员数不得大于职工总数
check-rd-exceeds-cost = 研发费用不得大于成本费用总额

output-staff_pts = 科技人员得分
output-rd_pts = 研发投入得分
output-ip_pts = 科技成果得分
output-total = 综合得分
output-route = 认定方式

basis-note = 条件和分值取自国科发政〔2017〕115号（转载文本，多份一致）。
