//! Every word of the interface (zh-CN), in one place so that other languages can follow.
//! Texts of the county's own data are not here.

pub mod embed;
pub mod statistics;

use crate::route::Route;

/// Name of the portal while the county's own is not known.
pub const PORTAL: &str = "政府信息公开";
/// First link of every page.
pub const SKIP: &str = "跳到正文";
/// Name of the navigation landmark.
pub const NAVIGATION: &str = "栏目";
/// Name of the link to the page's own source.
pub const ORIGINAL: &str = "查看原文";
/// After a link that leaves the portal.
pub const EXTERNAL: &str = "（打开外部网站）";
/// While a file is on its way.
pub const LOADING: &str = "正在载入…";
/// What a file lacks that the county has not supplied.
pub const NOT_SUPPLIED: &str = "本站还没有这个栏目的资料。";

/// The full name of a page's column.
pub fn column(route: &Route) -> &'static str {
    match route {
        Route::Home => "首页",
        Route::Policies | Route::Policy(_) => "政策",
        Route::Guide => "政府信息公开指南",
        Route::Rules => "政府信息公开制度",
        Route::Catalogue | Route::Entry(_) => "依法主动公开目录",
        Route::Reports | Route::Report(_) => "政府信息公开年报",
        Route::Apply => "依申请公开",
        Route::Statistics => "数据",
        Route::Channels => "互动渠道",
        Route::Search => "检索",
        Route::NotFound => not_found::TITLE,
    }
}

/// The column's name where space is short: two characters, a quarter of a phone's width.
pub fn column_short(route: &Route) -> &'static str {
    match route.column() {
        Route::Guide => "指南",
        Route::Rules => "制度",
        Route::Catalogue => "目录",
        Route::Reports => "年报",
        Route::Apply => "申请",
        Route::Channels => "渠道",
        other => column(&other),
    }
}

/// One line under a column's name: what one finds there.
pub fn column_hint(route: &Route) -> &'static str {
    match route.column() {
        Route::Policies => "法律、法规、规划和县里的文件",
        Route::Guide => "信息公开怎样进行，由谁答复",
        Route::Rules => "公开工作依据的法规和办法",
        Route::Catalogue => "政府应当主动公开的事项，逐项列出",
        Route::Reports => "每年公开了什么，收到多少申请",
        Route::Apply => "没有公开的信息，怎样申请",
        Route::Statistics => "历年数字的图表和数据表",
        Route::Channels => "咨询、投诉、申请、纠错找谁",
        _ => "",
    }
}

/// Faults of a data file.
pub mod fault {
    /// Heading of the panel.
    pub const HEADING: &str = "这部分内容没有载入";
    /// The button.
    pub const RETRY: &str = "重试";
    /// Before the file's name.
    pub const FILE: &str = "文件：";
    /// The search engine.
    pub const ENGINE: &str = "检索程序";
    /// Before the reason.
    pub const REASON: &str = "原因：";
    /// 404.
    pub const MISSING: &str = "服务器上没有这个文件（404）";
    /// Another status; the number follows.
    pub const STATUS: &str = "服务器没有正常答复，状态码 ";
    /// No answer.
    pub const NETWORK: &str = "网络没有连通，或传输中断";
    /// What stays usable.
    pub const REST: &str = "页面其他部分不受影响。";
}

/// 首页
pub mod home {
    /// Under the search box.
    pub const SEARCH_HINT: &str = "搜政策、目录、年报、渠道";
    /// Heading over the columns.
    pub const COLUMNS: &str = "栏目";
    /// Heading over the contact.
    pub const CONTACT: &str = "联系";
    /// Link to the report.
    pub const WHOLE_REPORT: &str = "读完整年报";

