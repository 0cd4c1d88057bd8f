field-files = Files of the pack
field-note = What changes, and why
field-effective-from = First day
field-effective-until = Last day
error-rules-ended = The rules of this programme end before the window opens. Publish rules for that time first, or choose an earlier window
error-draft-without-programme = programme.toml must be there and name its programme with “code”, in small letters, digits and hyphens
error-draft-too-many-files = A pack has at most { $limit } files. Take some away
error-draft-too-large = The files of a pack hold at most { $limit } KiB together. Shorten them
error-draft-file-name = “{ $found }” cannot be a file's name. Use letters, digits, dots and hyphens, beginning with a letter or digit
error-draft-control-character = Line { $line } of { $file } holds a character nobody can see. Delete it and type the line again
error-draft-findings = { $field }: { $count ->
    [one] there is one finding
   *[other] the first of { $count } findings
} to be mended before the draft can go on. Check the draft to see { $count ->
    [one] it
   *[other] all of them
}
error-draft-case-failed = Case { $case } does not come out as expected. Mend the rule, or the case where it is wrong
error-draft-ruling-untried = Ruling { $ruling } has no case. Add at least one to cases.json
error-draft-outdated = Other rules were published since this draft was begun. Take the change over into the present ones, then submit again
error-draft-changes-nothing = The draft says the same as the rules published last. Change something, or withdraw it
error-draft-does-not-compile = The draft cannot be read yet, so nothing can be judged by it. Check it first and mend what is found
error-rules-reach-back = The rules cannot begin before { $earliest }: cases were handed in and judged by then. Choose that day or a later one
error-day-out-of-range = “{ $field }” must lie between { $earliest } and { $latest }. Check the year
draft-state-draft = Being written
draft-state-submitted = In peer review
draft-state-returned = Returned
draft-state-published = Published
draft-state-withdrawn = Withdrawn
draft-action-save = Save
draft-action-submit = Submit for review
draft-action-withdraw = Withdraw
draft-action-return = Return
draft-action-publish = Publish
journal-draft-begun = Rules draft begun
journal-draft-saved = Rules draft saved
journal-draft-submitted = Rules draft submitted for review
journal-draft-returned = Rules draft returned
journal-draft-published = Rules published
journal-draft-withdrawn = Rules draft withdrawn
journal-subject-pack-draft = Rules draft
journal-detail-version = Version: { $value }
journal-detail-effective-from = First day: { $value }
journal-detail-effective-until = Last day: { $value }
