//! Wrong places in a file, drawn as rustc draws them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::error::Diagnostic;

/// Draws all of them: message, file, line, the line itself with the place marked, and what
/// is allowed there. With colours when `styled`.
pub fn render(diagnostics: &[Diagnostic], styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| renderer.render(&[group(diagnostic)]))
        .collect();
    drawn.join("\n\n")
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let end = diagnostic.file.text.len();
    let span = diagnostic.span.start.min(end)..diagnostic.span.end.min(end);
    let place = AnnotationKind::Primary
        .span(span)
        .label(diagnostic.label.as_str());
    let snippet = Snippet::source(diagnostic.file.text.as_str())
        .path(diagnostic.file.path.as_str())
        .annotation(place);
    let group = Level::ERROR
        .primary_title(diagnostic.message.as_str())
        .element(snippet);
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.with_name("hint").message(help.as_str())),
        None => group,
    }
}
