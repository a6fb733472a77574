//! Rules about single fields: ids, sources, addresses, phone numbers, postcodes.

use super::places::At;
use super::rule;
use crate::{Contact, Date, Finding, Site, Source};
use std::collections::HashMap;

/// Every fact must be traceable, so a source has to name a document that `site.json` lists.
pub(super) fn unknown_documents(file: &str, sources: Vec<At<&Source>>, site: &Site) -> Vec<Finding> {
    let unknown = sources.into_iter().filter(|(_, source)| site.document(&source.document).is_none());
    unknown
        .map(|(place, source)| {
            let message = format!(
                "来源文件“{}”没有在 site.json 的 documents 里登记；请登记这份文件（id 或 title 写成这样），或改正编号",
                source.document
            );
            with_found(rule::UNKNOWN_DOCUMENT.at(file, format!("{place}.document"), message), &source.document)
        })
        .collect()
}

/// Sources may carry an address of their own, which the pages link to.
pub(super) fn source_urls(file: &str, sources: Vec<At<&Source>>) -> Vec<Finding> {
    sources
        .into_iter()
        .filter_map(|(place, source)| url(file, &format!("{place}.url"), source.url.as_deref()))
        .collect()
}

/// An id is an address and an anchor: two of the same would lead to one of them only.
pub(super) fn duplicate_ids<'a>(file: &str, ids: impl Iterator<Item = At<&'a str>>) -> Vec<Finding> {
    let mut first: HashMap<&str, String> = HashMap::new();
    let mut findings = Vec::new();
    for (place, id) in ids {
        if let Some(earlier) = first.get(id) {
            let message = format!("编号“{id}”与 {earlier} 重复；请给其中一个换一个编号");
            findings.push(with_found(rule::DUPLICATE_ID.at(file, place, message), id));
        } else {
            first.insert(id, place);
        }
    }
    findings
}

/// An id stands in addresses and file names, where only these letters mean the same everywhere.
pub(super) fn id_letters(file: &str, place: &str, id: &str) -> Option<Finding> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    // Addresses that begin so are lists (`policies/by-year`).
    let good = !id.is_empty() && id.chars().all(allowed) && !id.starts_with("by-");
    (!good).then(|| {
        let message = format!("编号“{id}”只能用英文字母、数字和连字符，不能以 by- 开头，如 gov-office");
        with_found(rule::ID.at(file, place, message), id)
    })
}

/// The pages link to nothing but web pages, so that no link can run a script.
pub(super) fn url(file: &str, place: &str, url: Option<&str>) -> Option<Finding> {
    let url = url.filter(|url| !is_web_address(url))?;
    let message = format!("网址“{url}”不能用；请写完整的网址，以 http:// 或 https:// 开头，中间没有空格");
    Some(with_found(rule::URL.at(file, place, message), url))
}

/// A whole address of a web page.
pub(super) fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
    host.is_some_and(|host| host.contains('.') && !host.starts_with('.'))
        && !url.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

/// A resident dials what stands here; a digit too many or too few reaches nobody.
pub(super) fn phone(file: &str, place: &str, phone: Option<&str>) -> Option<Finding> {
    let phone = phone?;
    let mut numbers = phone.split(['、', '/', '，', ',', '；', ';', '或']);
    (!numbers.all(is_phone_number)).then(|| {
        let message = format!("电话“{phone}”的位数不对；请写成 0998-6572114（区号-号码）或 12345 的样子");
        with_found(rule::PHONE.at(file, place, message), phone)
    })
}

