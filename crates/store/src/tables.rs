//! Every table, in an order in which rows can be inserted. A test compares the list with the schema.
//! A table that is not listed here would be missing from every backup.

use crate::row::{Row, Table};
use crate::{
    applications, attachments, bank, budgets, calendar, calls, commitments, counters, event_log, idempotency,
    journal, leases, ledger, mails, memberships, notices, organisations, outbox, payments, people,
    programmes, schedule, sessions, settings, sign_in, tokens, towns,
};

/// What a backup holds. Parents stand before children.
pub const TABLES: &[Table] = &[
    towns::TownRow::TABLE,
    people::PersonRow::TABLE,
    people::PersonRoleRow::TABLE,
    organisations::OrganisationRow::TABLE,
    memberships::MembershipRow::TABLE,
    calendar::CalendarNoticeRow::TABLE,
    programmes::PackRow::TABLE,
    programmes::ProgrammeRow::TABLE,
    budgets::BudgetLineRow::TABLE,
    calls::CallRow::TABLE,
    applications::ApplicationRow::TABLE,
    event_log::EventRow::TABLE,
    idempotency::IdempotencyRow::TABLE,
    attachments::AttachmentRow::TABLE,
    notices::NoticeRow::TABLE,
    notices::NoticeItemRow::TABLE,
    commitments::CommitmentRow::TABLE,
    payments::BatchRow::TABLE,
    payments::OrderRow::TABLE,
    payments::DownloadRow::TABLE,
    bank::BankMessageRow::TABLE,
    bank::BankAnswerRow::TABLE,
    ledger::PostingRow::TABLE,
    outbox::OutboxRow::TABLE,
    leases::LeaseRow::TABLE,
    schedule::ScheduleRow::TABLE,
    schedule::JobRunRow::TABLE,
    mails::MailRow::TABLE,
    counters::CounterRow::TABLE,
    settings::SettingRow::TABLE,
    sessions::SessionRow::TABLE,
    tokens::ApiTokenRow::TABLE,
    sign_in::SignInAttemptRow::TABLE,
    sign_in::PasswordResetRow::TABLE,
    journal::JournalRow::TABLE,
];
