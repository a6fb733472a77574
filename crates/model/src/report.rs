use crate::json::{Fields, Json, Read, Trouble, pairs, record};
use crate::{Contact, Date, Decimal, FormVersion, Source, TableId};
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// `reports/YEAR.json`: the yearly report on disclosure (政府信息公开工作年度报告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Version of the format.
    pub format: u32,
    /// The year reported on (not the year of publication).
    pub year: u16,
    /// The title as printed.
    pub title: String,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// 统计期限
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The day it was published, where a source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The document itself.
    pub source: Source,
    /// Whom to ask about the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// What stands before the first numbered section, a paragraph each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preamble: Vec<String>,
    /// The statutory sections (Article 50), in the order printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// The numbers that the text gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// The national tables that the report holds; a table that it lacks is absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// What a reader should know about the source: misprints, missing parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Links and attachments of the original page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

record!(Report {
    format,
    year,
    title,
    issuer,
    period,
    published,
    source,
    contact,
    preamble,
    sections,
    figures,
    tables,
    notes,
    links
});

impl Report {
    /// The table, if the report has it.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The figure with this id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// All sections, each before its own sub-sections.
    pub fn all_sections(&self) -> Vec<&Section> {
        let mut all = Vec::new();
        let mut open: Vec<&Section> = self.sections.iter().rev().collect();
        while let Some(section) = open.pop() {
            all.push(section);
            open.extend(section.sections.iter().rev());
        }
        all
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.all_sections().into_iter().find(|section| section.id == id)
    }
}

/// From the first to the last day counted (统计期限).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

record!(Period { from, to });

/// A numbered part of the report (章节).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Place in the statutory order: `1` to `6` for the six sections of the national form
    /// (`0` for an overview printed before them), `1.2` and `1.2.3` below. The anchor on the page.
    pub id: String,
    /// The number as it should be: `六`, `（一）`, `一是`. Absent where the part has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numeral: Option<String>,
    /// The number as printed, only where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed_numeral: Option<String>,
    /// The heading. Empty where the part has only a number.
    pub heading: String,
    /// The text, a paragraph each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<String>,
    /// The parts below.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

record!(Section { id, numeral, printed_numeral, heading, paragraphs, sections });

/// A number that a text gives (数字), with its unit and meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What is counted; the same id in every report, such as `disclosed` or `requests_handled`.
    pub id: String,
    /// What is counted, in two to eight words: `主动公开政府信息`.
    pub label: String,
    /// The number as published.
    pub value: Decimal,
    /// 条, 件, 人次, %, 个工作日 …
    pub unit: String,
    /// What it means to a resident, in one sentence of our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// Id of the section of the report that gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The words of the text around it, where a document was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

record!(Figure { id, label, value, unit, meaning, section, quote });

/// Something a reader should know about the source (说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Id of the section that it is about; absent where it is about the whole report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// One sentence of our own.
    pub text: String,
}

record!(Note { section, text });

/// A link of the original page (链接、附件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Its address.
    pub url: String,
}

record!(Link { text, url });

/// One of the three national tables as a report holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Which table.
    pub id: TableId,
    /// The form it follows; each table of a report may follow its own.
    pub version: FormVersion,
    /// Where it stands in the original: sheet, page or order (`第2个表格`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The rows of the form, by id, in the order of the form.
    pub rows: Rows,
    /// Rows that the form does not have, kept as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra_rows: Vec<ExtraRow>,
}

record!(Table { id, version, place, rows, extra_rows });

impl Table {
    /// The cell, if the file names it.
    pub fn cell(&self, row: &str, column: &str) -> Option<&Cell> {
        self.rows.row(row)?.cell(column)
    }

    /// The number in a cell. None where the cell is blank, not a number, or not there.
    pub fn value(&self, row: &str, column: &str) -> Option<Decimal> {
        self.cell(row, column)?.value
    }
}

/// The rows of a table: in JSON a map from row id to a map from column id to [`Cell`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows(pub Vec<Row>);

/// One row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Row id of the form.
    pub id: String,
    /// Column id and cell, in the order of the form.
    pub cells: Vec<(String, Cell)>,
}

