# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-output-within-weight = Output score within its weight
criterion-output-within-weight-met = Output score: { $observed } points; the weight is { $threshold } points.
criterion-output-within-weight-not-met = Output score: { $observed } points, more than its weight of { $threshold } points; check it.

criterion-benefit-within-weight = Benefit score within its weight
criterion-benefit-within-weight-met = Benefit score: { $observed } points; the weight is { $threshold } points.
criterion-benefit-within-weight-not-met = Benefit score: { $observed } points, more than its weight of { $threshold } points; check it.

criterion-satisfaction-within-weight = Satisfaction score within its weight
criterion-satisfaction-within-weight-met = Satisfaction score: { $observed } points; the weight is { $threshold } points.
criterion-satisfaction-within-weight-not-met = Satisfaction score: { $observed } points, more than its weight of { $threshold } points; check it.

criterion-grade-passing = Grade is fair or better
criterion-grade-passing-met = The total is { $observed } points; { $threshold } points are needed.
criterion-grade-passing-not-met = The total is { $observed } points, below { $threshold } points: poor. Find the causes and correct them.

criterion-indicator-reached = Target reached
criterion-indicator-reached-met = Reached { $observed }; the target is { $threshold }.
criterion-indicator-reached-not-met = Reached { $observed }, below the target of { $threshold }: scored in proportion.

output-execution = Execution score
output-total = Total
output-grade = Grade
output-score = Score of the indicator
review-execution-unknown = The budget or what was spent is missing or zero, so no rate can be computed; a person decides.
review-target-unknown = The target, the figure reached or the weight is missing, or the target is zero; a person decides.
review-nothing-to-evaluate = Nothing to evaluate has been filled in.

basis-note = Weights and grades follow restatements of the rule; more than the target scores the full weight.
