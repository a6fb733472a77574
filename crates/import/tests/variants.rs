//! The habits of real pages, one by one: whatever the layout, the same numbers come out.
#![allow(clippy::expect_used)]

mod common;

use common::*;
use model::{FormVersion, Severity, TableId};

const BOTH: [FormVersion; 2] = [FormVersion::V2019, FormVersion::V2021];

/// Reads the form with its tables changed; the numbers must stay where they are.
#[track_caller]
fn unchanged_by(what: &str, change: impl Fn(TableId, &mut Trs)) {
    for version in BOTH {
        let (mut t2, mut t3, mut t4) = (table2(version), table3(version), table4());
        change(TableId::T2, &mut t2);
        change(TableId::T3, &mut t3);
        change(TableId::T4, &mut t4);
        let html = page(year(version), [&html_table(&t2), &html_table(&t3), &html_table(&t4)]);
        assert_rows(&read(html.as_bytes(), "page.html"), &expected(version), what);
    }
}

fn each_text(trs: &mut Trs, change: impl Fn(&str) -> String) {
    for td in trs.iter_mut().flatten() {
        td.text = change(&td.text);
    }
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

#[test]
fn the_plain_form_is_read_without_findings() {
    for version in BOTH {
        let read = read(plain_page(version).as_bytes(), "page.html");
        assert_rows(&read, &expected(version), "plain");
        assert_eq!(read.findings, [], "{}", messages(&read.findings));
        assert!(read.report.tables.iter().all(|table| table.version == version || table.id == TableId::T4));
    }
}

#[test]
fn labels_in_any_print_are_known() {
    unchanged_by("one character a line", |_, trs| {
        each_text(trs, |text| {
            let characters: Vec<String> = text.chars().map(String::from).collect();
            if is_number(text) { text.to_owned() } else { characters.join("\n") }
        });
    });
    unchanged_by("full-width spaces", |_, trs| each_text(trs, |text| format!("　{}　", text.replace('、', "、　"))));
    unchanged_by("half-width brackets and marks", |_, trs| {
        each_text(trs, |text| {
            text.replace('（', "(").replace('）', ") ").replace('，', ",").replace("1.", "1、").replace('：', ":")
        });
    });
    unchanged_by("no brackets in the long label", |_, trs| {
        each_text(trs, |text| text.replace("（区分处理的，只计这一情形，不计其他情形）", ""));
    });
    unchanged_by("full-width digits", |_, trs| {
        each_text(trs, |text| {
            text.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from_u32(0xff10 + d).expect("a digit"))).collect()
        });
    });
    unchanged_by("straight quotes", |_, trs| each_text(trs, |text| text.replace(['“', '”'], "\"")));
    unchanged_by("no numbers before labels", |_, trs| {
        let marks = |c: char| "一二三四五六七（）12345678.、".contains(c);
        each_text(trs, |text| if is_number(text) { text } else { text.trim_start_matches(marks) }.to_owned());
    });
}

#[test]
fn traditional_characters_are_the_same_characters() {
    const PAIRS: &str = "信信内內制製规規范範项項许許处處罚罰强強业業费費总總额額对對开開减減决決单單万萬现現废廢发發条條据據关關为為请請况況机機构構会會组組织織团團体體务務结結转轉继繼续續办辦维維纠糾审審复復议議诉訴讼訟经經后後计計属屬国國稳穩护護权權类類过過执執无無没沒补補确確认認举舉报報获獲征徵缴繳纳納区區别別这這与與间間题題进進动動实實际際产產数數采採购購";
    let characters: Vec<char> = PAIRS.chars().collect();
    let traditional = |text: &str| -> String {
        text.chars().map(|c| characters.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1])).collect()
    };
    unchanged_by("traditional", |_, trs| each_text(trs, traditional));
    for version in BOTH {
        let html = traditional(&plain_page(version));
        let read = read(html.as_bytes(), "page.html");
        assert_rows(&read, &expected(version), "a traditional page");
        assert_eq!(read.report.sections.len(), 6);
    }
}

