//! Periods that are named by what lies beside them: "vorig jaar", "een kwartaal eerder", "dit halfjaar".

use super::words::{self, Item};
use super::{Kind, Reader, Role, Span, is_in};

/// How many months a unit of time has.
fn months_of(unit: &str) -> Option<i32> {
    Some(match unit {
        "jaar" | "schooljaar" | "verslagjaar" => 12,
        "halfjaar" => 6,
        "kwartaal" => 3,
        "maand" => 1,
        _ => return None,
    })
}

/// Whether "die" or "dat" before a word can look back to a period of the sentence before.
pub fn looks_back(unit: &str) -> bool {
    months_of(unit).is_some() || unit == "maanden"
}

impl Reader<'_> {
    /// Reads "vorig jaar", "het vorige kwartaal", "dit jaar", "een jaar eerder", "het kwartaal ervoor", "een jaar later".
    pub(super) fn relative(&mut self, at: usize) -> Option<usize> {
        // "In 2023 …, het jaar daarop …"
        if is_in("jaar", self.text(at)) && is_in("daarop erop", self.text(at + 1)) && self.before(at, 1) == "het" {
            let last = self.found.last().filter(|one| one.spans.len() == 1)?;
            let span = last.spans[0].moved(12);
            self.row += 1;
            self.push(at..at + 2, Kind::Whole, vec![span]);
            return Some(at + 2);
        }
        let letter = Span::of(self.letter);
        let (word, unit) = (self.text(at), months_of(self.text(at + 1)));
        let whole = |months: i32| {
            // The part of the year of this length in which the document's period ends.
            let from = letter.to.div_euclid(months) * months;
            Span { from, to: from + months - 1 }
        };
        if let Some(months) = unit {
            let spans = match word {
                "dit" | "deze" if months == 12 => {
                    vec![Span { from: letter.year_start(), to: letter.to }, whole(12)]
                }
                "dit" | "deze" => vec![whole(months), letter],
                // Of a document about a school year it is the school year before.
                "vorig" | "vorige"
                    if self.text(at + 1) == "schooljaar" && letter.len() == 12 && letter.from.rem_euclid(12) != 0 =>
                {
                    vec![letter.moved(-12)]
                }
                "vorig" | "vorige" | "voorgaand" | "voorgaande" => {
                    let mut spans = vec![whole(months).moved(-months)];
                    if months == 12 {
                        // In the same part of the year, or since its start.
                        spans.extend([letter.moved(-12), Span { from: letter.year_start(), to: letter.to }.moved(-12)]);
                    }
                    spans
                }
                "afgelopen" => {
                    // "afgelopen schooljaar (2024-2025)" says which one itself.
                    if self.text(at + 1) == "schooljaar" {
                        let says_which = |at: usize| {
                            self.text(at) == "(" || self.text(at).starts_with(|first: char| first.is_ascii_digit())
                        };
                        if says_which(at + 2) || says_which(at + 3) {
                            return None;
                        }
                        self.row += 1;
                        self.push(at..at + 2, Kind::Whole, vec![letter, letter.moved(-12)]);
                        return Some(at + 2);
                    }
                    vec![whole(months), whole(months).moved(-months), letter]
                }
                _ => Vec::new(),
            };
            if !spans.is_empty() {
                self.row += 1;
                self.push(at..at + 2, Kind::Whole, spans);
                return Some(at + 2);
            }
        }
        // "in het verslagjaar zelf"
        if word == "verslagjaar"
            && self.before(at, 1) == "het"
            && crate::dutch::period::year(self.text(at + 1)).is_none()
        {
            self.row += 1;
            self.push(at..at + 1, Kind::Whole, vec![whole(12), letter]);
            return Some(at + 1);
        }
        // "over het hele kalenderjaar"
        let is_whole = is_in("hele gehele volledige", self.before(at, 1)) && is_in("over in", self.before(at, 3));
        if is_in("jaar kalenderjaar", word) && is_whole && crate::dutch::period::year(self.text(at + 1)).is_none() {
            self.row += 1;
            self.push(at..at + 1, Kind::Whole, vec![whole(12), Span { from: letter.year_start(), to: letter.to }]);
            return Some(at + 1);
        }
        // "in dat jaar": the one that was named before it.
        if let ("dat" | "die", Some(months)) = (word, unit) {
            // In its own sentence only behind "in"; at the start of the next one also without.
            let own = self.found.last().filter(|_| self.before(at, 1) == "in");
            let is_told = at < 2 || is_in("in van over", self.before(at, 1));
            let other = self.named.last().filter(|_| self.found.is_empty() && is_told);
            let named = own.or(other)?.spans.iter().filter(|span| span.to != i32::MIN && span.len() == months);
            let spans: Vec<Span> = named.copied().collect();
            if !spans.is_empty() {
                self.row += 1;
                self.push(at..at + 2, Kind::Whole, spans);
                return Some(at + 2);
            }
        }
        // "in die maanden", of a quarter or half a year that the sentence before names.
        if word == "die" && self.text(at + 1) == "maanden" && self.before(at, 1) == "in" && self.found.is_empty() {
            let spans: Vec<Span> =
                self.named.last()?.spans.iter().filter(|span| span.to != i32::MIN && span.len() > 1).copied().collect();
            if !spans.is_empty() {
                self.row += 1;
                self.push(at..at + 2, Kind::Whole, spans);
                return Some(at + 2);
            }
        }
        // "het jaar ervoor", "het kwartaal daarvoor"
        if let (Some(months), "ervoor" | "daarvoor" | "ervóór" | "hiervoor") = (months_of(word), self.text(at + 1)) {
            return self.beside(at..at + 2, -1, months);
        }
        // "een jaar eerder", "twee jaar later"
        let count = if matches!(word, "een" | "één") { Some(1) } else { words::count(word) };
        let (count, months) = (i32::try_from(count?).ok()?, unit.or_else(|| plural(self.text(at + 1)))?);
        let steps = match self.text(at + 2) {
            "eerder" | "geleden" | "terug" | "daarvoor" | "ervoor" => -count,
            "later" | "daarna" => count,
            _ => return None,
        };
        self.beside(at..at + 3, steps, months)
    }

    /// A period so many steps from that of the document, or from another that the sentence names.
    fn beside(&mut self, items: std::ops::Range<usize>, steps: i32, months: i32) -> Option<usize> {
        let end = items.end;
        let letter = Span::of(self.letter);
        let mut spans = vec![letter.moved(steps * months)];
        let is_school = self.items[items.clone()].iter().any(|item| item.text == "schooljaar");
        if months == 12 && !is_school {
            spans.push(Span::year(letter.from.div_euclid(12) + steps));
        }
        self.row += 1;
        self.push(items, Kind::Whole, spans);
        let last = self.found.last_mut()?;
        last.role = if last.role == Role::Belongs { Role::Governs } else { last.role };
        // Filled in when all periods of the sentence are known.
        last.spans.extend([Span { from: steps * months, to: i32::MIN }]);
        Some(end)
    }

    /// Gives what is named by its distance the other periods of the sentence to be distant from.
    pub(super) fn resolve_relative(&mut self) {
        for at in 0..self.found.len() {
            let spans = &self.found[at].spans;
            let Some(distance) = spans.iter().find(|span| span.to == i32::MIN).map(|span| span.from) else { continue };
            // "een jaar eerder, in 2024,": which one that was.
            let own_end = self.found[at].tokens.end;
            let named = self.found.get(at + 1).filter(|next| {
                let is_next = next.tokens.start <= own_end + 2 && next.role == Role::Governs;
                // "het kwartaal hiervoor, dus van juli tot en met september"
                let between = self.items.iter().filter(|item| (own_end..next.tokens.start).contains(&item.token));
                let is_same =
                    |item: &Item<'_>| matches!(item.text, "," | "(" | "dus" | "ofwel" | "oftewel" | "van" | "in");
                let says_which = between.clone().any(|item| matches!(item.text, "(" | "dus" | "ofwel" | "oftewel"));
                is_next || (says_which && between.clone().all(is_same))
            });
            if let Some(spans) = named.map(|next| next.spans.clone()) {
                self.found[at].spans = spans;
                continue;
            }
            let others = self.found.iter().enumerate().filter(|(other, _)| *other != at);
            let others = others.flat_map(|(_, other)| &other.spans).filter(|span| span.to != i32::MIN);
            let moved: Vec<Span> = others.map(|span| span.moved(distance)).collect();
            let mention = &mut self.found[at];
            mention.spans.retain(|span| span.to != i32::MIN);
            // "een jaar later" is later than something: where nothing is named, nobody knows what.
            if distance > 0 {
                mention.spans.clear();
            }
            mention.spans.extend(moved);
        }
        self.found.retain(|mention| !mention.spans.is_empty());
    }
}

fn plural(unit: &str) -> Option<i32> {
    Some(match unit {
        "jaren" => 12,
        "kwartalen" => 3,
        "maanden" => 1,
        _ => return None,
    })
}
