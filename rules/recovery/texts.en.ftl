# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-fine-not-too-low = Proposed fine not below the range
criterion-fine-not-too-low-met = Proposed { $observed }; at least { $threshold }.
criterion-fine-not-too-low-not-met = Proposed { $observed }, below the least of { $threshold }.

criterion-fine-not-too-high = Proposed fine not above the range
criterion-fine-not-too-high-met = Proposed { $observed }; at most { $threshold }.
criterion-fine-not-too-high-not-met = Proposed { $observed }, above the most of { $threshold }.

output-recover = To be recovered
output-fine_range = Range of the fine
output-person_fine_range = Range of the fine on persons
output-valid = The proposed fine holds

basis-note = Ranges of article 14 of State Council order 427, seen on official sites.
