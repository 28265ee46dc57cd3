//! What will happen to a member's data: three groups, a label and a number in each line.

use farewell_erasure::engine::{Blocker, Count, Group, Outlook, OutlookLine};

use crate::words::Words;

/// One group as it is shown.
pub(crate) struct ShownGroup {
    pub(crate) title: String,
    pub(crate) lines: Vec<ShownLine>,
}

/// One kind of data. `count` is empty when counting took too long.
pub(crate) struct ShownLine {
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) until: Option<String>,
    pub(crate) because: Option<String>,
}

/// The groups in their order, in words.
pub(crate) fn groups(words: &Words, outlook: &Outlook) -> Vec<ShownGroup> {
    let group = |kind: &Group| match kind {
        Group::Deleted => words.text("group-deleted"),
        Group::Unlinked => words.text("group-unlinked"),
        Group::Kept => words.text("group-kept"),
    };
    let shown = outlook.groups.iter().map(|one| ShownGroup {
        title: group(&one.kind),
        lines: one.lines.iter().map(|shown| line(words, shown)).collect(),
    });
    shown.collect()
}

/// What must be settled first, in words.
pub(crate) fn blockers(words: &Words, blockers: &[Blocker]) -> Vec<String> {
    blockers.iter().map(|one| words.own(&one.text).unwrap_or(&one.id).to_owned()).collect()
}

fn line(words: &Words, line: &OutlookLine) -> ShownLine {
    ShownLine {
        label: words.own(&line.label).unwrap_or_default().to_owned(),
        count: match line.count {
            Count::Exact(count) => words.number(count),
            Count::MoreThan(count) => {
                words.with("count-more-than", &[("number", words.number(count).into())])
            }
            Count::Unknown => String::new(),
        },
        until: line.until.map(|date| words.with("kept-until", &[("date", words.date(date).into())])),
        because: words.own(&line.because).map(str::to_owned),
    }
}
