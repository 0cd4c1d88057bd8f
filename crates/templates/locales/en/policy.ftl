policy-title = Policy
policy-lead = The rules, figures, legal basis and scripts of every programme, to read; nothing can be changed here.
policy-list = Programmes
policy-version = Version { $version }
policy-effective-from = In force from { $from }
policy-card-counts = { $criteria ->
    [one] 1 criterion
   *[other] { $criteria } criteria
}, { $parameters ->
    [one] 1 parameter
   *[other] { $parameters } parameters
}
policy-card-unverified = { $count } not verified
policy-none = No programme is loaded
policy-none-text = They are listed here once an administrator has loaded their packs.
policy-not-current = This is an earlier version. Cases begun under it are still judged by it; new calls use the current one.
policy-code = Code
policy-effective = In force
policy-stored = First used
policy-fingerprint = Fingerprint (SHA-256)
policy-contents = On this page
policy-criteria = Criteria and their basis
policy-purpose-self-check = self-check, decides no money
policy-purpose-award = decides the award
policy-criterion = Criterion
policy-basis = Basis
policy-checks = Checks between the figures given
policy-check-refuses = refused if it fails
policy-check-warns = a second look is asked for
policy-parameters = Parameters
policy-parameter = Parameter
policy-value = Value, published by
policy-elsewhere = not published here
policy-elsewhere-count = { $count ->
    [one] One parameter uses a figure another place published
   *[other] { $count } parameters use figures another place published
}; none was found here. Policy staff should confirm or adjust before relying on it.
policy-unverified-count = { $count ->
    [one] One parameter is general knowledge
   *[other] { $count } parameters are general knowledge
}: no published text was found to verify it.
policy-mark-official = official text
policy-mark-repost = repost that agrees with the cited text
policy-mark-derived = derived from published figures
policy-mark-unverified = general knowledge, not verified
policy-standard = A standard: it is checked and evaluated, not applied for, so no call opens and no stage follows.
policy-pipeline = Steps
policy-step = Step
policy-owner = Held by
policy-limit = Limit
policy-overdue = When it passes
policy-working-days = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
policy-no-limit = none
policy-rounds = { $count ->
    [one] once at most
   *[other] at most { $count } times
}
policy-overdue-escalate = holder and director are told
policy-overdue-lapse = the case lapses
policy-form = Form and documents
policy-field = Asked for
policy-field-kind = Kind
policy-field-evidence = Proved by
policy-kind-number = number
policy-kind-integer = whole number
policy-kind-money = amount
policy-kind-boolean = yes or no
policy-kind-choice = one of several
policy-kind-text = text
policy-kind-record = several figures that belong together
policy-kind-record-list = the same, several times
policy-kind-date = date
policy-kind-money-list = amount per year
policy-documents = Documents
policy-document = Document
policy-document-accepted = Accepted as
policy-document-required = Required
policy-targets = Targets
policy-target-at-least = at least
policy-target-at-most = at most
policy-target-equals = exactly
policy-colon = :{" "}
policy-scripts = Scripts
policy-scripts-text = Exactly this text is run when a case is judged.
policy-cases = Worked cases and their result
policy-cases-passed = Judged again just now: { $passed } of { $all } cases came out as expected.
policy-case = Case
policy-case-why = Why
policy-result-passed = as expected
policy-result-failed = differs
policy-result-unsupported = not judged
policy-mismatch = { $field }: expected { $expected }, got { $got }
policy-nothing = None.
policy-value-yuan = { $value } yuan
policy-value-wan-yuan = { $yuan } yuan
policy-value-yi-yuan = { $yuan } yuan
policy-value-percent = { $value }%
policy-value-permille = { $value }‰
policy-value-points = { $value } points
policy-value-days = { $value } days
policy-value-months = { $value } months
policy-value-years = { $value } years
policy-value-year = { $value }
policy-value-count = { $value }
policy-value-people = { $value } people
policy-value-enterprises = { $value } enterprises
policy-unit-yuan = yuan
policy-unit-percent = %
policy-unit-points = points
policy-unit-days = days
policy-unit-months = months
policy-unit-years = years
policy-unit-year = year
policy-unit-people = people
policy-unit-enterprises = enterprises
