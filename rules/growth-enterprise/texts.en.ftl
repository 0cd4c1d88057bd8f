# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-own-class-one-ip = Own class I intellectual property
criterion-own-class-one-ip-met = Own class I rights: { $observed }; { $threshold } needed.
criterion-own-class-one-ip-not-met = Own class I rights: { $observed }, fewer than { $threshold }.

criterion-software-copyrights = Software copyrights (software enterprises)
criterion-software-copyrights-met = Software copyrights: { $observed }; { $threshold } stand in for class I rights.
criterion-software-copyrights-not-met = Class I rights are too few, and so are software copyrights: { $observed }, fewer than { $threshold }.

criterion-high-tech-enterprise = Recognised high-tech enterprise
criterion-high-tech-enterprise-met = The enterprise is a recognised high-tech enterprise.
criterion-high-tech-enterprise-not-met = The enterprise holds no valid high-tech certificate; apply once recognised.

criterion-growth-second-year = Growth in the second year
criterion-growth-second-year-met = Taxable sales grew by { $observed } in the second year; { $threshold } is needed.
criterion-growth-second-year-not-met = Taxable sales grew by { $observed } in the second year, less than { $threshold }.

criterion-growth-third-year = Growth in the third year
criterion-growth-third-year-met = Taxable sales grew by { $observed } in the third year; { $threshold } is needed.
criterion-growth-third-year-not-met = Taxable sales grew by { $observed } in the third year, less than { $threshold }.

criterion-growth-compound = Growth over two years (from the compound rate)
criterion-growth-compound-met = Taxable sales grew by { $observed } in two years; { $threshold } is needed, which is the yearly rate compounded.
criterion-growth-compound-not-met = Taxable sales grew by { $observed } in two years, less than { $threshold }, which is the yearly rate compounded.

criterion-latest-sales = Taxable sales of the last year
criterion-latest-sales-met = Taxable sales of the last year were { $observed }; { $threshold } is needed.
criterion-latest-sales-not-met = Taxable sales of the last year were { $observed }, below { $threshold }.

criterion-valuation-reached = Valuation
criterion-valuation-reached-met = The valuation is { $observed }; { $threshold } stands in for the size of sales.
criterion-valuation-reached-not-met = The valuation is { $observed }, below { $threshold }.

criterion-opening-sales = Taxable sales of the first year
criterion-opening-sales-met = Taxable sales of the first year were { $observed }; { $threshold } is needed.
criterion-opening-sales-not-met = Taxable sales of the first year were { $observed }, below { $threshold }.

criterion-rd-share = R&D as a share of sales over two years
criterion-rd-share-met = R&D was { $observed } of sales over two years; { $threshold } is needed.
criterion-rd-share-not-met = R&D was { $observed } of sales over two years, below { $threshold }.

review-type-not-stated = The kind of enterprise is not stated; a person decides.
review-amount-not-published = The copy of the text lacks the amounts; a person sets the amount by the year's document.

basis-note = The conditions are Nantong's, seen in a repost; the amounts are missing. Each parameter names its basis.
