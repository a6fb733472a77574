//! What a document says about itself: title, issuer, year, period, publication, contact.

use crate::document::{Document, Paragraph};
use crate::grid::Grid;
use crate::{number, text};
use model::{Contact, Date, Period};

/// Where the title stands: the first paragraph of it, and the first behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The title as printed, on one line.
    pub text: String,
    /// Index of its first paragraph; none where only the page's own tags give it.
    pub lines: Option<(usize, usize)>,
}

/// Bytes of a title; what is longer is running text.
const LONGEST_TITLE: usize = 400;

/// Finds the title among the paragraphs before the first section.
pub fn title(document: &Document, paragraphs: &[Paragraph], before: usize) -> Option<Title> {
    let tagged = document.meta(&["ArticleTitle"]).map(str::to_owned);
    let tagged_key = tagged.as_deref().map(text::key);
    let mut found: Option<Title> = None;
    for start in 0..before.min(paragraphs.len()) {
        for end in start + 1..=(start + 3).min(before) {
            let joined: String = paragraphs[start..end].iter().map(|paragraph| paragraph.text.as_str()).collect();
            if joined.len() > LONGEST_TITLE {
                break;
            }
            if tagged_key.as_ref().is_some_and(|key| !key.is_empty() && *key == text::key(&joined)) {
                return Some(Title { text: joined, lines: Some((start, end)) });
            }
            if is_title(&joined)
                && (end == start + 1 || !paragraphs[start..end].iter().any(|paragraph| is_title(&paragraph.text)))
            {
                found = Some(Title { text: joined, lines: Some((start, end)) });
                break;
            }
        }
    }
    let window = document.window_title.as_deref().map(|title| title.split(['_', '|']).next().unwrap_or(title).trim());
    found
        .or_else(|| tagged.filter(|title| text::key(title).contains("公开")).map(|text| Title { text, lines: None }))
        .or_else(|| window.filter(|title| is_title(title)).map(|title| Title { text: title.to_owned(), lines: None }))
}

fn is_title(line: &str) -> bool {
    if !line.contains(['报', '報']) || line.len() > LONGEST_TITLE {
        return false;
    }
    let folded = text::without_brackets(&text::fold(line));
    let ends = ["年度报告", "年报", "工作报告", "年度报告书", "情况报告"].iter().any(|end| folded.ends_with(end));
    ends && folded.contains("公开")
        && folded.chars().count() <= 60
        && !line.contains(['。', '>', '《'])
        && year_in(line).is_some()
}

/// A year of a report that the text names, in digits of any kind. The year of a form (`2021年格式`) is none.
pub fn year_in(line: &str) -> Option<u16> {
    let digits: Vec<char> = text::fold(line)
        .chars()
        .map(|character| match character {
            '〇' | '零' | '○' | 'O' | 'o' => '0',
            '一' => '1',
            '二' => '2',
            '三' => '3',
            '四' => '4',
            '五' => '5',
            '六' => '6',
            '七' => '7',
            '八' => '8',
            '九' => '9',
            other => other,
        })
        .collect();
    digits.windows(4).enumerate().find_map(|(at, window)| {
        let beside = |index: Option<usize>| index.and_then(|index| digits.get(index)).is_some_and(char::is_ascii_digit);
        if beside(at.checked_sub(1)) || beside(Some(at + 4)) || is_of_form(&digits[at + 4..]) {
            return None;
        }
        let year: u16 = window.iter().collect::<String>().parse().ok()?;
        (2008..=2100).contains(&year).then_some(year)
    })
}

/// Whether a form is named behind a year: `年格式`, `年新版格式`.
fn is_of_form(after: &[char]) -> bool {
    let name: String = after.iter().skip_while(|character| "年度新版的".contains(**character)).take(2).collect();
    name == "格式"
}

/// Days in a text, `2020年1月20日` or `2020-01-20`, in order.
pub fn dates_in(line: &str) -> Vec<Date> {
    let folded = unmarked(line);
    let characters: Vec<char> = folded.chars().collect();
    let mut dates = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let fresh = at == 0 || !characters[at - 1].is_ascii_digit();
        match date_at(&characters[at..]).filter(|_| fresh) {
            Some((date, length)) => {
                dates.push(date);
                at += length;
            }
            None => at += 1,
        }
    }
    dates
}

