//! Reads a message as a sequence of paths and texts, with every limit and refusal on foreign bytes.
//!
//! Knows XML, not payments. Prefixes are dropped; no entity is ever expanded but XML's own five.

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::message_error::MessageError;
use super::{ELEMENT_MAX_CHARS, MESSAGE_MAX_BYTES, MESSAGE_MAX_LEVELS, NAMESPACE};

/// The root of every ISO 20022 message.
const ROOT: &str = "Document";
/// Most attributes of one element: the schemas know one; checking many for repetition is quadratic.
const ELEMENT_MAX_ATTRIBUTES: usize = 32;
/// Most characters of foreign text repeated in an error: enough to recognise it.
const SHOWN_MAX_CHARS: usize = 60;

/// What a message's reader is told. Paths are local names below the root: `CstmrPmtStsRpt/GrpHdr/MsgId`.
pub(super) trait Visitor {
    /// The message's name, such as `pain.002.001.10`, before anything else.
    fn message(&mut self, name: &str) -> Result<(), MessageError>;
    fn open(&mut self, path: &str, attributes: &Attributes<'_>) -> Result<(), MessageError>;
    fn close(&mut self, path: &str, text: &str, line: usize) -> Result<(), MessageError>;
}

/// The attributes of one element, checked to be well-formed.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// True when the attribute is there with exactly this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        let found = self.0.try_get_attribute(name).ok().flatten();
        found.is_some_and(|attribute| attribute.value.as_ref() == value)
    }
}

/// Reads the whole message, or refuses it at the first fault.
pub(super) fn scan(bytes: &[u8], visitor: &mut impl Visitor) -> Result<(), MessageError> {
    if bytes.len() > MESSAGE_MAX_BYTES {
        let (found_bytes, limit_bytes) = (bytes.len(), MESSAGE_MAX_BYTES);
        return Err(MessageError::TooLarge { found_bytes, limit_bytes });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|fault| MessageError::NotUtf8 { byte: fault.valid_up_to() + 1 })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_comments = true;
    Scan { reader, lines: Lines::of(text), text: String::new(), path: Path::default(), visitor }.run()
}

struct Scan<'a, V> {
    reader: Reader<&'a [u8]>,
    lines: Lines<'a>,
    /// Text of the element being read; cleared by every tag, so mixed content is not read.
    text: String,
    path: Path,
    visitor: &'a mut V,
}

impl<V: Visitor> Scan<'_, V> {
    fn run(mut self) -> Result<(), MessageError> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(fault) => return Err(self.malformed(self.reader.error_position(), fault)),
            };
            match event {
                Event::Start(start) => self.start(&start)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => self.append(&text.xml10_content())?,
                Event::CData(text) => self.append(&text.xml10_content())?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::DocType(_) => return Err(MessageError::DocumentType { line: self.line() }),
                // Expanded into start and end by the configuration; comments and instructions say nothing.
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return self.finish(),
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), MessageError> {
        for (index, attribute) in start.attributes().enumerate() {
            if let Err(fault) = attribute {
                return Err(self.malformed(self.reader.buffer_position(), fault.into()));
            }
            if index == ELEMENT_MAX_ATTRIBUTES {
                let limit = ELEMENT_MAX_ATTRIBUTES;
                return Err(MessageError::TooManyAttributes { line: self.line(), limit });
            }
        }
        if self.path.levels() == 0 {
            if self.path.root_seen {
                return Err(MessageError::Stray { line: self.line() });
            }
            self.path.root_seen = true;
            self.visitor.message(&message_name(start)?)?;
        }
        if self.path.levels() == MESSAGE_MAX_LEVELS {
            let limit_levels = MESSAGE_MAX_LEVELS;
            return Err(MessageError::TooDeep { line: self.line(), limit_levels });
        }
        self.path.push(start.local_name().as_ref());
        self.text.clear();
        self.visitor.open(self.path.below_root(), &Attributes(start))
    }

    fn end(&mut self) -> Result<(), MessageError> {
        let line = self.line();
        self.visitor.close(self.path.below_root(), self.text.trim(), line)?;
        self.text.clear();
        self.path.pop();
        Ok(())
    }

    fn append(&mut self, text: &str) -> Result<(), MessageError> {
        if !text.chars().all(crate::text::is_xml_char) {
            return Err(MessageError::ForbiddenCharacter { line: self.line() });
        }
        // Blanks between elements count for nothing, however many there are.
        if self.text.is_empty() && text.trim().is_empty() {
            return Ok(());
        }
        if self.path.levels() == 0 {
            return Err(MessageError::Stray { line: self.line() });
        }
        self.text.push_str(text);
        if self.text.len() > ELEMENT_MAX_CHARS && self.text.chars().count() > ELEMENT_MAX_CHARS {
            let element = self.path.last();
            let (line, limit_chars) = (self.line(), ELEMENT_MAX_CHARS);
            return Err(MessageError::TooLong { line, element, limit_chars });
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), MessageError> {
        let resolved = match reference.resolve_char_ref() {
            Ok(Some(character)) => character,
            Ok(None) => match reference.as_ref() {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                name => {
                    let (line, name) = (self.line(), shown(name));
                    return Err(MessageError::UnknownEntity { line, name });
                }
            },
            Err(_) => return Err(MessageError::ForbiddenCharacter { line: self.line() }),
        };
        self.append(resolved.encode_utf8(&mut [0; 4]))
    }

    fn declaration(&mut self, declaration: &BytesDecl<'_>) -> Result<(), MessageError> {
        match declaration.encoding() {
            None => Ok(()),
            Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => Ok(()),
            Some(Ok(name)) if name.eq_ignore_ascii_case("us-ascii") => Ok(()),
            Some(Ok(name)) => Err(MessageError::WrongEncoding { declared: shown(&name) }),
            Some(Err(fault)) => Err(self.malformed(self.reader.buffer_position(), fault.into())),
        }
    }

    fn finish(mut self) -> Result<(), MessageError> {
        if self.path.levels() > 0 {
            let open = self.path.last();
            return Err(MessageError::Truncated { line: self.line(), open });
        }
        if self.path.root_seen { Ok(()) } else { Err(MessageError::Missing { element: ROOT }) }
    }

    fn line(&mut self) -> usize {
        self.lines.at(self.reader.buffer_position())
    }

    fn malformed(&mut self, position: u64, source: quick_xml::Error) -> MessageError {
        let byte = usize::try_from(position).unwrap_or(usize::MAX).saturating_add(1);
        MessageError::Malformed { line: self.lines.at(position), byte, source }
    }
}

