//! Entries made up by a seeded generator, as a county's or a prefecture's disclosure column has them: titles of
//! thirty characters on average, 200 issuers, 15 years, newest first; some without a date, with doubled spaces, or
//! with a title that others have too.

use search::Doc;

const PLACES: [&str; 25] = [
    "疏勒县",
    "疏附县",
    "岳普湖县",
    "伽师县",
    "英吉沙县",
    "莎车县",
    "泽普县",
    "叶城县",
    "麦盖提县",
    "巴楚县",
    "喀什市",
    "塔什库尔干县",
    "平潭县",
    "长乐区",
    "福清市",
    "闽侯县",
    "永泰县",
    "连江县",
    "罗源县",
    "洪泽区",
    "盱眙县",
    "金湖县",
    "涟水县",
    "淮阴区",
    "清江浦区",
];
const OFFICES: [&str; 40] = [
    "人民政府",
    "人民政府办公室",
    "财政局",
    "教育局",
    "民政局",
    "公安局",
    "司法局",
    "人力资源和社会保障局",
    "自然资源局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化体育广播电视和旅游局",
    "卫生健康委员会",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "乡村振兴局",
    "林业和草原局",
    "退役军人事务局",
    "生态环境局",
    "发展和改革委员会",
    "工业和信息化局",
    "城市管理局",
    "行政审批局",
    "信访局",
    "残疾人联合会",
    "税务局",
    "气象局",
    "住房公积金管理中心",
    "疾病预防控制中心",
    "供销合作社联合社",
    "消防救援大队",
    "公共资源交易中心",
    "不动产登记中心",
    "社会保险中心",
];
const ACTS: [&str; 24] = [
    "关于印发",
    "关于开展",
    "关于公布",
    "关于下达",
    "关于做好",
    "关于调整",
    "关于进一步加强",
    "关于同意",
    "关于拟核准",
    "关于注销",
    "关于征求",
    "关于加快推进",
    "关于公开招聘",
    "关于废止",
    "关于规范",
    "关于落实",
    "关于举办",
    "关于取消",
    "关于批准",
    "关于申报",
    "关于受理",
    "关于表彰",
    "关于成立",
    "关于撤销",
];
const TOPICS: [&str; 60] = [
    "城乡居民最低生活保障",
    "政府信息公开工作",
    "农村饮水安全巩固提升",
    "义务教育阶段招生",
    "高标准农田建设",
    "城镇老旧小区改造",
    "安全生产大检查",
    "春季动物防疫",
    "耕地地力保护补贴",
    "残疾人两项补贴",
    "特困人员救助供养",
    "临时救助",
    "就业见习补贴",
    "公益性岗位",
    "土地征收",
    "国有建设用地使用权出让",
    "环境影响评价",
    "排污许可",
    "食品安全监督抽检",
    "药品经营许可",
    "医疗机构设置审批",
    "传染病防控",
    "基本公共卫生服务",
    "校外培训机构",
    "教师资格认定",
    "中小学体育场馆开放",
    "文物保护单位",
    "全民健身活动",
    "防汛抗旱",
    "森林草原防灭火",
    "地质灾害隐患点",
    "道路交通安全",
    "公路养护",
    "公交线路",
    "物业服务收费",
    "商品房预售许可",
    "保障性住房租赁补贴",
    "住房公积金缴存基数",
    "财政预算",
    "部门决算",
    "政府采购",
    "专项资金绩效评价",
    "审计整改",
    "行政处罚",
    "行政许可",
    "权责清单",
    "优化营商环境",
    "招商引资",
    "电子商务进农村",
    "家电以旧换新",
    "退役士兵安置",
    "烈士褒扬",
    "婚姻登记",
    "殡葬服务价格",
    "养老机构备案",
    "社会组织年检",
    "信访事项",
    "法律援助",
    "人民调解",
    "机动车尾号限行",
];
const ENDS: [&str; 20] = [
    "的通知",
    "的公告",
    "的公示",
    "的批复",
    "的意见",
    "的函",
    "实施方案的通知",
    "名单的公示",
    "结果的公告",
    "工作要点的通知",
    "的通告",
    "资金的通知",
    "计划的通知",
    "有关事项的通知",
    "情况的通报",
    "意见的公告",
    "项目的批复",
    "的决定",
    "的请示",
    "管理办法（试行）的通知",
];
const KINDS: [&str; 12] = [
    "通知",
    "公告",
    "公示公告",
    "批复",
    "意见",
    "函",
    "行政规范性文件",
    "预算决算",
    "行政许可",
    "行政处罚",
    "规划计划",
    "人事信息",
];
/// Characters of names of villages, people and firms.
const NAMES: &str = "安百宝北本博昌长常超成诚传春达大德登东方丰福富刚高光广贵国海航和恒红宏洪鸿华辉惠吉佳家嘉建江金锦晶京景军君俊康坤兰乐磊丽利力立良林龙隆鲁茂美民明牧南宁盘鹏平萍齐奇千强巧勤青庆泉仁荣瑞润三森山上尚生盛胜诗石世书淑水顺思松泰天田铁通图万旺威维伟卫文武西希喜祥向晓孝新信星兴雄秀旭雪雅亚延阳洋业义益银英永勇友有裕玉元远云泽展兆哲珍振正志智中忠众州竹子宗祖买提阿依古丽吾甫尔艾克拜热木江卡斯塔什乡镇闸港坡岭湾塘埔垄厝坊楼桥亭溪浦洲屿礁澳澜";