    /// Name, unit and meaning of a number of the tables.
    pub fn table_figure(id: &str) -> Option<(&'static str, &'static str, &'static str)> {
        Some(match id {
            "applications_received" => ("新收到的公开申请", "件", "这一年里公民、企业和组织要求公开信息的申请。"),
            "applications_granted" => ("予以公开", "件", "按申请人的要求全部公开的申请。"),
            "normative_in_force" => ("现行有效的规范性文件", "件", "到年底仍然有效的行政规范性文件。"),
            "reviews" => ("行政复议", "件", "因信息公开被申请行政复议的案件。"),
            _ => return None,
        })
    }

    /// Heading over the figures.
    pub fn glance(year: u16) -> String {
        format!("{year}年这样公开")
    }
}

/// 年报
pub mod reports {
    /// Table of contents.
    pub const CONTENTS: &str = "本页内容";
    /// Heading over the figures.
    pub const FIGURES: &str = "报告中的数字";
    /// Heading over the notes.
    pub const NOTES: &str = "关于原文";
    /// Over the list of years.
    pub const LIST_INTRO: &str = "县级政府每年3月31日前公布上一年度的报告。";
    /// A report that shows national tables.
    pub const WITH_TABLES: &str = "含国家统一格式的表格";
    /// A report without.
    pub const WITHOUT_TABLES: &str = "原文没有表格";
    /// A section whose text this site does not hold.
    pub const NO_TEXT: &str = "本站没有收录这一部分的文字，请看原文。";
    /// Read out after a number whose sum does not agree.
    pub const DIFFERS: &str = "，合计不一致，查看说明";
    /// A cell without a value.
    pub const BLANK: &str = "未填";
    /// A table that the report lacks.
    pub const NO_TABLE: &str = "未公布";
    /// Copies the address of a section.
    pub const COPY_LINK: &str = "复制链接";
    /// After copying.
    pub const COPIED: &str = "已复制";
    /// When copying is forbidden.
    pub const COPY_FAILED: &str = "没能复制，请从地址栏复制";
    /// Hands the address to another app.
    pub const SHARE: &str = "分享";
    /// 单位 of tables 3 and 4.
    pub const UNIT_CASES: &str = "单位：件";
    /// Units of table 2.
    pub const UNIT_MIXED: &str = "单位见各栏名称";
    /// Label of the first column of table 2.
    pub const CONTENT: &str = "信息内容";
    /// Rows that the form does not have.
    pub const EXTRA_ROW: &str = "（表外行）";
    /// Prints the page.
    pub const PRINT: &str = "打印";
    /// Sideways scrolling of a wide table.
    pub const SCROLL_HINT: &str = "表格较宽，可左右滑动";
    /// Before the issuer.
    pub const ISSUER: &str = "发布机关";
    /// Before the day of publication.
    pub const PUBLISHED: &str = "公布日期";
    /// Before the period.
    pub const PERIOD: &str = "统计期限";
    /// What is not known.
    pub const UNKNOWN: &str = "原文没有写明";

    /// Page title.
    pub fn title(year: u16) -> String {
        format!("{year}年政府信息公开年报")
    }

    /// Where in a year's report something stands.
    pub fn section_of(year: u16, section: &str) -> String {
        format!("{year}年报 {section}")
    }

    /// Name of a table with its version of the form.
    pub fn table_form(document: &str) -> String {
        format!("格式：{document}")
    }

    /// How many cells have no number.
    pub fn n_blank(n: usize) -> String {
        format!("有{n}格未填")
    }

    /// The misnumbered heading of a section.
    pub fn printed_as(numeral: &str) -> String {
        format!("原文编号印作“{numeral}”")
    }

    /// From the first to the last day.
    pub fn period(from: &str, to: &str) -> String {
        format!("{from}至{to}")
    }

    /// What a section without its table says.
    pub fn table_absent(table: &str) -> String {
        format!("原文这一部分只有标题，没有“{table}”表格，也没有文字。本站不补填任何数字。")
    }
}