#[test]
fn radical_code_points_are_the_characters_they_look_like() {
    const PAIRS: &str = "一⼀二⼆人⼈行⾏工⼯大⼤金⾦方⽅非⾮文⽂日⽇月⽉生⽣自⾃见⻅民⺠长⻓车⻋";
    let characters: Vec<char> = PAIRS.chars().collect();
    unchanged_by("radicals", |_, trs| {
        each_text(trs, |text| {
            text.chars().map(|c| characters.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1])).collect()
        });
    });
}

#[test]
fn columns_may_stand_in_another_order() {
    unchanged_by("总计 first", |table, trs| {
        if table == TableId::T3 {
            let total = trs[1].pop().expect("总计");
            trs[1].insert(0, total);
            for tr in &mut trs[3..] {
                let total = tr.pop().expect("a number");
                tr.insert(tr.len() - 6, total);
            }
        }
        if table == TableId::T4 {
            trs[1][..5].rotate_right(1);
            for row in [2, 3] {
                for group in trs[row].chunks_mut(5) {
                    group.rotate_right(1);
                }
            }
        }
    });
    unchanged_by("lawsuits before reviews", |table, trs| {
        if table == TableId::T4 {
            trs[0].rotate_left(1);
            trs[1].rotate_left(5);
            trs[3].rotate_left(5);
        }
    });
}

#[test]
fn a_table_may_stand_anywhere_in_a_page() {
    for version in BOTH {
        let nav = "<table><tr><td><a href=/>首页</a></td><td>行政许可</td><td>行政处罚</td></tr><tr><td>行政复议</td><td>行政诉讼</td></tr></table>";
        let tables = [table2(version), table3(version), table4()].map(|trs| html_table(&trs));
        let inner = page(year(version), [&tables[0], &tables[1], &tables[2]]);
        let inner = inner.split("<body>").nth(1).expect("a body").replace("</body></html>", "");
        let html = format!(
            "<html><body><table><tr><td colspan=2>{nav}</td></tr><tr><td width=200>{nav}</td>\
             <td><table><tr><td><table><tr><td>{inner}</td></tr></table></td></tr><tr><td>打印 关闭</td></tr></table></td></tr>\
             <tr><td>主办单位：某县</td><td>网站标识码</td></tr></table></body></html>"
        );
        let read = read(html.as_bytes(), "page.html");
        assert_rows(&read, &expected(version), "in layout tables");
        assert_eq!(read.report.sections.len(), 6);
        assert_eq!(read.report.sections[5].paragraphs, ["无。"]);
        // Each number in a frame of its own.
        let framed = |trs: &Trs| {
            let mut trs = trs.clone();
            each_text(&mut trs, |text| format!("FRAME{text}EMARF"));
            html_table(&trs).replace("FRAME", "<table><tr><td>").replace("EMARF", "</td></tr></table>")
        };
        let html = page(year(version), [&framed(&table2(version)), &framed(&table3(version)), &framed(&table4())]);
        assert_rows(&self::read(html.as_bytes(), "page.html"), &expected(version), "cells in frames");
    }
}

#[test]
fn labels_may_be_broken_over_inline_elements_and_entities() {
    for version in BOTH {
        let html = plain_page(version)
            .replace("本年", "<span>本</span><font color=red><b>年</b></font>")
            .replace("信息", "<span style='letter-spacing:1px'>信</span>\n<!-- x -->息")
            .replace("</p></td>", "&nbsp;</p>\n</td>");
        assert_rows(&read(html.as_bytes(), "page.html"), &expected(version), "inline elements");
        let unclosed = plain_page(version).replace("</td>", "").replace("</tr>", "").replace("</p>", "");
        assert_rows(&read(unclosed.as_bytes(), "page.html"), &expected(version), "tags not closed");
        let upper = plain_page(version).replace("<td", "<TH").replace("</td", "</TH").replace("<tr", "<TR");
        assert_rows(&read(upper.as_bytes(), "page.doc"), &expected(version), "th, named .doc");
    }
}

