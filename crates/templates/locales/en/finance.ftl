finance-due-title = Payments due
finance-due-lead = { $count ->
    [one] One instalment may be paid today. Tick it to make a payment batch; another person checks it.
   *[other] { $count } instalments may be paid today. Tick them to make a payment batch; another person checks it.
}
finance-due-none = Nothing is due
finance-due-none-text = Awards appear here once they are made and their condition is met.
finance-due-tick = Choose { $number } ({ $organisation })
finance-due-tick-all = Tick all on this page
finance-due-make = Make a payment batch
finance-due-returned = The bank returned it before: { $reason }
finance-instalment = Part { $number } of { $count }
finance-coming-title = Not payable yet
finance-batches-title = Payment batches
finance-batches-all = All states
finance-batches-none = No such batch
finance-batches-none-text = Tick payments that are due to make a batch.
finance-batch-title = Payment batch { $number }
finance-answers-title = Bank answers
finance-answers-lead = Import the pain.002 file the bank sent. A file is posted only once; answers that contradict what is known, or are not ours, are not posted and wait for a person.
finance-answers-import = Import the answer
finance-unknown-title = Payments with an unknown outcome
finance-unknown-lead = Unknown is not failed: ask the bank by the same reference. Nothing is paid again until it is settled what happened.
finance-set-aside-title = Answers for a person to look into
finance-set-aside-lead = These answers contradict what is known, or their reference is not ours. They were not posted. Ask the bank.
finance-messages-title = Imported answers
finance-messages-none = No answer has been imported
finance-messages-none-text = The bank returns a pain.002 file when it has handled a payment file.
finance-message-counts = { $settled } paid, { $rejected } returned, { $unknown } unknown
finance-answer-title = What the answer came to
finance-answer-rows = Payment by payment
finance-answer-silent = The file says nothing of { $count } further payments of this batch; they stay as they were.
finance-budget-title = Budget lines
finance-budget-lead = How far the money of each line has come.
finance-budget-new = Draw up a budget line
finance-budget-none = There is no budget line yet
finance-budget-none-text = A call can commit money once there is a line.
finance-budget-nesting = The bar shows paid, ordered and not yet paid, committed and not yet ordered, free. Committed includes what is ordered and paid.
finance-budget-line-title = Change budget line { $code }
finance-budget-line-new-title = Draw up a budget line

nav-recoveries = Recoveries
finance-recoveries-title = Recoveries
finance-recoveries-lead = What was paid before an award was revoked is recovered. Recovered money goes back to the public treasury and is not committed again.
finance-recoveries-none = Nothing is to be recovered
finance-recoveries-none-text = Cases appear here when an award is revoked after money was paid.
finance-recoveries-to-demand = To be demanded
finance-recoveries-demanded = Demanded, not all paid back
finance-recoveries-recovered = Recovered
finance-recovery-title = Recovery { $number }
finance-recovery-reason = Why it was revoked
finance-recovery-paid = Paid
finance-recovery-recovered = Paid back
finance-recovery-left = Left to pay back
finance-recovery-document = Number of the demand
finance-recovery-demanded-on = Demanded on
finance-recovery-due = Due
finance-recovery-case = Open the case
finance-recovery-demand-title = Demand the money
finance-recovery-demand-lead = All that was paid is demanded: { $amount }. The applicant is told at once.
finance-recovery-repay-title = Record a repayment
finance-recovery-repay-lead = It may come in parts. Record each receipt of the treasury or the bank once, under its own reference.
finance-recovery-receipts = Receipts

finance-column-tick = Choose
finance-column-application = Application
finance-column-organisation = Organisation
finance-column-account = Payee account
finance-column-amount = Amount
finance-column-amount-yuan = Amount (yuan)
finance-column-due = Due
finance-column-state = State
finance-column-batch = Batch
finance-column-orders = Payments
finance-column-made-by = Made by
finance-column-authorised-by = Checked by
finance-column-payee = Payee
finance-column-reference = End-to-end reference
finance-column-outcome = Outcome
finance-column-imported = Imported
finance-column-file = File
finance-column-counts = Payments
finance-column-not-before = Payable from
finance-column-paid-yuan = Paid (yuan)
finance-column-recovered-yuan = Paid back (yuan)
finance-column-left-yuan = Left (yuan)
finance-column-recorded = Recorded

