//! Orthogonal arrays, as suggestions for the columns beyond the first ones.
//!
//! At strength 2, with n values each, rows are all (a, b), and further columns hold b + ma for
//! the elements m of a field (Bose 1938). At strength 3, rows are all (a, b, c), and columns
//! hold a quadratic polynomial's values (Bush 1952). Where n is no prime power, the product of
//! the fields of its prime powers serves as far as the smallest of them reaches (`MacNeish`
//! 1922; Bush for strength 3).
//!
//! Factors need not be of one size: a value that a factor does not have is no suggestion, and
//! the first factors may have more than n values.

use super::constraints::Value;
use super::field::{Field, prime_powers};

/// Orthogonal columns over n values.
#[derive(Debug)]
pub(super) struct Orthogonal {
    fields: Vec<Field>,
    values: usize,
    strength: usize,
}

impl Orthogonal {
    /// The array of this strength (2 or 3) with `values` values in each column.
    pub(super) fn new(values: usize, strength: usize) -> Self {
        let fields = prime_powers(values).into_iter().filter_map(Field::new);
        Self {
            fields: fields.collect(),
            values,
            strength,
        }
    }

    /// How many columns there are.
    pub(super) fn columns(&self) -> usize {
        let further = self.fields.iter().map(|field| match self.strength {
            2 => field.order - 1,
            _ if field.is_even() => field.order - 1,
            _ => field.order - 2,
        });
        self.strength + further.min().unwrap_or_default()
    }

    /// The value of the column `column` in the row that begins with `first`; nothing if there
    /// are not as many columns.
    pub(super) fn value(&self, first: &[Value], column: usize) -> Option<usize> {
        if column < self.strength {
            return Some(usize::from(first[column]));
        }
        if column >= self.columns() {
            return None;
        }
        let mut place = 1;
        let mut value = 0;
        for field in &self.fields {
            let digit = |first: Value| usize::from(first) % self.values / place % field.order;
            let digits: Vec<usize> = first.iter().map(|first| digit(*first)).collect();
            value += place * combine(field, &digits, column - self.strength);
            place *= field.order;
        }
        Some(value)
    }
}

/// The element in a further column, numbered from 0.
fn combine(field: &Field, first: &[usize], column: usize) -> usize {
    let add = |a, b| field.add(a, b);
    let mul = |a, b| field.mul(a, b);
    match *first {
        [a, b] => add(b, mul(column + 1, a)),
        // In a field of characteristic 2, b itself may stand beside the values of
        // c + bx + ax^2, since squares differ where their roots do.
        [a, b, c] if field.is_even() => {
            let x = column + 1;
            add(c, add(mul(x, b), mul(mul(x, x), a)))
        }
        // Else the first columns hold a, the value at 1 and that at 0.
        [a, one, zero] => {
            let x = column + 2;
            let b = field.sub(one, add(zero, a));
            add(zero, add(mul(x, b), mul(mul(x, x), a)))
        }
        _ => 0,
    }
}
