use std::fmt;

/// Why a document cannot be read at all. Its text is one sentence in Chinese that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// There is nothing in it.
    Empty,
    /// It ends in the middle, or is not what it seems.
    Damaged,
    /// It is larger than any report.
    TooLarge,
    /// Its elements are nested too deep.
    TooDeep,
    /// It needs a password.
    Protected,
    /// A type that is not read; what it is, and as what to save it.
    Unsupported {
        /// What it is, in Chinese.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Nothing of a yearly report is in it.
    Nothing,
    /// The year cannot be told.
    NoYear,
    /// Rows of several years, none of which was asked for.
    SeveralYears(Vec<u16>),
    /// The year asked for is not there.
    YearNotFound(u16),
    /// A JSON file that is no report; the reader's own words.
    Json(String),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "文件是空的，请检查是否选错了文件"),
            Self::Damaged => write!(f, "文件已损坏或没有下载完整，请重新下载或另存后再导入"),
            Self::TooLarge => write!(f, "文件的内容太大，不像是年度报告，请检查是否选错了文件"),
            Self::TooDeep => write!(f, "网页的嵌套层次太多，无法读入，请把正文复制到 Word 中另存为 .docx 后再导入"),
            Self::Protected => write!(f, "文件设有密码，请取消密码后再导入"),
            Self::Unsupported { what, advice } => write!(f, "这是{what}，不能直接读入，{advice}"),
            Self::Nothing => {
                write!(f, "没有找到年度报告的章节或表格，请确认文件是政府信息公开工作年度报告，且表格不是图片")
            }
            Self::NoYear => write!(f, "文件里没有写明是哪一年的报告，请用 --year 指明年份"),
            Self::SeveralYears(years) => {
                let years: Vec<String> = years.iter().map(u16::to_string).collect();
                write!(f, "文件里有几个年份的数据（{}），请用 --year 指明要导入哪一年", years.join("、"))
            }
            Self::YearNotFound(year) => write!(f, "文件里没有 {year} 年的数据，请检查 --year 或文件"),
            Self::Json(detail) => write!(f, "文件不是年度报告的 JSON：{detail}"),
        }
    }
}

impl std::error::Error for ImportError {}