finance-field-note = Note
finance-field-note-hint = For example: uploaded in online banking, receipt number
finance-field-bank-file = The bank's answer
finance-field-bank-file-hint = An XML file in pain.002 format, at most 20 MB
finance-field-fiscal-year = Fiscal year
finance-field-code = Code of the line
finance-field-code-hint = For example 2026-KJ-01; it cannot be changed later
finance-field-title-zh = Title in Chinese
finance-field-title-en = Title in English
finance-field-total = Total
finance-field-total-hint = Not below the { $committed } already committed
finance-field-recovery-document = Number of the demand
finance-field-recovery-document-hint = For example 海科追〔2026〕1号
finance-field-repayment-amount = Amount paid back
finance-field-repayment-amount-hint = { $left } is left to pay back
finance-field-received-on = Received on
finance-field-reference = Reference of the receipt
finance-field-reference-hint = The number on the receipt of the treasury or the bank

batch-state-made = To be checked
batch-state-authorised = Authorised
batch-state-sent = Sent
batch-state-answered = Answered
batch-state-cancelled = Cancelled
order-state-made = To be checked
order-state-authorised = Authorised
order-state-sent = Sent
order-state-settled = Paid
order-state-rejected = Returned by the bank
order-state-unknown = Unknown
order-state-cancelled = Cancelled
answer-outcome-settled = Paid
answer-outcome-rejected = Returned by the bank
answer-outcome-unknown = Unknown
answer-outcome-unchanged = Repeated, no change
answer-outcome-contradiction = Contradiction
answer-outcome-orphan = Not our reference
answer-bank-id = The bank's message id

batch-message-id = Message id
batch-fingerprint = Fingerprint of the file (SHA-256)
batch-act-made = Made
batch-act-authorised = Authorised
batch-act-sent = Sent
batch-act-downloaded = Downloaded
batch-orders = Payment orders
batch-needs-another = You made this batch. Another person has to check it.
batch-authorise = Authorise
batch-authorise-hint = Compare name, account, bank code and amount of every payment. Authorising writes the payment file; its content never changes afterwards.
batch-cancel = Cancel the batch
batch-download = Download the payment file (pain.001)
batch-send-title = Record the sending
batch-send-lead = Once the payment file is with the bank, say so here.
batch-send = Handed to the bank
batch-answer-title = Waiting for the bank
batch-answer-lead = Import the bank's pain.002 file when it comes.
batch-answer-import = Import an answer
batch-demo-lead = A demo has no real bank. Download an answer of a pretended one, then import it under “Bank answers”:
batch-downloads = Who downloaded the payment file ({ $count })
demo-answer-all-settled = Everything is paid
demo-answer-one-rejected = One payment is returned, the others are paid
demo-answer-pending = Everything is in process, the outcome unknown

budget-year = Fiscal year { $year }
budget-total = Total
budget-paid = Paid
budget-ordered = Ordered
budget-committed = Committed
budget-remaining = Free
budget-released = Released
budget-recovered = Recovered

payee-part = { $part ->
    [payee-name] the account name
    [payee-account] the account number
    [payee-bank-code] the bank code
    [payee-bank-name] the bank's name
   *[other] the payee
 }
payee-trouble = { $problem ->
    [empty] is not filled in
    [differs] is not the organisation's name
    [check-digit] has a wrong check digit
    [not-digits] is not all digits
    [too-short] is too short
    [too-long] is too long
    [outer-space] begins or ends with a blank
   *[other] has characters that cannot be used
 }
payee-unusable-short = Cannot be paid: { payee-part } { payee-trouble }. The organisation has to correct it
error-payee-unusable = { $number } ({ $organisation }): { payee-part } { payee-trouble }. Ask the organisation to correct its account, then try again
error-payment-not-due = { $number } ({ $organisation }) is not due any more. Reload and choose again
error-payment-not-yet = { $number } ({ $organisation }): this part may be paid from { $day } on; take its tick away
error-remittance-unusable = { $number } ({ $organisation }): the title of the call is too long or has characters a bank message cannot carry. Ask the officer to correct it
error-nothing-chosen = Tick at least one payment
error-batch-too-many-orders = A batch holds at most { $limit } payments. Make several
error-debtor-unusable = The bureau's own account is set up wrongly ({ $part ->
    [debtor-name] its name
    [debtor-account] its number
   *[other] its bank code
 }). Ask the administrator
