delegations-title = Absence and hand-over
delegations-lead = While you are away a colleague can act in one of your roles. It loosens no separation: what you did, the colleague cannot check as a second person; where you must step back, so must they.
delegations-empty = Nothing is handed over
delegations-empty-body = You have lent no role, and nobody has lent you one.
delegation-new = Hand a role over
delegation-make = Hand over
delegation-end = End now
delegation-from = From
delegation-to = To
delegation-days = Days
delegation-state = State
delegation-holds = In force
delegation-ahead = Not yet
delegation-over = Over
delegation-from-hint = When somebody cannot do it themselves, an administrator enters their sign-in address here.
delegation-to-hint = The colleague’s sign-in address.
delegation-days-hint = Both days included; at most { $limit } days.
field-role = Role
field-from = Who is away
field-to = Colleague
field-first-day = First day
field-last-day = Last day
field-call = Call
field-to-fingerprint = Version of the procedure
field-case-number = Application
nav-delegations = Hand-over
nav-migrations = Migrations
migrations-title = Moving running cases
migrations-lead = A running case stays on the procedure it came in under. Where it must follow a newer version, policy staff draw up a plan, see it case by case, and a director applies it whole; if one case would lose a right or a clock, nothing is moved.
migrations-empty = There are no plans
migration-new-title = Draw up a plan
migration-new-lead = Preview first. A plan that is safe for every case is kept, and a director applies it.
migration-plan-title = Plan
migration-number = Number
migration-version = To version
migration-drawn = Drawn up
migration-applied = Applied
migration-moved = Cases moved
migration-waiting = Waiting
migration-mapping = Stages
migration-mapping-hint = For a stage the new version does not have, choose the next one it has. Left as it is, a stage stays.
migration-same = The same stage
migration-pack-hint = Only the procedure changes: running cases are still judged by the pack they came in under.
migration-preview = Case by case
migration-preview-button = Preview
migration-keep = Keep the plan
migration-safe = { $count ->
    [one] One case can be moved safely.
   *[other] All { $count } cases can be moved safely.
}
migration-unsafe = { $count ->
    [one] One case would lose a right: the plan cannot be kept or applied.
   *[other] { $count } cases would lose a right: the plan cannot be kept or applied.
}
migration-from = Now
migration-to = Then
migration-due = Due
migration-lost = Would lose
migration-nothing = Nothing
migration-more = { $count } more are not listed.
migration-apply = Move the cases
migration-apply-warning = All running cases follow the new version from then on; each record says so.
flash-delegation-made = The role is lent; your colleague is told by mail.
flash-delegation-ended = The delegation has ended.
flash-plan-drawn = The plan is kept; a director may apply it.
flash-plan-applied = { $count ->
    [one] One case was moved.
   *[other] { $count } cases were moved.
}
field-reason = Reason
flash-turn-taken = It is your turn: others see that you are writing.
flash-turn-released = Your turn is given back.
turn-take = Start work
turn-release = Give back
turn-own = It is your turn to write on this case until { INSTANT($until) }; others wait.
turn-other = { $name } is writing on this case (since { INSTANT($since) }, until { INSTANT($until) }). Please come back later.
assign-legend = Whose work it shall be
assign-hint = Nobody ticked gives it back to everybody of the role; where two must act, tick at least two.
flash-assigned = The work is handed out.
