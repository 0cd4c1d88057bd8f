# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-within-five-years = Within five years
criterion-within-five-years-met = This is year { $observed } of { $threshold }.
criterion-within-five-years-not-met = This is year { $observed }; only { $threshold } are supported.

criterion-below-cumulative-cap = Below the cumulative cap
criterion-below-cumulative-cap-met = { $observed } was paid so far, below { $threshold }.
criterion-below-cumulative-cap-not-met = { $observed } was paid so far; the cap of { $threshold } is reached.

criterion-non-fiscal-rd = Non-fiscal R&D last year
criterion-non-fiscal-rd-met = Non-fiscal R&D of last year was { $observed }.
criterion-non-fiscal-rd-not-met = There was no non-fiscal R&D last year and the building reward was paid before, so nothing is due.

criterion-revenue-reached = Revenue reaches the floor
criterion-revenue-reached-met = Revenue is { $observed }; { $threshold } is needed.
criterion-revenue-reached-not-met = Revenue is { $observed }, below { $threshold }.

criterion-own-site = A site
criterion-own-site-met = The site has { $observed } m²; { $threshold } m² is needed.
criterion-own-site-not-met = The site has { $observed } m², below { $threshold } m².

criterion-own-staff = Staff
criterion-own-staff-met = Full-time R&D staff: { $observed }; { $threshold } is needed.
criterion-own-staff-not-met = Full-time R&D staff: { $observed }, below { $threshold }.

criterion-rd-share = R&D as a share of sales
criterion-rd-share-met = R&D is { $observed }; { $threshold } is needed.
criterion-rd-share-not-met = R&D is { $observed }, below { $threshold }; reaching either the share or the amount is enough.

criterion-rd-amount = R&D as an amount
criterion-rd-amount-met = R&D is { $observed }; { $threshold } is needed.
criterion-rd-amount-not-met = R&D is { $observed }, below { $threshold }; reaching either the share or the amount is enough.

criterion-new-rd-committed = New R&D committed
criterion-new-rd-committed-met = New R&D committed: { $observed }; { $threshold } is needed.
criterion-new-rd-committed-not-met = New R&D committed: { $observed }, below { $threshold }.

criterion-own-equipment = Equipment
criterion-own-equipment-met = R&D equipment is worth { $observed }; { $threshold } is needed.
criterion-own-equipment-not-met = R&D equipment is worth { $observed }, below { $threshold }.

criterion-own-ip = Intellectual property
criterion-own-ip-met = Rights other than designs: { $observed }; { $threshold } is needed.
criterion-own-ip-not-met = Rights other than designs: { $observed }, below { $threshold }; designs do not count.

amount-institute = Building reward and share of R&D
output-designs_not_counted = Design patents (do not count)
review-rd-not-stated = R&D of last year or its public part is not known; a person decides.
review-first-award-not-stated = Whether this is the first award is not known; a person decides.
check-fiscal-part-within-rd = The public part cannot exceed the R&D cost
check-first-award-has-no-past = With a first award nothing can have been paid before

basis-note = The sums are Haimen's published ones, the five haves are Suzhou's; each parameter names its basis.
