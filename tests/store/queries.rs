//! Every query runs on both databases, and lists page without losing or repeating a row.
//! What a query means is tested where it is used; here, that it runs and answers the obvious.

use harness::on_both_databases;
use store::applications::ApplicationFilter;
use store::bank::{BankAnswerRow, BankMessageRow};
use store::mails::{MailRow, MailState};
use store::sessions::SessionRow;
use store::sign_in::PasswordResetRow;
use store::{
    Hidden, Page, StoreError, UnitOfWork, applications, attachments, bank, budgets, calendar, calls,
    commitments, counters, idempotency, journal, ledger, mails, memberships, notices, organisations,
    payments, people, programmes, sessions, settings, sign_in, tokens, towns,
};
use uuid::Uuid;
use workflow::id::{AttachmentId, BankMessageId, MailId, NoticeId};
use workflow::{Money, Role};

use super::seed::{
    CHECKER, MAKER, NOW, application, batch, batch_row, call, call_row, commitment, commitment_row, day, fen,
    line, order, order_row, organisation, person, sow, town,
};

const APPLICATIONS: u128 = 23;

fn page(after: Option<String>) -> Page {
    Page { after, limit: 5 }
}

async fn ask_about_people(unit: &UnitOfWork) {
    people::set_roles(unit, person(1), &[Role::Officer, Role::Director]).await.unwrap();
    people::set_roles(unit, person(1), &[Role::Officer]).await.unwrap();
    assert_eq!(people::roles(unit, person(1)).await.unwrap(), [Role::Officer]);
    assert_eq!(people::holding(unit, Role::Officer).await.unwrap()[0].id, person(1));
    assert_eq!(people::all_roles(unit).await.unwrap().len(), 1);
    people::set_active(unit, person(1), false).await.unwrap();
    assert!(people::holding(unit, Role::Officer).await.unwrap().is_empty());
    people::set_locale(unit, person(1), "en").await.unwrap();
    people::set_password_hash(unit, person(1), &Hidden::new("x".to_owned())).await.unwrap();
    let mut row = people::find_by_login(unit, "person1@example.cn").await.unwrap().unwrap();
    assert_eq!((row.active, row.locale.as_str(), row.password_hash.reveal().as_str()), (false, "en", "x"));
    "改名".clone_into(&mut row.name);
    people::set_particulars(unit, &row).await.unwrap();
    assert_eq!(people::find(unit, person(1)).await.unwrap().unwrap(), row);
    assert_eq!(people::count(unit).await.unwrap(), 2);
    assert_eq!(people::list(unit, &page(Some(row.login))).await.unwrap().len(), 1);
    assert_eq!(towns::find_by_code(unit, "320614").await.unwrap(), towns::find(unit, town(1)).await.unwrap());
    assert_eq!(towns::list(unit).await.unwrap().len(), 1);
}

async fn ask_about_organisations(unit: &UnitOfWork) {
    assert_eq!(organisations::count_unconfirmed(unit).await.unwrap(), 1);
    assert_eq!(organisations::unconfirmed(unit, &page(None)).await.unwrap().len(), 1);
    organisations::confirm(unit, organisation(1), person(1), NOW).await.unwrap();
    let twice = organisations::confirm(unit, organisation(1), person(1), NOW).await;
    assert!(matches!(twice, Err(StoreError::Conflict { .. })));
    let mut row = organisations::find(unit, organisation(1)).await.unwrap().unwrap();
    assert_eq!(row.confirmed_by, Some(person(1)));
    "新址".clone_into(&mut row.address);
    row.account_number = Hidden::new("6222".to_owned());
    organisations::update(unit, &row).await.unwrap();
    assert_eq!(organisations::find_by_uscc(unit, &row.uscc).await.unwrap().unwrap(), row);
    assert_eq!(organisations::list(unit, &page(None)).await.unwrap().len(), 1);
    assert!(organisations::of_member(unit, person(1)).await.unwrap().is_empty());
    assert!(memberships::active_of(unit, person(1)).await.unwrap().is_empty());
    assert!(memberships::of_person(unit, person(1)).await.unwrap().is_empty());
    let state = memberships::MembershipState::Active;
    assert!(memberships::of_organisation(unit, organisation(1), state).await.unwrap().is_empty());
}