fn date_at(characters: &[char]) -> Option<(Date, usize)> {
    let (year, at) = digits_at(characters, 0, 4)?;
    let mark = *characters.get(at)?;
    if year < 1900 || !matches!(mark, '年' | '-' | '/' | '.') {
        return None;
    }
    let (month, at) = digits_at(characters, at + 1, 2)?;
    if *characters.get(at)? != if mark == '年' { '月' } else { mark } {
        return None;
    }
    let (day, at) = digits_at(characters, at + 1, 2)?;
    Some((Date::new(year as u16, month as u8, day as u8)?, at))
}

fn digits_at(characters: &[char], start: usize, most: usize) -> Option<(u32, usize)> {
    let count = characters.iter().skip(start).take(most).take_while(|character| character.is_ascii_digit()).count();
    let digits: String = characters.get(start..start + count)?.iter().collect();
    Some((digits.parse().ok()?, start + count))
}

/// The period counted: `2019年1月1日至2019年12月31日`, the second year left out or not.
pub fn period(line: &str) -> Option<Period> {
    let folded = text::fold(line);
    if !folded.contains("12月31日") {
        return None;
    }
    let (head, tail) = folded.split_once("1月1日").filter(|(head, _)| !head.ends_with('1'))?;
    let from_year: u16 =
        head.strip_suffix('年').and_then(|head| head.get(head.len().checked_sub(4)?..))?.parse().ok()?;
    let (between, _) = tail.split_once("12月31日")?;
    if between.chars().count() > 12 {
        return None;
    }
    let to_year = year_in(between).unwrap_or(from_year);
    Some(Period { from: Date::new(from_year, 1, 1)?, to: Date::new(to_year, 12, 31)? })
}

const ORGANS: [&str; 18] = [
    "人民政府",
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "管委会",
    "局",
    "厅",
    "办事处",
    "中心",
    "街道",
    "管理所",
    "分局",
    "院",
    "队",
    "委",
    "部",
    "镇",
];

/// The body that the title names before the year: `疏勒县人民政府` of `疏勒县人民政府2019年…`.
pub fn issuer_of_title(title: &str) -> Option<String> {
    let at = title.find(|character: char| character.is_numeric() || matches!(character, '二'))?;
    let (mut name, rest) = (title[..at].trim(), &title[at..]);
    if name.is_empty() {
        let after = rest.trim_start_matches(|c: char| {
            c.is_numeric() || matches!(c, '二' | '〇' | '零' | '○' | '一' | '九' | '年' | '度')
        });
        let end = after.rfind("政府信息公开").or_else(|| after.rfind("信息公开"))?;
        name = after[..end].trim();
    }
    let name = name.trim_start_matches("关于").trim();
    ORGANS.iter().any(|organ| name.ends_with(organ)).then(|| name.to_owned())
}

/// Whom to ask about the report, from a paragraph such as `请与…办公室联系（地址：…，邮编：…，电话：…）`.
pub fn contact(line: &str, issuer: Option<&str>) -> Option<Contact> {
    let phone = field(line, &["联系电话", "电话号码", "电话"]).and_then(|phone| phone_number(&phone));
    let address = field(line, &["联系地址", "办公地址", "通讯地址", "地址"]);
    let postcode = field(line, &["邮政编码", "邮编"])
        .map(|text| unmarked(&text).chars().take_while(char::is_ascii_digit).collect::<String>());
    let postcode = postcode.filter(|postcode| postcode.len() == 6);
    let email = field(line, &["电子邮箱", "电子邮件", "邮箱", "E-mail", "e-mail", "Email", "email"])
        .filter(|email| email.contains('@'));
    if phone.is_none() && address.is_none() && email.is_none() {
        return None;
    }
    let name = contact_name(line).or_else(|| issuer.map(str::to_owned))?;
    Some(Contact { name, address, postcode, phone, email, verified_on: None, source: None })
}

