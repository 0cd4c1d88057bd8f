diagram-title = How the case goes
diagram-description = { $steps } steps. The same is told as a list after the picture.
diagram-description-here = { $steps } steps; it is now at “{ $stage }”. The same is told as a list after the picture.
diagram-list = The steps in words
diagram-here = Now here
diagram-stopped = Ended here
diagram-done = Done
diagram-ahead = To come
diagram-limit = { $count ->
    [one] one working day
   *[other] { $count } working days
 }
diagram-outcomes = Other outcomes
diagram-from = Possible at: { $stages }
diagram-from-of = { $outcome }, possible at: { $stages }
diagram-onward = { $outcome } may lead to: { $stages }
diagram-because = { $stage } ({ $reason })
diagram-next = May lead to: { $stages }