async fn ask_about_calls(unit: &UnitOfWork) {
    let mut row = call_row(1);
    "Changed".clone_into(&mut row.title_en);
    calls::update_draft(unit, &row).await.unwrap();
    assert!(matches!(calls::update_draft(unit, &row).await, Err(StoreError::Conflict { .. })));
    calls::open(unit, call(1), 2, person(CHECKER), NOW).await.unwrap();
    assert!(calls::past_closing(unit, day(20)).await.unwrap().is_empty());
    assert_eq!(calls::past_closing(unit, day(21)).await.unwrap().len(), 1);
    assert!(calls::close(unit, call(1), NOW).await.unwrap());
    assert!(!calls::close(unit, call(1), NOW).await.unwrap());
    let closed = calls::find(unit, call(1)).await.unwrap().unwrap();
    assert_eq!(
        (closed.state, closed.version, closed.title_en.as_str()),
        (calls::CallState::Closed, 4, "Changed")
    );
    assert_eq!(calls::list(unit, None, &page(None)).await.unwrap().len(), 1);
    assert!(calls::list(unit, Some(calls::CallState::Open), &page(None)).await.unwrap().is_empty());
    assert_eq!(programmes::find_pack(unit, "f1").await.unwrap().unwrap().bytes, [0, 1, 255]);
    let mut programme = programmes::find(unit, "hnte-reward").await.unwrap().unwrap();
    "[]".clone_into(&mut programme.definition_json);
    programmes::save(unit, &programme).await.unwrap();
    assert_eq!(programmes::list(unit).await.unwrap(), [programme]);
    let notice = calendar::CalendarNoticeRow {
        id: NoticeId::new(Uuid::from_u128(1)),
        year: 2026,
        published_on: day(1),
        document: "国办发明电".to_owned(),
        content_json: "{}".to_owned(),
        loaded_at: NOW,
    };
    calendar::insert(unit, &notice).await.unwrap();
    assert_eq!(calendar::list(unit).await.unwrap(), [notice]);
}

async fn ask_about_files_and_notices(unit: &UnitOfWork) {
    let attachment = attachments::AttachmentRow {
        id: AttachmentId::new(Uuid::from_u128(1)),
        application_id: application(1),
        document_code: "certificate".to_owned(),
        file_name: "证书.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size_bytes: 9,
        sha256: "0".repeat(64),
        storage_key: "0".repeat(64),
        uploaded_by: person(MAKER),
        uploaded_at: NOW,
        removed_at: None,
    };
    attachments::insert(unit, &attachment).await.unwrap();
    assert_eq!(
        attachments::of_application(unit, application(1)).await.unwrap(),
        std::slice::from_ref(&attachment)
    );
    attachments::remove(unit, attachment.id, NOW).await.unwrap();
    assert!(attachments::of_application(unit, application(1)).await.unwrap().is_empty());
    assert_eq!(attachments::find(unit, attachment.id).await.unwrap().unwrap().removed_at, Some(NOW));
    let id = NoticeId::new(Uuid::from_u128(5));
    let notice = notices::NoticeRow {
        id,
        number: "N1".to_owned(),
        call_id: call(1),
        first_day: day(3),
        last_day: day(9),
        published_by: person(MAKER),
        published_at: NOW,
    };
    let item = notices::NoticeItemRow {
        notice_id: id,
        application_id: application(1),
        organisation_name: "企业1".to_owned(),
        uscc_masked: "9132****01".to_owned(),
        amount_fen: fen(500),
        position: 1,
    };
    notices::insert(unit, &notice, std::slice::from_ref(&item)).await.unwrap();
    assert_eq!(notices::items(unit, id).await.unwrap(), [item]);
    assert_eq!(notices::find(unit, id).await.unwrap().unwrap(), notice);
    let summary = notices::summary(unit, id).await.unwrap().unwrap();
    assert_eq!(notices::list(unit, &page(None)).await.unwrap(), [summary]);
    let standing = async |number| notices::standing_on(unit, day(number)).await.unwrap().len();
    assert_eq!([standing(2).await, standing(3).await, standing(9).await, standing(10).await], [0, 1, 1, 0]);
    let row = idempotency::IdempotencyRow {
        scope: "s".to_owned(),
        key: "k".to_owned(),
        input_hash: "h".to_owned(),
        outcome_json: "{}".to_owned(),
        at: NOW,
    };
    assert!(idempotency::take(unit, &row).await.unwrap());
    assert!(!idempotency::take(unit, &row).await.unwrap());
    idempotency::record(unit, &row).await.unwrap();
    assert_eq!(idempotency::find(unit, "s", "k").await.unwrap(), Some(row));
    assert_eq!(idempotency::forget(unit, NOW).await.unwrap(), 0);
    assert_eq!(idempotency::forget(unit, NOW.plus_millis(1)).await.unwrap(), 1);
}

