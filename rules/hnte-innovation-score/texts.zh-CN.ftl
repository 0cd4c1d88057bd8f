# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-points-valid = 评分为档内整数
criterion-points-valid-met = 评分均为整数且在档内。
criterion-points-valid-not-met = 有评分不是整数或超出档次范围，请改正。

criterion-innovation-score = 创新能力评价合格
criterion-innovation-score-met = 得{ $observed }分，高于{ $threshold }分。
criterion-innovation-score-not-met = 得{ $observed }分，须高于{ $threshold }分。

output-ip = 知识产权得分
output-total = 总分
output-pass = 合格
output-quantity_band = 数量档次
output-quantity_points = 数量分值范围
output-transfer_band = 转化档次
output-transfer_points = 转化分值范围
output-valid = 评分有效
output-error = 评分错误
output-na_growth = 净资产增长率
output-sales_growth = 销售收入增长率
output-total_range = 成长性分值范围
output-flags = 提示
review-band-not-stated = 未填数量档次，无法校验评分，由人工确定。
review-counts-incomplete = 知识产权项数未填全，由人工确定。
review-nothing-to-score = 没有填写可以评分的数据。
review-last-year-unknown = 最近一年数据未填，无法计算增长率，由人工确定。
review-negative-net-asset-base = 净资产基数为负，公式不适用，该项按0分并由人工复核。

basis-note = 分值和公式取自国科发火〔2016〕195号（转载文本，多份一致）；年均口径、负基数处理为通行理解。
