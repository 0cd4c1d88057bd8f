# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-interest-paid = 有实际支付的利息
criterion-interest-paid-met = 实际支付利息（含担保费）{ $observed }。
criterion-interest-paid-not-met = 没有实际支付的利息，没有可以贴息的数额。

criterion-interest-at-prime-rate = 有按贷款市场报价利率计算的利息
criterion-interest-at-prime-rate-met = 按贷款市场报价利率计算的利息为{ $observed }。
criterion-interest-at-prime-rate-not-met = 按贷款市场报价利率计算的利息为零，没有可以贴息的数额。

amount-interest-share = 利息补贴
review-level-not-stated = 未填承担项目的级别，无法确定上限，由人工确定。

basis-note = 数字取自苏州高新区公开政策，依据见各参数说明。
