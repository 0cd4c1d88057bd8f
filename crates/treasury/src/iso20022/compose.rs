//! Writes elements and escaped text into memory. Knows XML, not payments.
//!
//! Same calls, same bytes: no clock, no map order, line feeds and two blanks of indent.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A message under construction.
pub(super) struct Composer {
    writer: Writer<Vec<u8>>,
}

impl Composer {
    /// Opens a message of this name, such as `pain.001.001.09`, and lets `body` fill `Document`.
    pub fn message(name: &str, body: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut composer = Self { writer: Writer::new_with_indent(Vec::new(), b' ', 2) };
        composer.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        let namespace = format!("{}{name}", super::NAMESPACE);
        composer.element("Document", &[("xmlns", &namespace)], body);
        let mut bytes = composer.writer.into_inner();
        bytes.push(b'\n');
        bytes
    }

    /// An element with other elements in it.
    pub fn inside(&mut self, name: &str, body: impl FnOnce(&mut Self)) {
        self.element(name, &[], body);
    }

    /// Elements one in the other, with text in the innermost: `["Id", "Othr", "Id"]`.
    pub fn text(&mut self, path: &[&str], text: &str) {
        match path {
            [] => self.event(Event::Text(BytesText::new(text))),
            [name, rest @ ..] => self.inside(name, |inner| inner.text(rest, text)),
        }
    }

    /// Text in an element with one attribute.
    pub fn text_with(&mut self, name: &str, attribute: (&str, &str), text: &str) {
        self.element(name, &[attribute], |inner| inner.text(&[], text));
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], body: impl FnOnce(&mut Self)) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.event(Event::Start(start));
        body(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("writing to memory does not fail");
    }
}
