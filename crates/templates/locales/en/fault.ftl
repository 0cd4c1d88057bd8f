error-missing = Fill in “{ $field }”
error-not-an-integer = “{ $field }” must be a whole number, such as 2025; “{ $found }” is not
error-finer-than-fen = “{ $field }” says “{ $found }”; amounts have at most two decimals
error-not-boolean = Choose yes or no for “{ $field }”
error-not-text = “{ $field }” must be text
error-text-too-long = “{ $field }” is too long. The limit is { $limit } characters
error-not-a-choice = Choose one of the listed answers for “{ $field }”
error-not-a-record = Fill in each part of “{ $field }”
error-out-of-bounds = “{ $field }” is { $found }, which is not a sensible value; it should be { $bounds ->
    [at-most] at most { $highest }
    [at-least] at least { $lowest }
   *[between] between { $lowest } and { $highest }
}
error-not-a-list = Fill in each item of “{ $field }”
error-wrong-length = “{ $field }” needs { $shortest } to { $longest } items; { $found } were given
error-unknown = There is no field “{ $field }”. Use the fields of the page
error-not-settable = “{ $field }” is supplied by the system and cannot be set
error-check-failed = “{ $field }” contradicts other figures. Compare them
error-unreadable = “{ $field }” cannot be read. Fill it in again
error-document-required = Upload “{ $field }”
error-file-type-unknown = The type of this file is not recognised, so it was not kept. Upload { $accepted } for “{ $field }”
error-file-type-refused = This file really is { $found } and was not kept. Upload { $accepted } for “{ $field }”; renaming a file does not change it
error-file-already-there = “{ $field }” holds this very file already; it was not kept twice
error-too-many-files = An application holds { $limit } files at most. Remove some first
error-unknown-document = This programme has no such document. Reload the page
error-key-missing = The page has grown old. Reload and try again
error-not-an-amount = “{ $field }” must be an amount in yuan with at most two decimals, such as 200,000.00
error-reason-required = Fill in “{ $field }”
error-person-unknown = No active account signs in with what “{ $field }” says. Check the address
error-role-not-held = Whoever is away does not hold this “{ $field }”. Choose one that they hold
error-before-first-day = “{ $field }” cannot be before the first day, nor before today
error-too-many-days = A role is lent for { $limit } days at most. Choose an earlier “{ $field }”
error-date = “{ $field }” must be a date, for example 2026-03-02
error-too-many-cases = The call has more than { $limit } running cases and cannot be moved at once. Wait until some are closed
error-other-programme = This pack belongs to another programme than the call. Choose another
