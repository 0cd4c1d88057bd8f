# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-within-three-years = No more than three years
criterion-within-three-years-met = This is year { $observed } of the subsidy; { $threshold } are allowed.
criterion-within-three-years-not-met = This would be year { $observed } of the subsidy; only { $threshold } are allowed.

criterion-technology-enterprise = A technology enterprise
criterion-technology-enterprise-met = The enterprise is a technology enterprise.
criterion-technology-enterprise-not-met = The enterprise is no technology enterprise; become a recognised high-tech or technology SME first.

criterion-interest-at-prime-rate = Interest at the prime rate
criterion-interest-at-prime-rate-met = Interest at the loan prime rate is { $observed }.
criterion-interest-at-prime-rate-not-met = Interest at the loan prime rate is nothing, so there is nothing to subsidise.

criterion-listed-product = A loan of a listed product
criterion-listed-product-met = The loan is a listed financial product of the park.
criterion-listed-product-not-met = Beyond the first two tiers only loans of a listed product are subsidised.

criterion-uplift-paid = A rate above the prime rate
criterion-uplift-paid-met = Interest from the uplift over the prime rate is { $observed }.
criterion-uplift-paid-not-met = The rate was not above the prime rate; the third tier pays the uplift only.

amount-interest-share = Share of the interest at the prime rate
amount-uplift = Uplift over the prime rate
output-tier = Tier of the subsidy
review-size-not-stated = Net assets or sales are not known, so the tier is not either; a person decides.

basis-note = The figures are Suzhou Industrial Park's published ones; each parameter names its basis.
