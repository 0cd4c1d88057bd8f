error-json-unreadable = The body is not the JSON this call takes: { $detail }
error-header-missing = Send the header Idempotency-Key: 1 to 100 letters, digits, hyphens, underscores, points or colons, fresh for each new act
error-case-file-unreadable = The case file cannot be read; a JSON list of id, programme, inputs and expected is needed: { $detail }
error-case-file-too-long = A case file holds { $limit } cases at most. Send it in parts