impl Rows {
    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.0.iter().find(|row| row.id == id)
    }
}

impl Row {
    /// The cell in this column.
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|(id, _)| id == column).map(|(_, cell)| cell)
    }
}

/// A row that the national form does not have (表外行).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExtraRow {
    /// The label as printed.
    pub label: String,
    /// The id of the form's row that it follows; absent at the head of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The cells as printed, left to right.
    pub cells: Vec<String>,
}

record!(ExtraRow { label, after, cells });

/// What stands in a cell (单元格). In JSON: a number, `null` for blank, or an object where there is
/// more to keep. Blank is not zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The number. None: blank, or not a number.
    pub value: Option<Decimal>,
    /// A unit printed inside the cell, such as 元 or 万元.
    pub unit: Option<String>,
    /// The cell as printed, where it is more than the number: `/`, `394432.52元`.
    pub text: Option<String>,
    /// The cell of the original, such as `E17`.
    pub place: Option<String>,
}

impl Cell {
    /// A plain number.
    pub fn number(value: Decimal) -> Self {
        Self { value: Some(value), ..Self::default() }
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct CellObject {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.unit.is_none() && self.text.is_none() && self.place.is_none() {
            return self.value.serialize(serializer);
        }
        let object = CellObject {
            value: self.value,
            unit: self.unit.clone(),
            text: self.text.clone(),
            place: self.place.clone(),
        };
        object.serialize(serializer)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, null for a blank cell, or an object with value, unit, text, place")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Cell, E> {
        Ok(Cell::default())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Cell, E> {
        Decimal::deserialize(serde::de::value::I64Deserializer::new(value)).map(Cell::number)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Cell, E> {
        Decimal::deserialize(serde::de::value::U64Deserializer::new(value)).map(Cell::number)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Cell, E> {
        Decimal::deserialize(serde::de::value::F64Deserializer::new(value)).map(Cell::number)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Cell, E> {
        value.parse().map(Cell::number).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
        let object = CellObject::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Cell { value: object.value, unit: object.unit, text: object.text, place: object.place })
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

impl Read for Cell {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        match json {
            Some(Json::Null) => Self::default(),
            Some(Json::Object(_)) => {
                let mut fields = Fields::of(json, trouble);
                let cell = Self {
                    value: fields.take("value"),
                    unit: fields.take("unit"),
                    text: fields.take("text"),
                    place: fields.take("place"),
                };
                fields.end();
                cell
            }
            number => Self::number(Decimal::read(number, trouble)),
        }
    }
}

/// The cells of one row.
struct Cells(Vec<(String, Cell)>);

impl Read for Cells {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        Self(pairs(json, trouble))
    }
}

impl Read for Rows {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        let rows = pairs::<Cells>(json, trouble).into_iter().map(|(id, Cells(cells))| Row { id, cells });
        Self(rows.collect())
    }
}

struct CellsAsMap<'a>(&'a [(String, Cell)]);

impl Serialize for CellsAsMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, cell)| (id, cell)))
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for row in &self.0 {
            map.serialize_entry(&row.id, &CellsAsMap(&row.cells))?;
        }
        map.end()
    }
}

