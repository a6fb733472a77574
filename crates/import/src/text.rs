//! What is the same text: widths, spaces, radical code points, traditional characters, misprints.

use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// A label reduced to what is compared: letters, digits and Chinese characters, simplified.
///
/// Widths, spaces, line breaks, punctuation and radical code points make no difference.
pub fn key(text: &str) -> String {
    fold(text).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The text in one width and one script, without spaces, its punctuation kept.
pub fn fold(text: &str) -> String {
    text.nfkc().filter(|character| !is_space(*character)).map(|character| simplified(radical(character))).collect()
}

/// Running text as a page shows it: one space for many, ideographs for radical code points, no
/// invisible characters. Widths and punctuation stay as printed.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            continue;
        }
        if character.is_whitespace() {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if ('\u{2e80}'..='\u{2fdf}').contains(&character) {
            cleaned.extend(character.nfkc().map(radical));
        } else {
            cleaned.push(character);
        }
    }
    if cleaned.ends_with(' ') {
        cleaned.pop();
    }
    cleaned
}

/// Where a run of text stands to its line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Script {
    /// On it.
    #[default]
    OnLine,
    /// Above it.
    Above,
    /// Below it.
    Below,
}

impl Script {
    /// As Word and Excel name it.
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("superscript") => Self::Above,
            Some("subscript") => Self::Below,
            _ => Self::OnLine,
        }
    }

    /// The text in characters that stand there by themselves: the mark of a footnote must not run
    /// together with the digits of the number before it.
    pub fn apply(self, text: &str) -> String {
        const ABOVE: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        const BELOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
        let digits = match self {
            Self::OnLine => return text.to_owned(),
            Self::Above => ABOVE,
            Self::Below => BELOW,
        };
        let digit = |character: char| match character {
            '0'..='9' => digits[character as usize - '0' as usize],
            '０'..='９' => digits[character as usize - '０' as usize],
            other => other,
        };
        text.chars().map(digit).collect()
    }
}

/// Space of any width, and characters that show nothing.
pub fn is_space(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}'
    ) || (character.is_control() && !character.is_whitespace())
}

/// How many single changes turn one text into the other, counted up to `most`.
pub fn distance(left: &str, right: &str, most: usize) -> Option<usize> {
    if left.chars().count().abs_diff(right.chars().count()) > most {
        return None;
    }
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut diagonal = above[0];
        above[0] = row + 1;
        for (column, b) in right.iter().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = above[column + 1];
            above[column + 1] = change.min(diagonal + 1).min(above[column] + 1);
        }
    }
    above.last().copied().filter(|distance| *distance <= most)
}

/// How far a misprint may be from a label of this length and still be taken for it.
pub fn tolerance(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=6 => 1,
        7..=9 => 2,
        _ => length * 3 / 10,
    }
}

/// The distance between two keys, if the one may be a misprint of the other.
pub fn closeness(found: &str, label: &str) -> Option<usize> {
    distance(found, label, tolerance(label.chars().count()))
}

/// The text without the parts in brackets: `部分公开（区分处理的，…）` is `部分公开`.
pub fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '（' | '(' | '〔' | '[' => depth += 1,
            '）' | ')' | '〕' | ']' if depth > 0 => depth -= 1,
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}

/// A printed number of a heading or label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numeral {
    /// `三、`
    Chinese(u32),
    /// `（三）`
    Bracketed(u32),
    /// `3.` or `(3)`
    Arabic(u32),
    /// `一是`, `第一，`
    Point(u32),
}

impl Numeral {
    /// The number.
    pub fn number(self) -> u32 {
        match self {
            Self::Chinese(number) | Self::Bracketed(number) | Self::Arabic(number) | Self::Point(number) => number,
        }
    }
}

/// Splits a leading number off: the number, how it is printed (without the mark behind it), the rest.
pub fn split_numeral(text: &str) -> Option<(Numeral, String, &str)> {
    let text = text.trim_start_matches(is_space);
    bracketed(text).or_else(|| point(text)).or_else(|| enumerated(text))
}

fn bracketed(text: &str) -> Option<(Numeral, String, &str)> {
    let inner = text.strip_prefix(['（', '(', '﹙', '〔'])?;
    let close = inner.char_indices().take(8).find(|(_, c)| matches!(c, '）' | ')' | '﹚' | '〕'))?;
    let number = inner[..close.0].trim_matches(is_space);
    let rest = &inner[close.0 + close.1.len_utf8()..];
    let rest = rest.trim_start_matches(|c| is_space(c) || matches!(c, '、' | '.' | '．'));
    let printed = text[..text.len() - inner.len() + close.0 + close.1.len_utf8()].to_owned();
    if let Some(number) = chinese_number(number) {
        return Some((Numeral::Bracketed(number), printed, rest));
    }
    Some((Numeral::Arabic(arabic_number(number)?), printed, rest))
}