async fn ask_about_payments(unit: &UnitOfWork) {
    commitments::insert(unit, &commitment_row(1)).await.unwrap();
    payments::insert(unit, &batch_row(1), &[order_row(1)]).await.unwrap();
    commitments::shift(unit, application(1), commitments::Move::Order, fen(200), NOW).await.unwrap();
    assert_eq!(commitments::find(unit, commitment(1)).await.unwrap().unwrap().ordered_fen, fen(200));
    let next = commitments::NextInstalment { number: 2, amount: fen(300), not_before: Some(day(9)) };
    commitments::set_next(unit, application(1), 2, Some(next)).await.unwrap();
    assert_eq!(commitments::holdings(unit).await.unwrap()[0].ordered_fen, fen(200));
    assert!(commitments::of_application(unit, application(1)).await.unwrap().is_some());
    let by_message = payments::find_batch_by_message(unit, "M1").await.unwrap();
    assert_eq!(by_message, payments::find_batch(unit, batch(1)).await.unwrap());
    assert_eq!(payments::batches(unit, None, &page(None)).await.unwrap()[0].made_by_name, "改名");
    let sent = Some(payments::BatchState::Sent);
    assert!(payments::batches(unit, sent, &page(Some("f".to_owned()))).await.unwrap().is_empty());
    let (made, gone) = (payments::OrderState::Made, payments::OrderState::Cancelled);
    assert_eq!(payments::advance_orders(unit, batch(1), made, gone, NOW).await.unwrap(), 1);
    let (made, gone) = (payments::BatchState::Made, payments::BatchState::Cancelled);
    payments::advance_batch(unit, batch(1), made, gone).await.unwrap();
    let orders = payments::orders_of_batch(unit, batch(1)).await.unwrap();
    assert_eq!(orders, payments::orders_of_application(unit, application(1)).await.unwrap());
    assert_eq!(payments::find_order(unit, order(1)).await.unwrap().as_ref(), orders.first());
    assert_eq!(payments::find_order_by_end_to_end(unit, "E1").await.unwrap().as_ref(), orders.first());
    payments::log_download(unit, batch(1), person(2), NOW, "00").await.unwrap();
    assert_eq!(payments::downloads(unit, batch(1)).await.unwrap().len(), 1);
}

async fn ask_about_the_bank_and_the_ledger(unit: &UnitOfWork) {
    let id = BankMessageId::new(Uuid::from_u128(1));
    let message = BankMessageRow {
        id,
        sha256: "ab".to_owned(),
        kind: "pain.002".to_owned(),
        file_name: "a.xml".to_owned(),
        bytes: Hidden::new(vec![1]),
        imported_by: person(CHECKER),
        imported_at: NOW,
        summary_json: "{}".to_owned(),
    };
    let answer = |end_to_end_id: &str, payment_order_id| BankAnswerRow {
        id: 0,
        bank_message_id: id,
        end_to_end_id: end_to_end_id.to_owned(),
        payment_order_id,
        status: "ACSC".to_owned(),
        reason: None,
        outcome: "settled".to_owned(),
    };
    bank::insert(unit, &message, &[answer("E1", Some(order(1))), answer("E9", None)]).await.unwrap();
    assert_eq!(bank::find(unit, id).await.unwrap(), bank::find_by_sha256(unit, "ab").await.unwrap());
    assert_eq!(bank::list(unit, &page(None)).await.unwrap().len(), 1);
    assert_eq!(bank::answers_of_message(unit, id).await.unwrap().len(), 2);
    assert_eq!(bank::answers_of_order(unit, order(1)).await.unwrap().len(), 1);
    for (debit, credit, amount) in [("available", "committed", 500), ("committed", "available", 200)] {
        let posting = ledger::PostingRow {
            id: 0,
            at: NOW,
            event_kind: "awarded".to_owned(),
            application_id: Some(application(1)),
            budget_line_id: line(1),
            debit_account: debit.to_owned(),
            credit_account: credit.to_owned(),
            amount_fen: fen(amount),
        };
        ledger::post(unit, &posting).await.unwrap();
    }
    assert_eq!(ledger::of_application(unit, application(1)).await.unwrap().len(), 2);
    assert_eq!(ledger::of_line(unit, line(1), &page(Some("2".to_owned()))).await.unwrap().len(), 1);
    let turnover = ledger::turnover(unit).await.unwrap();
    let sums: Vec<_> = turnover
        .iter()
        .map(|row| (row.account.as_str(), row.debit_fen.fen(), row.credit_fen.fen()))
        .collect();
    assert_eq!(sums, [("available", 500, 200), ("committed", 200, 500)]);
    assert_eq!(budgets::list(unit).await.unwrap().len(), 1);
    assert!(budgets::find_by_code(unit, 2026, "KJ1").await.unwrap().is_some());
}

