//! What the JSON reader and the system complain about, by field and in Chinese.

use model::DecodeError;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A field of a data file that is missing, unknown, or of another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The path of the field, such as `policies[3].date`.
    pub place: String,
    /// What is wrong with it.
    pub message: String,
}

/// More faults than this in one file say that it is another file altogether.
const MOST_FAULTS: usize = 100;

/// Every field at fault in a file whose JSON is whole. The reader stops at the first fault, so the
/// list entry that holds it is set aside and the file read again.
pub fn fields<T: DeserializeOwned>(bytes: &[u8]) -> Vec<FieldFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut faults: Vec<FieldFault> = Vec::new();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    if let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) {
        faults.push(fault(error.path().to_string(), error.inner()));
    }
    let Ok(mut value) = serde_json::from_slice::<Value>(bytes) else { return faults };
    let mut kept = KeptEntries::default();
    while faults.len() < MOST_FAULTS {
        let Err(error) = serde_path_to_error::deserialize::<_, T>(&value) else { break };
        let path: Vec<String> = error.path().iter().map(ToString::to_string).collect();
        let found = fault(kept.original(&path, &error.path().to_string()), error.inner());
        if !faults.contains(&found) {
            faults.push(found);
        }
        if !kept.set_aside(&mut value, &path) {
            break;
        }
    }
    faults
}

/// The entries of the file's lists that are still being read, by their original numbers.
#[derive(Default)]
struct KeptEntries(std::collections::HashMap<String, Vec<usize>>);

impl KeptEntries {
    /// The list at the head of a path (`policies`) and the entry's number in what is left of it.
    fn entry(path: &[String]) -> Option<(&str, usize)> {
        let [list, number, ..] = path else { return None };
        let number = number.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
        Some((list, number))
    }

    /// The path with the entry's number in the file, not in what is left of the list.
    fn original(&self, path: &[String], printed: &str) -> String {
        let original = Self::entry(path).and_then(|(list, number)| {
            let known = self.0.get(list)?.get(number)?;
            let rest = printed.strip_prefix(&format!("{list}[{number}]"))?;
            Some(format!("{list}[{known}]{rest}"))
        });
        original.unwrap_or_else(|| printed.to_owned())
    }

    fn set_aside(&mut self, value: &mut Value, path: &[String]) -> bool {
        let Some((list, number)) = Self::entry(path) else { return false };
        let Some(entries) = value.get_mut(list).and_then(Value::as_array_mut) else { return false };
        if number >= entries.len() {
            return false;
        }
        let kept = self.0.entry(list.to_owned()).or_insert_with(|| (0..entries.len()).collect());
        kept.remove(number);
        entries.remove(number);
        true
    }
}

fn fault(path: String, error: &serde_json::Error) -> FieldFault {
    let place = if path == "." { "（整个文件）".to_owned() } else { path };
    let mut detail = error.to_string();
    if let Some(at) = detail.rfind(" at line ") {
        detail.truncate(at);
    }
    FieldFault { place, message: reader_detail(&detail) }
}

/// A decode error with the reader's own words in Chinese.
pub fn in_chinese(error: &DecodeError) -> String {
    match error {
        DecodeError::Content { line, column, detail } => {
            DecodeError::Content { line: *line, column: *column, detail: reader_detail(detail) }.to_string()
        }
        DecodeError::Syntax { line, column, detail } => {
            DecodeError::Syntax { line: *line, column: *column, detail: reader_detail(detail) }.to_string()
        }
        other => other.to_string(),
    }
}

