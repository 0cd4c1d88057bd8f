# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-actually-paid = 有实际支付
criterion-actually-paid-met = 当年实际支付合作费用{ $observed }。
criterion-actually-paid-not-met = 当年没有实际支付的合作费用；只签约未付款的不予补助。

amount-cooperation = 合作费用补助
review-payment-not-stated = 有合作项目的支付额未知，由人工确定。

basis-note = 数字取自仙居县公开政策，依据见各参数说明。
