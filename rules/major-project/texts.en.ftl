# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-upper-grant = Grant of a higher level
criterion-upper-grant-met = The higher level granted { $observed }.
criterion-upper-grant-not-met = There is no grant of a higher level, so there is nothing to match.

criterion-in-pool = In the cultivation pool
criterion-in-pool-met = The enterprise is in the cultivation pool.
criterion-in-pool-not-met = The enterprise is not in the cultivation pool; key R&D is matched for enterprises of the pool only.

criterion-deal-agreed = Deal agreed
criterion-deal-agreed-met = The deal of the open challenge is { $observed }.
criterion-deal-agreed-not-met = There is no deal yet; apply again when the technical contract is signed.

criterion-rd-invested = R&D invested
criterion-rd-invested-met = { $observed } of R&D was invested in the project.
criterion-rd-invested-not-met = No R&D was invested in the project; support follows the investment, so invest first.

criterion-no-serious-dishonesty = No serious dishonesty in three years
criterion-no-serious-dishonesty-met = No serious dishonesty is on record for the last three years.
criterion-no-serious-dishonesty-not-met = Serious dishonesty is on record for the last three years; have the credit record repaired first.

amount-match = Match of the higher grant

review-level-not-stated = The ceiling for key R&D goes by its level and none was stated; a person decides.
review-settled-case-by-case = The published text gives a ceiling and no formula; the bureau meeting settles the amount case by case.

basis-note = Rates and ceilings are Nantong's published ones; each parameter names its basis.