/// The words of serde and serde_json. What is Chinese already comes from our own types.
fn reader_detail(detail: &str) -> String {
    let named = |prefix: &str| detail.strip_prefix(prefix)?.strip_prefix('`')?.split_once('`');
    if let Some((field, _)) = named("missing field ") {
        return format!("缺少“{field}”");
    }
    if let Some((field, rest)) = named("unknown field ") {
        return format!("没有“{field}”这个字段{}", choices(rest));
    }
    if let Some((value, rest)) = named("unknown variant ") {
        return format!("“{value}”不在可以填写的值之内{}", choices(rest));
    }
    if let Some((field, _)) = named("duplicate field ").or_else(|| named("duplicate id ")) {
        return format!("“{field}”写了两次");
    }
    if let Some((found, expected)) = detail
        .strip_prefix("invalid type: ")
        .or_else(|| detail.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    {
        return format!("写的是{}，应是{}", found_kind(found), expected_kind(expected));
    }
    if let Some((length, expected)) =
        detail.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("写的是 {length} 项的列表 [ ]，应是{}", expected_kind(expected));
    }
    syntax_detail(detail).map_or_else(|| detail.to_owned(), str::to_owned)
}

fn choices(rest: &str) -> String {
    let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    if names.is_empty() { String::new() } else { format!("（可以写：{}）", names.join("、")) }
}

fn found_kind(found: &str) -> String {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let value = value.trim_matches(['"', '`']);
    match kind {
        "string" => format!("文字“{value}”"),
        "integer" => format!("整数 {value}"),
        "floating" => format!("数字 {}", value.trim_start_matches("point ").trim_matches('`')),
        "boolean" => format!("真假值 {value}"),
        "null" => "空值 null".to_owned(),
        "map" => "对象 { }".to_owned(),
        "sequence" => "列表 [ ]".to_owned(),
        _ => found.to_owned(),
    }
}

fn expected_kind(expected: &str) -> &str {
    match expected {
        "a string" | "a borrowed string" => "文字（加双引号）",
        "string or map" | "map with a single key" => "规定的词（加双引号）",
        "a sequence" => "列表 [ ]",
        "a boolean" => "true 或 false",
        "a map by id" => "按编号排列的对象 { }",
        "a number, or a number as a string" => "数字",
        "u8" => "从 0 到 255 的整数",
        "u16" => "从 0 到 65535 的整数",
        "u32" => "从 0 到 4294967295 的整数",
        "u64" | "usize" => "不小于 0 的整数",
        "i64" | "f64" => "数字",
        _ if expected.starts_with("a number, null for") => "数字、空值 null，或带 value 的对象 { }",
        _ if expected.starts_with("struct ") => "对象 { }",
        _ => expected,
    }
}

fn syntax_detail(detail: &str) -> Option<&'static str> {
    Some(match detail {
        "expected value" => "这里应有一个值",
        "expected `,` or `}`" => "这里应是逗号或右花括号",
        "expected `,` or `]`" => "这里应是逗号或右方括号",
        "expected `:`" => "这里应是冒号",
        "key must be a string" => "字段名要加双引号",
        "trailing comma" => "最后一项后面多了逗号",
        "trailing characters" => "文件末尾多了内容",
        "EOF while parsing a value"
        | "EOF while parsing an object"
        | "EOF while parsing a list"
        | "EOF while parsing a string" => "文件到这里就断了",
        "expected ident" => "这里的词写法不对，不加引号的只有 true、false、null 和数字",
        "expected `\"`" => "这里应是双引号",
        "invalid number" => "这里的数字写法不对，应如 254、-15、7730.28",
        "number out of range" => "这里的数字太大",
        "invalid escape" => "反斜杠用法不对",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => "\\u 后面的编码不完整",
        "control character (\\u0000-\\u001F) found while parsing a string" => "文字里有换行等控制字符",
        "invalid unicode code point" => "不是 UTF-8 文字，请把文件另存为 UTF-8",
        "recursion limit exceeded" => "嵌套太深",
        _ => return None,
    })
}

