# The smallest change that would have qualified a refused case.

remedy-criterion = The least that would meet this:
remedy-unchangeable = What this rests on cannot be changed by the applicant.
remedy-out-of-reach = No change of the figures within their bounds would meet this.
remedy-whole = The least that would meet all conditions together:
remedy-whole-review = With this nothing fails any more, and a person decides the rest:
remedy-whole-none = A condition cannot be changed, or the figures needed would contradict each other: no change would have met them all.
remedy-or = Or:
remedy-raise = { $fact }: { $from } now, { $to } needed (+{ $number })
remedy-lower = { $fact }: { $from } now, { $to } needed (−{ $number })
remedy-set = { $fact }: “{ $from }” now, “{ $to }” needed
remedy-note = Found by trying step by step and judging again; it only tells how far the case is from the conditions. Figures must be declared as they are: false ones have consequences.
