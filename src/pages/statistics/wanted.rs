//! What the visitor chose on the page 数据, as it stands in the address.

use crate::chart::{Choice, Mode};
use crate::route::Params;
use model::measure::{Group, Measure, find};

/// One group, or single measures; repeated.
pub const MEASURES: &str = "m";
/// The first year.
pub const FROM: &str = "from";
/// The last year.
pub const TO: &str = "to";
/// `share`: parts as shares of their whole.
pub const AS: &str = "as";
/// `chart` or `table`: only the one of them.
pub const VIEW: &str = "view";
/// Another county beside the site's own; repeated.
pub const WITH: &str = "with";
/// The number whose proof is open: `received.2024`, `received.2024.pingtan`.
pub const WHY: &str = "why";

/// Which charts are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Every group.
    All,
    /// One group.
    Group(Group),
    /// These measures, each with a chart of its own.
    Measures(Vec<&'static Measure>),
}

/// The charts that the address asks for; what it does not know is passed over.
pub fn shown(params: &Params) -> Shown {
    if let Some(group) = params.all(MEASURES).find_map(Group::find) {
        return Shown::Group(group);
    }
    let measures: Vec<_> = params.all(MEASURES).filter_map(find).collect();
    if measures.is_empty() { Shown::All } else { Shown::Measures(measures) }
}

/// What [`choice`] depends on.
pub const CHOICE: &[&str] = &[FROM, TO, AS];
/// What stays when other charts are chosen.
pub const KEPT: &[&str] = &[FROM, TO, AS, VIEW, WITH];

/// Years and mode.
pub fn choice(params: &Params) -> Choice {
    let year = |key| params.get(key).and_then(|year| year.parse().ok());
    let mode = if params.get(AS) == Some("share") { Mode::Shares } else { Mode::Numbers };
    match (year(FROM), year(TO)) {
        // Which of two years was chosen first says nothing.
        (Some(from), Some(to)) if from > to => Choice { from: Some(to), to: Some(from), mode },
        (from, to) => Choice { from, to, mode },
    }
}

/// A number, named in the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Which measure.
    pub measure: &'static Measure,
    /// Which year.
    pub year: u16,
    /// Which county; none for the site's own.
    pub county: Option<String>,
}

impl Why {
    /// Reads `received.2024.pingtan`.
    pub fn of(params: &Params) -> Option<Self> {
        let mut parts = params.get(WHY)?.splitn(3, '.');
        let measure = find(parts.next()?)?;
        let year = parts.next()?.parse().ok()?;
        Some(Self { measure, year, county: parts.next().map(str::to_owned) })
    }

    /// As it is written.
    pub fn words(&self) -> String {
        let county = self.county.as_ref().map(|county| format!(".{county}")).unwrap_or_default();
        format!("{}.{}{county}", self.measure.id, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_a_group_or_measures_and_anything_else_is_passed_over() {
        let shown = |query: &str| shown(&Params::parse(query));
        assert_eq!(shown(""), Shown::All);
        assert_eq!(shown("m=x"), Shown::All);
        assert_eq!(shown("m=received&m=disputes"), Shown::Group(Group::Disputes));
        let Shown::Measures(measures) = shown("m=received&m=x&m=granted_share") else { panic!("measures") };
        assert_eq!(measures.iter().map(|measure| measure.id).collect::<Vec<_>>(), ["received", "granted_share"]);
    }

    #[test]
    fn years_mode_and_proof_are_read_from_the_address_and_written_back() {
        let params = Params::parse("from=2021&to=x&as=share&why=received.2024.pingtan");
        assert_eq!(choice(&params), Choice { from: Some(2021), to: None, mode: Mode::Shares });
        let turned = choice(&Params::parse("from=2024&to=2021"));
        assert_eq!((turned.from, turned.to), (Some(2021), Some(2024)));
        let why = Why::of(&params).expect("a number");
        assert_eq!(
            (why.measure.id, why.year, why.county.as_deref(), why.words().as_str()),
            ("received", 2024, Some("pingtan"), "received.2024.pingtan")
        );
        for broken in ["why=x.2024", "why=received", "why=received.x", ""] {
            assert_eq!(Why::of(&Params::parse(broken)), None, "{broken}");
        }
    }
}
