# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-registered-in-city = Registered in the city
criterion-registered-in-city-met = The enterprise is registered in the city.
criterion-registered-in-city-not-met = The enterprise is not registered in the city; please ask where it is registered.

criterion-independent-legal-person = Independent legal person
criterion-independent-legal-person-met = The enterprise is an independent legal person.
criterion-independent-legal-person-not-met = The enterprise is no independent legal person; a branch is covered by the person it belongs to.

criterion-no-serious-dishonesty = No serious dishonesty in three years
criterion-no-serious-dishonesty-met = No serious dishonesty is on record for the last three years.
criterion-no-serious-dishonesty-not-met = Serious dishonesty is on record for the last three years; have the credit record repaired first.

criterion-one-of-six-categories = One of the six categories
criterion-one-of-six-categories-met = The enterprise belongs to one of the six categories.
criterion-one-of-six-categories-not-met = The enterprise belongs to none of the six categories; obtain one of them first.

output-amount_max = Most that can be paid
review-ceiling-without-formula = The text gives ceilings and no formula; a person sets the amount below them.
review-second-group-rate-not-published = The rate of the second group is missing in the copy of the text; a person settles it.
review-premium-not-stated = No premium is stated; a person decides.

basis-note = The figures are Suzhou's published ones; each parameter names its basis.
