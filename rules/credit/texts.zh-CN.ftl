# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-not-blacklisted = 未列入信用黑名单
criterion-not-blacklisted-met = 未列入信用黑名单。
criterion-not-blacklisted-not-met = 已列入信用黑名单，一票否决。

criterion-not-court-defaulter = 不是失信被执行人
criterion-not-court-defaulter-met = 不是失信被执行人。
criterion-not-court-defaulter-not-met = 属于失信被执行人，请先履行义务并移出名单。

criterion-bar-over = 失信限制期已满
criterion-bar-over-met = 距失信记录已{ $observed }年，满{ $threshold }年。
criterion-bar-over-not-met = 距失信记录仅{ $observed }年，不满{ $threshold }年。

criterion-not-seriously-dishonest = 没有严重失信行为
criterion-not-seriously-dishonest-met = 没有严重失信行为。
criterion-not-seriously-dishonest-not-met = 有严重失信行为，不予支持。

criterion-commitment-signed = 已签署信用承诺书
criterion-commitment-signed-met = 已签署信用承诺书。
criterion-commitment-signed-not-met = 未签署信用承诺书，不得提交；请先签署。

output-decision = 结论
review-no-record-stated = 没有查询任何信用记录，由人工核实。
review-reduce-or-cancel = 有一般失信行为，减少还是取消支持由人工确定。

basis-note = 口径综合福州市细则和江苏省规定，年限为福州市口径。
