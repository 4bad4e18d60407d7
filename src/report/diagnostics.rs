//! Wrong places in a file, drawn as rustc draws them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::text::count;
use crate::error::Diagnostic;

/// Most places that are drawn: what comes after them is read when they are mended.
const MOST: usize = 20;

/// Draws the first of them: message, file, line, the line itself with the place marked, and
/// what is allowed there; and says how many more there are. With colours when `styled`.
pub fn render(diagnostics: &[Diagnostic], styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = &diagnostics[..diagnostics.len().min(MOST)];
    let mut parts: Vec<String> = drawn
        .iter()
        .zip(Diagnostic::positions(drawn))
        .map(|(diagnostic, (line, _))| renderer.render(&[group(diagnostic, line)]))
        .collect();
    let more = diagnostics.len() - drawn.len();
    if more > 0 {
        let more = count(more as u64);
        parts.push(format!("and {more} more; all of them: --log-format json"));
    }
    parts.join("\n\n")
}

/// One of them, which begins on line `line`. The rest of the file is not handed to the
/// renderer, which would read it for each of them.
fn group(diagnostic: &Diagnostic, line: usize) -> Group<'_> {
    let text = diagnostic.file.text.as_str();
    let start = text.floor_char_boundary(diagnostic.span.start);
    let end = text.ceil_char_boundary(diagnostic.span.end.max(start));
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let place = AnnotationKind::Primary
        .span(start - from..end - from)
        .label(diagnostic.label.as_str());
    let snippet = Snippet::source(on_its_line(&text[from..to]))
        .line_start(line)
        .path(diagnostic.file.path.as_str())
        .annotation(place);
    let group = Level::ERROR
        .primary_title(on_its_line(&diagnostic.message))
        .element(snippet);
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.with_name("hint").message(help.as_str())),
        None => group,
    }
}

/// The text with a sign of as many bytes, so that places stay, for each separator of lines that
/// the renderer lets through.
fn on_its_line(text: &str) -> String {
    text.replace(['\u{2028}', '\u{2029}'], "\u{2424}")
        .replace('\u{85}', "\u{b7}")
}
