//! What somebody with the database's password could do behind the store.
//! Opens connections of its own and takes the append-only triggers away first.

use sea_orm::ConnectionTrait;
use store::Backend;
use workflow::id::ApplicationId;

use crate::Database;

/// Changes the words of a case's last event.
pub async fn change_event(database: &Database, case: ApplicationId) {
    let connection = sea_orm::Database::connect(database.url()).await.expect("the database opens");
    let unlock = match database.store().backend() {
        Backend::Sqlite => "DROP TRIGGER events_refuse_update",
        Backend::Postgres => "DROP TRIGGER events_append_only ON events",
    };
    connection.execute_unprepared(unlock).await.expect("the trigger goes");
    let change = format!(
        "UPDATE events SET input_hash = 'another' WHERE application_id = '{case}' AND seq = \
         (SELECT MAX(seq) FROM events WHERE application_id = '{case}')"
    );
    connection.execute_unprepared(&change).await.expect("the event changes");
    connection.close().await.expect("the connection closes");
}
