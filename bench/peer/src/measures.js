// The measures that our own page shows, in the same order: cells of the national tables, by the form of the year.

const line = (name, cells2021, cells2019 = cells2021) => ({ name, 2019: cells2019, 2021: cells2021 });
const single = (title, unit, table, cells2021, cells2019) => ({ title, unit, table, lines: [line(title, cells2021, cells2019)] });
const cells = (row, ...columns) => columns.map((column) => [row, column]);
const totals = (...rows) => rows.map((row) => [row, "total"]);
const decided = (row) => cells(row, "decisions");
const cases = (column) => [["litigation_direct", column], ["litigation_after_review", column]];

const REFUSED = totals(
  ...["state_secret", "other_law", "security_stability", "third_party", "internal_affairs", "process", "enforcement_file", "admin_query"].map((it) => `refused.${it}`),
);
const DECLINED = totals(...["petition", "duplicate", "publication", "excessive", "reconfirm"].map((it) => `declined.${it}`));

export const CHARTS = [
  single("制发的规范性文件", "件", "t2", cells("normative", "issued"), cells("normative", "made")),
  single("废止的规范性文件", "件", "t2", cells("normative", "repealed"), []),
  single("现行有效的规范性文件", "件", "t2", cells("normative", "in_force"), []),
  single("行政许可", "件", "t2", decided("licence")),
  single("行政处罚", "件", "t2", decided("penalty")),
  single("行政强制", "件", "t2", decided("coercion")),
  single("行政事业性收费", "万元", "t2", cells("fee", "amount_10k"), []),
  single("政府集中采购", "项", "t2", [], cells("procurement", "items")),
  single("新收到的申请", "件", "t3", totals("received")),
  {
    title: "谁提出的申请", unit: "件", table: "t3",
    lines: [
      line("自然人提出", cells("received", "natural")),
      line("法人或其他组织提出", cells("received", "business", "research", "public_interest", "legal_service", "other_org")),
    ],
  },
  single("上年结转的申请", "件", "t3", totals("carried_in")),
  single("办结的申请", "件", "t3", totals("total")),
  {
    title: "办理结果", unit: "件", table: "t3",
    lines: [
      line("予以公开", totals("granted")),
      line("部分公开", totals("partly_granted")),
      line("不予公开", REFUSED),
      line("无法提供", totals("unavailable.not_held", "unavailable.not_ready_made", "unavailable.unclear")),
      line("不予处理", DECLINED),
      line("其他处理", totals("other.no_correction", "other.unpaid", "other.rest"), totals("other")),
    ],
  },
  single("结转下年的申请", "件", "t3", totals("carried_out")),
  single("行政复议", "件", "t4", totals("review")),
  {
    title: "行政复议的结果", unit: "件", table: "t4",
    lines: [["结果维持", "upheld"], ["结果纠正", "corrected"], ["其他结果", "other"], ["尚未审结", "pending"]].map(([name, column]) => line(name, cells("review", column))),
  },
  single("行政诉讼", "件", "t4", cases("total")),
  {
    title: "行政诉讼的结果", unit: "件", table: "t4",
    lines: [["结果维持", "upheld"], ["结果纠正", "corrected"], ["其他结果", "other"], ["尚未审结", "pending"]].map(([name, column]) => line(name, cases(column))),
  },
];

/** The values of a line year by year; null where the year has no number. */
export function series(line, tableId, reports) {
  return reports.map(({ tables = [] }) => {
    const table = tables.find(({ id }) => id === tableId);
    const values = (table ? line[table.version] ?? [] : []).map(([row, column]) => table.rows[row]?.[column] ?? null);
    return values.length === 0 || values.includes(null) ? null : values.reduce((sum, value) => sum + value, 0);
  });
}
