//! Whether a table's sums agree, told beside the table in words for residents.

use crate::html::{Element, Node, el};
use crate::row;
use crate::text::proof as words;
use model::check::{self, Identity, State, identities};
use model::{FormVersion, Table, TableId};

/// The sums of one table, and which of them do not agree.
pub struct Proof {
    table: TableId,
    version: FormVersion,
    agreeing: usize,
    not_comparable: usize,
    broken: Vec<Identity>,
}

impl Proof {
    /// Checks a table.
    pub fn of(table: &Table) -> Self {
        let all = identities(table);
        let count = |state: State| all.iter().filter(|identity| identity.state == state).count();
        let (agreeing, not_comparable) = (count(State::Agrees), count(State::NotComparable));
        let broken = all.into_iter().filter(|identity| identity.state == State::Broken).collect();
        Self { table: table.id, version: table.version, agreeing, not_comparable, broken }
    }

    /// The address of the explanation, when the cell takes part in a sum that does not agree.
    pub fn link(&self, row: &str, column: &str) -> Option<String> {
        let identity = self.broken.iter().find(|identity| identity.involves(row, column))?;
        Some(format!("#{}", self.id(identity)))
    }

    /// Whether the cell prints the result of such a sum.
    pub fn is_result(&self, row: &str, column: &str) -> bool {
        self.broken.iter().any(|identity| identity.results.contains(&(row, column)))
    }

    fn id(&self, identity: &Identity) -> String {
        format!("{}-{}-{}-{}", self.table.as_str(), identity.rule, identity.row, identity.column)
    }

    /// What was checked and how it came out.
    pub fn view(&self) -> Node {
        let checked = self.agreeing + self.broken.len();
        let left = (self.not_comparable > 0).then(|| words::not_comparable(self.not_comparable));
        let summary = match (checked, self.broken.len()) {
            (0, _) if self.table == TableId::T2 => words::NO_SUMS.to_owned(),
            (0, _) => words::NOTHING_CHECKED.to_owned(),
            (_, 0) => words::all_agree(checked),
            (_, broken) => words::some_differ(checked, broken),
        };
        let class = if self.broken.is_empty() { "gk-proof" } else { "gk-proof gk-proof--differs" };
        let list = Node::all(self.broken.iter().map(|identity| self.line(identity)));
        let list = (!self.broken.is_empty()).then(|| el("ul").class("gk-proof__list").kid(list));
        row![el("p").class(class).kid(summary).kid(left), list]
    }

    fn line(&self, identity: &Identity) -> Element {
        let row_name = check::row_name(self.table, self.version, identity.row);
        let column_name = check::column_name(self.table, self.version, identity.row, identity.column);
        el("li")
            .class("gk-proof__line")
            .attr("id", self.id(identity))
            .attr("tabindex", "-1")
            .kid(el("strong").kid(words::place(&row_name, &column_name)))
            .kid(words::explanation(&identity.sentence(), identity.rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(printed: &str) -> Table {
        let json = format!(
            r#"{{"id":"t4","version":"2021","rows":{{"review":{{"upheld":10,"corrected":1,"other":0,"pending":0,"total":{printed}}}}}}}"#
        );
        serde_json::from_str(&json).expect("a table")
    }

    #[test]
    fn a_sum_that_does_not_agree_is_told_at_every_cell_that_takes_part() {
        let proof = Proof::of(&table("0"));
        assert_eq!(proof.link("review", "upheld").as_deref(), Some("#t4-A4-review-total"));
        assert!(proof.is_result("review", "total") && !proof.is_result("review", "upheld"));
        assert_eq!(proof.link("litigation_direct", "upheld"), None);
        let html = proof.view().to_html();
        assert!(html.contains("id=\"t4-A4-review-total\"") && html.contains("公布为 0，各项相加为 11"), "{html}");
    }

    #[test]
    fn sums_that_agree_are_said_to_agree_and_blank_ones_not_to_be_checked() {
        let html = Proof::of(&table("11")).view().to_html();
        assert!(html.contains(&words::all_agree(1)) && html.contains(&words::not_comparable(2)), "{html}");
    }
}
