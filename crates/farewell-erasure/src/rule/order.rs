//! In which order tables are taken and deleted.

use super::{Owner, Rule, SourceRules};
use crate::catalog::ForeignKey;

/// Who follows, after whom it follows; else parents before children, so that a row that is taken gets no new child. Those whose chain leads back to itself are returned second: they have no fate.
pub(super) fn take_order(rules: &SourceRules) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = rules.delete_order.iter().rev().copied().collect();
    loop {
        let ready = left.iter().position(|&rule| {
            let main = rules.rules[rule].main.as_ref();
            match main.map(|main| &main.owner) {
                Some(Owner::Parent { rule: parent, .. }) => order.contains(parent),
                _ => true,
            }
        });
        let Some(ready) = ready else {
            return (order, left);
        };
        order.push(left.remove(ready));
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
            let circle = left.iter().copied().find(|&rule| is_only_in_a_circle(rules, &left, rule));
            next.push(circle.unwrap_or(first));
        }
        left.retain(|rule| !next.contains(rule));
        order.extend(next);
    }
    order
}

/// Whether whatever points to the rule and would be harmed is pointed to, in turn, by way of the rule itself.
fn is_only_in_a_circle(rules: &SourceRules, left: &[usize], rule: usize) -> bool {
    let mut reached = vec![rule];
    let mut at = 0;
    while let Some(child) = reached.get(at).copied() {
        let parents = left.iter().copied().filter(|&parent| points_to(rules, child, parent, |_, _| true));
        let new: Vec<usize> = parents.filter(|parent| !reached.contains(parent)).collect();
        reached.extend(new);
        at += 1;
    }
    let mut children =
        left.iter().filter(|&&child| child != rule && points_to(rules, child, rule, acts_at_once));
    children.all(|child| reached.contains(child))
}

fn points_to(rules: &SourceRules, child: usize, parent: usize, harm: fn(&Rule, &ForeignKey) -> bool) -> bool {
    let parent = &rules.rules[parent].table.name;
    let child = &rules.rules[child];
    let keys = &child.table.foreign_keys;
    keys.iter().any(|key| key.table == *parent && harm(child, key))
}

/// Whether the database would cascade, or refuse, before the transaction's end when the parent goes.
pub(crate) fn acts_at_once(child: &Rule, key: &ForeignKey) -> bool {
    let emptied = child.unlinks.iter().any(|unlink| unlink.link.columns == key.columns);
    let waits = key.deferrable && key.on_delete.eq_ignore_ascii_case("NO ACTION");
    !emptied && !waits
}