#[test]
fn a_table_may_be_broken_in_two() {
    for version in BOTH {
        for (at, group, header) in [
            (15, false, false),
            (15, true, false),
            (15, true, true),
            (5, true, true),
            (26, false, false),
            (10, true, false),
        ] {
            let t3 = table3(version);
            let at = at.min(t3.len() - 2);
            let (mut first, mut second) = (t3[..at].to_vec(), t3[at..].to_vec());
            // The group that goes on is printed again, or lost.
            let group_label = first.iter().flatten().find(|td| td.text.starts_with("三、")).cloned();
            let inner = ["（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"];
            let rows_left = second.len() - 1;
            let has_group = |tr: &Vec<Td>| tr.iter().any(|td| inner.contains(&td.text.as_str()));
            let goes_on = first.iter().rposition(has_group).map(|row| (row, &first[row]));
            let inner_label = goes_on.and_then(|(row, tr)| {
                let td = tr.iter().find(|td| inner.contains(&td.text.as_str()))?;
                let left = (row + td.rows).saturating_sub(at);
                (td.rows > 1 && left > 0).then(|| (td.clone(), left))
            });
            for td in first.iter_mut().flatten() {
                td.rows = td.rows.min(at);
            }
            if group {
                if let Some((td, left)) = inner_label {
                    second[0].insert(0, Td { rows: left, ..td });
                }
                if let Some(td) = group_label {
                    second[0].insert(0, Td { rows: rows_left, ..td });
                }
            }
            if header {
                second.splice(0..0, head3());
            }
            let t3 = format!("{}<p>（续表）</p>{}", html_table(&first), html_table(&second));
            let html = page(year(version), [&html_table(&table2(version)), &t3, &html_table(&table4())]);
            assert_rows(
                &read(html.as_bytes(), "page.html"),
                &expected(version),
                &format!("broken at {at}, {group} {header}"),
            );
        }
        let t2 = table2(version);
        let (first, second) = t2.split_at(6);
        let t2 = html_table(&first.to_vec()) + &html_table(&second.to_vec());
        let html = page(year(version), [&t2, &html_table(&table3(version)), &html_table(&table4())]);
        assert_rows(&read(html.as_bytes(), "page.html"), &expected(version), "table 2 broken");
        let t4 = table4();
        let cut = |from: usize, to: usize| -> Trs {
            let (top, second) = if from == 0 {
                (vec![t4[0][0].clone()], t4[1][..5].to_vec())
            } else {
                (vec![t4[0][1].clone()], t4[1][5..].to_vec())
            };
            let third = if from == 0 { vec![] } else { t4[2].clone() };
            vec![top, second, third, t4[3][from..to].to_vec()]
        };
        let t4 = html_table(&cut(0, 5)) + &html_table(&cut(5, 15));
        let html = page(year(version), [&html_table(&table2(version)), &html_table(&table3(version)), &t4]);
        assert_rows(&read(html.as_bytes(), "page.html"), &expected(version), "table 4 broken");
    }
}

#[test]
fn wrong_spans_do_not_move_numbers() {
    unchanged_by("the group of table 3 reaches too far", |table, trs| {
        if table == TableId::T3 {
            for td in trs.iter_mut().flatten().filter(|td| td.text.starts_with("三、")) {
                td.rows += 3;
            }
        }
    });
    unchanged_by("the group of table 3 ends too early", |table, trs| {
        if table == TableId::T3 {
            for td in trs.iter_mut().flatten().filter(|td| td.text.starts_with("三、")) {
                td.rows -= 2;
            }
        }
    });
    unchanged_by("the corner is too narrow", |table, trs| {
        if table == TableId::T3 {
            trs[0][0].columns = 2;
        }
    });
}

