//! The national form of the yearly report (政府信息公开工作年度报告格式): which tables, rows and
//! columns there are, with the official labels. The ids are those of every data file and export.

use crate::json::words;
use serde::{Deserialize, Serialize};

/// The three tables of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TableId {
    /// Section 二: information published on the county's own motion (主动公开政府信息情况).
    T2,
    /// Section 三: applications received and handled (收到和处理政府信息公开申请情况).
    T3,
    /// Section 四: reviews and lawsuits (政府信息公开行政复议、行政诉讼情况).
    T4,
}

words!(TableId { "t2" => T2, "t3" => T3, "t4" => T4 });

impl TableId {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::T2, Self::T3, Self::T4];

    /// `t2`, `t3`, `t4`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::T2 => "t2",
            Self::T3 => "t3",
            Self::T4 => "t4",
        }
    }

    /// Id of the section of the report that holds the table.
    pub fn section(self) -> &'static str {
        match self {
            Self::T2 => "2",
            Self::T3 => "3",
            Self::T4 => "4",
        }
    }

    /// The table's title: that of its section.
    pub fn title(self) -> &'static str {
        match self {
            Self::T2 => "主动公开政府信息情况",
            Self::T3 => "收到和处理政府信息公开申请情况",
            Self::T4 => "政府信息公开行政复议、行政诉讼情况",
        }
    }
}

/// Version of the form (格式), by the year from which it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FormVersion {
    /// 国办公开办函〔2019〕60号, report years 2019 and 2020.
    #[serde(rename = "2019")]
    V2019,
    /// 国办公开办函〔2021〕30号, report years from 2021.
    #[serde(rename = "2021")]
    V2021,
}

words!(FormVersion { "2019" => V2019, "2021" => V2021 });

impl FormVersion {
    /// `2019` or `2021`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2019 => "2019",
            Self::V2021 => "2021",
        }
    }

    /// The document that sets the form.
    pub fn document(self) -> &'static str {
        match self {
            Self::V2019 => "国办公开办函〔2019〕60号",
            Self::V2021 => "国办公开办函〔2021〕30号",
        }
    }
}

/// A row of a table of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormRow {
    /// Stable id.
    pub id: &'static str,
    /// The official labels, outermost first.
    pub path: &'static [&'static str],
    /// The columns that the row has, in order.
    pub columns: &'static [FormColumn],
}

/// A column of a row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormColumn {
    /// Stable id.
    pub id: &'static str,
    /// The official labels, outermost first.
    pub path: &'static [&'static str],
}

impl FormRow {
    /// The innermost label.
    pub fn label(&self) -> &'static str {
        self.path.last().copied().unwrap_or(self.id)
    }

    /// The column with this id.
    pub fn column(&self, id: &str) -> Option<&'static FormColumn> {
        self.columns.iter().find(|column| column.id == id)
    }
}

impl FormColumn {
    /// The innermost label.
    pub fn label(&self) -> &'static str {
        self.path.last().copied().unwrap_or(self.id)
    }
}

/// The rows of a table in a version of the form, in the order of the form.
pub fn rows(table: TableId, version: FormVersion) -> &'static [FormRow] {
    match (table, version) {
        (TableId::T2, FormVersion::V2019) => T2_2019,
        (TableId::T2, FormVersion::V2021) => T2_2021,
        (TableId::T3, FormVersion::V2019) => T3_2019,
        (TableId::T3, FormVersion::V2021) => T3_2021,
        (TableId::T4, _) => T4,
    }
}

/// The row with this id.
pub fn row(table: TableId, version: FormVersion, id: &str) -> Option<&'static FormRow> {
    rows(table, version).iter().find(|row| row.id == id)
}

/// The sentence printed in the corner of table 3: the form's own rule (A1).
pub const T3_CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

/// The heading over the columns of table 3.
pub const T3_HEADING: &str = "申请人情况";

