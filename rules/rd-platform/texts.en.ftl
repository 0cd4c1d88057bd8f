# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-recognised = Recognised
criterion-recognised-met = The document of recognition is there.
criterion-recognised-not-met = There is no document of recognition yet; apply again when there is.

criterion-operated-one-year = One year of real operation
criterion-operated-one-year-met = In real operation for { $observed }; { $threshold } are needed.
criterion-operated-one-year-not-met = In real operation for only { $observed }, less than { $threshold }; apply again when they are full.

criterion-award-granted = Prize of a higher science award
criterion-award-granted-met = The prize of the higher science award is { $observed }.
criterion-award-granted-not-met = No prize of a higher science award was received, so there is nothing to match.

criterion-no-serious-dishonesty = No serious dishonesty in three years
criterion-no-serious-dishonesty-met = No serious dishonesty is on record for the last three years.
criterion-no-serious-dishonesty-not-met = Serious dishonesty is on record for the last three years; have the credit record repaired first.

amount-innovation-centre = Reward for an innovation centre
amount-rd-platform = Reward for an R&D platform
amount-incubator = Reward for an incubator
amount-agricultural-park = Reward for an agricultural park
amount-joint-centre = Reward for a joint innovation centre
amount-rd-management = Reward for certified R&D management
amount-rural-service = Reward for rural technology services
amount-award-match = Match of a science award

review-level-not-stated = This item has a national and a provincial level and none was stated; a person decides.

basis-note = The sums are Haimen's published ones; review, instalments and assessment are ours, and each parameter names its basis.
