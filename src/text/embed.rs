//! Words of what other sites show of this one, and of the page 嵌入代码.

/// The line under a fragment: where it comes from, from what it was made.
pub mod stamp {
    /// Before the link to the page.
    pub const SOURCE: &str = "来源：";

    /// The day of the data, the release, the fragment's own version.
    pub fn made(day: Option<&str>, release: &str, version: &str) -> String {
        let day = day.map(|day| format!("资料截至{day}，")).unwrap_or_default();
        format!("{day}发布编号 {release}，内容版本 {version}")
    }
}

/// Names of fragments.
pub mod fragment {
    /// The numbers of a report's text.
    pub fn figures(year: u16) -> String {
        format!("{year}年年报中的数字")
    }

    /// A national table of a report.
    pub fn table(year: u16, table: &str) -> String {
        format!("{year}年 {table}")
    }

    /// A chart.
    pub fn chart(title: &str, years: &str) -> String {
        format!("{title}，{years}（图和表）")
    }

    /// The county's office.
    pub const OFFICE: &str = "信息公开工作机构的联系方式";
    /// Every channel.
    pub const CHANNELS: &str = "互动渠道，全部";
    /// The yearly reports.
    pub const REPORTS: &str = "历年年报";
    /// The newest policy documents.
    pub const POLICIES: &str = "最新政策文件";
    /// The catalogue.
    pub const CATALOGUE: &str = "依法主动公开目录";
    /// The link to what a list leaves out.
    pub fn all(n: usize) -> String {
        format!("全部{n}条")
    }
}

/// The page 嵌入代码.
pub mod page {
    use super::super::column;
    use crate::embed::Way;
    use crate::route::Route;

    /// Its name.
    pub const TITLE: &str = "嵌入代码";
    /// What it is for.
    pub const INTRO: &str = "把本站的内容放进县政府网站或其他网页：选内容，选方法，复制代码，贴到对方网页编辑器的“源代码”里。内容更新时，前两种方法自动跟着更新。";
    /// Without script.
    pub const WITHOUT_SCRIPT: &str = "选择和预览要允许网页运行脚本。下面的代码和清单不用脚本也能用。";
    /// Headings.
    pub const WAY: &str = "用哪种方法";
    /// What to show.
    pub const CONTENT: &str = "放什么";
    /// Colours and letters.
    pub const LOOK: &str = "外观";
    /// The code.
    pub const CODE: &str = "代码";
    /// The preview.
    pub const PREVIEW: &str = "预览";
    /// Copies the code.
    pub const COPY: &str = "复制代码";
    /// Chooses the page.
    pub const VIEW: &str = "栏目";
    /// Chooses the report.
    pub const YEAR: &str = "年份";
    /// Narrows a list.
    pub const QUERY: &str = "只列含有这些字的（可不填）";
    /// Narrows the channels.
    pub const WANT: &str = "只列可以用来…的";
    /// Narrows the charts.
    pub const GROUP: &str = "哪一组图表";
    /// Nothing narrowed.
    pub const ALL: &str = "全部";
    /// Chooses the fragment.
    pub const PIECE: &str = "哪一段";
    /// A single report, in the list of pages.
    pub const ONE_REPORT: &str = "某一年的年报";
    /// Chooses the colours.
    pub const COLOURS: &str = "颜色";
    /// The looks by key.
    pub const LOOKS: [(&str, &str); 4] =
        [("", "本站的"), ("red", "政府网站红"), ("blue", "政府网站蓝"), ("custom", "自己选")];
    /// Size of the letters.
    pub const SIZE: &str = "字号";
    /// Sizes by value.
    pub const SIZES: [(&str, &str); 6] = [
        ("", "跟对方网页一样"),
        ("16", "16像素"),
        ("18", "18像素"),
        ("20", "20像素"),
        ("24", "24像素"),
        ("30", "30像素"),
    ];
    /// Light or dark.
    pub const SCHEME: &str = "深浅";
    /// By value.
    pub const SCHEMES: [(&str, &str); 3] = [("", "跟对方网页一样"), ("light", "浅色"), ("dark", "深色")];
    /// Height of a plain frame.
    pub const HEIGHT: &str = "高度（像素）";
    /// Puts what is shown into the host's address.
    pub const DEEP: &str = "看到哪里，网址就记到哪里（别人打开同一个网址，看到同样的内容）";
    /// Width of the preview.
    pub const WIDTH: &str = "预览的宽度";
    /// Widths by key.
    pub const WIDTHS: [(&str, &str); 3] = [("", "整页"), ("phone", "手机（360像素）"), ("narrow", "窄栏（280像素）")];
    /// What the preview does to the code.
    pub const FOLLOWS: &str = "在预览里检索、筛选、打开条目，上面的代码会跟着变。";
    /// Every colour can be read.
    pub const ALL_READABLE: &str = "选的颜色都看得清（对比度不低于4.5:1）。";
    /// Heading over the check of a pasted fragment.
    pub const OLD: &str = "贴过的还新不新";
    /// What to do.
    pub const OLD_INTRO: &str =
        "贴入的文字不会自己更新。每段末尾写着“内容版本”，和下面一样的就是新的；不一样，就把新的代码再贴一次。";
    /// The field.
    pub const OLD_FIELD: &str = "贴过的那一段写的内容版本";
    /// The same.
    pub const IS_NEW: &str = "和现在的一样，不用换。";
    /// Another.
    pub const IS_OLD: &str = "和现在的不一样，请把这段代码再贴一次。";
    /// Heading over the list of fragments.
    pub const PIECES: &str = "可以贴入的内容，全部";
    /// Heading over what the webmaster must know.
    pub const WEBMASTER: &str = "要请对方网站管理员做的";
    /// Where the site's address is not known.
    pub const NO_ADDRESS: &str =
        "site.json 没有写 publish.address，代码里用的是现在打开的这个网址。正式使用前请补上，再生成一次。";

