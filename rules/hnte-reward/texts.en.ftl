# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-registered-one-year = Registered for a year
criterion-registered-one-year-met = Registered for { $observed } days; { $threshold } are needed.
criterion-registered-one-year-not-met = Registered for only { $observed } days; { $threshold } are needed. Apply once they have passed.

criterion-core-ip = Owns core intellectual property
criterion-core-ip-met = Owns the intellectual property its main product rests on.
criterion-core-ip-not-met = Does not own the intellectual property its main product rests on.

criterion-tech-field = Technology in a listed field
criterion-tech-field-met = The core technology belongs to a listed high-tech field.
criterion-tech-field-not-met = The core technology belongs to no listed high-tech field.

criterion-tech-staff-share = Share of S&T staff
criterion-tech-staff-share-met = S&T staff are { $observed } of all staff; at least { $threshold } is needed.
criterion-tech-staff-share-not-met = S&T staff are { $observed } of all staff, below { $threshold }.

criterion-rd-ratio = R&D share of sales
criterion-rd-ratio-met = R&D is { $observed } of sales over the period; at least { $threshold } is needed.
criterion-rd-ratio-not-met = R&D is { $observed } of sales over the period, below { $threshold }; the tier follows last year's sales.

criterion-rd-domestic-share = Domestic share of R&D
criterion-rd-domestic-share-met = { $observed } of R&D was spent in mainland China; at least { $threshold } is needed.
criterion-rd-domestic-share-not-met = { $observed } of R&D was spent in mainland China, below { $threshold }.

criterion-high-tech-income-share = Share of high-tech income
criterion-high-tech-income-share-met = High-tech income is { $observed } of total income; at least { $threshold } is needed.
criterion-high-tech-income-share-not-met = High-tech income is { $observed } of total income, below { $threshold }; the base is total income, not sales.

criterion-innovation-score = Innovation score
criterion-innovation-score-met = The innovation score is { $observed }, above { $threshold }.
criterion-innovation-score-not-met = The innovation score is { $observed }; it must exceed { $threshold }.

criterion-no-incident = No major accident or breach
criterion-no-incident-met = No major accident or serious environmental breach in the year before.
criterion-no-incident-not-met = A major accident or serious environmental breach happened in the year before.

criterion-recognised-year-before = Recognised the year before
criterion-recognised-year-before-met = The certificate is of { $observed }, the year before this application.
criterion-recognised-year-before-not-met = The certificate is of { $observed }; it must be of { $threshold }.

criterion-claim-window = Claim window
criterion-claim-window-met = Claimed { $observed } months after the prompt, within { $threshold }.
criterion-claim-window-not-met = Claimed { $observed } months after the prompt; after { $threshold } the claim counts as waived.

criterion-newly-recognised = Newly recognised
criterion-newly-recognised-met = Newly recognised as a high-tech enterprise.
criterion-newly-recognised-not-met = Not newly recognised as a high-tech enterprise.

criterion-in-cultivation-pool = In the cultivation pool
criterion-in-cultivation-pool-met = The enterprise is in the cultivation pool.
criterion-in-cultivation-pool-not-met = The enterprise is not in the cultivation pool.

criterion-pool-years = Years in the pool
criterion-pool-years-met = In the pool for { $observed } years, fewer than { $threshold }.
criterion-pool-years-not-met = In the pool for { $observed } years; cultivation ends after { $threshold }.

criterion-contribution = Contribution of last year
criterion-contribution-met = Last year's contribution was { $observed }; at least { $threshold } is needed.
criterion-contribution-not-met = Last year's contribution was { $observed }, below { $threshold }.

amount-reward = Reward for recognition
amount-recognised-from-pool = Recognised from the pool
amount-pool-entry = Entry into the pool

review-outside-urban-districts = The enterprise is outside the urban districts, for which the text gives no figure; a person decides.
review-ceiling-without-formula = The text gives a ceiling and no formula; a person sets the amount.
review-no-published-formula = The text gives no formula for this group; a person sets the amount.

check-rd-exceeds-expenses = R&D cost cannot exceed the costs and expenses of the same years
check-rd-exceeds-sales = R&D cost exceeds sales of the same years; please look again
check-rd-domestic-exceeds-rd = Domestic R&D cannot exceed all R&D
check-tech-staff-exceeds-staff = S&T staff cannot exceed all staff
check-high-tech-income-exceeds-income = High-tech income cannot exceed total income
check-years-differ = R&D and sales must cover the same years

basis-note = Some figures are another place's published ones; each parameter names its basis.
