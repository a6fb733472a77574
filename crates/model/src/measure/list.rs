//! The table of measures. Definitions and reasons are for residents.

use super::{Across, Belongs, Group, Measure, Origin, Place};
use crate::{FormVersion, TableId};

const SAME_COLUMN: Across =
    Across::Same("两种格式都统计这一事项的“处理决定数量”，2021年的格式只加了“本年”二字，可以比较。");
const SAME_ROWS: Across = Across::Same("两种格式的表三都有这一行，名称相同，可以比较。");
const SAME_TABLE: Across = Across::Same("两种格式的表四相同，可以比较。");
const SAME_SHARE: Across = Across::Same("分子和分母在两种格式中统计的相同，可以比较。");
const ONLY_2021: Across = Across::Changed { reason: "2019年的格式没有这一栏。", instead: None };
const ONLY_2019: Across = Across::Changed { reason: "2021年的格式取消了这一栏。", instead: None };
const SPLIT_2021: Across = Across::Changed {
    reason: "2019年的格式只有“（六）其他处理”一行，2021年的格式分成三行。",
    instead: Some("other_outcome"),
};
const OWN: Across = Across::Own("没有统一的统计办法，统计什么由各年年报自己决定，所以各年不作比较。");

const fn cells(
    id: &'static str,
    name: &'static str,
    group: Group,
    table: TableId,
    places: &'static [Place],
    across: Across,
    definition: &'static str,
) -> Measure {
    let origin = Origin::Cells { table, in_2019: places, in_2021: places };
    Measure { id, name, unit: "件", group, belongs: Belongs::Alone, definition, origin, across }
}

const fn document(id: &'static str, name: &'static str, places: &'static [Place], definition: &'static str) -> Measure {
    let origin = Origin::Cells { table: TableId::T2, in_2019: &[], in_2021: places };
    Measure { origin, ..cells(id, name, Group::Disclosure, TableId::T2, places, ONLY_2021, definition) }
}

const fn decisions(
    id: &'static str,
    name: &'static str,
    places: &'static [Place],
    definition: &'static str,
) -> Measure {
    cells(id, name, Group::Administration, TableId::T2, places, SAME_COLUMN, definition)
}

const fn applications(
    id: &'static str,
    name: &'static str,
    places: &'static [Place],
    definition: &'static str,
) -> Measure {
    cells(id, name, Group::Applications, TableId::T3, places, SAME_ROWS, definition)
}

const fn disputes(id: &'static str, name: &'static str, places: &'static [Place], definition: &'static str) -> Measure {
    cells(id, name, Group::Disputes, TableId::T4, places, SAME_TABLE, definition)
}

const fn part(whole: &'static str, measure: Measure) -> Measure {
    Measure { belongs: Belongs::PartOf(whole), ..measure }
}

/// With other cells in the form of 2019.
const fn before_2021(in_2019: &'static [Place], across: Across, measure: Measure) -> Measure {
    let origin = match measure.origin {
        Origin::Cells { table, in_2021, .. } => Origin::Cells { table, in_2019, in_2021 },
        other => other,
    };
    Measure { origin, across, ..measure }
}

const fn share(
    id: &'static str,
    name: &'static str,
    group: Group,
    part: &'static [&'static str],
    whole: &'static [&'static str],
    definition: &'static str,
) -> Measure {
    let (belongs, origin) = (Belongs::Alone, Origin::Share { part, whole });
    Measure { id, name, unit: "%", group, belongs, definition, origin, across: SAME_SHARE }
}

const fn text(
    id: &'static str,
    name: &'static str,
    unit: &'static str,
    group: Group,
    definition: &'static str,
) -> Measure {
    let (belongs, origin) = (Belongs::Alone, Origin::Text(id));
    Measure { id, name, unit, group, belongs, definition, origin, across: OWN }
}

const fn among(whole: &'static str, measure: Measure) -> Measure {
    Measure { belongs: Belongs::Among(whole), ..measure }
}

