# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-output-within-weight = 产出得分不超过权重
criterion-output-within-weight-met = 产出得分{ $observed }分，不超过权重{ $threshold }分。
criterion-output-within-weight-not-met = 产出得分{ $observed }分，超过权重{ $threshold }分，请核对。

criterion-benefit-within-weight = 效益得分不超过权重
criterion-benefit-within-weight-met = 效益得分{ $observed }分，不超过权重{ $threshold }分。
criterion-benefit-within-weight-not-met = 效益得分{ $observed }分，超过权重{ $threshold }分，请核对。

criterion-satisfaction-within-weight = 满意度得分不超过权重
criterion-satisfaction-within-weight-met = 满意度得分{ $observed }分，不超过权重{ $threshold }分。
criterion-satisfaction-within-weight-not-met = 满意度得分{ $observed }分，超过权重{ $threshold }分，请核对。

criterion-grade-passing = 评价等级为中以上
criterion-grade-passing-met = 总分{ $observed }分，不低于{ $threshold }分。
criterion-grade-passing-not-met = 总分{ $observed }分，低于{ $threshold }分，等级为差，请分析原因并整改。

criterion-indicator-reached = 完成指标值
criterion-indicator-reached-met = 实际完成{ $observed }，不低于指标值{ $threshold }。
criterion-indicator-reached-not-met = 实际完成{ $observed }，低于指标值{ $threshold }，按完成比例得分。

output-execution = 预算执行率得分
output-total = 总分
output-grade = 等级
output-score = 指标得分
review-execution-unknown = 预算数或执行数未填或为零，无法计算执行率，由人工确定。
review-target-unknown = 指标值、完成值或权重未填，或指标值为零，由人工确定。
review-nothing-to-evaluate = 没有填写可以评价的数据。

basis-note = 权重和等级取自财预〔2020〕10号转述；超额完成按满分计。
