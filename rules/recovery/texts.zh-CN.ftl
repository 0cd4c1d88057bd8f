# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-fine-not-too-low = 拟罚款不低于下限
criterion-fine-not-too-low-met = 拟罚款{ $observed }，不低于{ $threshold }。
criterion-fine-not-too-low-not-met = 拟罚款{ $observed }，低于下限{ $threshold }。

criterion-fine-not-too-high = 拟罚款不高于上限
criterion-fine-not-too-high-met = 拟罚款{ $observed }，不高于{ $threshold }。
criterion-fine-not-too-high-not-met = 拟罚款{ $observed }，高于上限{ $threshold }。

output-recover = 应追回
output-fine_range = 罚款幅度
output-person_fine_range = 责任人员罚款幅度
output-valid = 拟罚款有效

basis-note = 幅度取自国务院令第427号第十四条（官方网站文本）。
