//! What a Fluent text refers to.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

/// One name inside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refers<'t> {
    /// `{ $name }`
    Variable(&'t str),
    /// `{ -name }`
    Term(&'t str),
    /// Another text, or a function.
    Other,
}

/// Every name inside a text, its variants included.
pub(super) fn of_pattern<'t>(pattern: &Pattern<&'t str>) -> Vec<Refers<'t>> {
    let expressions = pattern.elements.iter().filter_map(|element| match element {
        PatternElement::TextElement { .. } => None,
        PatternElement::Placeable { expression } => Some(expression),
    });
    expressions.flat_map(of_expression).collect()
}

fn of_expression<'t>(expression: &Expression<&'t str>) -> Vec<Refers<'t>> {
    match expression {
        Expression::Inline(inline) => of_inline(inline),
        Expression::Select { selector, variants } => {
            let of_variants = variants.iter().flat_map(|variant| of_pattern(&variant.value));
            of_inline(selector).into_iter().chain(of_variants).collect()
        }
    }
}

fn of_inline<'t>(inline: &InlineExpression<&'t str>) -> Vec<Refers<'t>> {
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => Vec::new(),
        InlineExpression::VariableReference { id } => vec![Refers::Variable(id.name)],
        InlineExpression::TermReference { id, attribute: None, .. } => vec![Refers::Term(id.name)],
        InlineExpression::Placeable { expression } => of_expression(expression),
        InlineExpression::TermReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::FunctionReference { .. } => vec![Refers::Other],
    }
}
