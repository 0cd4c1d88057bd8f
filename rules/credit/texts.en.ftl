# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-not-blacklisted = Not on a credit blacklist
criterion-not-blacklisted-met = On no credit blacklist.
criterion-not-blacklisted-not-met = On a credit blacklist: vetoed.

criterion-not-court-defaulter = Not a defaulter named by a court
criterion-not-court-defaulter-met = Not named by a court as a defaulter.
criterion-not-court-defaulter-not-met = Named by a court as a defaulter; fulfil the judgment and be removed first.

criterion-bar-over = The bar is over
criterion-bar-over-met = { $observed } years since the record; { $threshold } years are needed.
criterion-bar-over-not-met = Only { $observed } years since the record; { $threshold } years are needed.

criterion-not-seriously-dishonest = No serious dishonesty
criterion-not-seriously-dishonest-met = No serious dishonesty.
criterion-not-seriously-dishonest-not-met = Serious dishonesty: no support.

criterion-commitment-signed = The commitment is signed
criterion-commitment-signed-met = The commitment has been signed.
criterion-commitment-signed-not-met = The commitment has not been signed, so nothing can be submitted; sign it first.

output-decision = Decision
review-no-record-stated = No credit record was looked up; a person decides.
review-reduce-or-cancel = General dishonesty: a person decides whether to reduce or cancel.

basis-note = Follows rules of Fuzhou and Jiangsu; the years are those of Fuzhou.
