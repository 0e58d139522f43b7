//! Which names of categories are written under an axis, and how: there is not always room for all.

use super::canvas::{Align, Area, Label};
use super::model::{Category, Chart};
use super::slots::Slots;
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};

/// Width of a category label, beyond which it may be wrapped, in ems.
const LABEL_LIMIT: f64 = 10.0;

/// First and last index of each run of equal neighbours.
pub(super) fn runs<T: PartialEq>(items: &[T]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        match runs.last_mut() {
            Some((first, last)) if items[*first] == *item => *last = i,
            _ => runs.push((i, i)),
        }
    }
    runs
}

/// The names that can be shown: all on one line, all wrapped, or every second, third, ... of them. Where the
/// picture has a fixed size, names are shortened before they are left out, and only periods are left out:
/// `None` where that is not enough.
pub(super) fn category_names(chart: &Chart, slots: &Slots, style: &ChartStyle) -> Option<Vec<(usize, Vec<String>)>> {
    let size = style.text_size_pt;
    let names: Vec<&str> = chart.categories.iter().map(|category| category.short.as_str()).collect();
    let widest = text::widest(names.iter().copied(), Weight::Regular, size);
    if !chart.times.is_empty() {
        return Some(names_in_time(&names, slots, style));
    }
    let wrap = |width, lines| Wrap { weight: Weight::Regular, size, width, lines };
    let room = slots.width() - size * 0.4;
    if widest <= room {
        return Some(names.iter().map(|name| vec![name.to_string()]).enumerate().collect());
    }
    if style.is_bounded() && chart.categories.iter().all(is_period) {
        return Some(period_names(chart, slots, style));
    }
    let narrow = wrap(room, 3);
    let few = names.len() <= 8;
    let whole = names.iter().all(|name| narrow.fits(name));
    if style.is_bounded() && !whole {
        return None;
    }
    if whole || (few && room > size * 3.0) {
        let narrow = wrap(room, if few { 5 } else { 3 });
        return Some(names.iter().map(|name| narrow.lines(name)).enumerate().collect());
    }
    let wanted = widest.min(size * LABEL_LIMIT) + size * 0.7;
    let stride = (wanted / slots.width()).ceil().max(1.0) as usize;
    let short = wrap(stride as f64 * slots.width() - size * 0.4, 2);
    Some(kept(chart, stride).into_iter().map(|i| (i, short.lines(names[i]))).collect())
}

/// The names of moments that do not lie evenly apart: the last, the first, and of the others those that find room.
fn names_in_time(names: &[&str], slots: &Slots, style: &ChartStyle) -> Vec<(usize, Vec<String>)> {
    let size = style.text_size_pt;
    let mut taken: Vec<Area> = Vec::new();
    let last = names.len().saturating_sub(1);
    let order = [last, 0].into_iter().chain(1..last);
    let mut kept: Vec<usize> = order
        .filter(|i| {
            let label = Label::of_category(names[*i], (slots.center(*i), 0.0), Align::Middle);
            let area = label.within(style.width_pt, size).area(size);
            let wide = Area { x0: area.x0 - size * 0.4, x1: area.x1 + size * 0.4, ..area };
            let free = !taken.iter().any(|other| other.overlaps(&wide));
            if free {
                taken.push(area);
            }
            free
        })
        .collect();
    kept.sort_unstable();
    kept.into_iter().map(|i| (i, vec![names[i].to_owned()])).collect()
}

/// Whether a category is a year, or a part of one.
pub(super) fn is_period(category: &Category) -> bool {
    category.group.is_some() || is_year(&category.short)
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// A year as ’25, a month as its first letter; other names as they are.
fn abbreviated(category: &Category) -> String {
    let name = category.short.as_str();
    let mut letters = name.chars();
    match letters.next() {
        _ if is_year(name) => format!("’{}", &name[2..]),
        Some(first) if letters.clone().count() == 2 && letters.all(char::is_alphabetic) => first.to_string(),
        _ => name.to_owned(),
    }
}

/// Periods side by side where they do not all fit in full: all of them abbreviated, else some of them in full.
fn period_names(chart: &Chart, slots: &Slots, style: &ChartStyle) -> Vec<(usize, Vec<String>)> {
    let size = style.text_size_pt;
    let short: Vec<String> = chart.categories.iter().map(abbreviated).collect();
    let width = |names: &[String]| text::widest(names.iter().map(String::as_str), Weight::Regular, size);
    if width(&short) <= slots.width() - size * 0.25 {
        return short.into_iter().map(|name| vec![name]).enumerate().collect();
    }
    let full: Vec<String> = chart.categories.iter().map(|category| category.short.clone()).collect();
    let stride = ((width(&full) + size * 0.6) / slots.width()).ceil().max(1.0) as usize;
    let mut kept = kept(chart, stride);
    // A year that begins halfway counts back from the next one, so that the distance is the same everywhere.
    let groups: Vec<Option<&str>> = chart.categories.iter().map(|c| c.group.as_deref()).collect();
    if let [(_, last), (second, _), ..] = runs(&groups)[..] {
        let distance = kept.iter().filter(|i| **i >= second).nth(1).map_or(usize::MAX, |next| next - second);
        kept.retain(|i| *i > last);
        kept.extend((0..=last).filter(|i| (second - i).is_multiple_of(distance)));
        kept.sort_unstable();
    }
    // The last one may be moved into the picture, towards the one before it.
    let mut edge = f64::MIN;
    kept.retain(|i| {
        let label = Label::of_category(full[*i].as_str(), (slots.center(*i), 0.0), Align::Middle);
        let area = label.within(style.width_pt, size).area(size);
        let free = area.x0 > edge;
        edge = if free { area.x1 } else { edge };
        free
    });
    kept.into_iter().map(|i| (i, vec![full[i].clone()])).collect()
}

/// The categories that keep their name when there is room for one in `stride`: evenly within each group.
fn kept(chart: &Chart, stride: usize) -> Vec<usize> {
    let groups: Vec<Option<&str>> = chart.categories.iter().map(|c| c.group.as_deref()).collect();
    let n = groups.len();
    if groups.iter().all(Option::is_none) {
        // Both ends are named where a slightly larger stride allows it.
        let even = (stride..=stride + stride / 2).find(|step| (n - 1).is_multiple_of(*step));
        return (0..n).step_by(even.unwrap_or(stride)).collect();
    }
    let runs = runs(&groups);
    let largest = runs.iter().map(|(first, last)| last - first + 1).max().unwrap_or(1);
    let Some(stride) = (stride..=largest).find(|step| largest % step == 0 && *step < largest) else {
        return Vec::new();
    };
    runs.into_iter().flat_map(|(first, last)| (first..=last).step_by(stride)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::sample::chart;
    use crate::load::ChartKind;

    #[test]
    fn months_are_thinned_to_quarters() {
        let mut chart = chart(ChartKind::Line, &[("", &["1"; 24].join(" "))]);
        for (i, category) in chart.categories.iter_mut().enumerate() {
            category.group = Some((2021 + i / 12).to_string());
        }
        assert_eq!(kept(&chart, 2)[..3], [0, 2, 4]);
        assert_eq!(kept(&chart, 5), [0, 6, 12, 18]);
        assert!(kept(&chart, 13).is_empty());
    }

    #[test]
    fn equal_neighbours_form_runs() {
        assert_eq!(runs(&["a", "a", "b", "a"]), [(0, 1), (2, 2), (3, 3)]);
        assert!(runs::<u8>(&[]).is_empty());
    }
}