/// The system's reason.
pub fn io(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        _ if is_loop(error) => "链接绕成了圈".to_owned(),
        Kind::NotFound => "没有这个文件或目录".to_owned(),
        Kind::PermissionDenied => "没有权限".to_owned(),
        Kind::NotADirectory => "不是目录".to_owned(),
        Kind::IsADirectory => "是目录，不是文件".to_owned(),
        Kind::AlreadyExists => "已经存在".to_owned(),
        Kind::StorageFull => "磁盘已满".to_owned(),
        Kind::QuotaExceeded => "磁盘配额已用完".to_owned(),
        Kind::FileTooLarge => "文件超过系统允许的大小".to_owned(),
        Kind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        Kind::InvalidFilename => "文件名太长或不合系统的规定".to_owned(),
        Kind::InvalidData => "内容不是 UTF-8 文字".to_owned(),
        _ => format!("系统报告 {error}"),
    }
}

/// The standard library has no stable name for it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn is_loop(error: &std::io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn is_loop(_: &std::io::Error) -> bool {
    false
}

/// Any error of a command as one sentence: those of the command line are put in Chinese.
pub fn command_error(error: &anyhow::Error) -> String {
    use lexopt::Error;
    match error.downcast_ref::<Error>() {
        Some(Error::MissingValue { option: Some(option) }) => {
            format!("选项“{option}”后面缺少内容。用法见 gongkai --help")
        }
        Some(Error::MissingValue { option: None }) => "最后一个选项后面缺少内容。用法见 gongkai --help".to_owned(),
        Some(Error::UnexpectedOption(option)) => format!("不认识选项“{option}”。用法见 gongkai --help"),
        Some(Error::UnexpectedArgument(argument)) => {
            format!("多了一个参数“{}”。用法见 gongkai --help", argument.to_string_lossy())
        }
        Some(Error::UnexpectedValue { option, value }) => {
            format!("选项“{option}”后面不能带内容“{}”。用法见 gongkai --help", value.to_string_lossy())
        }
        Some(Error::ParsingFailed { value, .. }) => format!("“{value}”写法不对。用法见 gongkai --help"),
        Some(Error::NonUnicodeValue(value)) => format!("参数“{}”不是 UTF-8 文字", value.to_string_lossy()),
        _ => {
            let words = |cause: &(dyn std::error::Error + 'static)| {
                cause.downcast_ref::<std::io::Error>().map_or_else(|| cause.to_string(), io)
            };
            error.chain().map(words).collect::<Vec<_>>().join("：")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Policies, Report, Site};

    #[track_caller]
    fn faults<T: DeserializeOwned>(json: &str, expected: &[(&str, &str)]) {
        let found = fields::<T>(json.as_bytes());
        let found: Vec<(&str, &str)> = found.iter().map(|fault| (&*fault.place, &*fault.message)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_fault_of_a_list_is_found_at_its_own_place() {
        faults::<Policies>(
            r#"{"format":1,"policies":[
                {"id":"a","title":"甲"},
                {"id":"b","title":"乙","date":"2019-13-01"},
                {"id":"c"},
                {"id":"d","title":7},
                {"id":"e","title":"戊","level":"village"},
                {"id":"f","titel":"己"}]}"#,
            &[
                ("policies[1].date", "“2019-13-01”不是有效的日期，应写成 2019-04-03 的样子"),
                ("policies[2]", "缺少“title”"),
                ("policies[3].title", "写的是整数 7，应是文字（加双引号）"),
                ("policies[4].level", "“village”不在可以填写的值之内（可以写：national、region、prefecture、county）"),
                (
                    "policies[5].titel",
                    "没有“titel”这个字段（可以写：id、title、level、kind、issuer、number、date、date_origin、index_number、subject、validity、note、url、source）",
                ),
            ],
        );
    }

    #[test]
    fn a_cell_that_is_no_number_is_named_by_row_and_column() {
        faults::<Report>(
            r#"{"format":1,"year":2019,"title":"甲","source":{"document":"a"},"tables":[{"id":"t4","version":"2019","rows":{
                "review":{"upheld":"十"}}}]}"#,
            &[("tables[0].rows.review.upheld", "“十”不是数字（最多 18 位，如 254、-15、7730.28）")],
        );
        faults::<Report>(
            r#"{"format":1,"year":2019,"title":"甲","source":{"document":"a"},"tables":[{"id":"t4","version":"2019","rows":{
                "review":{"upheld":1,"upheld":2}}}]}"#,
            &[("tables[0].rows.review", "“upheld”写了两次")],
        );
    }

    #[test]
    fn what_is_out_of_range_or_of_another_length_is_told_with_what_is_allowed() {
        faults::<Report>(
            r#"{"format":1,"year":99999,"title":"甲","source":{"document":"a"}}"#,
            &[("year", "写的是整数 99999，应是从 0 到 65535 的整数")],
        );
        faults::<Site>(
            r#"{"format":1,"title":"甲","county":[]}"#,
            &[("county", "写的是 0 项的列表 [ ]，应是对象 { }")],
        );
        for (json, expected) in [
            ("{\"a\":-}", "数字写法不对"),
            ("{\"format\":1,\"title\":1e999}", "数字太大"),
            ("{\"a\":nul}", "词写法不对"),
        ] {
            let error = model::decode::<Site>(json.as_bytes()).expect_err("no JSON");
            assert!(in_chinese(&error).contains(expected), "{json}: {}", in_chinese(&error));
        }
    }

    /// Whatever stands in a field.
    #[test]
    fn no_fault_of_a_field_is_told_in_english() {
        let report = include_bytes!("../../../data/reports/2019.json");
        let channels = include_bytes!("../../../data/channels.json");
        let site = include_bytes!("../../../data/site.json");
        all_in_chinese::<Report>(report);
        all_in_chinese::<model::Channels>(channels);
        all_in_chinese::<Site>(site);
    }

    fn all_in_chinese<T: DeserializeOwned>(bytes: &[u8]) {
        let whole: Value = serde_json::from_slice(bytes).expect("JSON");
        let mut places = Vec::new();
        pointers(&whole, "", &mut places);
        for (place, odd) in places.iter().flat_map(|place| ODD.map(|odd| (place, odd))) {
            let mut json = whole.clone();
            *json.pointer_mut(place).expect("a place") = serde_json::from_str(odd).expect("JSON");
            for fault in fields::<T>(json.to_string().as_bytes()) {
                assert!(!has_english(&fault.message), "{place} {odd}: {}", fault.message);
            }
        }
    }

    /// Whether there is a word of English besides names of fields and what the file says.
    fn has_english(message: &str) -> bool {
        let own = message.split(['“', '（']).map(|part| part.rsplit(['”', '）']).next().unwrap_or_default());
        let words = own.flat_map(|part| part.split(|letter: char| !letter.is_ascii_alphabetic()));
        words.into_iter().any(|word| word.len() > 1 && !["null", "true", "false", "value"].contains(&word))
    }

    const ODD: [&str; 11] =
        ["null", "true", "-1", "99999999999", "1e300", "1.5", "\"x\"", "[]", "[7]", "{}", "{\"x\":[[]]}"];

    /// The pointers of every place of a value.
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Array(items) => {
                // They are alike.
                items.iter().take(2).enumerate().for_each(|(n, item)| pointers(item, &format!("{at}/{n}"), found));
            }
            Value::Object(fields) => fields.iter().for_each(|(name, it)| pointers(it, &format!("{at}/{name}"), found)),
            _ => {}
        }
    }

    #[test]
    fn a_fault_outside_of_any_list_is_found_once() {
        faults::<Site>(r#"{"format":1,"title":"甲"}"#, &[("（整个文件）", "缺少“county”")]);
        faults::<Site>(r#"{"format":1,"title":"甲","county":"乙"}"#, &[("county", "写的是文字“乙”，应是对象 { }")]);
    }
}