/// Every measure. A whole stands before its parts; parts of one whole stand together.
pub const MEASURES: &[Measure] = &[
    text(
        "disclosed",
        "主动公开的信息",
        "条",
        Group::Disclosure,
        "年报正文写的主动公开政府信息的条数，不等人申请、自己公开的都算。",
    ),
    among(
        "disclosed",
        text("disclosed_on_website", "政府网站公开", "条", Group::Disclosure, "其中登在政府网站上的条数。"),
    ),
    among(
        "disclosed",
        text(
            "disclosed_on_new_media",
            "政务新媒体公开",
            "条",
            Group::Disclosure,
            "其中通过微信、微博等政务新媒体公开的条数。",
        ),
    ),
    text("readings", "政策解读", "件", Group::Disclosure, "年报正文写的政策解读件数。"),
    before_2021(
        &[("normative", "made")],
        Across::Changed {
            reason: "2019年的格式统计“规范性文件”的“本年新制作数量”，2021年的格式统计“行政规范性文件”的“本年制发件数”，统计的文件和做法都变了，两边的数不能比较。",
            instead: None,
        },
        document(
            "normative_issued",
            "制发的规范性文件",
            &[("normative", "issued")],
            "这一年里新制定并发出的规范性文件。",
        ),
    ),
    document(
        "normative_repealed",
        "废止的规范性文件",
        &[("normative", "repealed")],
        "这一年里宣布不再有效的行政规范性文件。",
    ),
    document(
        "normative_in_force",
        "现行有效的规范性文件",
        &[("normative", "in_force")],
        "到年底仍然有效的行政规范性文件，不论哪一年制发。",
    ),
    before_2021(
        &[("rules", "made")],
        Across::Changed {
            reason: "2019年的格式统计规章的“本年新制作数量”，2021年的格式统计“本年制发件数”，统计的做法变了，两边的数不能比较。",
            instead: None,
        },
        document("rules_issued", "制发的规章", &[("rules", "issued")], "这一年里新制定并发出的规章。"),
    ),
    document("rules_repealed", "废止的规章", &[("rules", "repealed")], "这一年里宣布不再有效的规章。"),
    document("rules_in_force", "现行有效的规章", &[("rules", "in_force")], "到年底仍然有效的规章，不论哪一年制发。"),
    decisions("licences", "行政许可", &[("licence", "decisions")], "这一年里作出的行政许可处理决定。"),
    before_2021(
        &[("other_service", "decisions")],
        ONLY_2019,
        decisions(
            "other_services",
            "其他对外管理服务事项",
            &[],
            "行政许可以外的对外管理服务事项，这一年里作出的处理决定。",
        ),
    ),
    decisions("penalties", "行政处罚", &[("penalty", "decisions")], "这一年里作出的行政处罚处理决定。"),
    decisions("coercion", "行政强制", &[("coercion", "decisions")], "这一年里作出的行政强制处理决定。"),
    Measure {
        unit: "万元",
        ..before_2021(
            &[],
            Across::Changed {
                reason: "2019年的格式只填收费项目的数量和增减，不填金额。", instead: None
            },
            decisions("fees", "行政事业性收费", &[("fee", "amount_10k")], "这一年里收取的行政事业性收费金额。"),
        )
    },
    Measure {
        unit: "项",
        ..before_2021(
            &[("procurement", "items")],
            Across::Changed { reason: "2021年的格式不再统计政府集中采购。", instead: None },
            decisions("procurement", "政府集中采购", &[], "这一年里政府集中采购的项目数量。"),
        )
    },
    applications(
        "received",
        "新收到的申请",
        &[("received", "total")],
        "这一年里公民、企业和组织新提出的政府信息公开申请。",
    ),
    part("received", applications("received_natural", "自然人提出", &[("received", "natural")], "由个人提出的申请。")),
    part(
        "received",
        applications(
            "received_organisations",
            "法人或其他组织提出",
            &[
                ("received", "business"),
                ("received", "research"),
                ("received", "public_interest"),
                ("received", "legal_service"),
                ("received", "other_org"),
            ],
            "由企业、科研机构、社会公益组织、法律服务机构和其他组织提出的申请。",
        ),
    ),
    part(
        "received_organisations",
        applications("received_business", "商业企业", &[("received", "business")], "由商业企业提出的申请。"),
    ),
    part(
        "received_organisations",
        applications("received_research", "科研机构", &[("received", "research")], "由科研机构提出的申请。"),
    ),
    part(
        "received_organisations",
        applications(
            "received_public_interest",
            "社会公益组织",
            &[("received", "public_interest")],
            "由社会公益组织提出的申请。",
        ),
    ),
    part(
        "received_organisations",
        applications(
            "received_legal_service",
            "法律服务机构",
            &[("received", "legal_service")],
            "由法律服务机构提出的申请，如律师事务所。",
        ),
    ),
    part(
        "received_organisations",
        applications(
            "received_other_org",
            "其他组织",
            &[("received", "other_org")],
            "由上述四类以外的组织提出的申请。",
        ),
    ),
    applications(
        "carried_in",
        "上年结转的申请",
        &[("carried_in", "total")],
        "上一年收到、到年底还没有办完、转到这一年办理的申请。",
    ),
    applications("settled", "办结的申请", &[("total", "total")], "这一年里办理完毕、有了结果的申请。"),
    part("settled", applications("granted", "予以公开", &[("granted", "total")], "申请的信息全部公开。")),
    part(
        "settled",
        applications(
            "partly_granted",
            "部分公开",
            &[("partly_granted", "total")],
            "一部分信息公开，不能公开的部分不提供。",
        ),
    ),
    part(
        "settled",
        applications(
            "refused",
            "不予公开",
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
            "因表中列出的八种原因不公开。",
        ),
    ),
    part(
        "settled",
        applications(
            "unavailable",
            "无法提供",
            &[
                ("unavailable.not_held", "total"),
                ("unavailable.not_ready_made", "total"),
                ("unavailable.unclear", "total"),
            ],
            "机关不掌握、没有现成信息，或者补正后仍不清楚要什么。",
        ),
    ),
    part(
        "settled",
        applications(
            "declined",
            "不予处理",
            &[
                ("declined.petition", "total"),
                ("declined.duplicate", "total"),
                ("declined.publication", "total"),
                ("declined.excessive", "total"),
                ("declined.reconfirm", "total"),
            ],
            "信访举报、重复申请、要公开出版物、大量反复申请等，不作为申请处理。",
        ),
    ),
    part(
        "settled",
        before_2021(
            &[("other", "total")],
            Across::Same("“（六）其他处理”在2019年的格式中是一行，2021年的格式分成三行；三行相加后可以比较。"),
            applications(
                "other_outcome",
                "其他处理",
                &[("other.no_correction", "total"), ("other.unpaid", "total"), ("other.rest", "total")],
                "逾期不补正、逾期不缴费等其他情形。",
            ),
        ),
    ),
    part(
        "refused",
        applications(
            "refused_state_secret",
            "国家秘密",
            &[("refused.state_secret", "total")],
            "属于国家秘密，依法不能公开。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_other_law",
            "法律法规禁止",
            &[("refused.other_law", "total")],
            "其他法律、行政法规规定不能公开。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_security_stability",
            "危及安全稳定",
            &[("refused.security_stability", "total")],
            "公开会危及国家安全、公共安全、经济安全、社会稳定，即表中的“三安全一稳定”。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_third_party",
            "保护第三方",
            &[("refused.third_party", "total")],
            "公开会损害第三方的合法权益，如商业秘密、个人隐私。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_internal_affairs",
            "内部事务信息",
            &[("refused.internal_affairs", "total")],
            "机关内部的事务，即表中的“三类内部事务信息”。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_process",
            "过程性信息",
            &[("refused.process", "total")],
            "还在讨论、研究、审查中形成的信息，即表中的“四类过程性信息”。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_enforcement_file",
            "行政执法案卷",
            &[("refused.enforcement_file", "total")],
            "属于行政执法案卷的信息。",
        ),
    ),
    part(
        "refused",
        applications(
            "refused_admin_query",
            "行政查询事项",
            &[("refused.admin_query", "total")],
            "应当按专门的查询办法去查的信息，如工商、不动产登记资料。",
        ),
    ),
    part(
        "unavailable",
        applications(
            "unavailable_not_held",
            "本机关不掌握",
            &[("unavailable.not_held", "total")],
            "这个机关没有制作、也没有保存申请的信息。",
        ),
    ),
    part(
        "unavailable",
        applications(
            "unavailable_not_ready_made",
            "没有现成信息",
            &[("unavailable.not_ready_made", "total")],
            "没有现成的信息，要另行加工、分析才有。",
        ),
    ),
    part(
        "unavailable",
        applications(
            "unavailable_unclear",
            "补正后仍不明确",
            &[("unavailable.unclear", "total")],
            "申请人补充说明以后，仍不清楚要什么信息。",
        ),
    ),
    part(
        "declined",
        applications(
            "declined_petition",
            "信访举报投诉",
            &[("declined.petition", "total")],
            "以申请的名义信访、举报、投诉。",
        ),
    ),
    part(
        "declined",
        applications(
            "declined_duplicate",
            "重复申请",
            &[("declined.duplicate", "total")],
            "同一申请人重复申请已经答复过的信息。",
        ),
    ),
    part(
        "declined",
        applications(
            "declined_publication",
            "要求公开出版物",
            &[("declined.publication", "total")],
            "要求提供政府公报、报刊、书籍等公开出版物。",
        ),
    ),
    part(
        "declined",
        applications(
            "declined_excessive",
            "大量反复申请",
            &[("declined.excessive", "total")],
            "没有正当理由，大量、反复地申请。",
        ),
    ),
    part(
        "declined",
        applications(
            "declined_reconfirm",
            "要求确认或重新出具",
            &[("declined.reconfirm", "total")],
            "要求机关确认或重新出具已经得到的信息。",
        ),
    ),
    part(
        "other_outcome",
        before_2021(
            &[],
            SPLIT_2021,
            applications(
                "other_outcome_no_correction",
                "逾期不补正",
                &[("other.no_correction", "total")],
                "申请人没有正当理由，过期不补充说明，不再处理。",
            ),
        ),
    ),
    part(
        "other_outcome",
        before_2021(
            &[],
            SPLIT_2021,
            applications(
                "other_outcome_unpaid",
                "逾期不缴费",
                &[("other.unpaid", "total")],
                "申请人没有按收费通知缴费，不再处理。",
            ),
        ),
    ),
    part(
        "other_outcome",
        before_2021(
            &[],
            SPLIT_2021,
            applications("other_outcome_rest", "其他", &[("other.rest", "total")], "以上都不是的其他情形。"),
        ),
    ),
    share(
        "granted_share",
        "公开的比例",
        Group::Applications,
        &["granted", "partly_granted"],
        &["settled"],
        "办结的申请中，全部公开和部分公开的合起来占多少。",
    ),
    applications(
        "carried_out",
        "结转下年的申请",
        &[("carried_out", "total")],
        "到年底还没有办完、转到下一年继续办理的申请。",
    ),
    disputes("reviews", "行政复议", &[("review", "total")], "因政府信息公开被申请行政复议的案件。"),
    part("reviews", disputes("reviews_upheld", "结果维持", &[("review", "upheld")], "复议后维持原来的处理。")),
    part("reviews", disputes("reviews_corrected", "结果纠正", &[("review", "corrected")], "复议后纠正原来的处理。")),
    part("reviews", disputes("reviews_other", "其他结果", &[("review", "other")], "维持、纠正以外的结果。")),
    part("reviews", disputes("reviews_pending", "尚未审结", &[("review", "pending")], "到年底还没有结果。")),
    share(
        "reviews_corrected_share",
        "复议被纠正的比例",
        Group::Disputes,
        &["reviews_corrected"],
        &["reviews_upheld", "reviews_corrected", "reviews_other"],
        "已有结果的行政复议中，纠正原来处理的占多少；尚未审结的不算在内。",
    ),
    disputes(
        "lawsuits",
        "行政诉讼",
        &[("litigation_direct", "total"), ("litigation_after_review", "total")],
        "因政府信息公开被提起行政诉讼的案件：未经复议直接起诉的，加上复议后起诉的。",
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_upheld",
            "结果维持",
            &[("litigation_direct", "upheld"), ("litigation_after_review", "upheld")],
            "法院维持原来的处理。",
        ),
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_corrected",
            "结果纠正",
            &[("litigation_direct", "corrected"), ("litigation_after_review", "corrected")],
            "法院纠正原来的处理。",
        ),
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_other",
            "其他结果",
            &[("litigation_direct", "other"), ("litigation_after_review", "other")],
            "维持、纠正以外的结果。",
        ),
    ),
    part(
        "lawsuits",
        disputes(
            "lawsuits_pending",
            "尚未审结",
            &[("litigation_direct", "pending"), ("litigation_after_review", "pending")],
            "到年底还没有结果。",
        ),
    ),
    share(
        "lawsuits_corrected_share",
        "诉讼被纠正的比例",
        Group::Disputes,
        &["lawsuits_corrected"],
        &["lawsuits_upheld", "lawsuits_corrected", "lawsuits_other"],
        "已有结果的行政诉讼中，纠正原来处理的占多少；尚未审结的不算在内。",
    ),
    text(
        "requests_handled",
        "办理的群众诉求",
        "件",
        Group::Interaction,
        "年报正文写的、通过网站等渠道办理的群众诉求件数。",
    ),
    text("reply_rate", "诉求回复率", "%", Group::Interaction, "群众诉求中得到回复的比例，由县里自己统计。"),
    text("on_time_rate", "按时办结率", "%", Group::Interaction, "群众诉求中按时办完的比例，由县里自己统计。"),
    text("satisfaction_rate", "群众满意率", "%", Group::Interaction, "群众诉求中群众表示满意的比例，由县里自己统计。"),
    text(
        "proposals_handled",
        "办理的建议提案",
        "件",
        Group::Interaction,
        "年报正文写的、办理人大代表建议和政协提案的件数。",
    ),
    text("visits", "网站全年访问", "人次", Group::Interaction, "年报正文写的政府门户网站全年访问人次。"),
    text("daily_visits", "网站日均访问", "人次", Group::Interaction, "年报正文写的政府门户网站平均每天的访问人次。"),
];

