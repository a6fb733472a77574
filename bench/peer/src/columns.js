/** The portal's eight columns: path, name, what one finds there. */
export const COLUMNS = [
  ["/policies", "政策", "法律、法规、规划和县里的文件"],
  ["/guide", "政府信息公开指南", "信息公开怎样进行，由谁答复"],
  ["/rules", "政府信息公开制度", "公开工作依据的法规和办法"],
  ["/catalogue", "依法主动公开目录", "政府应当主动公开的事项，逐项列出"],
  ["/reports", "政府信息公开年报", "每年公开了什么，收到多少申请"],
  ["/apply", "依申请公开", "没有公开的信息，怎样申请"],
  ["/statistics", "数据", "历年数字的图表和数据表"],
  ["/channels", "互动渠道", "咨询、投诉、申请、纠错找谁"],
];