/// Facts that many pages name.
pub mod fact {
    /// 来源
    pub const SOURCE: &str = "来源";
    /// 依据
    pub const BASIS: &str = "依据";
    /// 电话
    pub const PHONE: &str = "电话";
    /// 地址
    pub const ADDRESS: &str = "地址";
    /// 邮编
    pub const POSTCODE: &str = "邮编";
    /// 电子邮箱
    pub const EMAIL: &str = "邮箱";
    /// When an entry was compared with its source.
    pub const VERIFIED: &str = "核对日期";
    /// Unknown date.
    pub const UNKNOWN_DATE: &str = "日期不详";
    /// Call button; the number follows.
    pub const CALL: &str = "拨打";
    /// Copies something.
    pub const COPY: &str = "复制";
    /// Opens a map.
    pub const MAP: &str = "地图";
    /// Read out after it.
    pub const MAP_HINT: &str = "：在高德地图中查找（打开外部网站）";
}

/// 页脚
pub mod footer {
    /// 主办单位
    pub const HOST: &str = "信息公开联系单位：";
    /// 网站标识码
    pub const SITE_ID: &str = "网站标识码：";
    /// ICP备案编号
    pub const ICP: &str = "ICP备案编号：";
    /// 公安备案
    pub const POLICE: &str = "公安机关备案：";
    /// Link to the county's own site.
    pub const COUNTY_SITE: &str = "县政府网站";
    /// The page for staff of other sites.
    pub const EMBED: &str = "嵌入代码";
}

/// Whether sums agree.
pub mod proof {
    /// Table 2 has nothing to add up.
    pub const NO_SUMS: &str = "这张表没有规定的合计关系。";
    /// Too many blank cells.
    pub const NOTHING_CHECKED: &str = "空白太多，合计无法核对。";

    /// Every sum agrees.
    pub fn all_agree(checked: usize) -> String {
        format!("✓ 核对了{checked}处合计，全部一致。")
    }

    /// Some do not.
    pub fn some_differ(checked: usize, broken: usize) -> String {
        format!("≠ 核对了{checked}处合计，有{broken}处与各项之和不一致。数字照原文显示，没有改动。")
    }

    /// Sums that could not be checked.
    pub fn not_comparable(n: usize) -> String {
        format!("另有{n}处因空白无法核对。")
    }

    /// Where the sum stands.
    pub fn place(row: &str, column: &str) -> String {
        format!("{row} · {column}：")
    }

    /// What is printed and what the sum would be, with the reason of the rule.
    pub fn explanation(sentence: &str, rule: &str) -> String {
        let why = match rule {
            "A1" => "表格左上角印着这条关系。",
            "A2" => "每件办结的申请只归入一种结果，所以各种结果相加应等于总计。",
            "A3" => "每件申请只有一类申请人，所以各类申请人相加应等于总计。",
            _ => "每件案件只有一种结果，所以各种结果相加应等于总计。",
        };
        format!("{sentence}。{why}")
    }
}

/// Page not found.
pub mod not_found {
    /// Title and heading.
    pub const TITLE: &str = "没有这个页面";
    /// What may have happened.
    pub const BODY: &str = "地址可能写错了，或者页面已经改名。可以在这里检索，或从下面的栏目找起。";
}

/// Searchable catalogues.
pub mod finder {
    /// Empties the field.
    pub const CLEAR_FIELD: &str = "清空";
    /// Opens the filters.
    pub const FILTERS: &str = "筛选";
    /// Order of the results.
    pub const SORT: &str = "排序";
    /// Takes all filters away.
    pub const CLEAR_FILTERS: &str = "清除筛选";
    /// Takes one filter away; its name follows.
    pub const REMOVE: &str = "移除筛选 ";
    /// Each term is found, but nowhere together.
    pub const NOTHING_TOGETHER: &str = "没有同时含有这几个词的条目。";
    /// The filters leave nothing.
    pub const NOTHING_FILTERED: &str = "没有同时符合这些条件的条目，可以去掉一个条件再试。";
    /// What to do.
    pub const WHAT_NOW: &str = "可以换一个更短的词，或只写文号中的数字再试。";