    /// A way and when to take it.
    pub fn way(way: Way) -> (&'static str, &'static str) {
        match way {
            Way::Element => {
                ("自动高度", "一行脚本和一个标签。高度、颜色、字号跟着对方网页走。编辑器允许脚本时用这个。")
            }
            Way::Frame => (
                "固定高度的框架（iframe）",
                "不用脚本，高度固定，内容在框里滚动。编辑器去掉脚本、留下 iframe 时用这个。",
            ),
            Way::Html => {
                ("贴入文字", "不用脚本、样式和框架，只有表格、图和文字。编辑器什么都去掉时用这个；内容更新后要再贴。")
            }
        }
    }

    /// A page in the list of views.
    pub fn view(path: &str) -> &'static str {
        match path {
            "home" => column(&Route::Home),
            "report" => ONE_REPORT,
            _ => column(&Route::parse(path)),
        }
    }

    /// A colour token.
    pub fn colour(token: &str) -> &'static str {
        match token {
            "accent" => "主色",
            "link" => "链接",
            "text" => "文字",
            _ => "背景",
        }
    }

    /// A given colour that was changed.
    pub fn adjusted(token: &str, given: &str, contrast: &str, used: &str) -> String {
        let name = colour(token);
        format!("{name}{given}看不清（对比度{contrast}:1，不到4.5:1），显示时自动改为{used}。")
    }

    /// The present version of a fragment.
    pub fn version(version: &str, day: Option<&str>) -> String {
        let day = day.map(|day| format!("，资料截至{day}")).unwrap_or_default();
        format!("现在的内容版本：{version}{day}")
    }

    /// What the other site's security policy must allow.
    pub fn policy(origin: &str) -> [String; 3] {
        [
            format!("对方网站设了内容安全策略（Content-Security-Policy）的，请加上：frame-src {origin}; script-src {origin}（用框架的只要前一项，贴入文字的都不用）。"),
            "本站不在同一个域名下的，请在本站 site.json 的 publish.frame_ancestors 里写上对方网站，例如 [\"https://www.example.gov.cn\"]，重新生成，并把 server/ 里的设置给服务器用上。".to_owned(),
            "详细步骤见随程序的文档 docs/embed.zh-CN.md。".to_owned(),
        ]
    }
}