/// The local names from the root to the element being read.
#[derive(Default)]
struct Path {
    /// Joined with `/`, the root's name left out.
    joined: String,
    /// Where each level's name starts in `joined`; the root's is a placeholder.
    starts: Vec<usize>,
    root_seen: bool,
}

impl Path {
    fn levels(&self) -> usize {
        self.starts.len()
    }

    fn push(&mut self, name: &str) {
        if self.starts.is_empty() {
            self.starts.push(0);
            return;
        }
        if !self.joined.is_empty() {
            self.joined.push('/');
        }
        self.starts.push(self.joined.len());
        self.joined.push_str(name);
    }

    fn pop(&mut self) {
        if let Some(start) = self.starts.pop() {
            self.joined.truncate(start.saturating_sub(1));
        }
    }

    fn below_root(&self) -> &str {
        &self.joined
    }

    fn last(&self) -> String {
        let name = self.joined.rsplit('/').next().filter(|name| !name.is_empty());
        shown(name.unwrap_or(ROOT))
    }
}

/// Counts lines forwards once, and again from the start only for an error that lies behind.
struct Lines<'a> {
    text: &'a str,
    counted_bytes: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    const fn of(text: &'a str) -> Self {
        Self { text, counted_bytes: 0, line: 1 }
    }

    fn at(&mut self, position: u64) -> usize {
        let position = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        if position < self.counted_bytes {
            *self = Self::of(self.text);
        }
        let passed = &self.text.as_bytes()[self.counted_bytes..position];
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.counted_bytes = position;
        self.line
    }
}

/// The message's name from the root's namespace; another root or namespace is foreign.
fn message_name(root: &BytesStart<'_>) -> Result<String, MessageError> {
    let local_name = root.local_name();
    if local_name.as_ref() != ROOT {
        return Err(MessageError::Foreign { found: shown(local_name.as_ref()) });
    }
    let key = match root.name().prefix() {
        Some(prefix) => format!("xmlns:{}", prefix.as_ref()),
        None => "xmlns".to_owned(),
    };
    let attribute = root.try_get_attribute(&key).ok().flatten();
    let namespace = attribute.map_or_else(String::new, |attribute| attribute.value.into_owned());
    match namespace.strip_prefix(NAMESPACE) {
        Some(name) => Ok(shown(name)),
        None if namespace.is_empty() => Err(MessageError::Foreign { found: ROOT.to_owned() }),
        None => Err(MessageError::Foreign { found: shown(&namespace) }),
    }
}

fn shown(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(SHOWN_MAX_CHARS).collect()
}