fn is_phone_number(text: &str) -> bool {
    let number = text.split('转').next().unwrap_or("").trim();
    let mut digits = String::new();
    for letter in number.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            '０'..='９' => digits.extend(char::from_digit(letter as u32 - '０' as u32, 10)),
            '-' | '－' | '—' | '–' | ' ' | '(' | ')' | '（' | '）' => {}
            '+' if digits.is_empty() => {}
            _ => return false,
        }
    }
    match digits.as_bytes() {
        // Written for callers from abroad, without the 0 of the area code.
        [b'8', b'6', ..] if number.starts_with('+') => matches!(digits.len(), 12 | 13),
        // Area code of three or four digits, local number of seven or eight.
        [b'0', ..] => (10..=12).contains(&digits.len()),
        // Mobile numbers, and short numbers such as 12345, 12388, 110 and 114.
        [b'1', ..] => matches!(digits.len(), 11 | 3..=6),
        [b'4' | b'8', b'0', b'0', ..] => digits.len() == 10,
        // A local number without its area code; 5-digit service numbers begin with 9.
        [b'9', ..] => matches!(digits.len(), 5..=8),
        [b'2'..=b'8', ..] => matches!(digits.len(), 7 | 8),
        _ => false,
    }
}

/// Chinese postcodes have six digits; a letter to another code comes back.
pub(super) fn postcode(file: &str, place: &str, postcode: Option<&str>) -> Option<Finding> {
    let postcode = postcode?;
    let good = postcode.len() == 6 && postcode.bytes().all(|byte| byte.is_ascii_digit());
    (!good).then(|| {
        let message = format!("邮政编码“{postcode}”应是 6 位数字");
        with_found(rule::POSTCODE.at(file, place, message), postcode)
    })
}

fn email(file: &str, place: &str, email: Option<&str>) -> Option<Finding> {
    let email = email?;
    let good = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !email.contains(char::is_whitespace)
    });
    (!good).then(|| {
        let message = format!("电子邮箱“{email}”写法不对；请写成 name@example.gov.cn 的样子");
        with_found(rule::EMAIL.at(file, place, message), email)
    })
}

/// All that can be wrong with a contact.
pub(super) fn contact(file: &str, place: &str, contact: Option<&Contact>) -> Vec<Finding> {
    let Some(contact) = contact else { return Vec::new() };
    let at = |field: &str| format!("{place}.{field}");
    let found = [
        phone(file, &at("phone"), contact.phone.as_deref()),
        postcode(file, &at("postcode"), contact.postcode.as_deref()),
        email(file, &at("email"), contact.email.as_deref()),
    ];
    found.into_iter().flatten().collect()
}

/// A contact changes without notice; after a year nobody can vouch for it.
pub(super) fn verified_on(file: &str, place: &str, name: &str, day: Option<Date>, today: Date) -> Option<Finding> {
    let message = match day {
        None => format!("“{name}”的联系方式没有写核对日期；请拨打或查对一次，写上 verified_on"),
        Some(day) if day > today => format!("“{name}”的核对日期 {} 还没有到；请改正", day.in_words()),
        Some(day) if super::a_year_after(day) < today => {
            format!("“{name}”的联系方式上次核对是 {}，已超过一年；请重新核对", day.in_words())
        }
        Some(_) => return None,
    };
    let finding = rule::VERIFIED_ON.at(file, place, message);
    Some(Finding { found: day.map(|day| day.to_string()), ..finding })
}

/// A document dated after today, or before there were documents of this state, is a slip of the pen.
pub(super) fn day(file: &str, place: &str, day: Option<Date>, today: Date) -> Option<Finding> {
    let day = day?;
    let why = match day {
        day if day > today => "还没有到",
        day if day.year() < 1949 => "早于 1949 年",
        _ => return None,
    };
    let message = format!("日期 {} {why}；请对照原件核对", day.in_words());
    Some(with_found(rule::DATE.at(file, place, message), &day.to_string()))
}

/// Records are found by their number; one in another shape is not. `〔2021〕` takes the brackets of the
/// standard for official documents (GB/T 9704).
pub(super) fn document_number(file: &str, place: &str, number: Option<&str>) -> Option<Finding> {
    let number = number?;
    if is_document_number(number) {
        return None;
    }
    let mended = with_standard_brackets(number);
    let message = match is_document_number(&mended) {
        true => format!("发文字号“{number}”的年份一般用六角括号，写作“{mended}”；请对照原件核对"),
        false => format!("发文字号“{number}”认不出年份和序号，一般写作“国办发〔2019〕54号”；请对照原件核对"),
    };
    let finding = with_found(rule::DOCUMENT_NUMBER.at(file, place, message), number);
    Some(Finding { expected: is_document_number(&mended).then_some(mended), ..finding })
}