error-note-too-long = The note is too long: at most { $limit } characters
error-bank-file-missing = Choose the bank's answer
error-bank-file-too-large = The file is larger than { $megabytes } MB and was not imported. Ask the bank for several files
error-batch-not-sent = Batch { $number } is not recorded as sent, so nothing was imported. Record the sending on the batch's page, then import again
error-message-of-another-sender = The file answers “{ $reference }”, which is no payment file of ours. Nothing was imported. Check the file
error-message-too-large = The file has { $found } bytes, more than { $limit }. Nothing was imported
error-message-not-utf8 = The file is not UTF-8 (byte { $byte }). Nothing was imported. Ask the bank for it again
error-message-wrong-encoding = The file says it is { $declared }; only UTF-8 is read. Nothing was imported
error-message-malformed = The file is not well-formed XML (line { $line }). Nothing was imported. Ask the bank for it again
error-message-truncated = The file ends in the middle (line { $line }: <{ $element }> is not closed). Nothing was imported. Download it again
error-message-stray = There is something outside the message (line { $line }). Nothing was imported
error-message-document-type = The file declares a document type (line { $line }), which is refused for safety. Nothing was imported
error-message-unknown-entity = The file uses the unknown entity { $name } (line { $line }). Nothing was imported
error-message-forbidden-character = The file has a character that XML forbids (line { $line }). Nothing was imported
error-message-too-deep = The file is nested deeper than { $limit } levels (line { $line }). Nothing was imported
error-message-too-many-attributes = An element has more than { $limit } attributes (line { $line }). Nothing was imported
error-message-too-many-transactions = The file has more than { $limit } payments. Nothing was imported. Ask the bank for several files
error-message-too-long = <{ $element }> has more than { $limit } characters (line { $line }). Nothing was imported
error-message-foreign = This is not a pain.002 answer (it is { $found }). Nothing was imported. Check the file
error-message-unknown-version = The version { $found } is not read. Nothing was imported. Ask the bank for pain.002.001.03 to .14
error-message-missing = <{ $element }> is missing. Nothing was imported. Ask the bank for the file again
error-message-twice = <{ $element }> stands twice (line { $line }). Nothing was imported
error-message-unreadable = <{ $element }> cannot be read (line { $line }). Nothing was imported
error-message-control-figures = The number of payments or their sum is not what the header says. Nothing was imported. Ask the bank
error-message-contradictory-statuses = The file contradicts itself ({ $first } and { $second }). Nothing was imported. Ask the bank
error-recovery-document-required = Enter the number of the demand
error-repayment-amount-required = Enter the amount paid back
error-repayment-not-an-amount = The amount paid back must be a number with at most two decimals, such as 50,000.00
error-repayment-day = Enter the day it was received as year-month-day, such as 2026-03-26
error-repayment-reference-required = Enter the reference of the receipt
error-repayment-known = This reference is recorded already. Check the receipt; the same repayment is recorded only once
error-budget-code-taken = This year already has a line with this code. Choose another
error-budget-code-fixed = Year and code of a line cannot be changed
error-budget-below-committed = The total cannot fall below the { $committed } yuan already committed
error-budget-year-range = The fiscal year must lie between { $minimum } and { $maximum }
error-budget-total-required = Fill in the total
error-budget-total-negative = The total cannot be less than 0
error-budget-total-not-an-amount = The total must be a number with at most two decimals, for example 1,234,567.80
budget-part = { $part ->
    [code] the code of the line
    [title_zh] the title in Chinese
   *[other] the title in English
 }
error-budget-text-required = Fill in { budget-part }
error-budget-text-too-long = Shorten { budget-part }: at most { $limit } characters
error-budget-text-control = Remove the invisible control characters from { budget-part }

flash-batch-made = The batch is made and waits for another person's check.
flash-batch-authorised = Authorised. The payment file is written.
flash-batch-sent = Recorded as sent.
flash-batch-cancelled = The batch is cancelled; its payments are due again.
flash-answer-imported = The answer is imported.
flash-answer-repeated = This file was imported before. Nothing was posted again.
flash-budget-saved = The budget line is saved.
flash-recovery-demanded = The demand is recorded, and the applicant is told.
flash-repayment-recorded = The repayment is recorded.
