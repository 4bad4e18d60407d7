//! The little language of `--having`: `unread > 99 and not (role = admin)`.
//!
//! ```text
//! any        = all { "or" all }
//! all        = one { "and" one }
//! one        = "not" one | "(" any ")" | comparison
//! comparison = measure ( ">" | ">=" | "<" | "<=" | "=" | "!=" ) value
//! value      = whole number | word | "text" | none
//! ```
//!
//! `none` is the value of what there is not: `phone = none`. Every other comparison with what
//! there is not is false, as in SQL, save `!=`, which is true.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;
use std::vec::IntoIter;

use super::lexer::{BadToken, Token, tokens};
use super::{Answer, Facts, Measure};
use crate::error::{Diagnostic, Error, Kind, Result, SourceFile};
use crate::scenario::nearest;
use crate::schema::Entity;

/// Deepest nesting: deeper than people write, and not so deep that reading it overflows.
const DEEPEST: usize = 64;

/// A condition on accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// Every one of them holds; so do none.
    All(Vec<Self>),
    /// One of them holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// An answer compares so with a value; `None` is `none`.
    Compare(Measure, &'static str, Option<Answer>),
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// [`Kind::Usage`] with the place that is wrong, and what is allowed there.
    pub fn parse(text: &str) -> Result<Self> {
        let read = || -> Result<Self, Wrong> {
            let words = tokens(text).map_err(|BadToken(place, wrong)| Wrong {
                place,
                message: "this cannot be read".to_owned(),
                label: wrong,
                help: None,
            })?;
            let mut parser = Parser {
                words: words.into_iter().peekable(),
                end: text.len(),
                depth: 0,
            };
            let expression = parser.any()?;
            match parser.words.next() {
                None => Ok(expression),
                Some((_, place)) => Err(Wrong::new(place, "`and`, `or` or the end")),
            }
        };
        read().map_err(|wrong| wrong.error(text))
    }

    /// Whether it holds for an account.
    pub fn holds(&self, facts: &Facts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts)),
            Self::Not(part) => !part.holds(facts),
            Self::Compare(measure, sign, value) => {
                compare(facts.get(*measure), sign, value.as_ref())
            }
        }
    }

    /// What it asks for, each once.
    pub fn measures(&self) -> BTreeSet<Measure> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::measures).collect(),
            Self::Not(part) => part.measures(),
            Self::Compare(measure, _, _) => BTreeSet::from([*measure]),
        }
    }

    /// The tables that the answers are taken from.
    pub fn entities(&self) -> BTreeSet<Entity> {
        self.measures().into_iter().map(Measure::entity).collect()
    }
}

fn compare(answer: Option<&Answer>, sign: &str, value: Option<&Answer>) -> bool {
    match (sign, answer, value) {
        ("=", answer, value) => answer == value,
        ("!=", answer, value) => answer != value,
        (sign, Some(Answer::Number(answer)), Some(Answer::Number(value))) => match sign {
            ">" => answer > value,
            ">=" => answer >= value,
            "<" => answer < value,
            _ => answer <= value,
        },
        _ => false,
    }
}

/// A wrong place in an expression.
struct Wrong {
    place: Range<usize>,
    message: String,
    label: &'static str,
    help: Option<String>,
}

impl Wrong {
    fn new(place: Range<usize>, expected: &str) -> Self {
        Self {
            place,
            message: format!("{expected} is expected here"),
            label: "something else",
            help: None,
        }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    fn error(self, text: &str) -> Error {
        let file = SourceFile {
            path: "--having".to_owned(),
            text: text.to_owned(),
        };
        let diagnostic = Diagnostic {
            file: Arc::new(file),
            span: self.place,
            message: self.message,
            label: self.label.to_owned(),
            help: self.help,
        };
        Error::new(Kind::Usage, "the expression of --having cannot be read")
            .with_diagnostics(vec![diagnostic])
            .hint("such as: --having \"unread > 99 and role = customer\"; all that can be asked: connsura-seed find --help")
    }
}

struct Parser {
    words: Peekable<IntoIter<(Token, Range<usize>)>>,
    /// The end of the text, which is the place of what is missing.
    end: usize,
    depth: usize,
}

impl Parser {
    fn any(&mut self) -> Result<Expression, Wrong> {
        self.list("or", Self::all, Expression::Any)
    }

