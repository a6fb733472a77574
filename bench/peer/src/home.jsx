import { use } from "react";
import { COLUMNS } from "./columns.js";
import { load } from "./data.js";
import { Figures } from "./figures.jsx";
import { Link, go } from "./router.jsx";

const GLANCE = ["disclosed", "disclosed_on_website", "daily_visits", "requests_handled"];

export default function Home() {
  const site = use(load("site.json"));
  const { reports } = use(load("index.json"));
  const report = use(load(`reports/${reports[0]}.json`));
  const search = (data) => go(`/policies?q=${encodeURIComponent(data.get("q"))}`);
  return (
    <main id="main">
      <p className="quiet">{site.county.within.join(" ")}</p>
      <h1>{site.title}</h1>
      <form role="search" action={search} className="search">
        <label htmlFor="home-q">查政策、目录和年报</label>
        <div><input id="home-q" name="q" type="search" autoComplete="off" /><button>检索</button></div>
      </form>
      <section className="block">
        <h2>{report.year}年这样公开</h2>
        <Figures figures={(report.figures ?? []).filter(({ id }) => GLANCE.includes(id))} />
        <p><Link className="button" to={`/reports/${report.year}`}>看整份年报</Link></p>
      </section>
      <section className="block">
        <h2>栏目</h2>
        <ul className="cards">
          {COLUMNS.map(([to, name, hint]) => (
            <li key={to}><Link to={to}><strong>{name}</strong><span>{hint}</span></Link></li>
          ))}
        </ul>
      </section>
      {site.office && (
        <section className="block">
          <h2>找谁</h2>
          <p>{site.office.name}，{site.office.address}，邮编{site.office.postcode}</p>
          <p><a href={`tel:${site.office.phone}`}>{site.office.phone}</a></p>
        </section>
      )}
    </main>
  );
}
