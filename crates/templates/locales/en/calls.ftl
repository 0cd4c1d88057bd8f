calls-title = Calls for applications
call-title = { $title }
call-name = Call
call-number = Number
call-programme = Programme
call-window = Open
call-state = State
call-state-draft = Draft
call-state-open = Published
call-state-closed = Closed
call-notice = Notice
call-notice-other = Chinese notice
call-targets = Targets
call-apply = Start an application
call-sign-in-to-apply = Sign in to apply
call-is-closed = This call is closed and takes no more applications.
call-not-yet = This call takes applications from { $day }.

staff-calls-title = Calls
staff-calls-none = There are no calls yet
staff-calls-none-text = Draft a call first; a director opens it.
call-draft = Draft a call
call-title-other = Chinese title
call-budget-line = Budget line
call-pack = Policy pack
call-drafted-at = Drafted
call-opened-at = Opened
call-closed-at = Closed by the clock
call-open = Open the call
call-open-explained = Once open, a call cannot be changed. Organisations see the notice and may apply within the window; the call closes by itself the day after its last day.
call-awaits-director = A draft is opened by a director who did not draft it.
call-form-title = Draft a call
call-form-title-edit = Change a call
call-form-lead = Saving freezes the programme's present policy pack: this call is judged by it from first to last.
call-line-option = { $year } { $code } { $title } ({ MONEY($fen) } left)

field-programme = Programme
field-programme-hint = Decides the form, the rules and the steps
field-title-zh = Chinese title
field-title-en = English title
field-fiscal-year = Year
field-opens-on = First day
field-opens-on-hint = Applications are taken from this day
field-closes-on = Last day
field-closes-on-hint = Applications are still taken on this day
field-budget-line = Budget line
field-notice-zh = Chinese notice
field-notice-en = English notice
field-notice-hint = An empty line begins a paragraph
field-targets = Targets
field-targets-hint = One per line, for example: 30 enterprises supported
field-applications = Applications
field-notice = Holiday notice

error-window-past = The last day has passed. Choose today or a later day
error-window-too-long = A window is at most { $limit } days long. Shorten it
error-standard = This is a standard: it is checked, not applied for. Choose a programme that pays
error-budget-line-year = This budget line belongs to { $year }. Choose a line of the same year
error-too-many-lines = “{ $field }” holds at most { $limit } lines. Join some of them
error-line-too-long = Each line of “{ $field }” holds at most { $limit } characters. Shorten it
error-choose-one = Tick at least one application
error-too-many-items = A list holds at most { $limit } applications. Publish several lists
error-calendar-unreadable = This is not the expected format. Look near line { $line }, character { $column }
error-calendar-year = The year { $what } does not go with the day of publication. Check both
error-calendar-document = Name the notice by its document number, in at most 100 characters
error-calendar-entries = At least one holiday is needed, and at most { $what } entries in all
error-calendar-range = The holiday { $what } is the wrong way round, too long or not in the year. Check it
error-calendar-work-day = The working day { $what } is no weekend day, or is listed as a holiday too. Check it
error-calendar-loaded = The notice of this year and day is loaded already; nothing was done

publicity-title = Public notices
publicity-list-title = { $title }: proposed list
publicity-number = Notice number
publicity-position = No.
publicity-organisation = Organisation
publicity-uscc = Unified social credit code
publicity-total = Total
publicity-cases = Applications
publicity-standing = On notice
publicity-over = Over
publicity-lead = On public notice up to and including { $day }. Objections are made to the bureau in writing and under one's real name within this time.
publicity-work-title = Publish lists
publicity-waiting = Waiting for a list
publicity-waiting-none = No application waits for a list
publicity-waiting-none-text = Approved applications appear here.
publicity-standing-title = On public notice now
publish-title = Publish a list
publish-lead = The applications ticked go on one public list. The organisation's name, its code with the middle hidden, and the amount become public, and a list is not taken down.
publish-cases = Applications on the list
publish-own = You are a member of this organisation; a colleague has to publish it
publish-column-tick = On the list
publish-tick = Put { $number } ({ $organisation }) on the list
publish-submit = Publish the list
publish-none = No application of this call waits for a list

work-title = To do
work-case = Application
work-organisation = Organisation
work-stage = Step
work-due = Due
work-is-overdue = Overdue
work-overdue = { $count ->
    [one] One case on this page is past its limit. Please see to it first.
   *[other] { $count } cases on this page are past their limit. Please see to them first.
}
work-none = Nothing to do
work-none-text = Applications that wait for you appear here.

calendar-title = Working-day calendar
calendar-lead = Time limits are counted in working days, by the State Council's holiday notices.
calendar-last-year = Loaded up to { $year }; later limits are computed when the next notice is loaded.
calendar-notices = Loaded notices
calendar-year = Year
calendar-document = Document
calendar-published = Published
calendar-days-off = Days off
calendar-days-worked = Weekend days worked
calendar-in-force = In force
calendar-replaced = Replaced
calendar-none = No holiday notice is loaded
calendar-none-text = Until one is, no time limit can be computed.
calendar-load = Load a notice
calendar-load-submit = Load
calendar-example = Example of the format
field-notice-json-hint = JSON: off holds holidays from and to, work holds weekend days that are worked

demo-mails-title = Mails sent
demo-mails-lead = A demo sends no mail to the outside; everything it sent is here.
demo-mails-to = To
demo-mails-text = Text
demo-mails-attempts = { $count ->
    [one] tried once
   *[other] tried { $count } times
}
demo-mails-none = No mail yet
demo-mails-none-text = Mails appear here when cases move.
mail-state-queued = Waiting
mail-state-sent = Sent
mail-state-failed = Not delivered

flash-call-saved = The call is saved.
flash-call-opened = The call is open.
flash-list-published = The list is published.
flash-calendar-loaded = The notice for { $year } is loaded, and the limits that awaited it are computed.
flash-clock-moved = The demo clock has moved, and what was due has happened.
flash-no-deadline = No time limit lies ahead; the clock was not moved.
