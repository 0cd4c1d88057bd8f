//! What every test stands on: a fresh database of its own, on SQLite and on PostgreSQL.
//!
//! Nothing here tests anything.

pub mod cases;
pub mod client;
pub mod database;
pub mod house;
pub mod panels;
pub mod post;
mod postgres;
pub mod programmes;
pub mod tamper;
pub mod trials;

pub use client::{Client, Page, Upload};
pub use database::{Database, run};
pub use house::House;
pub use post::PostOffice;
pub use store::Backend;

/// Makes two tests of each function, `sqlite::name` and `postgres::name`, each with a database of its own:
/// `on_both_databases! { async fn name(database: Database) { … } }`. Once per module.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($database:ident: Database) $body:block)+) => {
        $($(#[$attribute])* async fn $name($database: $crate::Database) $body)+

        mod sqlite {
            $(#[test]
            fn $name() {
                $crate::run($crate::Backend::Sqlite, super::$name);
            })+
        }

        mod postgres {
            $(#[test]
            fn $name() {
                $crate::run($crate::Backend::Postgres, super::$name);
            })+
        }
    };
}