async fn ask_about_visitors(unit: &UnitOfWork) {
    let later = NOW.plus_millis(10);
    let mut session = SessionRow {
        id: Hidden::new("s1".to_owned()),
        person_id: None,
        record_json: Hidden::new("{}".to_owned()),
        expires_at: later,
    };
    sessions::insert(unit, &session).await.unwrap();
    session.person_id = Some(person(1));
    sessions::save(unit, &session).await.unwrap();
    assert_eq!(sessions::find(unit, "s1", NOW).await.unwrap(), Some(session));
    assert_eq!(sessions::find(unit, "s1", later).await.unwrap(), None);
    assert_eq!(sessions::delete_expired(unit, NOW).await.unwrap(), 0);
    assert_eq!(sessions::delete_of_person(unit, person(1)).await.unwrap(), 1);
    sessions::delete(unit, "s1").await.unwrap();
    let token = tokens::ApiTokenRow {
        id: "t1".to_owned(),
        person_id: person(1),
        title: "ERP".to_owned(),
        token_sha256: "aa".to_owned(),
        created_at: NOW,
        expires_at: later,
        revoked_at: None,
        last_used_at: None,
    };
    tokens::insert(unit, &token).await.unwrap();
    tokens::touch(unit, "t1", NOW).await.unwrap();
    assert!(tokens::find_valid(unit, "aa", NOW).await.unwrap().is_some());
    assert!(tokens::find_valid(unit, "aa", later).await.unwrap().is_none());
    assert!(tokens::revoke(unit, "t1", person(2), NOW).await.is_err());
    tokens::revoke(unit, "t1", person(1), NOW).await.unwrap();
    assert!(tokens::find_valid(unit, "aa", NOW).await.unwrap().is_none());
    assert_eq!(tokens::of_person(unit, person(1)).await.unwrap().len(), 1);
    for succeeded in [false, true, false, false] {
        sign_in::record(unit, "a", "::1", later, succeeded).await.unwrap();
    }
    assert_eq!(sign_in::failures_of_login(unit, "a", NOW).await.unwrap(), 2, "a success starts anew");
    assert_eq!(sign_in::failures_of_address(unit, "::1", NOW).await.unwrap(), 3);
    assert_eq!(sign_in::forget_attempts(unit, later).await.unwrap(), 0);
    let reset = PasswordResetRow {
        token_sha256: "bb".to_owned(),
        person_id: person(1),
        created_at: later,
        expires_at: later,
        used_at: None,
    };
    sign_in::insert_reset(unit, &reset).await.unwrap();
    assert_eq!(sign_in::resets_of_person(unit, person(1), NOW).await.unwrap(), 1);
    assert_eq!(sign_in::use_reset(unit, "bb", later).await.unwrap(), None, "expired");
    assert_eq!(sign_in::find_reset(unit, "bb", NOW).await.unwrap(), Some(person(1)));
    assert_eq!(sign_in::use_reset(unit, "bb", NOW).await.unwrap(), Some(person(1)));
    assert_eq!(sign_in::use_reset(unit, "bb", NOW).await.unwrap(), None, "used");
}

async fn ask_about_mails_and_settings(unit: &UnitOfWork) {
    let mail = |number: u128| MailRow {
        id: MailId::new(Uuid::from_u128(number)),
        outbox_id: None,
        message_id: format!("<{number}@houbu>"),
        recipient: "person1@example.cn".to_owned(),
        recipient_person: Some(person(1)),
        locale: "zh-CN".to_owned(),
        name: "submitted".to_owned(),
        subject: "已提交".to_owned(),
        body: "…".to_owned(),
        state: MailState::Queued,
        created_at: NOW,
        sent_at: None,
        attempts: 0,
        last_error: None,
    };
    for number in 1..=3 {
        mails::insert(unit, &mail(number)).await.unwrap();
    }
    mails::mark_attempt(unit, mail(1).id, "451", false).await.unwrap();
    mails::mark_sent(unit, mail(1).id, NOW).await.unwrap();
    mails::mark_attempt(unit, mail(2).id, "550", true).await.unwrap();
    assert!(matches!(mails::mark_sent(unit, mail(2).id, NOW).await, Err(StoreError::Conflict { .. })));
    assert_eq!(mails::count(unit, MailState::Queued).await.unwrap(), 1);
    assert_eq!(mails::find(unit, mail(1).id).await.unwrap().unwrap().attempts, 2);
    assert!(mails::find_by_outbox(unit, workflow::id::OutboxId::new(Uuid::nil())).await.unwrap().is_none());
    assert_eq!(mails::list(unit, None, Some("person1@example.cn"), &page(None)).await.unwrap().len(), 3);
    assert_eq!(mails::list(unit, Some(MailState::Sent), None, &page(None)).await.unwrap().len(), 1);
    settings::set(unit, "clock", "1", NOW).await.unwrap();
    settings::set(unit, "clock", "2", NOW).await.unwrap();
    assert_eq!(settings::find(unit, "clock").await.unwrap().unwrap().value_json, "2");
    assert_eq!(counters::next(unit, "a").await.unwrap(), 1);
    assert_eq!(counters::next(unit, "a").await.unwrap(), 2);
    assert_eq!(counters::next(unit, "b").await.unwrap(), 1);
    assert!(journal::list(unit, &page(None)).await.unwrap().is_empty());
    assert!(journal::of_subject(unit, "call", "1").await.unwrap().is_empty());
}

