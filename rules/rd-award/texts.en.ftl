# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-registered-in-jiangsu = Registered in Jiangsu
criterion-registered-in-jiangsu-met = The organisation is registered in Jiangsu.
criterion-registered-in-jiangsu-not-met = The organisation is not registered in Jiangsu; please ask where it is registered.

criterion-independent-legal-person = Independent legal person
criterion-independent-legal-person-met = The organisation is an independent legal person.
criterion-independent-legal-person-not-met = The organisation is no independent legal person; a branch is covered by the person it belongs to.

criterion-super-deduction-enjoyed = Super-deduction enjoyed this year
criterion-super-deduction-enjoyed-met = The super-deduction for R&D was enjoyed this year.
criterion-super-deduction-enjoyed-not-met = The super-deduction for R&D was not enjoyed this year; if the data are wrong, have the tax office correct them first.

criterion-no-high-tech-tax-preference = No high-tech tax preference this year
criterion-no-high-tech-tax-preference-met = The high-tech tax preference was not enjoyed this year.
criterion-no-high-tech-tax-preference-not-met = The high-tech tax preference was enjoyed this year; there is no award beside it.

amount-rd-cost-share = Award for R&D cost

basis-note = The published text gives only the range of 5% to 10%; the bands inside it await confirmation, and each parameter names its basis.
