//! What a file is, told from its content: files are often named wrongly (a page as .doc, a workbook
//! as .csv).

use crate::container::Container;
use crate::encoding::{self, Decoded};
use crate::{ImportError, limits, tidy};

/// A file by type, opened or decoded.
pub enum Kind<'a> {
    /// Word.
    Docx(Container<'a>),
    /// Excel.
    Xlsx(Container<'a>),
    /// A page.
    Html(Decoded),
    /// Tidy rows.
    Tidy(Decoded),
    /// A data file of the portal.
    Json(Decoded),
    /// Comma-separated text.
    Csv(Decoded),
    /// Plain text.
    Text(Decoded),
}

const SAVE_AS_DOCX: &str = "请用 Word 或 WPS 打开，另存为 .docx 后再导入";
const SAVE_AS_XLSX: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入";

/// Tells the type of a file.
pub fn of<'a>(bytes: &'a [u8], name: &str) -> Result<Kind<'a>, ImportError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(ImportError::TooLarge);
    }
    if bytes.starts_with(b"PK") {
        return container(bytes);
    }
    if let Some(error) = unsupported(bytes) {
        return Err(error);
    }
    let decoded = encoding::decode(bytes);
    if decoded.text.chars().take(4096).filter(|character| *character == '\0').count() > 8 {
        return Err(ImportError::Unsupported {
            what: "无法识别的文件",
            advice: "请另存为 .docx、.xlsx、.html、.csv 或 .txt 后再导入",
        });
    }
    text(decoded, name)
}

fn container(bytes: &[u8]) -> Result<Kind<'_>, ImportError> {
    let container = Container::open(bytes)?;
    if container.has("word/document.xml") {
        Ok(Kind::Docx(container))
    } else if container.has("xl/workbook.xml") {
        Ok(Kind::Xlsx(container))
    } else if container.has("ppt/presentation.xml") {
        Err(ImportError::Unsupported {
            what: "演示文稿", advice: "请把内容复制到 Word 中另存为 .docx 后再导入"
        })
    } else if container.has("xl/workbook.bin") {
        Err(ImportError::Unsupported { what: "二进制的 Excel 文件（.xlsb）", advice: SAVE_AS_XLSX })
    } else if container.has("OFD.xml") {
        Err(ImportError::Unsupported {
            what: "OFD 版式文件", advice: "请找到原来的 Word 文件，另存为 .docx 后再导入"
        })
    } else {
        Err(ImportError::Unsupported {
            what: "压缩包", advice: "请先解压，再导入里面的 .docx 或 .xlsx 文件"
        })
    }
}

fn unsupported(bytes: &[u8]) -> Option<ImportError> {
    let contains_utf16 = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    let (what, advice) = if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        if contains_utf16("EncryptedPackage") {
            return Some(ImportError::Protected);
        }
        if contains_utf16("WordDocument") {
            ("旧版 Word 文件（.doc）", SAVE_AS_DOCX)
        } else if contains_utf16("Workbook") || contains_utf16("Book") {
            ("旧版 Excel 文件（.xls）", SAVE_AS_XLSX)
        } else {
            ("旧版 Office 文件", "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入")
        }
    } else if bytes.starts_with(b"%PDF") {
        ("PDF 文件", "请用 Word 或 WPS 打开并另存为 .docx，核对表格后再导入")
    } else if bytes.starts_with(b"{\\rtf") {
        ("RTF 文件", SAVE_AS_DOCX)
    } else if bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"GIF8")
        || bytes.starts_with(b"BM\0")
    {
        ("图片", "请找到原来的 Word 或 Excel 文件再导入")
    } else {
        return None;
    };
    Some(ImportError::Unsupported { what, advice })
}

fn text<'a>(decoded: Decoded, name: &str) -> Result<Kind<'a>, ImportError> {
    let text = decoded.text.trim_start();
    let head: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    if tidy::is_tidy_csv(text) {
        return Ok(Kind::Tidy(decoded));
    }
    if head.starts_with('{') && head.contains("\"format\"") {
        return Ok(Kind::Json(decoded));
    }
    if head.contains("mime-version:") && head.contains("multipart/related") {
        return Err(ImportError::Unsupported { what: "单个文件网页（.mht）", advice: SAVE_AS_DOCX });
    }
    if head.contains("<w:worddocument")
        || (head.starts_with("<?xml") && head.contains("schemas.microsoft.com/office/word/2003"))
    {
        return Err(ImportError::Unsupported { what: "Word 2003 的 XML 文件", advice: SAVE_AS_DOCX });
    }
    if head.starts_with("<?xml") && head.contains("office:spreadsheet") {
        return Err(ImportError::Unsupported { what: "Excel 2003 的 XML 文件", advice: SAVE_AS_XLSX });
    }
    const TAGS: [&str; 10] =
        ["<!doctype html", "<html", "<head", "<body", "<meta ", "<table", "<div", "<p>", "<p ", "<span"];
    if TAGS.iter().any(|tag| head.contains(tag))
        || (name.ends_with("htm") || name.ends_with("html")) && text.contains('<')
    {
        return Ok(Kind::Html(decoded));
    }
    let table = name.ends_with(".csv") || name.ends_with(".tsv");
    if table || (!name.ends_with(".txt") && looks_like_csv(text)) {
        return Ok(Kind::Csv(decoded));
    }
    Ok(Kind::Text(decoded))
}

/// Most lines have two separators or more.
fn looks_like_csv(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(200).collect();
    let separated = lines.iter().filter(|line| line.matches(',').count() >= 2).count();
    lines.len() >= 3 && separated * 3 >= lines.len() * 2
}