/// `国办发〔2019〕54号`, `国务院令第711号`, `2019年第3号`.
fn is_document_number(number: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(rest) = number.strip_suffix('号') else { return false };
    if let Some((office, year_and_serial)) = rest.split_once('〔') {
        return year_and_serial.split_once('〕').is_some_and(|(year, serial)| {
            !office.is_empty() && year.len() == 4 && digits(year) && digits(serial.trim_start_matches('第'))
        });
    }
    rest.rsplit_once('第').is_some_and(|(office, serial)| !office.is_empty() && digits(serial))
}

fn with_standard_brackets(number: &str) -> String {
    let standard = |letter| match letter {
        '[' | '［' | '【' | '（' | '(' => '〔',
        ']' | '］' | '】' | '）' | ')' => '〕',
        other => other,
    };
    number.chars().filter(|letter| !letter.is_whitespace()).map(standard).collect()
}

/// Whether there is anything in a contact that can go out of date.
pub(super) fn has_address(contact: &Contact) -> bool {
    contact.phone.is_some() || contact.address.is_some() || contact.email.is_some()
}

/// What stands at the place of a finding.
pub(super) fn with_found(finding: Finding, found: &str) -> Finding {
    Finding { found: Some(found.to_owned()), ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_of_every_usual_shape_pass_and_mutilated_ones_do_not() {
        for good in [
            "0998-6572114",
            "（0998）6572114",
            "0998 6572114",
            "0591-23168888",
            "010-12345678",
            "12345",
            "12388",
            "110",
            "6572114",
            "13800000000",
            "400-810-1234",
            "0998-6572114转8001",
            "0998-6572114、0998-6572115",
            "+86 998 6572114",
            "０９９８－６５７２１１４",
        ] {
            assert_eq!(phone("f", "p", Some(good)), None, "{good}");
        }
        for bad in ["", "0998-65721", "657211", "abc", "138000000000", "电话见网站", "0998-657211412"] {
            assert!(phone("f", "p", Some(bad)).is_some(), "{bad}");
        }
    }

    #[test]
    fn document_numbers_name_their_year_and_serial() {
        for good in [
            "国办公开办函〔2019〕60号",
            "岚征预公告〔2025〕11号",
            "国务院令第711号",
            "公告2019年第3号",
            "新政发〔2020〕第3号",
        ] {
            assert_eq!(document_number("f", "p", Some(good)), None, "{good}");
        }
        for (bad, expected) in [
            ("岚综管综【2019】158号", Some("岚综管综〔2019〕158号")),
            ("国办发[2019]54号", Some("国办发〔2019〕54号")),
            ("国办发 (2019) 54号", Some("国办发〔2019〕54号")),
            ("国办发〔2019〕54", None),
            ("国办发〔19〕54号", None),
            ("无", None),
        ] {
            let finding = document_number("f", "p", Some(bad)).expect(bad);
            assert_eq!(finding.expected.as_deref(), expected, "{bad}");
        }
    }

    #[test]
    fn only_whole_web_addresses_are_addresses() {
        for good in ["http://shule.gov.cn/slx/c107686/zwgk_cont.shtml", "https://www.gov.cn"] {
            assert_eq!(url("f", "p", Some(good)), None, "{good}");
        }
        for bad in ["", "www.gov.cn", "javascript:alert(1)", "ftp://gov.cn", "https://", "http://a b.cn", "//gov.cn"] {
            assert!(url("f", "p", Some(bad)).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_contact_is_stale_after_a_year() {
        let date = |text: &str| text.parse::<Date>().expect(text);
        let stale = |day: &str, today: &str| verified_on("f", "p", "n", Some(date(day)), date(today)).is_some();
        assert!(!stale("2024-05-01", "2025-05-01"));
        assert!(stale("2024-05-01", "2025-05-02"));
        assert!(!stale("2024-02-29", "2025-02-28"));
        assert!(stale("2024-02-29", "2025-03-01"));
        assert!(stale("2026-01-01", "2025-01-01"), "a day that has not come");
        assert!(verified_on("f", "p", "n", None, date("2025-01-01")).is_some());
    }
}