fn contact_name(line: &str) -> Option<String> {
    let end = line.find("联系")?;
    let head = &line[..end];
    let start = ["请与", "请向", "可与", "请直接与", "敬请与", "与", "向", "联系"]
        .iter()
        .filter_map(|mark| head.rfind(mark).map(|at| at + mark.len()))
        .max()?;
    let name = head[start..].trim();
    (2..=40)
        .contains(&name.chars().count())
        .then(|| name.to_owned())
        .filter(|name| !name.contains(['，', '。', ',', '：']))
}

/// The words behind `label：`, up to the next mark.
fn field(line: &str, labels: &[&str]) -> Option<String> {
    labels.iter().find_map(|label| {
        let mut from = 0;
        while let Some(at) = line[from..].find(label) {
            let rest = line[from + at + label.len()..].trim_start();
            if let Some(value) = rest.strip_prefix([':', '：']) {
                let end = value.find([',', '，', ';', '；', '。', ')', '）', '、']).unwrap_or(value.len());
                let value = text::clean(&value[..end]);
                return (!value.is_empty()).then_some(value);
            }
            from += at + label.len();
        }
        None
    })
}

/// The text folded, without marks of footnotes: folded, they would be digits.
fn unmarked(printed: &str) -> String {
    text::fold(&printed.replace(number::is_mark, ""))
}

fn phone_number(printed: &str) -> Option<String> {
    let digits = unmarked(printed);
    let number: String =
        digits.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '(' | ')' | '/')).collect();
    let number = number.trim_matches(['-', '/', '—']).to_owned();
    (number.chars().filter(char::is_ascii_digit).count() >= 5).then_some(number)
}

/// Names and values of a page's record (索引号 table), if the grid is one.
pub fn record(grid: &Grid) -> Option<Vec<(String, String)>> {
    const NAMES: [&str; 18] = [
        "索引号",
        "主题分类",
        "分类",
        "发文机关",
        "发布机构",
        "公开机构",
        "信息来源",
        "来源",
        "成文日期",
        "生成日期",
        "发布日期",
        "公开日期",
        "标题",
        "名称",
        "信息名称",
        "文号",
        "发文字号",
        "有效性",
    ];
    let mut fields = Vec::new();
    for row in 0..grid.rows().min(30) {
        let cells = grid.starting(row);
        let mut at = 0;
        while let Some(cell) = cells.get(at) {
            at += 1;
            let (head, tail) = match cell.text.find([':', '：']) {
                Some(end) => (&cell.text[..end], cell.text[end..].trim_start_matches([':', '：'])),
                None => (cell.text.as_str(), ""),
            };
            let key = text::key(head);
            if !NAMES.contains(&key.as_str()) {
                continue;
            }
            let mut value = text::clean(tail);
            if value.is_empty()
                && let Some(next) = cells.get(at)
            {
                value = text::clean(&next.text);
                at += 1;
            }
            fields.push((key, value));
        }
    }
    (fields.len() >= 3 || fields.iter().any(|(name, _)| name == "索引号")).then_some(fields)
}

/// A line under the title that only tells when and by whom the page was put up.
pub fn is_info_line(line: &str) -> bool {
    const MARKS: [&str; 16] = [
        "发布时间",
        "发布日期",
        "公开日期",
        "信息来源",
        "来源",
        "浏览",
        "点击",
        "阅读",
        "字体",
        "字号",
        "作者",
        "发布机构",
        "责任编辑",
        "打印",
        "索引号",
        "分享",
    ];
    let short = line.chars().count() <= 120 && !line.contains('。');
    let count = MARKS.iter().filter(|mark| line.contains(**mark)).count();
    let labelled = MARKS
        .iter()
        .any(|mark| line.trim_start_matches(['[', '【', '（', '(']).starts_with(mark) && line.contains([':', '：']));
    short && (count >= 2 || labelled)
}