    /// Whom to ask when nothing is found.
    pub const ASK: &str = "没有找到，可以直接问";

    /// What a search box offers.
    pub const OFFERS: &str = "候选";
    /// Beside an offer: it was looked for before.
    pub const LATELY: &str = "最近找过";
    /// Before what was looked for lately.
    pub const RECENT: &str = "最近找过：";
    /// Forgets what was looked for.
    pub const FORGET: &str = "清除记录";
    /// Saves the results as a file.
    pub const SAVE: &str = "把结果存为CSV";

    /// Of a file that holds the first results only.
    pub fn saved(count: usize) -> String {
        format!("文件里是前{count}条；其余的请加上条件再存")
    }

    /// A file of data did not come.
    pub fn not_saved(path: &str) -> String {
        format!("没有存成：{path}没有载入，请检查网络后再试")
    }

    /// The last column of that file.
    pub const ADDRESS: &str = "网址";
    /// Before what may have been meant.
    pub const MEANT: &str = "您要找的是不是：";
    /// Leads from the filters to the results.
    pub const SHOW: &str = "查看结果";
    /// Adds results where nobody knows how many are left.
    pub const MORE: &str = "再显示20条";
    /// There is too much for the order that was chosen.
    pub const MISORDERED: &str = "结果太多，不能从最早的排起，现在按最新的在前。请再加一个词或筛选，缩小范围。";
    /// A search goes on.
    pub const SEARCHING: &str = "，还在查找";

    /// Leads from the filters to so many results.
    pub fn show(n: usize) -> String {
        format!("查看{n}条")
    }

    /// Number of results, where there may be more.
    pub fn count_at_least(n: usize) -> String {
        format!("至少{n}条")
    }

    /// How far a search has come.
    pub fn searched(from: u32, to: u32) -> String {
        if from == to {
            format!("，已搜{to}年，正在载入更早年份")
        } else {
            format!("，已搜{from}—{to}年，正在载入更早年份")
        }
    }

    /// Number of channels.
    pub fn count_channels(n: usize) -> String {
        format!("共{n}个渠道")
    }

    /// Number of results.
    pub fn count(n: usize) -> String {
        format!("共{n}条")
    }

    /// Number of filters in use.
    pub fn chosen(n: usize) -> String {
        format!("（已选{n}项）")
    }

    /// Opens the other values of a filter.
    pub fn more_values(n: usize) -> String {
        format!("其余{n}项")
    }

    /// Adds results.
    pub fn more(n: usize, left: usize) -> String {
        format!("再显示{n}条（还有{left}条）")
    }

    /// Terms that match nothing.
    pub fn no_match(terms: &str) -> String {
        format!("没有条目含有“{terms}”。")
    }
}

/// 政策
pub mod policies {
    use model::DateOrigin;

    /// The search field.
    pub const FIELD: &str = "搜标题、文号、机关";
    /// The file that results are saved in.
    pub const SAVED: &str = "政策检索结果";
    /// 标题
    pub const TITLE: &str = "标题";
    /// Filter by year.
    pub const YEAR: &str = "年份";
    /// 层级
    pub const LEVEL: &str = "层级";
    /// 类别
    pub const KIND: &str = "类别";
    /// 发文机关
    pub const ISSUER: &str = "发文机关";
    /// 发文字号
    pub const NUMBER: &str = "发文字号";
    /// 主题分类
    pub const SUBJECT: &str = "主题分类";
    /// 索引号
    pub const INDEX: &str = "索引号";
    /// 有效性
    pub const VALIDITY: &str = "有效性";
    /// A date of no known kind.
    pub const DATE: &str = "日期";
    /// Best match first; newest first without a query.
    pub const BY_RELEVANCE: &str = "相关在前";
    /// Newest first.
    pub const BY_NEWEST: &str = "新的在前";
    /// Oldest first.
    pub const BY_OLDEST: &str = "旧的在前";
    /// After a date that only the address gives.
    pub const FROM_ADDRESS: &str = "（据网址）";
    /// Why fields may be missing.
    pub const ABSENT: &str = "没有列出的项目，来源没有写明，本站不作推测。";

