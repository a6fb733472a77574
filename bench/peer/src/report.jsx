import { use } from "react";
import { load } from "./data.js";
import { Figures } from "./figures.jsx";

const TABLES = ["2", "3", "4"];

export default function Report({ year }) {
  const report = use(load(`reports/${year}.json`));
  const { figures = [], notes = [], links = [] } = report;
  return (
    <main id="main">
      <h1>{year}年政府信息公开年报</h1>
      <p className="lead">{report.title}</p>
      <dl className="record">
        <dt>发布机关</dt><dd>{report.issuer ?? "不详"}</dd>
        <dt>统计时间</dt><dd>{report.period?.from}至{report.period?.to}</dd>
        <dt>公布日期</dt><dd>{report.published ?? "不详"}</dd>
        <dt>出处</dt><dd><a href={report.source.url}>原文</a></dd>
      </dl>
      {figures.length > 0 && <section className="block"><h2>主要数字</h2><Figures figures={figures} /></section>}
      <nav className="contents" aria-label="目录">
        <details open>
          <summary>目录</summary>
          <ol>{report.sections.map((section) => (
            <li key={section.id}>
              <a href={`#s${section.id}`}>{titleOf(section)}</a>
              {section.sections && <ol>{section.sections.map((part) => <li key={part.id}><a href={`#s${part.id}`}>{titleOf(part)}</a></li>)}</ol>}
            </li>
          ))}</ol>
        </details>
      </nav>
      {(report.preamble ?? []).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      {report.sections.map((section) => <Section key={section.id} report={report} section={section} level={2} />)}
      {notes.length > 0 && <section><h2>说明</h2><ul>{notes.map(({ text }) => <li key={text}>{text}</li>)}</ul></section>}
      {links.length > 0 && <ul>{links.map(({ url, text }) => <li key={url}><a href={url}>{text}</a></li>)}</ul>}
    </main>
  );
}

const titleOf = ({ numeral = "", heading }) => `${numeral}${numeral && !/[）、]$/.test(numeral) ? " " : ""}${heading}`;

function Section({ report, section, level }) {
  const Heading = `h${Math.min(level, 4)}`;
  const figures = (report.figures ?? []).filter((figure) => figure.section === section.id);
  const table = (report.tables ?? []).find(({ id }) => id === `t${section.id}`);
  return (
    <section id={`s${section.id}`}>
      <Heading>{titleOf(section)}</Heading>
      {(section.paragraphs ?? []).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      {figures.length > 0 && <Figures figures={figures} />}
      {table && <Table table={table} />}
      {!table && TABLES.includes(section.id) && <p className="quiet">原文没有公布这张表。<a href={report.source.url}>原文</a></p>}
      {(section.sections ?? []).map((part) => <Section key={part.id} report={report} section={part} level={level + 1} />)}
    </section>
  );
}

function Table({ table }) {
  const columns = [...new Set(Object.values(table.rows).flatMap(Object.keys))];
  return (
    <div className="scroll">
      <table>
        <thead><tr><th />{columns.map((column) => <th key={column}>{column}</th>)}</tr></thead>
        <tbody>{Object.entries(table.rows).map(([row, cells]) => (
          <tr key={row}><th>{row}</th>{columns.map((column) => <td key={column}>{cells[column]}</td>)}</tr>
        ))}</tbody>
      </table>
    </div>
  );
}
