# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-within-five-years = 在五年支持期内
criterion-within-five-years-met = 现为第{ $observed }年，在{ $threshold }年支持期内。
criterion-within-five-years-not-met = 现为第{ $observed }年，已超过{ $threshold }年支持期。

criterion-below-cumulative-cap = 累计奖励未达上限
criterion-below-cumulative-cap-met = 此前累计已奖励{ $observed }，未达{ $threshold }。
criterion-below-cumulative-cap-not-met = 此前累计已奖励{ $observed }，已达上限{ $threshold }，不再奖励。

criterion-non-fiscal-rd = 上年有非财政研发投入
criterion-non-fiscal-rd-met = 上年非财政研发投入{ $observed }。
criterion-non-fiscal-rd-not-met = 上年没有非财政资金的研发投入，也不是首次奖励，没有可以奖励的数额。

criterion-revenue-reached = 营业收入达到起点
criterion-revenue-reached-met = 年营业收入{ $observed }，达到{ $threshold }。
criterion-revenue-reached-not-met = 年营业收入{ $observed }，不足{ $threshold }。

criterion-own-site = 有场所
criterion-own-site-met = 研发场地{ $observed }平方米，达到{ $threshold }平方米。
criterion-own-site-not-met = 研发场地{ $observed }平方米，不足{ $threshold }平方米。

criterion-own-staff = 有人员
criterion-own-staff-met = 专职研发人员{ $observed }，达到{ $threshold }。
criterion-own-staff-not-met = 专职研发人员{ $observed }，不足{ $threshold }。

criterion-rd-share = 研发投入占比达到标准
criterion-rd-share-met = 研发投入占比{ $observed }，达到{ $threshold }。
criterion-rd-share-not-met = 研发投入占比{ $observed }，不足{ $threshold }；占比或数额达到一项即可。

criterion-rd-amount = 研发投入数额达到标准
criterion-rd-amount-met = 年研发投入{ $observed }，达到{ $threshold }。
criterion-rd-amount-not-met = 年研发投入{ $observed }，不足{ $threshold }；占比或数额达到一项即可。

criterion-new-rd-committed = 新增研发投入达到标准
criterion-new-rd-committed-met = 承诺新增研发投入{ $observed }，达到{ $threshold }。
criterion-new-rd-committed-not-met = 承诺新增研发投入{ $observed }，不足{ $threshold }。

criterion-own-equipment = 有设备
criterion-own-equipment-met = 研发仪器设备原值{ $observed }，达到{ $threshold }。
criterion-own-equipment-not-met = 研发仪器设备原值{ $observed }，不足{ $threshold }。

criterion-own-ip = 有知识产权
criterion-own-ip-met = 知识产权（不含外观设计）{ $observed }，达到{ $threshold }。
criterion-own-ip-not-met = 知识产权（不含外观设计）{ $observed }，不足{ $threshold }；外观设计不计。

amount-institute = 研究院建设奖励和研发后补助
output-designs_not_counted = 外观设计专利（不计入标准）
review-rd-not-stated = 上年研发经费或其中的财政资金未填，由人工确定。
review-first-award-not-stated = 未说明是否首次申请奖励，由人工确定。
check-fiscal-part-within-rd = 财政资金不得大于研发经费支出
check-first-award-has-no-past = 首次申请奖励的，此前累计应为0

basis-note = 奖励数额取自海门区公布文本，“五有”标准取自苏州市，依据见各参数说明。
