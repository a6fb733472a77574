use crate::json::{record, words};
use crate::{Contact, Date, Figure, Source};
use serde::{Deserialize, Serialize};

/// `channels.json`: the ways between residents and the county (互动渠道).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// Version of the format.
    pub format: u32,
    /// The channels, most useful first.
    pub channels: Vec<Channel>,
}

record!(Channels { format, channels });

/// One channel (渠道). Contact, deadline and figures only where a source gives them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Stable id, the anchor on the page: ASCII letters, digits and hyphens.
    pub id: String,
    /// The channel's name as the source has it.
    pub name: String,
    /// What sort of channel it is.
    pub kind: ChannelKind,
    /// What people want when they use it.
    pub purposes: Vec<Purpose>,
    /// What it is for, in one or two sentences of our own.
    pub what_for: String,
    /// Who runs it (主办单位), where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_unit: Option<String>,
    /// How to reach it. Absent where the source gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Its address on the web, where the source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Opening hours (办公时间), as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// Answer within (办理时限), where a source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The steps (流程) that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What the county reported about it: numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// What the county reported about it, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported: Option<String>,
    /// Id of the channel to turn to where this one has no published contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// How well it is known.
    pub standing: Standing,
    /// The day this entry was last compared with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_on: Option<Date>,
    /// Where it is named.
    pub source: Source,
}

record!(Channel {
    id,
    name,
    kind,
    purposes,
    what_for,
    host_unit,
    contact,
    url,
    hours,
    deadline,
    steps,
    figures,
    reported,
    instead,
    standing,
    verified_on,
    source
});

/// What sort of channel it is (渠道类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// 办公室
    Office,
    /// 热线
    Hotline,
    /// 网站栏目
    Website,
    /// 依申请公开
    Application,
    /// 纠错平台
    ErrorReport,
    /// 监督举报
    Supervision,
    /// 信访
    Petition,
    /// 政务服务大厅
    ServiceHall,
    /// 媒体
    Media,
    /// 场所
    Place,
    /// 意见征集
    Consultation,
}

words!(ChannelKind { "office" => Office, "hotline" => Hotline, "website" => Website, "application" => Application, "error-report" => ErrorReport, "supervision" => Supervision, "petition" => Petition, "service-hall" => ServiceHall, "media" => Media, "place" => Place, "consultation" => Consultation });

impl ChannelKind {
    /// The Chinese term.
    pub fn label(self) -> &'static str {
        match self {
            Self::Office => "办公室",
            Self::Hotline => "热线",
            Self::Website => "网站栏目",
            Self::Application => "依申请公开",
            Self::ErrorReport => "纠错平台",
            Self::Supervision => "监督举报",
            Self::Petition => "信访",
            Self::ServiceHall => "政务服务",
            Self::Media => "媒体",
            Self::Place => "公开场所",
            Self::Consultation => "意见征集",
        }
    }
}

/// What a resident wants (我想…).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// 咨询
    Ask,
    /// 投诉举报
    Complain,
    /// 申请信息
    Apply,
    /// 纠错
    Correct,
    /// 办事
    Service,
    /// 看公告
    Read,
}

words!(Purpose { "ask" => Ask, "complain" => Complain, "apply" => Apply, "correct" => Correct, "service" => Service, "read" => Read });

impl Purpose {
    /// In the order of the page.
    pub const ALL: [Self; 6] = [Self::Ask, Self::Complain, Self::Apply, Self::Correct, Self::Service, Self::Read];

    /// The Chinese term, short enough for a button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ask => "咨询",
            Self::Complain => "投诉举报",
            Self::Apply => "申请信息",
            Self::Correct => "纠错",
            Self::Service => "办事",
            Self::Read => "看公告",
        }
    }

    /// The value in an address: `?want=ask`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Complain => "complain",
            Self::Apply => "apply",
            Self::Correct => "correct",
            Self::Service => "service",
            Self::Read => "read",
        }
    }
}

/// Answer within (办理时限).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// How many days.
    pub days: u16,
    /// Which days count.
    pub unit: DeadlineUnit,
    /// What the time is counted for, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it stands.
    pub source: Source,
}

record!(Deadline { days, unit, note, source });

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineUnit {
    /// 工作日
    WorkingDays,
    /// 自然日
    CalendarDays,
}

words!(DeadlineUnit { "working-days" => WorkingDays, "calendar-days" => CalendarDays });

impl DeadlineUnit {
    /// The Chinese term, as it follows a number.
    pub fn label(self) -> &'static str {
        match self {
            Self::WorkingDays => "个工作日",
            Self::CalendarDays => "日",
        }
    }
}

/// How well a channel is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Named in the county's own report.
    NamedInReport,
    /// Tried, or confirmed by the county.
    Verified,
}

words!(Standing { "named-in-report" => NamedInReport, "verified" => Verified });
