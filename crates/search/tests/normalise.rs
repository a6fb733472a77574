//! What normalisation makes of texts.

use proptest::prelude::*;
use search::Normalised;
use unicode_normalization::UnicodeNormalization;

mod common;

fn normalise(text: &str) -> Normalised {
    common::characters().normalise(text)
}

/// Written, normalised.
const CASES: &[(&str, &str)] = &[
    ("", ""),
    ("政府信息公开", "政府信息公开"),
    // White space, of every kind, is dropped.
    (" 政府\t信息\u{3000}公开\r\n年报\u{a0}\u{200b}\u{feff}", "政府信息公开年报"),
    ("open data", "opendata"),
    // Punctuation and symbols are dropped, Chinese and Western, full and half width.
    ("《政府信息公开条例》：“依法”、‘公开’……（试行）！", "政府信息公开条例依法公开试行"),
    ("疏附—疏勒–喀什·阿图什・乌恰", "疏附疏勒喀什阿图什乌恰"),
    ("0998-657 0000", "09986570000"),
    ("（0998）6570000", "09986570000"),
    ("1,234.5元／㎡", "12345元m2"),
    ("３．５％", "35"),
    ("★重点☎♥😀领域", "重点领域"),
    ("｡｢｣､･﹁﹂︵︶", ""),
    // Width and case.
    ("ＡＢＣａｂｃ０１９", "abcabc019"),
    ("WeChat PDF", "wechatpdf"),
    ("ÉÀÖÜ ΑΩΣ ЖЯЁ", "éàöüαωσжяё"),
    // Circled, bracketed, dotted, small numbers and letters.
    ("①⑨⑩⑳㉑㊿⓪", "19102021500"),
    ("⑴⑽⒈⒑❶❿➉➓", "1101101101010"),
    ("㈠㈩㊀㊉", "一十一十"),
    ("ⓐⒶ⒜", "aaa"),
    ("m²CO₂x⁰", "m2co2x0"),
    // Roman numerals.
    ("ⅠⅡⅢⅣⅤⅨⅩⅪⅫ", "iiiiiiivvixxxixii"),
    ("第Ⅱ类", "第ii类"),
    // Units and signs.
    ("㎏㎞㎡℃№", "kgkmm2cno"),
    // Ligatures.
    ("ﬁle oﬃce", "fileoffice"),
    // Radicals, as PDF files have them.
    ("⼈⺠政府⻋⻢⻓⻔⻚⻛", "人民政府车马长门页风"),
    ("⼀⾬⾥⼤⼩", "一雨里大小"),
    // Compatibility ideographs.
    ("\u{f9e1}\u{f98e}\u{fa19}", "李年神"),
    // Zero, as years have it.
    ("二〇二四", "二〇二四"),
    ("二○二四", "二〇二四"),
    ("二零二四", "二〇二四"),
    ("二◯二四", "二〇二四"),
    // Arabic script: digits and punctuation. Letters stay.
    ("٢٠٢٤، ئۇيغۇر؟", "2024ئۇيغۇر"),
    // Iteration mark and Suzhou numerals stay.
    ("佐々木〡〢", "佐々木〡〢"),
    // Characters beyond the basic plane stay.
    ("𠮷野", "𠮷野"),
];

/// Every one of these is `新政发2025年第5号`.
const DOCUMENT_NUMBERS: &[&str] = &[
    "新政发〔2025〕5号",
    "新政发[2025]5号",
    "新政发［2025］5号",
    "新政发(2025)5号",
    "新政发（2025）5号",
    "新政发【2025】5号",
    "新政发〖2025〗5号",
    "新政发﹝2025﹞5号",
    "新政发 (2025) 5 号",
    "新政发〔２０２５〕５号",
    "新政发〔 2025 〕第 5 号",
    "新政发2025年第5号",
    "新政发 2025 年第 5 号",
    "新政发2025]5号",
];

/// The closing bracket of a single year joins it with a figure or `第`, nothing else does.
const NOT_DOCUMENT_NUMBERS: &[(&str, &str)] = &[
    ("(0998)6570000", "09986570000"),
    ("〔2150〕5号", "21505号"),
    ("〔20255〕5号", "202555号"),
    ("12025〕5号", "120255号"),
    ("02025〕5号", "020255号"),
    ("（2025）五号", "2025五号"),
    ("（2025）（5）", "20255"),
    ("（2025）", "2025"),
    ("（2025、）5", "20255"),
    ("[20 25]5号", "20255号"),
    ("〔2025〕第五号", "2025年第五号"),
    ("（2019-2020）3", "20192020年第3"),
];

#[test]
fn texts_are_normalised_as_the_table_says() {
    for (written, expected) in CASES {
        assert_eq!(normalise(written).text, *expected, "{written:?}");
    }
}

#[test]
fn a_document_number_is_one_however_it_is_written() {
    for written in DOCUMENT_NUMBERS {
        assert_eq!(normalise(written).text, "新政发2025年第5号", "{written:?}");
    }
}

#[test]
fn brackets_elsewhere_make_no_document_number() {
    for (written, expected) in NOT_DOCUMENT_NUMBERS {
        assert_eq!(normalise(written).text, *expected, "{written:?}");
    }
}

