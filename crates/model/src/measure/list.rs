//! The table of measures. Definitions and reasons are for residents.

use super::{Across, Group, Measure, Place};
use crate::TableId;

const SAME_COLUMN: Across =
    Across::Same("两种格式都统计这一事项的“处理决定数量”，2021年的格式只加了“本年”二字，可以比较。");
const SAME_ROWS: Across = Across::Same("两种格式的表三都有这一行，名称相同，可以比较。");
const SAME_TABLE: Across = Across::Same("两种格式的表四相同，可以比较。");
const ONLY_2021: Across = Across::Changed("2019年的格式没有这一栏。");

const fn disclosure(
    id: &'static str,
    name: &'static str,
    definition: &'static str,
    cells: &'static [Place],
) -> Measure {
    Measure {
        id,
        name,
        unit: "件",
        group: Group::Disclosure,
        part_of: None,
        definition,
        table: TableId::T2,
        cells_2019: &[],
        cells_2021: cells,
        across: ONLY_2021,
    }
}

const fn decisions(id: &'static str, name: &'static str, definition: &'static str, cells: &'static [Place]) -> Measure {
    Measure {
        id,
        name,
        unit: "件",
        group: Group::Administration,
        part_of: None,
        definition,
        table: TableId::T2,
        cells_2019: cells,
        cells_2021: cells,
        across: SAME_COLUMN,
    }
}

const fn applications(
    id: &'static str,
    name: &'static str,
    definition: &'static str,
    cells: &'static [Place],
) -> Measure {
    Measure {
        id,
        name,
        unit: "件",
        group: Group::Applications,
        part_of: None,
        definition,
        table: TableId::T3,
        cells_2019: cells,
        cells_2021: cells,
        across: SAME_ROWS,
    }
}

const fn disputes(id: &'static str, name: &'static str, definition: &'static str, cells: &'static [Place]) -> Measure {
    Measure {
        id,
        name,
        unit: "件",
        group: Group::Disputes,
        part_of: None,
        definition,
        table: TableId::T4,
        cells_2019: cells,
        cells_2021: cells,
        across: SAME_TABLE,
    }
}

const fn part(whole: &'static str, measure: Measure) -> Measure {
    Measure { part_of: Some(whole), ..measure }
}

