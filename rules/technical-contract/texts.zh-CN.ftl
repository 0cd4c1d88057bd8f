# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-actually-paid = 有实际支付
criterion-actually-paid-met = 当年实际支付技术交易额{ $observed }。
criterion-actually-paid-not-met = 当年没有实际支付的技术交易额；只登记未发生交易额的不予奖补。

criterion-registered-volume = 登记额达到起奖线
criterion-registered-volume-met = 当年登记额{ $observed }，达到{ $threshold }。
criterion-registered-volume-not-met = 当年登记额{ $observed }，未达到{ $threshold }。

amount-contract-share = 技术交易额奖补
amount-registrar = 登记机构奖补

check-paid-exceeds-contracts = 实际支付额不得大于登记合同总额

basis-note = 部分数字取自其他地区公开办法，依据见各参数说明。
