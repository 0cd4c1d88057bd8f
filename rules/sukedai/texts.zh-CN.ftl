# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-sales-in-range = 销售收入在范围内
criterion-sales-in-range-met = 上一年销售收入{ $observed }，不超过{ $threshold }。
criterion-sales-in-range-not-met = 上一年销售收入{ $observed }，超过{ $threshold }，不在备选企业范围。

criterion-amount-within-limit = 贷款额度不超上限
criterion-amount-within-limit-met = 拟贷{ $observed }，不超过{ $threshold }。
criterion-amount-within-limit-not-met = 拟贷{ $observed }，超过{ $threshold }，请调低。

output-ok = 额度可行
output-limit = 额度上限

basis-note = 额度取自公开介绍，实际以银行审批为准。
