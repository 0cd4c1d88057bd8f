failure-not-signed-in = The request carries no valid token. Make one on your account page and send it in the Authorization header.
failure-invalid = Some fields are wrong; nothing was done.
failure-conflict = Somebody has changed this meanwhile, or the same key came with other content; nothing was done. Reload and try again.
failure-being-written = { $who } is writing on this case until { INSTANT($until_millis) }; nothing was done. Try again after that, or ask them.
failure-plan-two-people = You drew up this plan; another person has to apply it. Nothing was done.
failure-migration-unsafe = { $count ->
    [one] One running case would lose a right or a limit by this plan; nothing was done. Change the plan as listed.
   *[other] { $count } running cases would lose a right or a limit by this plan; nothing was done. Change the plan as listed.
 }
failure-migration-loss = { $number } ({ $stage }): { $lost }
failure-overspend = The budget line has only { MONEY($fen) } left; nothing was done.
failure-too-many-wait = Too many attempts. Try again in { $minutes } minutes.
failure-too-large-limit = This is larger than { $megabytes } MB and was not saved. Make it smaller or split it, and send it again.

