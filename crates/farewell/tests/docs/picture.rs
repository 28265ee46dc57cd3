//! The picture of the account's states: boxes for the states, arrows for what the rules allow.

use farewell_domain::account::AccountStatus;
use farewell_domain::hold::Hold;

use crate::generated;
use crate::states::{events, name, states};

const WIDTH: i32 = 1060;
const HEIGHT: i32 = 372;
const BOX: (i32, i32) = (150, 64);
/// From one box to the next.
const PITCH: i32 = 290;
const LEFT: i32 = 20;
const TOP: i32 = 170;
const LINE: i32 = 19;

/// Colors of a page, on paper of its own: the picture cannot know what is behind it.
const STYLE: &str = "
.paper { fill: #fbfaf7; stroke: #d6d3cb } .box { fill: #ffffff; stroke: #0f766e; stroke-width: 2 }
.way { fill: none; stroke: #57534e; stroke-width: 1.6; marker-end: url(#tip) } .tip { fill: #57534e }
text { font: 15px system-ui, sans-serif; fill: #292524; text-anchor: middle } .state { font-weight: 600; font-size: 17px }
@media (prefers-color-scheme: dark) {
.paper { fill: #1c1b1a; stroke: #44403c } .box { fill: #292524; stroke: #5eead4 }
.way { stroke: #a8a29e } .tip { fill: #a8a29e } text { fill: #f5f5f4 } }
";

/// What leads from one state to another.
struct Way {
    from: usize,
    to: usize,
    /// The events' names; a star where a legal hold stops it.
    labels: Vec<String>,
}

/// The table's rows that lead somewhere, those between the same two states together.
fn ways() -> Vec<Way> {
    let place = |status: AccountStatus| states().iter().position(|state| name(*state) == name(status));
    let mut ways: Vec<Way> = Vec::new();
    for (from, state) in states().into_iter().enumerate() {
        for (event_name, event) in events() {
            let Ok(next) = state.after(event, Hold::Free) else { continue };
            let to = place(next).expect("one of the states");
            let star = if state.after(event, Hold::Held).is_ok() { "" } else { " *" };
            let label = format!("{event_name}{star}");
            match ways.iter_mut().find(|way| (way.from, way.to) == (from, to)) {
                Some(way) => way.labels.push(label),
                None => ways.push(Way { from, to, labels: vec![label] }),
            }
        }
    }
    ways
}

fn middle(state: usize) -> i32 {
    LEFT + i32::try_from(state).expect("few states") * PITCH + BOX.0 / 2
}

/// Lines of text whose last one stands on `bottom`.
fn text(x: i32, bottom: i32, lines: &[String]) -> String {
    let count = i32::try_from(lines.len()).expect("few lines");
    let line = |(at, line): (i32, &String)| {
        format!("<text x=\"{x}\" y=\"{}\">{line}</text>\n", bottom - (count - 1 - at) * LINE)
    };
    (0..).zip(lines).map(line).collect()
}

/// Labels for the gap between two boxes: broken before what stands in brackets or after a comma.
fn broken(labels: &[String]) -> Vec<String> {
    let parts = labels.iter().map(|label| label.replace(", ", ",\n").replace(" (", "\n("));
    parts.flat_map(|label| label.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn path(d: &str) -> String {
    format!("<path class=\"way\" d=\"{d}\"/>\n")
}

fn drawn(way: &Way) -> String {
    let (from, to, half) = (middle(way.from), middle(way.to), BOX.0 / 2);
    let between = i32::midpoint(from, to);
    if way.from == way.to {
        let d = format!("M{} {TOP} c-18 -86 82 -86 64 -5", from - 32);
        return path(&d) + &text(from, TOP - 76, &way.labels);
    }
    if way.to == way.from + 1 {
        let y = TOP + 20;
        return path(&format!("M{} {y} H{}", from + half, to - half - 3))
            + &text(between, y - 9, &broken(&way.labels));
    }
    if way.from == way.to + 1 {
        let y = TOP + BOX.1 - 16;
        return path(&format!("M{} {y} H{}", from - half, to + half + 3))
            + &text(between, y + LINE, &way.labels);
    }
    // Past the states in between, below them.
    let (bottom, low) = (TOP + BOX.1, TOP + BOX.1 + 62);
    path(&format!("M{from} {bottom} V{low} H{to} V{}", bottom + 3)) + &text(between, low + LINE, &way.labels)
}

fn picture() -> String {
    let boxes = states().into_iter().enumerate().map(|(at, state)| {
        let x = middle(at);
        format!(
            "<rect class=\"box\" x=\"{}\" y=\"{TOP}\" width=\"{}\" height=\"{}\" rx=\"10\"/>\n<text class=\"state\" x=\"{x}\" y=\"{}\">{}</text>\n",
            x - BOX.0 / 2, BOX.0, BOX.1, TOP + BOX.1 / 2 + 6, name(state),
        )
    });
    let boxes: String = boxes.collect();
    let arrows: String = ways().iter().map(drawn).collect();
    let note = text(WIDTH / 2, HEIGHT - 22, &["* not under a legal hold".to_owned()]);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"title\">
<title id=\"title\">The states of an account and what leads from one to another</title>
<style>{STYLE}</style>
<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0 L10 5 L0 10 z\"/></marker></defs>
<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"12\"/>
{boxes}{arrows}{note}</svg>\n",
        WIDTH - 1, HEIGHT - 1,
    )
}

#[test]
fn the_picture_of_the_states_is_drawn_from_the_rules() {
    generated::whole("states.svg", &picture());
}

#[test]
fn the_picture_shows_every_way_once() {
    let told: Vec<String> =
        ways().iter().map(|way| format!("{} {} {}", way.from, way.to, way.labels.len())).collect();
    assert_eq!(told, ["0 1 1", "0 2 1", "1 0 1", "1 1 1", "1 2 2", "2 2 3", "2 3 1"]);
}
