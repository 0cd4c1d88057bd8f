# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-actually-paid = Actually paid
criterion-actually-paid-met = { $observed } was actually paid in the year.
criterion-actually-paid-not-met = Nothing was actually paid in the year; registration alone earns no reward.

criterion-registered-volume = Registered volume
criterion-registered-volume-met = { $observed } was registered; { $threshold } is needed.
criterion-registered-volume-not-met = { $observed } was registered, below { $threshold }.

amount-contract-share = Share of contract amounts
amount-registrar = Reward of the registrar

check-paid-exceeds-contracts = What was paid cannot exceed the registered contracts

basis-note = Some figures are another place's published ones; each parameter names its basis.
