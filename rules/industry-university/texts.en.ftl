# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-actually-paid = Actually paid
criterion-actually-paid-met = { $observed } was actually paid in the year.
criterion-actually-paid-not-met = Nothing was actually paid in the year; a contract alone earns no subsidy.

amount-cooperation = Share of the cost of cooperation
review-payment-not-stated = What was paid for one of the projects is not known; a person decides.

basis-note = The figures are Xianju's published ones; each parameter names its basis.
