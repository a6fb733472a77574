use crate::{Finding, Severity};

/// One rule of the check: its id, how much it weighs, and what it looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Id, as in every finding and in `docs/checks.md`.
    pub id: &'static str,
    /// How much a finding of this rule weighs.
    pub severity: Severity,
    /// What it looks at, in Chinese, short enough for a table.
    pub title: &'static str,
}

impl Rule {
    /// A finding of this rule in a file of the data folder.
    pub fn finding(&self, file: &str, message: impl Into<String>) -> Finding {
        Finding { file: Some(file.to_owned()), ..Finding::new(self.id, self.severity, message) }
    }

    /// A finding of this rule at a place in a file, such as `entries[3].item`.
    pub fn at(&self, file: &str, place: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding { cell: Some(place.into()), ..self.finding(file, message) }
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal, $severity:ident, $title:literal;)*) => {
        $(pub(crate) const $name: Rule = Rule { id: $id, severity: Severity::$severity, title: $title };)*

        /// Every rule of this crate.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    A1 = "A1", Error, "表三勾稽关系：第一项加第二项等于第三项加第四项";
    A2 = "A2", Error, "表三各类办理结果相加等于（七）总计";
    A3 = "A3", Error, "表三各类申请人相加等于总计";
    A4 = "A4", Error, "表四各类结果相加等于总计";
    A5 = "A5", Hint, "上年结转下年度的申请等于本年的上年结转";
    A6 = "A6", Hint, "上年现行有效加本年制发减本年废止等于本年现行有效";
    A7 = "A7", Hint, "上一年项目数量等于再上一年的项目数量加增减";
    A8 = "A8", Hint, "正文的件数与表格一致";
    A9 = "A9", Hint, "表格填写完整";
    FORM = "form", Error, "表格的行、列符合国家格式";
    COUNT = "count", Hint, "件数是不小于 0 的整数";
    RULES_MADE = "rules-made", Hint, "县级年报的规章数";
    SAME_AS_LAST_YEAR = "same-as-last-year", Hint, "与上一年的年报完全相同";
    PERIOD = "period", Hint, "统计期限是报告年度的全年";
    PUBLISHED_EARLY = "published-early", Hint, "公布日期在统计期限之后";
    PUBLISHED_LATE = "published-late", Hint, "公布日期在条例第四十九条的期限之内";
    SECTIONS = "sections", Hint, "年报的六个部分齐全";
    DUPLICATE_ID = "duplicate-id", Error, "编号不重复";
    ID = "id", Error, "编号只用英文字母、数字和连字符";
    UNKNOWN_DOCUMENT = "unknown-document", Error, "来源文件已在 site.json 登记";
    NO_SOURCE = "no-source", Error, "每条事实都有来源";
    UNKNOWN_ITEM = "unknown-item", Error, "条例事项存在";
    LINK = "link", Error, "引用的章节、渠道存在";
    DOCUMENT_NUMBER = "document-number", Hint, "发文字号的写法";
    INDEX_NUMBER = "index-number", Hint, "索引号的写法";
    DATE = "date", Hint, "日期合理";
    PHONE = "phone", Error, "电话号码的位数";
    POSTCODE = "postcode", Error, "邮政编码是 6 位数字";
    EMAIL = "email", Error, "电子邮箱的写法";
    CODE = "code", Error, "行政区划代码、网站标识码的位数";
    URL = "url", Error, "网址以 http:// 或 https:// 开头";
    FRAME_ANCESTOR = "frame-ancestor", Error, "可以嵌入本站的网站只写协议和域名";
    REPORT_LINK = "report-link", Hint, "年报原文的链接有完整的网址";
    VERIFIED_ON = "verified-on", Hint, "联系方式在一年之内核对过";
}