pub struct Entries {
    count: usize,
    names: Vec<char>,
}

/// A number below the one given; of a place and a purpose always the same.
struct Random(u64);

impl Random {
    fn new(place: usize) -> Self {
        Random((place as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5EED)
    }

    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % below as u64) as usize
    }

    /// Small numbers more often than large ones.
    fn skewed(&mut self, below: usize) -> usize {
        let (a, b) = (self.below(below), self.below(below));
        a * b / below
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.skewed(list.len())]
    }
}

impl Entries {
    pub fn new(count: usize) -> Self {
        Self { count, names: NAMES.chars().collect() }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    fn name(&self, random: &mut Random, length: usize) -> String {
        (0..length).map(|_| self.names[random.below(self.names.len())]).collect()
    }

    pub fn doc(&self, place: usize) -> Doc {
        let mut random = Random::new(place);
        // One in fifty repeats another title of the same months.
        if random.below(50) == 0 {
            random = Random::new(place / 500 * 500);
        }
        let issuer_number = random.skewed(200);
        let issuer =
            format!("{}{}", PLACES[issuer_number % 5 + issuer_number / 40 * 5], OFFICES[issuer_number * 7 % 40]);
        let (act, topic, end) = (random.of(&ACTS), random.of(&TOPICS), random.of(&ENDS));
        let year = 2025 - place * 15 / self.count.max(1);
        let length = 2 + random.below(2);
        let name = self.name(&mut random, length);
        let mut title = match random.below(6) {
            0 => format!("{issuer}{act}{year}年{topic}{end}"),
            1 => format!("{act}{name}村{topic}{end}"),
            2 => {
                format!("{issuer}{act}{name}{}{end}", ["有限公司", "合作社", "卫生院", "小学", "项目"][random.below(5)])
            }
            3 => format!("{year}年{}月{issuer}{topic}{end}", 1 + random.below(12)),
            4 => format!("{issuer}{act}{name}等{}人{topic}{end}", 2 + random.below(60)),
            _ => format!("{issuer}{act}{topic}{end}"),
        };
        if random.below(40) == 0 {
            title = title.replacen("关于", "  关于", 1);
        }
        if random.below(60) == 0 {
            title.push_str(["(1)", "（二）", " ", "（更正）"][random.below(4)]);
        }
        let kind = random.of(&KINDS).to_owned();
        let serial = 1 + random.below(300);
        let number = (random.below(3) == 0).then(|| format!("{}发〔{year}〕{serial}号", &issuer[..6]));
        let (month, day) = (12 - place * 180 / self.count.max(1) % 12, 1 + random.below(28));
        let date = (random.below(40) != 0).then(|| format!("{year}-{month:02}-{day:02}"));
        let facets = vec![(0, format!("{year}年")), (1, kind.clone()), (2, issuer.clone())];
        let id = format!("x-{}", 1_000_000 + self.count - place);
        Doc { id, title, number, date, fields: vec![kind, issuer], facets }
    }

    /// Some entries as the data file has them.
    pub fn json(&self, start: usize, count: usize) -> String {
        let mut json = String::from("{\"format\":1,\"policies\":[");
        for place in start..(start + count).min(self.count) {
            let doc = self.doc(place);
            let separator = if place == start { "" } else { "," };
            json += &format!("{separator}{{\"id\":\"{}\",\"title\":\"{}\",", doc.id, doc.title);
            json += &format!("\"kind\":\"{}\",\"issuer\":\"{}\"", doc.fields[0], doc.fields[1]);
            json += &doc.number.map(|number| format!(",\"number\":\"{number}\"")).unwrap_or_default();
            json += &doc.date.map(|date| format!(",\"date\":\"{date}\",\"date_origin\":\"index\"")).unwrap_or_default();
            json += "}";
        }
        json + "]}"
    }

    /// What is looked for, kind by kind; with each seed something else.
    pub fn queries(&self, seed: usize) -> Vec<(&'static str, Vec<String>)> {
        let mut random = Random::new(seed);
        let mut part = |length: usize| {
            let chars: Vec<char> =
                self.doc(random.below(self.count)).title.chars().filter(|c| c.is_alphanumeric()).collect();
            let start = random.below(chars.len().saturating_sub(length).max(1));
            chars[start..].iter().take(length).collect::<String>()
        };
        let mut parts = |length: usize, count: usize| -> Vec<String> { (0..count).map(|_| part(length)).collect() };
        let common =
            ["通知", "公示", "关于", "政府", "疏勒县", "低保", "最低生活保障", "政府信息公开", "财政预算", "教育局"];
        let rare = ["闽侯县气象局", "机动车尾号", "烈士褒扬", "殡葬", "撤销", "请示", "供销社", "不存在的词", "飞船"];
        let (two, three, six, whole) = (parts(2, 100), parts(3, 100), parts(6, 100), parts(100, 100));
        let pairs = two.iter().zip(&three).map(|(a, b)| format!("{a} {b}")).collect();
        let far = [
            "教育局 最低生活保障",
            "烈士 气象局",
            "公交 残疾人",
            "殡葬 请示",
            "2013年 信访",
            "2011年 通知",
            "撤销 麦盖提县",
        ];
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let mut sounds = |length: usize, whole: bool| -> Vec<String> {
            let sound = |text: String| {
                let of =
                    |c: char| super::readings(c).first().cloned().unwrap_or_else(|| c.to_string()).replace('ü', "v");
                text.chars().map(|c| if whole { of(c) } else { of(c).chars().take(1).collect() }).collect::<String>()
            };
            parts(length, 400).into_iter().map(sound).collect()
        };
        let mut unfinished = sounds(3, true);
        unfinished.iter_mut().for_each(|text| _ = text.pop());
        let single = two.iter().take(40).filter_map(|text| text.chars().next()).map(String::from).collect();
        vec![
            ("common words", list(&common)),
            ("rare words", list(&rare)),
            ("two characters", two),
            ("three characters", three),
            ("six characters", six),
            ("whole titles", whole),
            ("two terms of any entries", pairs),
            ("two terms far apart", list(&far)),
            ("one character", single),
            ("pinyin, two characters", sounds(2, true)),
            ("pinyin, three, unfinished", unfinished),
            ("pinyin, four characters", sounds(4, true)),
            ("pinyin, six characters", sounds(6, true)),
            ("initials, two", sounds(2, false)),
            ("initials, four", sounds(4, false)),
            ("initials, six", sounds(6, false)),
        ]
    }
}