#[test]
fn a_row_too_many_or_too_few_harms_no_other() {
    for version in BOTH {
        let mut t2 = table2(version);
        let at = t2.iter().position(|tr| tr[0].text == "行政许可").expect("a row");
        t2.insert(at + 1, vec![td("行政检查", 1, 1), td("77", 1, 3)]);
        t2.insert(3, vec![td("其他主动公开文件", 1, 1), td("5", 1, 1), td("6", 1, 1), td("7", 1, 1)]);
        let mut t3 = table3(version);
        t3.push(vec![td("备注", 1, 3), td("1", 1, 1), td("", 1, 6)]);
        let html = page(year(version), [&html_table(&t2), &html_table(&t3), &html_table(&table4())]);
        let with = read(html.as_bytes(), "page.html");
        assert_rows(&with, &expected(version), "extra rows");
        let extra: Vec<(&str, Option<&str>)> =
            with.report.tables[0].extra_rows.iter().map(|row| (row.label.as_str(), row.after.as_deref())).collect();
        assert_eq!(extra, [("其他主动公开文件", Some("rules")), ("行政检查", Some("licence"))]);
        assert_eq!(with.report.tables[1].extra_rows.len(), 1);
        assert_eq!(
            with.findings.iter().filter(|finding| finding.rule == import::rule::ROW).count(),
            3,
            "{}",
            messages(&with.findings)
        );

        let mut t3 = table3(version);
        let at = t3.iter().position(|tr| tr.iter().any(|td| td.text.contains("公开出版物"))).expect("a row");
        t3.remove(at);
        for td in t3.iter_mut().flatten().filter(|td| td.text.starts_with("三、") || td.text.starts_with("（五）"))
        {
            td.rows -= 1;
        }
        let html = page(year(version), [&html_table(&table2(version)), &html_table(&t3), &html_table(&table4())]);
        let without = read(html.as_bytes(), "page.html");
        let blank: String = expected(version)
            .lines()
            .map(|line| {
                if line.contains("declined.publication") {
                    format!("{},\n", line.rsplit_once(',').expect("a value").0)
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
        assert_rows(&without, &blank, "a missing row");
        assert!(without.findings.iter().any(|finding| finding.row.as_deref() == Some("declined.publication")));
    }
}

#[test]
fn the_form_may_be_drawn_otherwise() {
    unchanged_by("all levels of a label in one cell", |table, trs| {
        if table == TableId::T3 {
            let mut groups: Vec<String> = Vec::new();
            for tr in &mut trs[3..] {
                let labels: Vec<Td> = tr.drain(..tr.len() - 7).collect();
                let level = labels.iter().map(|td| td.columns).sum::<usize>();
                groups.truncate(3 - level);
                groups.extend(labels.iter().map(|td| td.text.clone()));
                tr.insert(0, td(&groups.join(" "), 1, 3));
            }
        }
    });
    unchanged_by("the items of table 2 at the left", |table, trs| {
        if table == TableId::T2 {
            let mut at = 0;
            while at < trs.len() {
                let rows = trs[at + 1..].iter().take_while(|tr| tr.len() > 1).count();
                let heading = trs.remove(at).remove(0);
                trs[at].insert(0, td(&heading.text, rows, 1));
                at += rows;
            }
        }
    });
    unchanged_by("a row for the unit, a column for the row", |table, trs| match table {
        TableId::T4 => {
            trs[0].insert(0, td("项目", 3, 1));
            trs[3].insert(0, td("件数", 1, 1));
        }
        _ => trs.insert(0, vec![td("单位：件", 1, 10)]),
    });
    unchanged_by("a column name that cannot be read", |table, trs| {
        if table == TableId::T3 {
            trs[1][2].text = "汁".into();
        }
    });
    unchanged_by("header cells as labels of two lines and notes", |table, trs| {
        if table == TableId::T3 {
            trs[1][0].text = "自然人（个人）".into();
            trs[1][1].text = "法人\n或其他组织".into();
            trs[2][2].text = "社会公益\n组 织".into();
        }
    });
    unchanged_by("columns cut into slivers", |_, trs| {
        for td in trs.iter_mut().flatten() {
            td.columns *= 3;
        }
        let last = trs.len() - 1;
        for tr in &mut trs[last..] {
            if let [first, .., end] = tr.as_mut_slice() {
                first.columns += 1;
                end.columns -= 1;
            }
        }
    });
}

#[test]
fn the_version_belongs_to_the_table() {
    let html = page(
        2023,
        [&html_table(&table2(FormVersion::V2021)), &html_table(&table3(FormVersion::V2019)), &html_table(&table4())],
    );
    let read = read(html.as_bytes(), "page.html");
    let versions: Vec<FormVersion> = read.report.tables.iter().map(|table| table.version).collect();
    assert_eq!(versions, [FormVersion::V2021, FormVersion::V2019, FormVersion::V2021]);
    let html = page(
        2020,
        [&html_table(&table2(FormVersion::V2019)), &html_table(&table3(FormVersion::V2021)), &html_table(&table4())],
    );
    let versions: Vec<FormVersion> =
        self::read(html.as_bytes(), "page.html").report.tables.iter().map(|table| table.version).collect();
    assert_eq!(versions, [FormVersion::V2019, FormVersion::V2021, FormVersion::V2019]);
}

/// Every label in turn, misprinted in several ways: taken for what it is, and said.
#[test]
fn a_misprint_in_any_long_label_is_understood_and_said() {
    for version in BOTH {
        let count = table2(version).len() + table3(version).len();
        for at in 0..count {
            for kind in [at % 3] {
                let (mut t2, mut t3) = (table2(version), table3(version));
                let Some(td) = t2
                    .iter_mut()
                    .chain(&mut t3)
                    .nth(at)
                    .and_then(|tr| tr.iter_mut().rev().find(|td| !is_number(&td.text)))
                else {
                    continue;
                };
                let mut letters: Vec<char> = td.text.chars().collect();
                // A short label, or one that differs from another by a character only, cannot be told.
                if letters.len() < 6
                    || td.text.starts_with("第二十条")
                    || td.text == "（七）总计"
                    || td.text.ends_with(".其他")
                {
                    continue;
                }
                let middle = letters.len() / 2 + 1;
                match kind {
                    0 => drop(letters.remove(middle)),
                    1 => letters[middle] = '某',
                    _ => letters.insert(middle, '某'),
                }
                let printed: String = letters.into_iter().collect();
                td.text.clone_from(&printed);
                let html = page(year(version), [&html_table(&t2), &html_table(&t3), &html_table(&table4())]);
                let read = read(html.as_bytes(), "page.html");
                assert_rows(&read, &expected(version), &printed);
            }
        }
    }
    let html = plain_page(FormVersion::V2021)
        .replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开")
        .replace("现行有效件数", "现行有效件");
    let read = read(html.as_bytes(), "page.html");
    assert_rows(&read, &expected(FormVersion::V2021), "misprints");
    let said: Vec<&str> = read.findings.iter().filter_map(|finding| finding.found.as_deref()).collect();
    assert!(said.contains(&"2.其他法律行政止公开") && said.contains(&"现行有效件"), "{said:?}");
    assert!(read.findings.iter().all(|finding| finding.severity == Severity::Hint));
}

#[test]
fn cells_are_read_as_printed_and_never_guessed() {
    for (printed, value, unit, text, rule) in [
        ("", None, None, None, None),
        ("&nbsp;", None, None, None, None),
        ("/", None, None, Some("/"), None),
        ("—", None, None, Some("—"), None),
        ("+19", Some("19"), None, Some("+19"), None),
        ("-15", Some("-15"), None, None, None),
        ("1,234", Some("1234"), None, Some("1,234"), None),
        ("７７３０．２８", Some("7730.28"), None, None, None),
        ("7730.28万元", Some("7730.28"), Some("万元"), Some("7730.28万元"), None),
        ("394432.52元", Some("394432.52"), Some("元"), Some("394432.52元"), Some(import::rule::UNIT)),
        ("无", None, None, Some("无"), Some(import::rule::NUMBER)),
        ("约12", None, None, Some("约12"), Some(import::rule::NUMBER)),
        ("12<br>13", None, None, Some("12 13"), Some(import::rule::NUMBER)),
        ("见附件1", None, None, Some("见附件1"), Some(import::rule::NUMBER)),
        // Marks of footnotes are no digits.
        ("150<sup>1</sup>", None, None, Some("150¹"), Some(import::rule::NUMBER)),
        ("150<sup><a href='#n'>[12]</a></sup>", None, None, Some("150[¹²]"), Some(import::rule::NUMBER)),
        ("150<sub>２</sub>", None, None, Some("150₂"), Some(import::rule::NUMBER)),
        ("150<span style='vertical-align: super'>1</span>", None, None, Some("150¹"), Some(import::rule::NUMBER)),
        ("2113①", None, None, Some("2113①"), Some(import::rule::NUMBER)),
        ("①150", None, None, Some("①150"), Some(import::rule::NUMBER)),
        ("²", None, None, Some("²"), Some(import::rule::NUMBER)),
        // What is struck out is taken back.
        ("<s>700</s>698", Some("698"), None, None, None),
        ("<del>5</del>150", Some("150"), None, None, None),
        ("150<strike>5<sup>1</sup></strike>", Some("150"), None, None, None),
        ("<span style='text-decoration: line-through'>5</span>150", Some("150"), None, None, None),
        ("<s>700</s>", None, None, None, None),
    ] {
        let number = number(TableId::T2, "fee", "amount_10k");
        let html = plain_page(FormVersion::V2021).replace(&format!("<p>{number}</p>"), &format!("<p>{printed}</p>"));
        let read = read(html.as_bytes(), "page.html");
        let cell = read.report.table(TableId::T2).and_then(|table| table.cell("fee", "amount_10k")).expect("a cell");
        assert_eq!(cell.value.map(|value| value.to_string()).as_deref(), value, "{printed}");
        assert_eq!((cell.unit.as_deref(), cell.text.as_deref()), (unit, text), "{printed}");
        assert_eq!(
            read.findings.first().map(|finding| finding.rule.as_str()),
            rule,
            "{printed}: {}",
            messages(&read.findings)
        );
    }
}

#[test]
fn a_cell_that_is_struck_out_keeps_its_place() {
    let version = FormVersion::V2021;
    let number = number(TableId::T3, "received", "business");
    let html = plain_page(version);
    let struck = html.replace(
        &format!("<td rowspan=1 colspan=\"1\"><p>{number}"),
        &format!("<td style='text-decoration:line-through'><p>{number}"),
    );
    assert_ne!(struck, html);
    let expected = expected(version).replace(&format!("received,business,{number}\n"), "received,business,\n");
    assert_rows(&read(struck.as_bytes(), "page.html"), &expected, "struck out");
}

#[test]
fn a_merged_blank_beside_a_total_leaves_the_total() {
    let mut t3 = table3(FormVersion::V2019);
    let total = t3[4].last().expect("a total").clone();
    t3[4].truncate(1);
    t3[4].extend([td("", 1, 6), total.clone()]);
    let html = page(2019, [&html_table(&table2(FormVersion::V2019)), &html_table(&t3), &html_table(&table4())]);
    let read = read(html.as_bytes(), "page.html");
    let table = read.report.table(TableId::T3).expect("table 3");
    assert_eq!(table.value("carried_in", "total").map(|value| value.to_string()), Some(total.text));
    assert_eq!(table.value("carried_in", "natural"), None);
}

#[test]
fn a_contradiction_between_two_copies_of_a_row_is_said() {
    let t4 = table4();
    let mut other = t4.clone();
    other[3][0].text = "9".into();
    let both = html_table(&t4) + &html_table(&other);
    let html = page(2023, [&html_table(&table2(FormVersion::V2021)), &html_table(&table3(FormVersion::V2021)), &both]);
    let read = read(html.as_bytes(), "page.html");
    assert_rows(&read, &expected(FormVersion::V2021), "the first copy counts");
    assert_eq!(read.findings.len(), 1, "{}", messages(&read.findings));
    assert_eq!(read.findings[0].severity, Severity::Error);
}