on_both_databases! {
    async fn every_query_runs(database: Database) {
        sow(database.store(), 1).await;
        let unit = database.store().begin().await.unwrap();
        ask_about_people(&unit).await;
        ask_about_organisations(&unit).await;
        ask_about_calls(&unit).await;
        ask_about_files_and_notices(&unit).await;
        ask_about_payments(&unit).await;
        ask_about_the_bank_and_the_ledger(&unit).await;
        ask_about_visitors(&unit).await;
        ask_about_mails_and_settings(&unit).await;
        unit.commit().await.unwrap();
    }

    async fn a_list_pages_without_losing_or_repeating_a_row(database: Database) {
        let store = database.store();
        sow(store, APPLICATIONS).await;
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let rows = applications::list(store, &ApplicationFilter::default(), &page(after)).await.unwrap();
            let Some(last) = rows.last() else { break };
            after = Some(last.id.to_string());
            seen.extend(rows.into_iter().map(|row| row.id));
        }
        let expected: Vec<_> = (1..=APPLICATIONS).rev().map(application).collect();
        assert_eq!(seen, expected);
        let ids = applications::ids(store, &Page { after: Some(application(20).to_string()), limit: 9 }).await.unwrap();
        assert_eq!(ids, [21, 22, 23].map(application));
        let after = Some((day(9), application(21)));
        let due = applications::due(store, day(9), after, 9).await.unwrap();
        assert_eq!(due.iter().map(|row| row.id).collect::<Vec<_>>(), [22, 23].map(application));
        assert!(applications::due(store, day(8), None, 9).await.unwrap().is_empty());
    }

    async fn a_filter_narrows(database: Database) {
        let store = database.store();
        sow(store, 3).await;
        let all = ApplicationFilter::default;
        let check = async |filter: ApplicationFilter, expect: usize| {
            assert_eq!(applications::list(store, &filter, &page(None)).await.unwrap().len(), expect, "{filter:?}");
            let counts = applications::count_by_stage(store, &filter).await.unwrap();
            assert_eq!(counts.iter().map(|row| row.count).sum::<i64>(), i64::try_from(expect).unwrap());
        };
        check(all(), 3).await;
        check(ApplicationFilter { stages: vec!["draft".to_owned(), "formal-check".to_owned()], ..all() }, 3).await;
        check(ApplicationFilter { stages: vec!["draft".to_owned()], ..all() }, 0).await;
        check(ApplicationFilter { organisations: vec![organisation(1), organisation(2)], ..all() }, 2).await;
        check(ApplicationFilter { call: Some(call(1)), town: Some(town(1)), ..all() }, 3).await;
        check(ApplicationFilter { town: Some(town(2)), ..all() }, 0).await;
        check(ApplicationFilter { owner_role: Some(Role::Director), ..all() }, 0).await;
        check(ApplicationFilter { overdue_on: Some(day(9)), ..all() }, 0).await;
        check(ApplicationFilter { overdue_on: Some(day(10)), owner_role: Some(Role::Officer), ..all() }, 3).await;
        let one = applications::summary(store, application(1)).await.unwrap().unwrap();
        assert_eq!((one.organisation_name.as_str(), one.amount_fen), ("企业1", Money::from_fen(500)));
        let row = applications::find_by_number(store, "APP-1").await.unwrap();
        assert_eq!(row, applications::find(store, application(1)).await.unwrap());
    }
}
