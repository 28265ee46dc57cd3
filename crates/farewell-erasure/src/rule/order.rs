//! In which order tables are taken and deleted.

use super::{Owner, Rule, SourceRules};
use crate::catalog::ForeignKey;

/// Who follows, after whom it follows. Those whose chain leads back to itself are returned second: they have no fate.
pub(super) fn take_order(rules: &SourceRules) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = (0..rules.rules.len()).collect();
    loop {
        let (ready, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|&rule| {
            let main = rules.rules[rule].main.as_ref();
            match main.map(|main| &main.owner) {
                Some(Owner::Parent { rule: parent, .. }) => order.contains(parent),
                _ => true,
            }
        });
        let stuck = ready.is_empty();
        order.extend(ready);
        left = rest;
        if stuck || left.is_empty() {
            return (order, left);
        }
    }
}

/// Children before parents, by the foreign keys. In a circle, first what can go before its children: their keys are then checked at the commit, or were emptied.
pub(super) fn delete_order(rules: &SourceRules) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = (0..rules.rules.len()).collect();
    while let Some(first) = left.first().copied() {
        let without = |harm: fn(&Rule, &ForeignKey) -> bool| {
            let free = left.iter().copied().filter(|&parent| {
                let children = left.iter().filter(|&&child| child != parent);
                !children.into_iter().any(|&child| points_to(rules, child, parent, harm))
            });
            free.collect::<Vec<usize>>()
        };
        let mut next = without(|_, _| true);
        if next.is_empty() {
            next = without(acts_at_once);
            next.truncate(1);
        }
        if next.is_empty() {
            next.push(first);
        }
        left.retain(|rule| !next.contains(rule));
        order.extend(next);
    }
    order
}

fn points_to(rules: &SourceRules, child: usize, parent: usize, harm: fn(&Rule, &ForeignKey) -> bool) -> bool {
    let parent = &rules.rules[parent].table.name;
    let child = &rules.rules[child];
    let keys = &child.table.foreign_keys;
    keys.iter().any(|key| key.table == *parent && harm(child, key))
}

/// Whether the database would cascade, or refuse, the moment the parent goes.
fn acts_at_once(child: &Rule, key: &ForeignKey) -> bool {
    let emptied = child.unlinks.iter().any(|unlink| unlink.link.columns == key.columns);
    !emptied && !key.on_delete.eq_ignore_ascii_case("NO ACTION")
}
