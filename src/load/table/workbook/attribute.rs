//! An attribute of an XML element.

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

/// The value of an attribute, by its whole name or its name without prefix.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let mut all = all.with_checks(false).filter_map(Result::ok);
    let found = all.find(|attribute| attribute.key.as_ref() == name || attribute.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(|value| value.into_owned())
}