fn point(text: &str) -> Option<(Numeral, String, &str)> {
    let ordinal = text.strip_prefix('第');
    let body = ordinal.unwrap_or(text);
    let end = body.char_indices().take(3).find(|(_, c)| chinese_digit(*c).is_none())?.0;
    let number = chinese_number(&body[..end])?;
    let rest = &body[end..];
    let rest = match ordinal {
        None => rest.strip_prefix('是')?,
        Some(_) => rest.strip_prefix(['，', ',', '、', '：', ':'])?,
    };
    Some((
        Numeral::Point(number),
        text[..text.len() - rest.len()].to_owned(),
        rest.trim_start_matches(['，', ',', '：', ':']),
    ))
}

fn enumerated(text: &str) -> Option<(Numeral, String, &str)> {
    let end = text.char_indices().take(5).find(|(_, c)| !is_number_character(*c))?;
    let (number, rest) = text.split_at(end.0);
    let after = rest.trim_start_matches(is_space);
    let mark = after.chars().next()?;
    let rest = after[mark.len_utf8()..].trim_start_matches(is_space);
    let strong = matches!(mark, '、' | '．' | '.' | '。' | '﹑' | '､');
    if let Some(value) = chinese_number(number) {
        let weak = matches!(mark, '，' | ',' | '：' | ':');
        return (strong || weak).then(|| (Numeral::Chinese(value), number.to_owned(), rest));
    }
    // `1.5` is a number, not the first item of a list.
    if !strong || (mark != '、' && rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    Some((Numeral::Arabic(arabic_number(number)?), number.to_owned(), rest))
}

fn is_number_character(character: char) -> bool {
    chinese_digit(character).is_some() || character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn chinese_digit(character: char) -> Option<u32> {
    match simplified(radical(character)) {
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '十' => Some(10),
        _ => None,
    }
}

/// `十二` is 12. Up to 99; no other form is used for headings.
pub fn chinese_number(text: &str) -> Option<u32> {
    let digits: Vec<u32> = text.nfkc().filter(|c| !is_space(*c)).map(chinese_digit).collect::<Option<_>>()?;
    match digits.as_slice() {
        [10] => Some(10),
        [ones @ 1..=9] => Some(*ones),
        [10, ones @ 1..=9] => Some(10 + ones),
        [tens @ 1..=9, 10] => Some(tens * 10),
        [tens @ 1..=9, 10, ones @ 1..=9] => Some(tens * 10 + ones),
        _ => None,
    }
}

fn arabic_number(text: &str) -> Option<u32> {
    let digits: String = text.nfkc().collect();
    (digits.len() <= 3).then(|| digits.parse().ok()).flatten()
}

/// `12` is `十二`.
pub fn in_chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((number / 10 % 10) as usize, (number % 10) as usize);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// The ideograph that a radical of the CJK Radicals Supplement stands for in text taken from a
/// PDF. The Kangxi radicals (U+2F00) are decomposed by NFKC; these are not.
fn radical(character: char) -> char {
    const PAIRS: &str = "⺁厂⺅亻⺈刀⺊卜⺋㔾⺌小⺍小⺎兀⺏尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺳网⺴网⺶羊⺷羊⺸羊⺹老⺺聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阝⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";
    static MAP: OnceLock<HashMap<char, char>> = OnceLock::new();
    if !('\u{2e80}'..='\u{2eff}').contains(&character) {
        return character;
    }
    MAP.get_or_init(|| pairs(PAIRS)).get(&character).copied().unwrap_or(character)
}

fn pairs(text: &str) -> HashMap<char, char> {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The simplified form of the traditional characters (and common variants) that occur in labels,
/// headings and column names.
pub fn simplified(character: char) -> char {
    const PAIRS: &str = "內内製制規规範范項项許许處处罰罚強强彊强業业費费採采購购數数總总額额對对開开減减決决單单萬万現现廢废發发條条據据係系關关為为爲为請请況况機机構构會会組组織织團团體体務务師师結结轉转繼继續续辦办維维糾纠審审複复復复覆复議议訴诉訟讼經经後后計计屬属國国祕秘穩稳護护權权類类過过執执檔档詢询無无沒没補补確确認认舉举報报獲获徵征繳缴納纳個个區区別别這这種种與与間间題题進进動动實实際际門门戶户户户員员產产義义統统術术適适鄉乡鎮镇縣县級级廳厅東东見见觀观訊讯網网頁页聯联絡络電电話话郵邮編编號号標标準准層层佈布載载眾众時时將将應应狀状態态導导優优點点錯错誤误連连滿满創创務务監监諮咨詢询衆众畫画號号價价險险資资農农環环醫医學学養养勞劳貧贫災灾齊齐飛飞馬马龍龙齡龄貫贯徹彻幹干劃划設设備备預预財财稅税質质導导監监餘余併并並并帶带從从億亿兩两習习書书傳传論论評评訂订該该詳详語语說说課课調调談谈讀读變变讓让識识證证譯译豐丰負负貝贝責责賬账貨货販贩貴贵買买貸贷賞赏賠赔賣卖賴赖贊赞軍军軟软較较輛辆輪轮輯辑輸输達达遠远遲迟遷迁選选還还鄰邻酬酬針针鈔钞錄录鍵键鏈链鐵铁長长閉闭閱阅隊队階阶隨随雙双雜杂離离難难靈灵靜静響响頂顶順顺須须頒颁領领頻频願愿顧顾顯显風风飯饭館馆駐驻驗验體体黨党點点臺台檯台彙汇匯汇滙汇歷历曆历闆板裡里裏里麼么甚甚製制註注週周廣广徑径從从徵征懇恳戰战戲戏擇择擊击據据擬拟擴扩攜携敵敌斷断於于旣既昇升暫暂書书東东條条楊杨極极榮荣樣样橋桥檢检樓楼權权歡欢歲岁歸归殘残殺杀氣气漢汉減减測测湯汤溝沟滅灭濟济爭争爾尔牽牵狀状獎奖獨独環环產产畢毕異异當当療疗盡尽監监礎础禮礼稱称積积穫获窮穷競竞筆笔簡简簽签糧粮紀纪約约紅红級级紙纸細细終终給给絕绝統统維维綱纲網网綜综緊紧線线練练緩缓縮缩縱纵總总績绩織织罷罢職职聽听聲声肅肃興兴舊旧藝艺藥药蘭兰處处號号術术衛卫裝装補补親亲覽览觸触討讨訓训託托記记訪访它他";
    static MAP: OnceLock<HashMap<char, char>> = OnceLock::new();
    if character.is_ascii() {
        return character;
    }
    MAP.get_or_init(|| pairs(PAIRS)).get(&character).copied().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_label_in_many_prints_has_one_key() {
        for (printed, expected) in [
            ("本年增/减", "本年增减"),
            ("本年增\\減", "本年增减"),
            ("本\n年\n增\n/\n减", "本年增减"),
            ("　自　然　人　", "自然人"),
            ("（三）不予公開", "三不予公开"),
            ("１．属于国家秘密", "1属于国家秘密"),
            ("⾃然⼈", "自然人"),
            ("⻓期", "长期"),
            ("行政复\u{200b}议", "行政复议"),
            ("其它", "其他"),
        ] {
            assert_eq!(key(printed), expected, "{printed:?}");
        }
    }

    #[test]
    fn running_text_keeps_its_punctuation_and_widths() {
        assert_eq!(clean("  （地址：\u{a0}\u{3000}１号,  二楼） \n"), "（地址： １号, 二楼）");
        assert_eq!(clean("⼈⺠政府"), "人民政府");
    }

    #[test]
    fn a_misprint_is_close_and_another_label_is_not() {
        for (found, label) in
            [("其他法律行政止公开", "其他法律行政法规禁止公开"), ("现行有效件", "现行有效件数"), ("本年增", "本年增减")]
        {
            assert!(closeness(found, label).is_some(), "{found}");
        }
        for (found, label) in [("行政检查", "行政许可"), ("总计", "其他"), ("重复申请", "不予处理")]
        {
            assert!(closeness(found, label).is_none(), "{found}");
        }
    }

    #[test]
    fn a_leading_number_is_split_off() {
        for (text, numeral, printed, rest) in [
            ("三、本年度", Numeral::Chinese(3), "三", "本年度"),
            ("(三) 不予", Numeral::Bracketed(3), "(三)", "不予"),
            ("（十二）甲", Numeral::Bracketed(12), "（十二）", "甲"),
            ("1.属于", Numeral::Arabic(1), "1", "属于"),
            ("２．其他", Numeral::Arabic(2), "２", "其他"),
            ("(1)其他", Numeral::Arabic(1), "(1)", "其他"),
            ("一是深入", Numeral::Point(1), "一是", "深入"),
            ("第二，坚持", Numeral::Point(2), "第二，", "坚持"),
            ("十一、其他", Numeral::Chinese(11), "十一", "其他"),
        ] {
            assert_eq!(split_numeral(text), Some((numeral, printed.to_owned(), rest)), "{text}");
        }
        for text in
            ["2019年", "1.5万元", "一窗通办", "总计", "", "（本列数据", "三安全一稳定", "一", "第二十条第（一）项"]
        {
            assert_eq!(split_numeral(text), None, "{text}");
        }
    }
}