const fn row_of(id: &'static str, path: &'static [&'static str], columns: &'static [FormColumn]) -> FormRow {
    FormRow { id, path, columns }
}

const fn col(id: &'static str, path: &'static [&'static str]) -> FormColumn {
    FormColumn { id, path }
}

const T2_2019_COLUMNS_1: &[FormColumn] = &[
    col("made", &["本年新制作数量"]),
    col("published", &["本年新公开数量"]),
    col("public_total", &["对外公开总数量"]),
];

const T2_2019_COLUMNS_2: &[FormColumn] =
    &[col("previous_items", &["上一年项目数量"]), col("change", &["本年增/减"]), col("decisions", &["处理决定数量"])];

const T2_2019_COLUMNS_4: &[FormColumn] = &[col("previous_items", &["上一年项目数量"]), col("change", &["本年增/减"])];

const T2_2019_COLUMNS_5: &[FormColumn] = &[col("items", &["采购项目数量"]), col("amount", &["采购总金额"])];

const T2_2019: &[FormRow] = &[
    row_of("rules", &["第二十条第（一）项", "规章"], T2_2019_COLUMNS_1),
    row_of("normative", &["第二十条第（一）项", "规范性文件"], T2_2019_COLUMNS_1),
    row_of("licence", &["第二十条第（五）项", "行政许可"], T2_2019_COLUMNS_2),
    row_of("other_service", &["第二十条第（五）项", "其他对外管理服务事项"], T2_2019_COLUMNS_2),
    row_of("penalty", &["第二十条第（六）项", "行政处罚"], T2_2019_COLUMNS_2),
    row_of("coercion", &["第二十条第（六）项", "行政强制"], T2_2019_COLUMNS_2),
    row_of("fee", &["第二十条第（八）项", "行政事业性收费"], T2_2019_COLUMNS_4),
    row_of("procurement", &["第二十条第（九）项", "政府集中采购"], T2_2019_COLUMNS_5),
];

const T2_2021_COLUMNS_1: &[FormColumn] =
    &[col("issued", &["本年制发件数"]), col("repealed", &["本年废止件数"]), col("in_force", &["现行有效件数"])];

const T2_2021_COLUMNS_2: &[FormColumn] = &[col("decisions", &["本年处理决定数量"])];

const T2_2021_COLUMNS_4: &[FormColumn] = &[col("amount_10k", &["本年收费金额（单位：万元）"])];

const T2_2021: &[FormRow] = &[
    row_of("rules", &["第二十条第（一）项", "规章"], T2_2021_COLUMNS_1),
    row_of("normative", &["第二十条第（一）项", "行政规范性文件"], T2_2021_COLUMNS_1),
    row_of("licence", &["第二十条第（五）项", "行政许可"], T2_2021_COLUMNS_2),
    row_of("penalty", &["第二十条第（六）项", "行政处罚"], T2_2021_COLUMNS_2),
    row_of("coercion", &["第二十条第（六）项", "行政强制"], T2_2021_COLUMNS_2),
    row_of("fee", &["第二十条第（八）项", "行政事业性收费"], T2_2021_COLUMNS_4),
];

const T3_COLUMNS: &[FormColumn] = &[
    col("natural", &["自然人"]),
    col("business", &["法人或其他组织", "商业企业"]),
    col("research", &["法人或其他组织", "科研机构"]),
    col("public_interest", &["法人或其他组织", "社会公益组织"]),
    col("legal_service", &["法人或其他组织", "法律服务机构"]),
    col("other_org", &["法人或其他组织", "其他"]),
    col("total", &["总计"]),
];

const T3_2019: &[FormRow] = &[
    row_of("received", &["一、本年新收政府信息公开申请数量"], T3_COLUMNS),
    row_of("carried_in", &["二、上年结转政府信息公开申请数量"], T3_COLUMNS),
    row_of("granted", &["三、本年度办理结果", "（一）予以公开"], T3_COLUMNS),
    row_of(
        "partly_granted",
        &["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
        T3_COLUMNS,
    ),
    row_of("refused.state_secret", &["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"], T3_COLUMNS),
    row_of("refused.other_law", &["三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"], T3_COLUMNS),
    row_of("refused.security_stability", &["三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"], T3_COLUMNS),
    row_of("refused.third_party", &["三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"], T3_COLUMNS),
    row_of("refused.internal_affairs", &["三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息"], T3_COLUMNS),
    row_of("refused.process", &["三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息"], T3_COLUMNS),
    row_of("refused.enforcement_file", &["三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"], T3_COLUMNS),
    row_of("refused.admin_query", &["三、本年度办理结果", "（三）不予公开", "8.属于行政查询事项"], T3_COLUMNS),
    row_of("unavailable.not_held", &["三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息"], T3_COLUMNS),
    row_of(
        "unavailable.not_ready_made",
        &["三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作"],
        T3_COLUMNS,
    ),
    row_of("unavailable.unclear", &["三、本年度办理结果", "（四）无法提供", "3.补正后申请内容仍不明确"], T3_COLUMNS),
    row_of("declined.petition", &["三、本年度办理结果", "（五）不予处理", "1.信访举报投诉类申请"], T3_COLUMNS),
    row_of("declined.duplicate", &["三、本年度办理结果", "（五）不予处理", "2.重复申请"], T3_COLUMNS),
    row_of("declined.publication", &["三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物"], T3_COLUMNS),
    row_of("declined.excessive", &["三、本年度办理结果", "（五）不予处理", "4.无正当理由大量反复申请"], T3_COLUMNS),
    row_of(
        "declined.reconfirm",
        &["三、本年度办理结果", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"],
        T3_COLUMNS,
    ),
    row_of("other", &["三、本年度办理结果", "（六）其他处理"], T3_COLUMNS),
    row_of("total", &["三、本年度办理结果", "（七）总计"], T3_COLUMNS),
    row_of("carried_out", &["四、结转下年度继续办理"], T3_COLUMNS),
];

const T3_2021: &[FormRow] = &[
    row_of("received", &["一、本年新收政府信息公开申请数量"], T3_COLUMNS),
    row_of("carried_in", &["二、上年结转政府信息公开申请数量"], T3_COLUMNS),
    row_of("granted", &["三、本年度办理结果", "（一）予以公开"], T3_COLUMNS),
    row_of(
        "partly_granted",
        &["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
        T3_COLUMNS,
    ),
    row_of("refused.state_secret", &["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"], T3_COLUMNS),
    row_of("refused.other_law", &["三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"], T3_COLUMNS),
    row_of("refused.security_stability", &["三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"], T3_COLUMNS),
    row_of("refused.third_party", &["三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"], T3_COLUMNS),
    row_of("refused.internal_affairs", &["三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息"], T3_COLUMNS),
    row_of("refused.process", &["三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息"], T3_COLUMNS),
    row_of("refused.enforcement_file", &["三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"], T3_COLUMNS),
    row_of("refused.admin_query", &["三、本年度办理结果", "（三）不予公开", "8.属于行政查询事项"], T3_COLUMNS),
    row_of("unavailable.not_held", &["三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息"], T3_COLUMNS),
    row_of(
        "unavailable.not_ready_made",
        &["三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作"],
        T3_COLUMNS,
    ),
    row_of("unavailable.unclear", &["三、本年度办理结果", "（四）无法提供", "3.补正后申请内容仍不明确"], T3_COLUMNS),
    row_of("declined.petition", &["三、本年度办理结果", "（五）不予处理", "1.信访举报投诉类申请"], T3_COLUMNS),
    row_of("declined.duplicate", &["三、本年度办理结果", "（五）不予处理", "2.重复申请"], T3_COLUMNS),
    row_of("declined.publication", &["三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物"], T3_COLUMNS),
    row_of("declined.excessive", &["三、本年度办理结果", "（五）不予处理", "4.无正当理由大量反复申请"], T3_COLUMNS),
    row_of(
        "declined.reconfirm",
        &["三、本年度办理结果", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"],
        T3_COLUMNS,
    ),
    row_of(
        "other.no_correction",
        &["三、本年度办理结果", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"],
        T3_COLUMNS,
    ),
    row_of(
        "other.unpaid",
        &[
            "三、本年度办理结果",
            "（六）其他处理",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ],
        T3_COLUMNS,
    ),
    row_of("other.rest", &["三、本年度办理结果", "（六）其他处理", "3.其他"], T3_COLUMNS),
    row_of("total", &["三、本年度办理结果", "（七）总计"], T3_COLUMNS),
    row_of("carried_out", &["四、结转下年度继续办理"], T3_COLUMNS),
];

const T4_COLUMNS: &[FormColumn] = &[
    col("upheld", &["结果维持"]),
    col("corrected", &["结果纠正"]),
    col("other", &["其他结果"]),
    col("pending", &["尚未审结"]),
    col("total", &["总计"]),
];

const T4: &[FormRow] = &[
    row_of("review", &["行政复议"], T4_COLUMNS),
    row_of("litigation_direct", &["行政诉讼", "未经复议直接起诉"], T4_COLUMNS),
    row_of("litigation_after_review", &["行政诉讼", "复议后起诉"], T4_COLUMNS),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The counts of numeric cells that the form is known to have.
    #[test]
    fn the_form_has_its_known_number_of_cells() {
        let cells = |table, version| rows(table, version).iter().map(|row| row.columns.len()).sum::<usize>();
        for (table, version, expected) in [
            (TableId::T2, FormVersion::V2019, 22),
            (TableId::T2, FormVersion::V2021, 10),
            (TableId::T3, FormVersion::V2019, 161),
            (TableId::T3, FormVersion::V2021, 175),
            (TableId::T4, FormVersion::V2019, 15),
            (TableId::T4, FormVersion::V2021, 15),
        ] {
            assert_eq!(cells(table, version), expected, "{table:?} {version:?}");
        }
    }
}
