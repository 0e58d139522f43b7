//! The template language of formulas, texts and layouts: minijinja, without what could take all memory at one step.
//!
//! minijinja counts the steps of a template, not the bytes that a step makes. So the functions and filters of which the
//! outcome can be far larger than what goes in have bounds here. The messages are Dutch sentences, for authors.

use minijinja::value::{Rest, Value};
use minijinja::{Environment, Error, ErrorKind, State, filters, functions};

/// No text that a filter makes is longer, in bytes.
const LONGEST_TEXT: usize = 4 * 1024 * 1024;
/// No list that a filter makes, or a loop goes through, is longer.
const MOST_ITEMS: usize = 100_000;
/// Spaces before a line.
const WIDEST: usize = 1_000;

/// What is looked at before a filter works: its value, and what stands between its brackets.
type Check = fn(&[Value]) -> Result<(), Error>;

/// An environment with everything that minijinja has, within bounds.
pub fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_debug(true);
    environment.add_function("range", range);
    let bounded: [(&str, Value, Check); 8] = [
        ("replace", Value::from_function(filters::replace), check_replace),
        ("join", Value::from_function(filters::join), check_join),
        ("indent", Value::from_function(filters::indent), check_indent),
        ("format", Value::from_function(filters::format), check_format),
        ("list", Value::from_function(filters::list), check_items),
        ("sort", Value::from_function(filters::sort), check_items),
        ("batch", Value::from_function(filters::batch), check_parts),
        ("slice", Value::from_function(filters::slice), check_parts),
    ];
    for (name, filter, check) in bounded {
        environment.add_filter(name, move |state: &mut State<'_, '_>, values: Rest<Value>| {
            check(&values)?;
            filter.call(state, &values)
        });
    }
    environment
}

fn too_large(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{what} wordt te groot."))
}

fn check_text(bytes: Option<usize>) -> Result<(), Error> {
    match bytes {
        Some(bytes) if bytes <= LONGEST_TEXT => Ok(()),
        _ => Err(too_large("Deze tekst")),
    }
}

fn check_items(values: &[Value]) -> Result<(), Error> {
    let items = values.first().and_then(Value::len);
    if items.is_some_and(|items| items > MOST_ITEMS) { Err(too_large("Deze lijst")) } else { Ok(()) }
}

fn range(lower: Value, upper: Option<Value>, step: Option<Value>) -> Result<Value, Error> {
    let wrong = || {
        let message = "range() heeft hele getallen nodig, zoals range(3) of range(1, 4), en een stap die geen nul is.";
        Error::new(ErrorKind::InvalidOperation, message)
    };
    // Far beyond what it may count, so that nothing overflows.
    let whole = |value: Value| {
        let number = value.as_i64().filter(|number| value.is_integer() && number.abs() <= 1_000_000_000_000);
        number.and_then(|number| isize::try_from(number).ok()).ok_or_else(wrong)
    };
    let (lower, upper, step) = (whole(lower)?, upper.map(&whole).transpose()?, step.map(&whole).transpose()?);
    let (from, to) = upper.map_or((0, lower), |upper| (lower, upper));
    let length = from.abs_diff(to) / step.unwrap_or(1).unsigned_abs().max(1);
    match step {
        Some(0) => Err(wrong()),
        _ if length > MOST_ITEMS && (to > from) == (step.unwrap_or(1) > 0) => {
            Err(Error::new(ErrorKind::InvalidOperation, "range() telt hoogstens tot 100.000."))
        }
        _ => functions::range(lower, upper, step),
    }
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(1, str::len)
}

fn check_replace(values: &[Value]) -> Result<(), Error> {
    let [value, from, to, ..] = values else { return Ok(()) };
    let times = match (value.as_str(), from.as_str()) {
        (Some(value), Some(from)) => value.matches(from).count(),
        _ => 0,
    };
    check_text(times.checked_mul(length(to)).and_then(|added| added.checked_add(length(value))))
}