#[test]
fn traditional_characters_become_simplified_ones() {
    let cases = [
        ("疏勒縣政府信息公開工作年度報告", "疏勒县政府信息公开工作年度报告"),
        ("國務院辦公廳關於規範政務公開", "国务院办公厅关于规范政务公开"),
        ("財政預決算、行政許可、行政處罰", "财政预决算行政许可行政处罚"),
        ("答覆、憑藉、瞭解、徵收、臺灣、裡裏", "答复凭借了解征收台湾里里"),
        ("為爲 衆眾 産產 説說 綫線 峯羣祕", "为为众众产产说说线线峰群秘"),
        ("新政發〔2025〕5號", "新政发2025年第5号"),
        // By way of a radical or a compatibility ideograph.
        ("⾒⾞⾺⿓\u{f902}", "见车马龙车"),
    ];
    for (written, expected) in cases {
        assert_eq!(normalise(written).text, expected, "{written:?}");
    }
}

/// The characters that are folded as Unicode's compatibility decomposition folds them, first to last.
#[rustfmt::skip]
const FOLDED_AS_UNICODE_DOES: &[(char, char)] = &[
    ('\0', '\u{a7}'), ('À', 'ÿ'), ('Α', 'Ω'), ('α', 'ω'), ('Ѐ', 'џ'),
    ('\u{2000}', '\u{2016}'), ('\u{2018}', '\u{203d}'), ('⁴', '⁾'), ('₀', '₎'), ('Ⅰ', 'ⅿ'),
    ('←', '⏿'), ('①', '⓿'), ('─', '❵'), ('\u{2e80}', '\u{2fd5}'), ('\u{3000}', '\u{303f}'),
    ('㈠', '㈷'), ('㉑', '㉟'), ('㊀', '㊗'), ('㊱', '㊿'), ('㎜', '㎡'), ('一', '鿿'),
    ('\u{f900}', '\u{fad9}'), ('ﬀ', 'ﬆ'), ('\u{fe10}', '\u{fe19}'), ('\u{fe30}', '\u{fe48}'), ('\u{fe50}', '\u{fe6b}'),
    ('！', '･'),
];

/// Characters among these that stay: what they decompose into is beyond the basic plane.
const STAYING: &str = "\u{fa6c}\u{facf}\u{fad0}\u{fad1}\u{fad5}\u{fad6}\u{fad7}";

#[test]
fn compatibility_characters_are_folded_as_unicode_folds_them() {
    for c in FOLDED_AS_UNICODE_DOES.iter().flat_map(|(first, last)| *first..=*last) {
        let unicode = c.nfkc().collect::<String>().to_lowercase();
        let same = normalise(&unicode).text == normalise(&c.to_string()).text;
        assert!(
            same || STAYING.contains(c),
            "U+{:04X} is {:?}, not {unicode:?}",
            c as u32,
            normalise(&c.to_string()).text
        );
    }
}

/// Texts of what documents hold, and of what breaks careless code.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(CASES.iter().map(|(written, _)| *written).collect::<Vec<_>>()).prop_map(str::to_owned),
        3 => prop::sample::select(DOCUMENT_NUMBERS).prop_map(str::to_owned),
        2 => prop::sample::select(NOT_DOCUMENT_NUMBERS).prop_map(|(written, _)| written.to_owned()),
        2 => "[0-9０-９()（）〔〕 年第号、]{0,12}",
        2 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn a_normalised_text_is_normalised_to_itself(text in text()) {
        let once = normalise(&text).text;
        prop_assert_eq!(&normalise(&once).text, &once);
    }

    #[test]
    fn each_normalised_byte_knows_the_whole_character_it_came_from(text in text()) {
        let normalised = normalise(&text);
        prop_assert_eq!(normalised.offsets.len(), normalised.text.len());
        for (at, from) in normalised.offsets.iter().enumerate() {
            let original = text.get(from.clone());
            prop_assert_eq!(original.map(|original| original.chars().count()), Some(1));
            prop_assert!(at == 0 || normalised.offsets[at - 1].start <= from.start);
        }
        prop_assert_eq!(normalised.original(0..0), 0..0);
        prop_assert_eq!(normalised.original(0..normalised.text.len() + 1), 0..0);
    }

    #[test]
    fn a_part_of_a_text_is_found_in_it(text in text(), ends in any::<(prop::sample::Index, prop::sample::Index)>()) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (bounds[ends.0.index(bounds.len())], bounds[ends.1.index(bounds.len())]);
        // The exception: a part must not start within a number.
        let is_digit = |c: &char| normalise(&c.to_string()).text.chars().all(|c| c.is_ascii_digit());
        let within_a_number = text[..a.min(b)].chars().next_back().as_ref().is_some_and(is_digit);
        let skipped = text[a.min(b)..].chars().take_while(|c| within_a_number && is_digit(c)).map(char::len_utf8).sum::<usize>();
        let start = a.min(b) + skipped;
        let end = a.max(b).max(start);
        let part = normalise(&text[start..end]).text;
        prop_assert!(normalise(&text).text.contains(&part), "{:?} in {:?}", &text[start..end], text);
    }
}
