//! The frame of disclosure: the items of Articles 20 and 21 of the Regulation on Open Government
//! Information (《中华人民共和国政府信息公开条例》, 2019 revision).

/// One item that the Regulation obliges a county to publish (主动公开事项).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Stable id: `20-1` to `20-15`, `21-1` to `21-7`.
    pub id: &'static str,
    /// The article, 20 or 21.
    pub article: u8,
    /// The item's number in words, `（一）`; Article 21 does not number its own.
    pub numeral: &'static str,
    /// What is to be published, in the Regulation's terms.
    pub text: &'static str,
}

const fn item(id: &'static str, article: u8, numeral: &'static str, text: &'static str) -> Item {
    Item { id, article, numeral, text }
}

/// The fifteen items of Article 20, then the county's items of Article 21, in the order of the law.
pub const ITEMS: [Item; 22] = [
    item("20-1", 20, "（一）", "行政法规、规章和规范性文件"),
    item("20-2", 20, "（二）", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    item("20-3", 20, "（三）", "国民经济和社会发展规划、专项规划、区域规划及相关政策"),
    item("20-4", 20, "（四）", "国民经济和社会发展统计信息"),
    item("20-5", 20, "（五）", "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"),
    item(
        "20-6",
        20,
        "（六）",
        "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    ),
    item("20-7", 20, "（七）", "财政预算、决算信息"),
    item("20-8", 20, "（八）", "行政事业性收费项目及其依据、标准"),
    item("20-9", 20, "（九）", "政府集中采购项目的目录、标准及实施情况"),
    item("20-10", 20, "（十）", "重大建设项目的批准和实施情况"),
    item("20-11", 20, "（十一）", "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况"),
    item("20-12", 20, "（十二）", "突发公共事件的应急预案、预警信息及应对情况"),
    item("20-13", 20, "（十三）", "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况"),
    item("20-14", 20, "（十四）", "公务员招考的职位、名额、报考条件等事项以及录用结果"),
    item("20-15", 20, "（十五）", "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"),
    item("21-1", 21, "", "市政建设"),
    item("21-2", 21, "", "公共服务"),
    item("21-3", 21, "", "公益事业"),
    item("21-4", 21, "", "土地征收、房屋征收"),
    item("21-5", 21, "", "治安管理"),
    item("21-6", 21, "", "社会救助"),
    item(
        "21-7",
        21,
        "",
        "乡（镇）：农业农村政策、农田水利工程、农村土地承包经营权流转、宅基地使用审核、土地和房屋征收、筹资筹劳、社会救助",
    ),
];

/// The item with this id.
pub fn find(id: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.id == id)
}

impl Item {
    /// `第二十条第（五）项` or `第二十一条`: how a citation names it.
    pub fn citation(&self) -> String {
        match self.article {
            20 => format!("第二十条第{}项", self.numeral),
            _ => "第二十一条".to_owned(),
        }
    }
}
