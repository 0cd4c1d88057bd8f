//! Why a bank message cannot be read: codes with arguments; the sentences live in the catalogues.
//!
//! A message with such an error is refused whole: nothing of it may be applied.

/// Why a bank message is refused. Lines and bytes count from 1.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MessageError {
    #[error("the message has {found_bytes} bytes; the limit is {limit_bytes}")]
    TooLarge { found_bytes: usize, limit_bytes: usize },
    #[error("not UTF-8 (byte {byte})")]
    NotUtf8 { byte: usize },
    #[error("declared as {declared}, but only UTF-8 is read")]
    WrongEncoding { declared: String },
    #[error("not well-formed XML (line {line}, byte {byte})")]
    Malformed {
        line: usize,
        byte: usize,
        #[source]
        source: quick_xml::Error,
    },
    #[error("the message ends in the middle (line {line}): <{open}> is not closed")]
    Truncated { line: usize, open: String },
    #[error("text or a second document outside the message (line {line})")]
    Stray { line: usize },
    #[error("document types and entities are refused (line {line})")]
    DocumentType { line: usize },
    #[error("unknown entity &{name}; (line {line})")]
    UnknownEntity { line: usize, name: String },
    #[error("a character that XML forbids (line {line})")]
    ForbiddenCharacter { line: usize },
    #[error("nested deeper than {limit_levels} levels (line {line})")]
    TooDeep { line: usize, limit_levels: usize },
    #[error("an element has more than {limit} attributes (line {line})")]
    TooManyAttributes { line: usize, limit: usize },
    #[error("more than {limit_rows} transactions")]
    TooManyTransactions { limit_rows: usize },
    #[error("<{element}> is longer than {limit_chars} characters (line {line})")]
    TooLong { line: usize, element: String, limit_chars: usize },
    #[error("another kind of message was expected: this is {found}")]
    Foreign { found: String },
    #[error("this version of the message is not read: {found}")]
    UnknownVersion { found: String },
    #[error("<{element}> is missing")]
    Missing { element: &'static str },
    #[error("<{element}> stands twice (line {line})")]
    Twice { element: &'static str, line: usize },
    #[error("<{element}> does not fit its type (line {line})")]
    Unreadable { element: &'static str, line: usize },
    #[error("the number of transactions or their sum is not what the header says")]
    ControlFigures,
    #[error("the statuses of the message contradict each other: {first} and {second}")]
    ContradictoryStatuses { first: String, second: String },
}
