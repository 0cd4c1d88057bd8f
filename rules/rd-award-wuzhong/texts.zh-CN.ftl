# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-previous-year-floor = 上年研发费用达到起点
criterion-previous-year-floor-met = 上年研发费用{ $observed }，达到{ $threshold }。
criterion-previous-year-floor-not-met = 上年研发费用{ $observed }，低于{ $threshold }。

criterion-current-year-floor = 本年研发费用达到起点
criterion-current-year-floor-met = 本年研发费用{ $observed }，达到{ $threshold }。
criterion-current-year-floor-not-met = 本年研发费用{ $observed }，低于{ $threshold }。

criterion-growing = 研发费用增长
criterion-growing-met = 本年研发费用{ $observed }，大于上年的{ $threshold }。
criterion-growing-not-met = 本年研发费用{ $observed }，没有超过上年的{ $threshold }。

criterion-claimed-previous-year = 上年自主申报加计扣除
criterion-claimed-previous-year-met = 上年已自主申报研发费用加计扣除。
criterion-claimed-previous-year-not-met = 上年没有自主申报研发费用加计扣除；须连续两年申报。

criterion-claimed-current-year = 本年自主申报加计扣除
criterion-claimed-current-year-met = 本年已自主申报研发费用加计扣除。
criterion-claimed-current-year-not-met = 本年没有自主申报研发费用加计扣除；须连续两年申报。

amount-large-investment = 大额研发投入补助
amount-fastest-growing = 增长额前列补助
amount-base = 基础补助
check-growth-rank-from-one = 排名从1开始

basis-note = 数字取自苏州市吴中区公开政策的转载，依据见各参数说明。
