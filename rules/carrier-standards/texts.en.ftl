# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-makerspace-legal-entity = Independent legal entity
criterion-makerspace-legal-entity-met = The operator is an independent legal entity.
criterion-makerspace-legal-entity-not-met = The operator is not an independent legal entity.

criterion-makerspace-statistics = Statistics are filed
criterion-makerspace-statistics-met = The Torch statistics have been filed.
criterion-makerspace-statistics-not-met = The Torch statistics have not been filed; file them first.

criterion-makerspace-months = Time in operation
criterion-makerspace-months-met = Time in operation: { $observed } months; at least { $threshold } months are needed.
criterion-makerspace-months-not-met = Time in operation: { $observed } months, less than { $threshold } months.

criterion-makerspace-space = Floor area or seats (either)
criterion-makerspace-space-met = Floor area or seats (either): the better of the two reaches { $observed } of its standard.
criterion-makerspace-space-not-met = Floor area or seats (either): neither suffices; the better of the two reaches only { $observed } of its standard.

criterion-makerspace-open-share = Share of open and shared area
criterion-makerspace-open-share-met = Share of open and shared area: { $observed }; at least { $threshold } are needed.
criterion-makerspace-open-share-not-met = Share of open and shared area: { $observed }, less than { $threshold }.

criterion-makerspace-teams = Teams and enterprises
criterion-makerspace-teams-met = Teams and enterprises: { $observed }; at least { $threshold } are needed.
criterion-makerspace-teams-not-met = Teams and enterprises: { $observed }, less than { $threshold }.

criterion-makerspace-founding = New enterprises or funded ones in a year (either)
criterion-makerspace-founding-met = New enterprises or funded ones in a year (either): the better of the two reaches { $observed } of its standard.
criterion-makerspace-founding-not-met = New enterprises or funded ones in a year (either): neither suffices; the better of the two reaches only { $observed } of its standard.

criterion-makerspace-cases = Typical cases
criterion-makerspace-cases-met = Typical cases: { $observed }; at least { $threshold } are needed.
criterion-makerspace-cases-not-met = Typical cases: { $observed }, less than { $threshold }.

criterion-makerspace-staff = Full-time staff
criterion-makerspace-staff-met = Full-time staff: { $observed }; at least { $threshold } are needed.
criterion-makerspace-staff-not-met = Full-time staff: { $observed }, less than { $threshold }.

criterion-makerspace-mentors = Mentors
criterion-makerspace-mentors-met = Mentors: { $observed }; at least { $threshold } are needed.
criterion-makerspace-mentors-not-met = Mentors: { $observed }, less than { $threshold }.

criterion-makerspace-events = Events and training in a year
criterion-makerspace-events-met = Events and training in a year: { $observed }; at least { $threshold } are needed.
criterion-makerspace-events-not-met = Events and training in a year: { $observed }, less than { $threshold }.

criterion-incubator-months = Time in operation
criterion-incubator-months-met = Time in operation: { $observed } months; at least { $threshold } months are needed.
criterion-incubator-months-not-met = Time in operation: { $observed } months, less than { $threshold } months.

criterion-incubator-statistics = Years of statistics
criterion-incubator-statistics-met = Years of statistics: { $observed } years; at least { $threshold } years are needed.
criterion-incubator-statistics-not-met = Years of statistics: { $observed } years, less than { $threshold } years.

criterion-incubator-area = Own floor area in square metres
criterion-incubator-area-met = Own floor area in square metres: { $observed }; at least { $threshold } are needed.
criterion-incubator-area-not-met = Own floor area in square metres: { $observed }, less than { $threshold }.

criterion-incubator-tenant-area = Share of area used by tenants
criterion-incubator-tenant-area-met = Share of area used by tenants: { $observed }; at least { $threshold } are needed.
criterion-incubator-tenant-area-not-met = Share of area used by tenants: { $observed }, less than { $threshold }.

criterion-incubator-seed-fund = Seed or incubation fund
criterion-incubator-seed-fund-met = Seed or incubation fund: { $observed }; at least { $threshold } are needed.
criterion-incubator-seed-fund-not-met = Seed or incubation fund: { $observed }, less than { $threshold }.

criterion-incubator-funded-share = Share of funded tenants
criterion-incubator-funded-share-met = Share of funded tenants: { $observed }; at least { $threshold } are needed.
criterion-incubator-funded-share-not-met = Share of funded tenants: { $observed }, less than { $threshold }.

criterion-incubator-fund-cases = Cases of the fund
criterion-incubator-fund-cases-met = Cases of the fund: { $observed }; at least { $threshold } are needed.
criterion-incubator-fund-cases-not-met = Cases of the fund: { $observed }, less than { $threshold }.

criterion-incubator-professionals = Share of professional staff
criterion-incubator-professionals-met = Share of professional staff: { $observed }; at least { $threshold } are needed.
criterion-incubator-professionals-not-met = Share of professional staff: { $observed }, less than { $threshold }.

criterion-incubator-professional-density = Professional staff
criterion-incubator-professional-density-met = Professional staff: { $observed }; at least { $threshold } are needed.
criterion-incubator-professional-density-not-met = Professional staff: { $observed }, less than { $threshold }.

criterion-incubator-mentor-density = Mentors
criterion-incubator-mentor-density-met = Mentors: { $observed }; at least { $threshold } are needed.
criterion-incubator-mentor-density-not-met = Mentors: { $observed }, less than { $threshold }.

criterion-incubator-ip = Share of tenants that applied for rights, or that hold valid ones (either)
criterion-incubator-ip-met = Share of tenants that applied for rights, or that hold valid ones (either): the better of the two reaches { $observed } of its standard.
criterion-incubator-ip-not-met = Share of tenants that applied for rights, or that hold valid ones (either): neither suffices; the better of the two reaches only { $observed } of its standard.

criterion-incubator-tenants = Tenants
criterion-incubator-tenants-met = Tenants: { $observed }; at least { $threshold } are needed.
criterion-incubator-tenants-not-met = Tenants: { $observed }, less than { $threshold }.

criterion-incubator-tenant-density = Tenants per 1,000 square metres
criterion-incubator-tenant-density-met = Tenants per 1,000 square metres: { $observed }; at least { $threshold } are needed.
criterion-incubator-tenant-density-not-met = Tenants per 1,000 square metres: { $observed }, less than { $threshold }.

criterion-incubator-graduates = Graduates so far
criterion-incubator-graduates-met = Graduates so far: { $observed }; at least { $threshold } are needed.
criterion-incubator-graduates-not-met = Graduates so far: { $observed }, less than { $threshold }.

check-tenant-share-whole = A share of the area cannot exceed 100%

basis-note = Seen in reprints; the notice of the year is what counts.