/// Cells that no measure is made from, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The table.
    pub table: TableId,
    /// The form; none for both.
    pub version: Option<FormVersion>,
    /// The columns, in all rows but these.
    pub columns: &'static [&'static str],
    /// The rows whose cells in these columns a measure is made from.
    pub except: &'static [&'static str],
    /// Why, in a sentence for residents.
    pub reason: &'static str,
}

impl LeftOut {
    /// Whether the cell is among them.
    pub fn holds(&self, table: TableId, version: FormVersion, row: &str, column: &str) -> bool {
        self.table == table
            && self.version.is_none_or(|only| only == version)
            && self.columns.contains(&column)
            && !self.except.contains(&row)
    }
}

/// The cells that are left out. They stand in the table of each year's report.
pub const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        table: TableId::T2,
        version: Some(FormVersion::V2019),
        columns: &["published", "public_total"],
        except: &[],
        reason: "“本年新公开数量”“对外公开总数量”只在2019、2020两年的格式里有，与后来的“现行有效件数”不是一回事。",
    },
    LeftOut {
        table: TableId::T2,
        version: Some(FormVersion::V2019),
        columns: &["previous_items", "change"],
        except: &[],
        reason: "“上一年项目数量”“本年增/减”数的是事项的种类，不是办了多少件，2021年的格式不再统计。",
    },
    LeftOut {
        table: TableId::T2,
        version: Some(FormVersion::V2019),
        columns: &["amount"],
        except: &[],
        reason: "“采购总金额”没有规定单位，各年有的用元，有的用万元，有的没有写，连不成一列。",
    },
    LeftOut {
        table: TableId::T3,
        version: None,
        columns: &["natural", "business", "research", "public_interest", "legal_service", "other_org"],
        except: &["received"],
        reason: "各类申请人各有多少件、怎样办理的，格子多而数字小，请看各年年报的整张表。",
    },
];