/// The day of publication that an info line gives.
pub fn published_in(line: &str) -> Option<Date> {
    let at = ["发布时间", "发布日期", "公开日期", "时间", "日期"].iter().find_map(|mark| line.find(mark))?;
    dates_in(&line[at..]).into_iter().next()
}

/// A line of a page's foot.
pub fn is_footer(line: &str) -> bool {
    const MARKS: [&str; 11] = [
        "版权所有",
        "ICP备",
        "网站标识码",
        "公网安备",
        "主办单位：",
        "承办单位：",
        "主办单位:",
        "承办单位:",
        "网站地图",
        "扫一扫",
        "技术支持",
    ];
    line.chars().count() <= 200 && MARKS.iter().any(|mark| line.contains(mark))
}

/// A line of buttons.
pub fn is_button(line: &str) -> bool {
    const BUTTONS: [&str; 14] = [
        "打印",
        "关闭",
        "打印本页",
        "关闭窗口",
        "打印关闭",
        "返回顶部",
        "上一篇",
        "下一篇",
        "分享到",
        "分享",
        "收藏",
        "首页",
        "大中小",
        "字体大中小",
    ];
    let key = text::key(line);
    BUTTONS.contains(&key.as_str())
        || ["上一篇", "下一篇", "打印本页"].iter().any(|start| key.starts_with(start) && key.chars().count() <= 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_days_are_found_in_any_print() {
        for (line, year) in [
            ("2019年", Some(2019)),
            ("二〇一九年度", Some(2019)),
            ("二○二一", Some(2021)),
            ("２０２０", Some(2020)),
            ("8635条", None),
            ("20190101", None),
            ("年报三张表（2021年格式）.xlsx", None),
            ("表二 2021 年新版格式", None),
            ("二〇二一年格式", None),
            ("2023年年报（2021年格式）.xlsx", Some(2023)),
            ("（2021年格式）2023年报", Some(2023)),
        ] {
            assert_eq!(year_in(line), year, "{line}");
        }
        let dates: Vec<String> =
            dates_in("自2020-01-20起，2020年2月3日止，2020年2月30日，2020-1-1②").iter().map(Date::to_string).collect();
        assert_eq!(dates, ["2020-01-20", "2020-02-03", "2020-01-01"]);
    }

    #[test]
    fn the_period_is_found_with_and_without_the_second_year() {
        for line in
            ["统计期限为2023年1月1日至2023年12月31日。", "时限自2023年1月1日至12月31日", "2023年1月1日起至12月31日止"]
        {
            let period = period(line).expect(line);
            assert_eq!(
                (period.from.to_string(), period.to.to_string()),
                ("2023-01-01".into(), "2023-12-31".into()),
                "{line}"
            );
        }
        assert_eq!(period("截至2019年12月31日"), None);
    }

    #[test]
    fn the_issuer_is_the_body_that_the_title_names() {
        for (title, issuer) in [
            ("某县人民政府2019年政府信息公开工作年度报告", Some("某县人民政府")),
            ("2019年某县发展和改革委员会政府信息公开工作年度报告", Some("某县发展和改革委员会")),
            ("某综合实验区2019年政府信息公开工作年度报告", None),
        ] {
            assert_eq!(issuer_of_title(title).as_deref(), issuer, "{title}");
        }
    }

    #[test]
    fn the_contact_is_read_in_full_and_half_width() {
        for line in [
            "如有疑问，请与某县政府办公室联系（地址：某路1号，邮编：123456，电话：0100-1234567）。",
            "请与某县政府办公室联系(联系地址:某路1号;邮政编码:123456;联系电话:0100-1234567)",
            "请与某县政府办公室联系（地址：某路1号，邮编：123456¹，电话：0100-1234567②）。",
        ] {
            let contact = contact(line, None).expect(line);
            assert_eq!(contact.name, "某县政府办公室", "{line}");
            assert_eq!(contact.address.as_deref(), Some("某路1号"));
            assert_eq!(contact.postcode.as_deref(), Some("123456"));
            assert_eq!(contact.phone.as_deref(), Some("0100-1234567"));
        }
        assert_eq!(contact("加强联系群众。", Some("某县")), None);
    }
}
