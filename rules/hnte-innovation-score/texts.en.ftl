# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-points-valid = Points are whole and inside their band
criterion-points-valid-met = All points are whole and inside their band.
criterion-points-valid-not-met = Some points are not whole or outside their band; correct them.

criterion-innovation-score = Innovation score passes
criterion-innovation-score-met = Scores { $observed } points, more than { $threshold } points.
criterion-innovation-score-not-met = Scores { $observed } points; more than { $threshold } points is needed.

output-ip = IP points
output-total = Total
output-pass = Passes
output-quantity_band = Quantity band
output-quantity_points = Points for quantity
output-transfer_band = Transfer band
output-transfer_points = Points for transfers
output-valid = Points are valid
output-error = What is wrong
output-na_growth = Growth of net assets
output-sales_growth = Growth of sales
output-total_range = Points for growth
output-flags = Flags
review-band-not-stated = The band is not stated, so the points cannot be checked; a person decides.
review-counts-incomplete = The counts of rights are incomplete; a person decides.
review-nothing-to-score = Nothing to score has been filled in.
review-last-year-unknown = The last year is missing, so no growth can be computed; a person decides.
review-negative-net-asset-base = Net assets are negative in a base year: the formula does not apply, the item scores nothing and a person looks at it.

basis-note = Points and formula of the national guide, seen in agreeing reprints; the yearly average and negative bases follow common reading.