/// A JSON map as pairs in the order written.
struct Pairs<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for PairsVisitor<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map by id")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs: Vec<(String, T)> = Vec::new();
                while let Some((id, value)) = map.next_entry::<String, T>()? {
                    if pairs.iter().any(|(known, _)| *known == id) {
                        return Err(serde::de::Error::custom(format!("duplicate id `{id}`")));
                    }
                    pairs.push((id, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Pairs(rows) = Pairs::<Pairs<Cell>>::deserialize(deserializer)?;
        Ok(Self(rows.into_iter().map(|(id, Pairs(cells))| Row { id, cells }).collect()))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Cell {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let number = generator.subschema_for::<Decimal>();
        let object = generator.subschema_for::<CellObject>();
        schemars::json_schema!({
            "description": "A number, null for a blank cell (blank is not zero), or an object where there is more to keep.",
            "anyOf": [{ "type": "null" }, number, object]
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Rows {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rows".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let cell = generator.subschema_for::<Cell>();
        schemars::json_schema!({
            "description": "Cells by row id and column id of the national form.",
            "type": "object",
            "additionalProperties": { "type": "object", "additionalProperties": cell }
        })
    }
}

/// `index.json`, written by the publisher: what the site holds, so that a page knows what to load.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Index {
    /// Version of the format.
    pub format: u32,
    /// Years that have a report, newest first.
    pub reports: Vec<u16>,
    /// The other files that the county supplies, by name, with their number of entries.
    pub files: Files,
    /// Those of them that are too large for a phone, and are published in blocks with an index for the search.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indexed: Vec<Indexed>,
    /// The newest year's main numbers, for the home page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub glance: Vec<Figure>,
}

record!(Index { format, reports, files, indexed, glance });

impl Index {
    /// Where the directory of a list is, if the list is published in blocks.
    pub fn directory(&self, list: &str) -> Option<&str> {
        self.indexed.iter().find(|indexed| indexed.list == list).map(|indexed| indexed.directory.as_str())
    }
}

/// A list that is published in blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Indexed {
    /// `policies` or `catalogue`: the folder of its files below `data/`.
    pub list: String,
    /// The name of the directory's file in that folder.
    pub directory: String,
}

record!(Indexed { list, directory });

/// `compare.json`, written by the publisher: the counties whose reports the site holds besides its own. Those of
/// `pingtan` lie at `with/pingtan/reports/YEAR.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Version of the format.
    pub format: u32,
    /// In the order in which they are offered.
    pub counties: Vec<Compared>,
}

record!(Comparison { format, counties });

/// A county whose reports stand beside the site's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Id of its data set.
    pub id: String,
    /// `平潭综合实验区`
    pub name: String,
    /// Years that have a report, newest first.
    pub reports: Vec<u16>,
}

record!(Compared { id, name, reports });

/// Files by name with the number of their entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub Vec<(String, u32)>);

impl Files {
    /// Whether the county supplied this file.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

impl Read for Files {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        Self(pairs(json, trouble))
    }
}

impl Serialize for Files {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, count)| (name, count)))
    }
}

/// `search/texts.json`, written by the publisher: the texts of reports, guide, rules and channels as the search shows
/// them, without what only their own pages need.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Texts {
    /// Version of the format.
    pub format: u32,
    /// Kind by kind, in the order of the page 检索.
    pub kinds: Vec<TextKind>,
}

record!(Texts { format, kinds });

/// All texts of one kind, such as the sections of one year's report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TextKind {
    /// Stable id: `report`, `channel`, `guide`, `rule`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The path of the page that lists all results of the kind, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<String>,
    /// The texts.
    pub texts: Vec<Text>,
}

record!(TextKind { id, name, all, texts });

/// One text that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Its id in the data.
    pub id: String,
    /// Its place below the base: `reports/2019#s1`.
    pub path: String,
    /// Its heading.
    pub title: String,
    /// Short facts under the heading, such as where it stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// The text.
    pub text: String,
    /// What is searched besides heading and text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
}

record!(Text { id, path, title, facts, text, more });

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"{"id":"t4","version":"2021","rows":{"review":{"upheld":3,"corrected":null,"other":{"value":"1.50","unit":"元","text":"1.50元","place":"E17"}}}}"#;

    #[test]
    fn a_table_reads_and_writes_the_same_bytes() {
        let table: Table = serde_json::from_str(TABLE).expect("a table");
        assert_eq!(serde_json::to_string(&table).expect("serializes"), TABLE);
        assert_eq!(table.value("review", "upheld"), Some(Decimal::from(3)));
        assert_eq!(table.cell("review", "corrected"), Some(&Cell::default()));
        assert_eq!(table.value("review", "corrected"), None);
        assert_eq!(table.cell("review", "total"), None);
    }

    #[test]
    fn a_cell_given_twice_is_refused() {
        let twice = TABLE.replace("\"corrected\":null", "\"upheld\":4");
        assert!(serde_json::from_str::<Table>(&twice).expect_err("refused").to_string().contains("duplicate id"));
    }
}
