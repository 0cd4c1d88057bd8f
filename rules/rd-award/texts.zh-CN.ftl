# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-registered-in-jiangsu = 江苏省内注册
criterion-registered-in-jiangsu-met = 单位在江苏省内注册。
criterion-registered-in-jiangsu-not-met = 单位不在江苏省内注册；省外单位请向注册地咨询。

criterion-independent-legal-person = 独立法人
criterion-independent-legal-person-met = 单位具有独立法人资格。
criterion-independent-legal-person-not-met = 单位不具有独立法人资格；分支机构由其法人单位享受。

criterion-super-deduction-enjoyed = 当年享受加计扣除
criterion-super-deduction-enjoyed-met = 当年已享受研发费用加计扣除。
criterion-super-deduction-enjoyed-not-met = 当年未享受研发费用加计扣除；数据有误的，请先向税务部门更正。

criterion-no-high-tech-tax-preference = 当年未享受高企税收优惠
criterion-no-high-tech-tax-preference-met = 当年未享受高新技术企业税收优惠。
criterion-no-high-tech-tax-preference-not-met = 当年已享受高新技术企业税收优惠，不再给予本项奖励。

amount-rd-cost-share = 研发费用奖励

basis-note = 公布文本只给出5%—10%的区间；区间内的分档为待核定口径，依据见各参数说明。
