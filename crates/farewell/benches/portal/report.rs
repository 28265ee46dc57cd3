//! The figures, as the table that `docs/benchmarks.md` shows.

/// What was measured, line by line.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<[String; 5]>,
}

impl Report {
    /// Adds a figure: what, how much, beside what, the ratio of the two, and what was aimed at.
    pub(crate) fn add(&mut self, what: &str, figure: String, beside: String, ratio: f64, aim: &str) {
        eprintln!("{what}: {figure}; {beside}; {ratio:.2}");
        self.lines.push([what.to_owned(), figure, beside, format!("{ratio:.2}"), aim.to_owned()]);
    }

    /// Adds a figure that stands for itself.
    pub(crate) fn note(&mut self, what: &str, figure: String, aim: &str) {
        eprintln!("{what}: {figure}");
        self.lines.push([what.to_owned(), figure, String::new(), String::new(), aim.to_owned()]);
    }

    pub(crate) fn print(&self) {
        println!("| what | figure | beside | ratio | aim |\n|---|---|---|---|---|");
        for line in &self.lines {
            println!("| {} |", line.join(" | "));
        }
    }
}