fn check_join(values: &[Value]) -> Result<(), Error> {
    check_items(values)?;
    let between = values.get(1).map_or(0, length);
    let mut bytes = 0_usize;
    for item in values.first().and_then(|value| value.try_iter().ok()).into_iter().flatten() {
        bytes = bytes.saturating_add(between).saturating_add(length(&item));
        check_text(Some(bytes))?;
    }
    Ok(())
}

fn check_indent(values: &[Value]) -> Result<(), Error> {
    let width = values.get(1).and_then(Value::as_usize).unwrap_or(4);
    if width > WIDEST {
        return Err(too_large("De inspringing"));
    }
    let text = values.first().and_then(Value::as_str).unwrap_or_default();
    check_text(text.lines().count().checked_mul(width).and_then(|added| added.checked_add(text.len())))
}

/// No number in a pattern asks for room that no page has.
fn check_format(values: &[Value]) -> Result<(), Error> {
    let pattern = values.first().and_then(Value::as_str).unwrap_or_default();
    let mut widths = pattern.split(|next: char| !next.is_ascii_digit());
    if pattern.contains('*') || widths.any(|digits| digits.len() > 3) { Err(too_large("Deze tekst")) } else { Ok(()) }
}

fn check_parts(values: &[Value]) -> Result<(), Error> {
    check_items(values)?;
    let count = values.get(1).and_then(Value::as_usize);
    if count.is_some_and(|count| count > MOST_ITEMS) { Err(too_large("Deze lijst")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(template: &str) -> Result<String, String> {
        let rendered = environment().render_str(template, ());
        rendered.map_err(|error| error.detail().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_would_be_too_large_is_refused_in_dutch() {
        for template in [
            "{{ range(1000000) }}",
            "{{ range(0, 9000000000, 2) }}",
            "{{ range(5, -9000000) |length }}{{ range(5, -9000000, -1) }}",
            "{{ range(\"x\") }}",
            "{{ range(1.5) }}",
            "{{ range(0, 3, 0) }}",
            "{{ range(99999999999999999999) }}",
            "{{ ((\"a\" * 10000) | replace(\"a\", \"b\" * 10000)) | length }}",
            "{{ (([\"a\"] * 99000) | join(\"b\" * 10000)) | length }}",
            "{{ ([\"a\"] * 1000000) | join }}",
            "{{ ([\"a\"] * 1000000) | list }}",
            "{{ ([\"a\"] * 1000000) | sort }}",
            "{{ \"a\" | indent(100000000) }}",
            "{{ \"%100000000d\" | format(1) }}",
            "{{ [1] | batch(100000000, 0) }}",
            "{{ [1] | slice(100000000, 0) }}",
        ] {
            let message = outcome(template).expect_err(template);
            assert!(message.ends_with('.') && !message.contains(" is "), "{template}: {message}");
        }
    }

    #[test]
    fn what_is_of_use_works_as_before() {
        for (template, text) in [
            ("{{ range(3)|join(\",\") }}", "0,1,2"),
            ("{{ range(1, 4)|join }}", "123"),
            ("{{ range(4, 0, -2)|join }}", "42"),
            ("{{ range(5, 1)|list }}", "[]"),
            ("{{ \"aba\"|replace(\"a\", \"c\") }}", "cbc"),
            ("{{ [\"a\", 1]|join(\" en \") }}", "a en 1"),
            ("{{ \"a\nb\"|indent(2) }}", "a\n  b"),
            ("{{ \"a\nb\"|indent(2, true) }}", "  a\n  b"),
            ("{{ \"%s: %03d\"|format(\"a\", 7) }}", "a: 007"),
            ("{{ [2, 1]|sort|list }}", "[1, 2]"),
            ("{{ [1, 2, 3]|batch(2)|list }}", "[[1, 2], [3]]"),
        ] {
            assert_eq!(outcome(template).as_deref(), Ok(text), "{template}");
        }
    }
}
