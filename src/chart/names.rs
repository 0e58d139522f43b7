//! Which names of categories are written under an axis, and how: there is not always room for all.

use super::slots::Slots;
use super::text::{self, Weight, Wrap};
use super::{Chart, Style};

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

/// The names that can be shown: all on one line, all wrapped, or every second, third, ... of them.
pub(super) fn category_names(chart: &Chart, slots: &Slots, style: &Style) -> Vec<(usize, Vec<String>)> {
    let size = style.text_size_pt;
    let names: Vec<&str> = chart.categories.iter().map(|category| category.short.as_str()).collect();
    let widest = text::widest(names.iter().copied(), Weight::Regular, size);
    let wrap = |width, lines| Wrap { weight: Weight::Regular, size, width, lines };
    let room = slots.width() - size * 0.4;
    if widest <= room {
        return names.iter().map(|name| vec![name.to_string()]).enumerate().collect();
    }
    let narrow = wrap(room, 3);
    let few = names.len() <= 8;
    if names.iter().all(|name| narrow.fits(name)) || (few && room > size * 3.0) {
        let narrow = wrap(room, if few { 5 } else { 3 });
        return names.iter().map(|name| narrow.lines(name)).enumerate().collect();
    }
    let wanted = widest.min(size * LABEL_LIMIT) + size * 0.7;
    let stride = (wanted / slots.width()).ceil().max(1.0) as usize;
    let short = wrap(stride as f64 * slots.width() - size * 0.4, 2);
    kept(chart, stride).into_iter().map(|i| (i, short.lines(names[i]))).collect()
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
    use super::super::ChartKind;
    use super::super::sample::chart;
    use super::*;

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
