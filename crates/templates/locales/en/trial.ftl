trial-fault-busy = Others are trying their drafts and no place is free; nothing was run. Try again in a moment.
trial-fault-deadline = The draft ran past its time and was stopped; nothing else was affected. Look at loops and at what is computed item by item, shorten it and try again.
trial-fault-memory = The draft wanted more memory than it may have and was stopped; nothing else was affected. Look for texts, lists or numbers that keep growing, and try again.
trial-fault-crashed = The draft made its process end; nothing else was affected and the draft is kept. Undo the last change and try again; if it stays so, ask the administrator.
trial-fault-refused = The process could not be started, or the draft is larger than allowed; nothing was run. Shorten the draft and try again; if it stays so, ask the administrator.
trial-fault-unreadable = What the process answered could not be read and was not used. Try once more; if it stays so, ask the administrator.
