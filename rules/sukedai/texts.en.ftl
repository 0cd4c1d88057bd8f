# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-sales-in-range = Sales within the range
criterion-sales-in-range-met = Sales of last year { $observed }; at most { $threshold } are allowed.
criterion-sales-in-range-not-met = Sales of last year { $observed }, more than { $threshold }: outside the scheme.

criterion-amount-within-limit = Amount within the limit
criterion-amount-within-limit-met = Asked for { $observed }; at most { $threshold } are allowed.
criterion-amount-within-limit-not-met = Asked for { $observed }, more than { $threshold }; lower it.

output-ok = Within the limits
output-limit = Limit

basis-note = Limits as published; the bank decides.
