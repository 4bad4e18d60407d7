//! Whether a JSON value, as `jsonb` prints it, is as a rule says.

use serde_json::{Map, Value};

use crate::edge::case::JsonRule;

/// Whether the value shows what the rule says.
pub(super) fn shows(rule: JsonRule, text: &str) -> bool {
    match rule {
        JsonRule::Nested(depth) => {
            let (front, back) = text.as_bytes().split_at(text.len().min(depth));
            front.len() == depth
                && back.len() == depth
                && front.iter().all(|sign| *sign == b'[')
                && back.iter().all(|sign| *sign == b']')
        }
        JsonRule::LongKey(bytes) => {
            text.len() > bytes
                && object(text).is_some_and(|object| {
                    object.len() == 1 && object.keys().all(|key| key.len() == bytes)
                })
        }
        JsonRule::Wide(keys) => {
            // A key, its value and what parts them take six bytes at least.
            text.len() > 6 * keys && object(text).is_some_and(|object| object.len() == keys)
        }
        JsonRule::PowerOfTen(zeros) => is_power_of_ten(text, zeros),
    }
}

fn object(text: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Some(object),
        _ => None,
    }
}

/// Whether an object's one value is a 1 and so many zeros. No number type holds it: the
/// digits are counted as they stand.
fn is_power_of_ten(text: &str, zeros: usize) -> bool {
    let Some(body) = text
        .strip_prefix("{\"")
        .and_then(|text| text.strip_suffix('}'))
    else {
        return false;
    };
    let front = body.trim_end_matches('0');
    front.ends_with("\": 1") && front.matches('"').count() == 1 && body.len() - front.len() == zeros
}
