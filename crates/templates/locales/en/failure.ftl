failure-not-signed-in = The request carries no valid token. Make one on your account page and send it in the Authorization header.
failure-invalid = Some fields are wrong; nothing was done.
failure-conflict = Somebody has changed this meanwhile, or the same key came with other content; nothing was done. Reload and try again.
failure-overspend = The budget line has only { MONEY($fen) } left; nothing was done.
failure-too-many-wait = Too many attempts. Try again in { $minutes } minutes.
failure-too-large-limit = This is larger than { $megabytes } MB and was not saved. Make it smaller or split it, and send it again.