/// Every measure. A whole stands before its parts; parts of one whole stand together.
///
/// 采购总金额 (2019) is left out: its unit differs from cell to cell, so its years do not make a series.
pub const MEASURES: &[Measure] = &[
    Measure {
        cells_2019: &[("normative", "made")],
        across: Across::Changed(
            "2019年的格式统计“规范性文件”的“本年新制作数量”，2021年的格式统计“行政规范性文件”的“本年制发件数”，统计的文件和做法都变了，两边的数不能比较。",
        ),
        ..disclosure(
            "normative_issued",
            "制发的规范性文件",
            "这一年里新制定并发出的规范性文件。",
            &[("normative", "issued")],
        )
    },
    disclosure(
        "normative_repealed",
        "废止的规范性文件",
        "这一年里宣布不再有效的行政规范性文件。",
        &[("normative", "repealed")],
    ),
    disclosure(
        "normative_in_force",
        "现行有效的规范性文件",
        "到年底仍然有效的行政规范性文件，不论哪一年制发。",
        &[("normative", "in_force")],
    ),
    decisions("licences", "行政许可", "这一年里作出的行政许可处理决定。", &[("licence", "decisions")]),
    decisions("penalties", "行政处罚", "这一年里作出的行政处罚处理决定。", &[("penalty", "decisions")]),
    decisions("coercion", "行政强制", "这一年里作出的行政强制处理决定。", &[("coercion", "decisions")]),
    Measure {
        unit: "万元",
        cells_2019: &[],
        across: Across::Changed("2019年的格式只填收费项目的数量和增减，不填金额。"),
        ..decisions("fees", "行政事业性收费", "这一年里收取的行政事业性收费金额。", &[("fee", "amount_10k")])
    },
    Measure {
        unit: "项",
        cells_2021: &[],
        across: Across::Changed("2021年的格式不再统计政府集中采购。"),
        ..decisions("procurement", "政府集中采购", "这一年里政府集中采购的项目数量。", &[("procurement", "items")])
    },
    applications(
        "received",
        "新收到的申请",
        "这一年里公民、企业和组织新提出的政府信息公开申请。",
        &[("received", "total")],
    ),
    part("received", applications("received_natural", "自然人提出", "由个人提出的申请。", &[("received", "natural")])),
    part(
        "received",
        applications(
            "received_organisations",
            "法人或其他组织提出",
            "由企业、科研机构、社会公益组织、法律服务机构和其他组织提出的申请。",
            &[
                ("received", "business"),
                ("received", "research"),
                ("received", "public_interest"),
                ("received", "legal_service"),
                ("received", "other_org"),
            ],
        ),
    ),
    applications(
        "carried_in",
        "上年结转的申请",
        "上一年收到、到年底还没有办完、转到这一年办理的申请。",
        &[("carried_in", "total")],
    ),
    applications("settled", "办结的申请", "这一年里办理完毕、有了结果的申请。", &[("total", "total")]),
    part("settled", applications("granted", "予以公开", "申请的信息全部公开。", &[("granted", "total")])),
    part(
        "settled",
        applications(
            "partly_granted",
            "部分公开",
            "一部分信息公开，不能公开的部分不提供。",
            &[("partly_granted", "total")],
        ),
    ),
    part(
        "settled",
        applications(
            "refused",
            "不予公开",
            "因表中列出的八种原因不公开。",
            &[
                ("refused.state_secret", "total"),
                ("refused.other_law", "total"),
                ("refused.security_stability", "total"),
                ("refused.third_party", "total"),
                ("refused.internal_affairs", "total"),
                ("refused.process", "total"),
                ("refused.enforcement_file", "total"),
                ("refused.admin_query", "total"),
            ],
        ),
    ),
    part(
        "settled",
        applications(
            "unavailable",
            "无法提供",
            "机关不掌握、没有现成信息，或者补正后仍不清楚要什么。",
            &[
                ("unavailable.not_held", "total"),
                ("unavailable.not_ready_made", "total"),
                ("unavailable.unclear", "total"),
            ],
        ),
    ),
    part(
        "settled",
        applications(
            "declined",
            "不予处理",
            "信访举报、重复申请、要公开出版物、大量反复申请等，不作为申请处理。",
            &[
                ("declined.petition", "total"),
                ("declined.duplicate", "total"),
                ("declined.publication", "total"),
                ("declined.excessive", "total"),
                ("declined.reconfirm", "total"),
            ],
        ),
    ),
    part(
        "settled",
        Measure {
            cells_2019: &[("other", "total")],
            across: Across::Same("“（六）其他处理”在2019年的格式中是一行，2021年的格式分成三行；三行相加后可以比较。"),
            ..applications(
                "other_outcome",
                "其他处理",
                "逾期不补正、逾期不缴费等其他情形。",
                &[("other.no_correction", "total"), ("other.unpaid", "total"), ("other.rest", "total")],
            )
        },
    ),
    applications(
        "carried_out",
        "结转下年的申请",
        "到年底还没有办完、转到下一年继续办理的申请。",
        &[("carried_out", "total")],
    ),
    disputes("reviews", "行政复议", "因政府信息公开被申请行政复议的案件。", &[("review", "total")]),
    part("reviews", disputes("reviews_upheld", "结果维持", "复议后维持原来的处理。", &[("review", "upheld")])),
    part("reviews", disputes("reviews_corrected", "结果纠正", "复议后纠正原来的处理。", &[("review", "corrected")])),
    part("reviews", disputes("reviews_other", "其他结果", "维持、纠正以外的结果。", &[("review", "other")])),
    part("reviews", disputes("reviews_pending", "尚未审结", "到年底还没有结果。", &[("review", "pending")])),
    disputes(
        "lawsuits",
        "行政诉讼",
        "因政府信息公开被提起行政诉讼的案件：未经复议直接起诉的，加上复议后起诉的。",
        &[("litigation_direct", "total"), ("litigation_after_review", "total")],
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_upheld",
            "结果维持",
            "法院维持原来的处理。",
            &[("litigation_direct", "upheld"), ("litigation_after_review", "upheld")],
        ),
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_corrected",
            "结果纠正",
            "法院纠正原来的处理。",
            &[("litigation_direct", "corrected"), ("litigation_after_review", "corrected")],
        ),
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_other",
            "其他结果",
            "维持、纠正以外的结果。",
            &[("litigation_direct", "other"), ("litigation_after_review", "other")],
        ),
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_pending",
            "尚未审结",
            "到年底还没有结果。",
            &[("litigation_direct", "pending"), ("litigation_after_review", "pending")],
        ),
    ),
];
