// The peer: the same pages and data as ours, the way a web developer would build them from npm packages today.
// It is built well: one chunk a page, data asked for together with the chunk, charts only where there are charts.

import { StrictMode, Suspense, lazy, use, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { COLUMNS } from "./columns.js";
import { load, loadReports } from "./data.js";
import { Link, usePath } from "./router.jsx";
import "./style.css";

/** A page with a chunk of its own; `begin` asks for the chunk without drawing the page. */
function chunk(begin) {
  return { begin, Page: lazy(begin) };
}

const HOME = chunk(() => import("./home.jsx"));
const POLICIES = chunk(() => import("./policies.jsx"));
const REPORT = chunk(() => import("./report.jsx"));
const STATISTICS = chunk(() => import("./statistics.jsx"));

/** The page at a path, and what asks for the data that it will need. */
function pageAt(path) {
  const year = path.match(/^\/reports\/(\d{4})$/)?.[1];
  if (path === "/") return { ...HOME, data: () => loadReports(1) };
  if (path === "/policies") return { ...POLICIES, data: () => load("policies.json") };
  if (path === "/statistics") return { ...STATISTICS, data: () => loadReports() };
  if (year) return { ...REPORT, data: () => load(`reports/${year}.json`), year };
  return { Page: NotFound };
}

const NotFound = () => <main><h1>没有这个页面</h1></main>;

/** Says to the bench that the page answers: it stands after the page, so its effect runs last. */
function Ready() {
  useEffect(() => {
    document.documentElement.dataset.ready = "";
  }, []);
}

function Frame({ children }) {
  const site = use(load("site.json"));
  useEffect(() => {
    document.title = site.title;
  }, [site]);
  return (
    <>
      <a className="skip" href="#main">跳到正文</a>
      <header className="top"><Link to="/">{site.title}</Link></header>
      <nav className="columns" aria-label="栏目">
        <ul>{COLUMNS.map(([to, name]) => <li key={to}><Link to={to}>{name}</Link></li>)}</ul>
      </nav>
      {children}
      <footer>
        <p>{site.notice}</p>
        {site.office && <p>{site.office.name} {site.office.phone}</p>}
      </footer>
    </>
  );
}

// One boundary: React holds what a second one would show back for 300 ms after the first.
function App() {
  const { begin, data, Page, year } = pageAt(usePath());
  // At once, not when the frame that waits for its own data is drawn.
  begin?.();
  data?.();
  return (
    <Suspense fallback={<div className="waiting" role="status">正在载入…</div>}>
      <Frame>
        <Page key={year} year={year} />
      </Frame>
      <Ready />
    </Suspense>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><App /></StrictMode>);
