# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-resident = Resident enterprise
criterion-resident-met = Registered in mainland China as a resident enterprise.
criterion-resident-not-met = Not a resident enterprise of mainland China; it cannot be evaluated.

criterion-staff-limit = Staff within the limit
criterion-staff-limit-met = Staff { $observed }; at most { $threshold } are allowed.
criterion-staff-limit-not-met = Staff { $observed }, more than { $threshold }.

criterion-sales-limit = Sales within the limit
criterion-sales-limit-met = Sales { $observed }; at most { $threshold } are allowed.
criterion-sales-limit-not-met = Sales { $observed }, more than { $threshold }.

criterion-assets-limit = Assets within the limit
criterion-assets-limit-met = Assets { $observed }; at most { $threshold } are allowed.
criterion-assets-limit-not-met = Assets { $observed }, more than { $threshold }.

criterion-industry-allowed = Products are allowed
criterion-industry-allowed-met = Products and services are neither prohibited, restricted nor being phased out.
criterion-industry-allowed-not-met = Products or services are prohibited, restricted or being phased out.

criterion-clean-record = No serious breach in two years
criterion-clean-record-met = No major accident, serious environmental breach or serious research dishonesty last year or this year.
criterion-clean-record-not-met = A major accident, serious environmental breach or serious research dishonesty last year or this year.

criterion-not-listed-abnormal = On no list of irregular or dishonest enterprises
criterion-not-listed-abnormal-met = On neither the list of irregular operations nor that of serious dishonesty.
criterion-not-listed-abnormal-not-met = On the list of irregular operations or of serious dishonesty; have it removed first.

criterion-staff-score = Staff score above zero
criterion-staff-score-met = The staff indicator scores { $observed } points.
criterion-staff-score-not-met = S&T staff are too small a share of all staff: the indicator scores nothing.

criterion-total-score = Total score
criterion-total-score-met = The total score is { $observed } points; { $threshold } points are needed.
criterion-total-score-not-met = The total score is { $observed } points, below { $threshold } points.

check-tech-staff-exceeds-staff = S&T staff cannot exceed all staff
check-rd-exceeds-cost = R&D cost cannot exceed total costs and expenses

output-staff_pts = Staff points
output-rd_pts = R&D points
output-ip_pts = IP points
output-total = Total score
output-route = Way in

basis-note = Conditions and points are those of the national rule, seen in agreeing reprints.
