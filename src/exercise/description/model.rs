//! A description as it was read: plain data, every default filled in.

use std::collections::BTreeMap;

use super::column::{ColumnPath, Table};
use super::template::Template;

/// How an API and its pages are driven.
#[derive(Debug, Clone)]
pub struct Description {
    /// How one logs in to the API.
    pub log_in: LogIn,
    /// What answers show of rows, by table.
    pub tables: BTreeMap<Table, ShownTable>,
    /// The requests.
    pub routes: Vec<Route>,
    /// The pages; nothing where none are described.
    pub ui: Option<Ui>,
}

/// `[ui]` and `[[pages]]`: what a browser visits.
#[derive(Debug, Clone)]
pub struct Ui {
    /// How one logs in.
    pub log_in: Form,
    /// The pages.
    pub pages: Vec<Page>,
}

/// `[ui.log_in]`: the page with the form, and its parts as CSS selectors.
#[derive(Debug, Clone)]
pub struct Form {
    /// The page's path.
    pub page: String,
    /// The field of the e-mail address.
    pub email: String,
    /// The field of the password.
    pub password: String,
    /// The button that sends it.
    pub submit: String,
}

/// `[[pages]]`: a page, and what is to be seen there.
///
/// Places are CSS selectors, with the name of an attribute behind `@` where that holds the text,
/// as in `a @href`; of a list they begin at one of its items.
#[derive(Debug, Clone)]
pub struct Page {
    /// What is visited, whose rows it shows, and to whom.
    pub route: Route,
    /// Where an item of a list says which row it is, and what stands there.
    pub row: Option<(String, Template)>,
    /// What stands where.
    pub values: Vec<Shown>,
}

/// `[log_in]`
#[derive(Debug, Clone)]
pub struct LogIn {
    /// The path that takes the log-in.
    pub post: String,
    /// Name and value of each field of the JSON that is sent; `{email}` and `{password}` stand
    /// for what they say.
    pub body: Vec<(String, String)>,
    /// Where the token stands in the answer, as a JSON pointer.
    pub token: String,
    /// The header that says who asks: its name, and its value with `{token}`.
    pub header: (String, String),
    /// What the answer shows of the account.
    pub values: Vec<Shown>,
}

/// `[tables.NAME]`: what answers show of a row.
#[derive(Debug, Clone, Default)]
pub struct ShownTable {
    /// The columns that hold the accounts whose row it is.
    pub owners: Vec<ColumnPath>,
    /// What stands where.
    pub values: Vec<Shown>,
}

/// A place in an answer, and what stands there.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The place, as a JSON pointer, or as [`Page`] has it.
    pub at: String,
    /// The column.
    pub column: ColumnPath,
    /// Whether it must not be null, whatever the row holds.
    pub is_never_null: bool,
    /// Whether only the value's beginning is shown.
    pub is_beginning: bool,
    /// Whether use of the API moves it on, so that it may be later than it was made.
    pub is_later: bool,
}

/// `[[routes]]`: a request, and what it is to be answered with.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path.
    pub get: Template,
    /// Whose rows are shown.
    pub table: Table,
    /// How many of them.
    pub kind: Kind,
    /// Who sees them.
    pub to: Audience,
    /// What everybody else is told.
    pub refusals: Vec<u16>,
}

/// What a route shows.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One row.
    One,
    /// Several.
    List(List),
}

/// A list, which may come in pages.
#[derive(Debug, Clone)]
pub struct List {
    /// Which rows are in it.
    pub rows: Rows,
    /// Where the rows stand in the answer, as a JSON pointer; on a page, the selector of each.
    pub items: String,
    /// Where the answer says what the next page is asked for by; on a page, the link's selector.
    pub next: Option<String>,
    /// Rows of a page.
    pub page: Option<usize>,
    /// What they are sorted by.
    pub order: Vec<Order>,
}

/// What a list is sorted by.
#[derive(Debug, Clone)]
pub struct Order {
    /// The column.
    pub column: ColumnPath,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

/// Which rows are in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// All of the table.
    All,
    /// Those whose owner asks.
    Own,
    /// Those of a conversation, which the path names.
    OfConversation,
    /// Whatever is like the row that the path speaks of, and that row among it.
    Found,
}

/// Who may see something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Audience {
    /// Every admin.
    pub admins: bool,
    /// Every customer.
    pub customers: bool,
    /// Those whose row it is.
    pub owners: bool,
}
