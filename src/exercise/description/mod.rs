//! The description of an API and its pages: which requests show which rows, to whom, and what of
//! them stands where. The core API's own ships with the program.

mod column;
mod lists;
mod model;
mod pages;
mod read;
mod routes;
mod template;

pub use column::{Column, ColumnPath, Derived, NoColumn, Table};
pub use model::{
    Audience, Description, Form, Kind, List, LogIn, Order, Page, Route, Rows, Shown, ShownTable, Ui,
};
pub use read::{core_api, load, read};
pub use template::{NoTemplate, PageAsked, Template};

use crate::document::Dialect;

/// How messages speak of a description.
static DESCRIPTION: Dialect = Dialect {
    noun: "description",
    line: "get = \"/api/customers/{id}\"",
    header: "[tables.Customer]",
};