    /// What a date is the date of.
    pub fn date_label(origin: Option<DateOrigin>) -> &'static str {
        match origin {
            Some(DateOrigin::Index) => "成文日期",
            Some(DateOrigin::ListPage | DateOrigin::PageHeader) => "发布日期",
            Some(DateOrigin::Document | DateOrigin::Address) | None => DATE,
        }
    }
}

/// 依法主动公开目录
pub mod catalogue {
    /// The search field.
    pub const FIELD: &str = "搜公开事项、内容、机关";
    /// The file that results are saved in.
    pub const SAVED: &str = "公开目录检索结果";
    /// 公开事项
    pub const TITLE: &str = "公开事项";
    /// 公开内容
    pub const CONTENT: &str = "公开内容";
    /// The item of the Regulation.
    pub const ITEM: &str = "条例事项";
    /// 一级事项
    pub const SUBJECT: &str = "一级事项";
    /// 公开渠道和载体
    pub const CARRIER: &str = "公开渠道和载体";
    /// Boxes that are not ticked.
    pub const CARRIER_NOT: &str = "未使用的渠道";
    /// 公开主体
    pub const PUBLISHER: &str = "公开主体";
    /// 公开时限
    pub const TIME_LIMIT: &str = "公开时限";
    /// 公开对象
    pub const AUDIENCE: &str = "公开对象";
    /// 公开方式
    pub const MANNER: &str = "公开方式";
    /// 公开层级
    pub const TIER: &str = "公开层级";
    /// Best match first.
    pub const BY_RELEVANCE: &str = "相关在前";
    /// In the order of the Regulation.
    pub const BY_ITEM: &str = "按条例顺序";
    /// Heading over the entries.
    pub const ENTRIES: &str = "目录条目";
    /// Heading over Article 20.
    pub const ARTICLE_20: &str = "《条例》第二十条：各级行政机关主动公开";
    /// Heading over Article 21.
    pub const ARTICLE_21: &str = "《条例》第二十一条：县级和乡（镇）还要公开";
    /// Why fields may be missing.
    pub const ABSENT: &str = "没有列出的项目，年报没有写明，本站不作推测。";

    /// Opens the frame of the law.
    pub fn frame(n: usize) -> String {
        format!("按《条例》逐项看（22项，共{n}条）")
    }

    /// Entries of an item.
    pub fn n_entries(n: usize) -> String {
        format!("{n}条")
    }
}

/// 互动渠道
pub mod channels {
    use model::Standing;

    /// The search field.
    pub const FIELD: &str = "搜渠道、电话、用途";
    /// Before the buttons.
    pub const I_WANT: &str = "我想…";
    /// Name of the list of what a channel is for.
    pub const PURPOSES: &str = "可以用来";
    /// 主办单位
    pub const HOST: &str = "主办单位";
    /// 办公时间
    pub const HOURS: &str = "办公时间";
    /// 办理时限
    pub const DEADLINE: &str = "答复时间";
    /// 流程
    pub const STEPS: &str = "办理流程";
    /// What the county reported.
    pub const REPORTED: &str = "年报公布的情况";
    /// No contact in the source.
    pub const NO_CONTACT: &str = "来源没有公布这个渠道的电话、网址或地址。";
    /// Whom to ask.
    pub const INSTEAD: &str = "可以先问";
    /// No channel fits.
    pub const NONE: &str = "没有符合的渠道。请换一个更短的词，或取消上面的选择。";

