# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-previous-year-floor = R&D of last year reaches the floor
criterion-previous-year-floor-met = R&D of last year was { $observed }; { $threshold } is needed.
criterion-previous-year-floor-not-met = R&D of last year was { $observed }, below { $threshold }.

criterion-current-year-floor = R&D of this year reaches the floor
criterion-current-year-floor-met = R&D of this year was { $observed }; { $threshold } is needed.
criterion-current-year-floor-not-met = R&D of this year was { $observed }, below { $threshold }.

criterion-growing = R&D is growing
criterion-growing-met = R&D rose from { $threshold } to { $observed }.
criterion-growing-not-met = R&D was { $observed } this year and { $threshold } last year; it did not grow.

criterion-claimed-previous-year = Super-deduction claimed last year
criterion-claimed-previous-year-met = The super-deduction was claimed last year.
criterion-claimed-previous-year-not-met = The super-deduction was not claimed last year; two consecutive years are needed.

criterion-claimed-current-year = Super-deduction claimed this year
criterion-claimed-current-year-met = The super-deduction was claimed this year.
criterion-claimed-current-year-not-met = The super-deduction was not claimed this year; two consecutive years are needed.

amount-large-investment = Reward for large investment
amount-fastest-growing = Reward for the fastest growing
amount-base = Base reward
check-growth-rank-from-one = Ranks begin with 1

basis-note = The figures are Wuzhong's, seen in a repost; each parameter names its basis.
