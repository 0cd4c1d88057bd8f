# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-interest-paid = Interest actually paid
criterion-interest-paid-met = Interest and guarantee fees paid: { $observed }.
criterion-interest-paid-not-met = No interest was paid, so there is nothing to subsidise.

criterion-interest-at-prime-rate = Interest at the prime rate
criterion-interest-at-prime-rate-met = Interest at the loan prime rate is { $observed }.
criterion-interest-at-prime-rate-not-met = Interest at the loan prime rate is nothing, so there is nothing to subsidise.

amount-interest-share = Share of the interest
review-level-not-stated = The level of the project is not known, so the cap is not either; a person decides.

basis-note = The figures are Suzhou New District's published ones; each parameter names its basis.