    fn all(&mut self) -> Result<Expression, Wrong> {
        self.list("and", Self::one, Expression::All)
    }

    fn list(
        &mut self,
        between: &str,
        part: fn(&mut Self) -> Result<Expression, Wrong>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Expression, Wrong> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.take_word(between) {
            parts.push(part(self)?);
        }
        match parts.len() {
            1 => Ok(parts.remove(0)),
            _ => Ok(join(parts)),
        }
    }

    fn one(&mut self) -> Result<Expression, Wrong> {
        self.depth += 1;
        let read = self.nested();
        self.depth -= 1;
        read
    }

    fn nested(&mut self) -> Result<Expression, Wrong> {
        if self.depth > DEEPEST {
            return Err(Wrong::new(self.place(), "a shallower expression"));
        }
        if self.take_word("not") {
            return Ok(Expression::Not(Box::new(self.one()?)));
        }
        match self.words.next_if(|(word, _)| *word == Token::Open) {
            None => self.comparison(),
            Some((_, open)) => {
                let inner = self.any()?;
                match self.words.next() {
                    Some((Token::Close, _)) => Ok(inner),
                    Some((_, place)) => Err(Wrong::new(place, "`and`, `or` or `)`")),
                    None => Err(Wrong {
                        place: open,
                        message: "the parenthesis is not closed".to_owned(),
                        label: "opened here",
                        help: None,
                    }),
                }
            }
        }
    }

    fn comparison(&mut self) -> Result<Expression, Wrong> {
        let measure = self.measure()?;
        let place = self.place();
        let Some((Token::Comparison(sign), _)) = self.words.next() else {
            return Err(Wrong::new(place, "a comparison").help("> >= < <= = !="));
        };
        let is_order = !matches!(sign, "=" | "!=");
        if is_order && !measure.is_number() {
            let message = format!("`{}` is a word, which is not more or less", measure.name());
            return Err(Wrong {
                place,
                message,
                label: "not for words",
                help: Some("= or !=".to_owned()),
            });
        }
        let place = self.place();
        let value = self.value(measure)?;
        if is_order && value.is_none() {
            return Err(Wrong::new(place, "a number").help("`none` goes with = and != only"));
        }
        Ok(Expression::Compare(measure, sign, value))
    }

    fn measure(&mut self) -> Result<Measure, Wrong> {
        let place = self.place();
        let all = || {
            let names: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name()).collect();
            names.join(", ")
        };
        let Some((Token::Word(name), _)) = self.words.next() else {
            return Err(Wrong::new(place, "a measure").help(all()));
        };
        Measure::from_name(&name).ok_or_else(|| {
            let names = Measure::ALL.iter().map(|measure| measure.name());
            let help = match nearest(names, &name, 1).first() {
                Some(near) => format!("did you mean `{near}`? there are: {}", all()),
                None => format!("there are: {}", all()),
            };
            Wrong {
                place,
                message: format!("there is no measure `{name}`"),
                label: "unknown",
                help: Some(help),
            }
        })
    }

    /// The value that a measure is compared with.
    fn value(&mut self, measure: Measure) -> Result<Option<Answer>, Wrong> {
        let place = self.place();
        let expected = match measure.words() {
            Some(words) => words.join(" or "),
            None if measure.is_number() => "a whole number".to_owned(),
            None => "a word".to_owned(),
        };
        let wrong = || Wrong::new(place.clone(), &expected);
        let word = match self.words.next() {
            Some((Token::Word(word), _)) if word == "none" => return Ok(None),
            Some((Token::Number(number), _)) if measure.is_number() => {
                return Ok(Some(Answer::Number(number)));
            }
            Some((Token::Word(word) | Token::Quoted(word), _)) if !measure.is_number() => word,
            Some((Token::Number(number), _)) if !measure.is_number() => number.to_string(),
            _ => return Err(wrong()),
        };
        if measure
            .words()
            .is_some_and(|words| !words.contains(&word.as_str()))
        {
            return Err(wrong());
        }
        Ok(Some(Answer::Word(word)))
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        let is_it =
            |(word, _): &(Token, Range<usize>)| matches!(word, Token::Word(word) if word == wanted);
        self.words.next_if(is_it).is_some()
    }

    /// The place of the next word.
    fn place(&mut self) -> Range<usize> {
        let end = self.end..self.end;
        self.words.peek().map_or(end, |(_, place)| place.clone())
    }
}