    /// How well a channel is known.
    pub fn standing(standing: Standing) -> &'static str {
        match standing {
            Standing::NamedInReport => "县年报中提到",
            Standing::Verified => "已核实",
        }
    }
}

/// 检索
pub mod search {
    /// The search field.
    pub const FIELD: &str = "搜政策、目录、年报、渠道、指南";
    /// Before anything is typed.
    pub const START: &str = "输入一个词就开始查，例如“预算”“征收”“热线”。";
    /// What the search needs; links that do not need it follow.
    pub const WITHOUT_SCRIPT: &str = "检索在您的浏览器里进行，需要允许网页运行脚本。不用检索也能逐页找：";
    /// Guide and application together.
    pub const GUIDE: &str = "指南与依申请公开";

    /// All results of a kind.
    pub fn all(n: usize, kind: &str) -> String {
        format!("在“{kind}”中看全部{n}条")
    }

    /// All results of a kind, whose number is not known.
    pub fn all_of(kind: &str) -> String {
        format!("在“{kind}”中看全部")
    }

    /// Nothing anywhere.
    pub fn nothing(text: &str) -> String {
        format!("各栏目都没有找到“{text}”。")
    }
}

/// Files that the publisher writes beside the pages.
pub mod files {
    /// 下载
    pub const DOWNLOAD: &str = "下载";
    /// A report's tables for programs.
    pub const TABLES_CSV: &str = "表格CSV";
    /// The numbers of a report's text.
    pub const FIGURES_CSV: &str = "数字CSV";
    /// The feeds, as a browser lists them.
    pub const FEED: &str = "新公开的文件";
}

/// Plain lists of links, which need no script.
pub mod browse {
    /// Where the policy documents are listed, below the base.
    pub const POLICIES_PATH: &str = "policies/by-year";
    /// Where the catalogue is listed.
    pub const CATALOGUE_PATH: &str = "catalogue/by-item";
    /// The policy documents.
    pub const POLICIES: &str = "按年份浏览政策";
    /// The catalogue.
    pub const CATALOGUE: &str = "按条例事项浏览目录";
    /// The policy documents, on their own page.
    pub const BY_YEAR: &str = "按年份浏览";
    /// The catalogue, on its own page.
    pub const BY_ITEM: &str = "按条例事项浏览";
    /// Name of the links to the pages before and after.
    pub const STEPS: &str = "翻页";
    /// The page before.
    pub const BEFORE: &str = "上一页";
    /// The page after.
    pub const AFTER: &str = "下一页";
    /// Entries under no item of the Regulation.
    pub const NO_ITEM: &str = "未归入条例事项";

    /// A year's name.
    pub fn year(year: Option<u16>) -> String {
        year.map_or_else(|| super::fact::UNKNOWN_DATE.to_owned(), |year| format!("{year}年"))
    }

    /// Heading over a year's documents.
    pub fn policies_of(year: Option<u16>) -> String {
        format!("{}的政策文件", self::year(year))
    }

    /// Heading of one of several pages.
    pub fn part(title: &str, page: usize, pages: usize) -> String {
        format!("{title}（第{page}页，共{pages}页）")
    }

    /// Which lines of how many.
    pub fn shown(first: usize, last: usize, all: usize) -> String {
        if last - first + 1 == all {
            format!("共{all}条")
        } else {
            format!("共{all}条，这里是第{first}至{last}条")
        }
    }
}

/// Use without a network. The publisher puts these into src/offline.js and the kept page.
pub mod offline {
    /// There is no network.
    pub const NO_NETWORK: &str = "现在没有网络。";
    /// From when the kept content is; the time stands in for `{}`.
    pub const KEPT_SINCE: &str = "看到的是{}保存在这台设备上的内容。";
    /// The button that takes the new release.
    pub const UPDATE: &str = "有新内容，点此更新";
    /// On the kept page, until the app has filled it.
    pub const OPENING: &str = "正在打开保存在这台设备上的内容…";
}
