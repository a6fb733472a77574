// The peer: the same pages and data as ours, the way a web developer would build them from npm packages today.
// It is built well: one chunk a page, data asked for together with the chunk, charts only where there are charts.

import { StrictMode, Suspense, lazy, use, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { COLUMNS } from "./columns.js";
import { load } from "./data.js";
import { Link, usePath } from "./router.jsx";
import "./style.css";

const Home = lazy(() => import("./home.jsx"));
const Policies = lazy(() => import("./policies.jsx"));
const Report = lazy(() => import("./report.jsx"));
const Statistics = lazy(() => import("./statistics.jsx"));

/** The page at a path. Its data is asked for at once, not when its code has come. */
function pageAt(path) {
  const year = path.match(/^\/reports\/(\d{4})$/)?.[1];
  if (path === "/") return [<Home />, ["index.json"]];
  if (path === "/policies") return [<Policies />, ["policies.json"]];
  if (path === "/statistics") return [<Statistics />, ["index.json"]];
  if (year) return [<Report key={year} year={year} />, [`reports/${year}.json`]];
  return [<main><h1>没有这个页面</h1></main>, []];
}

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

/** As high as the window, so that nothing below it moves when the page comes. */
const WAITING = <div className="waiting" role="status">正在载入…</div>;

function App() {
  const [page, files] = pageAt(usePath());
  ["site.json", ...files].forEach(load);
  return (
    <Suspense fallback={WAITING}>
      <Frame>
        <Suspense fallback={WAITING}>
          {page}
          <Ready />
        </Suspense>
      </Frame>
    </Suspense>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><App /></StrictMode>);
