import MiniSearch from "minisearch";
import { memo, use, useDeferredValue, useMemo, useState } from "react";
import { load } from "./data.js";

const LEVELS = { national: "国家", region: "自治区", prefecture: "地区", county: "县" };
const FACETS = [
  ["year", "年份", ({ date }) => (date ? `${date.slice(0, 4)}年` : "日期不详")],
  ["level", "层级", ({ level }) => LEVELS[level] ?? level],
  ["kind", "种类", ({ kind }) => kind],
  ["issuer", "发布机关", ({ issuer }) => issuer],
];
const FIELDS = ["title", "number", "issuer", "kind", "subject", "index_number", "note"];
const PAGE = 50;

/** Chinese has no spaces: pairs of characters are the words. */
function pairs(text) {
  return text.toLowerCase().split(/[\s\p{P}\p{S}]+/u).flatMap((run) => {
    const characters = [...run];
    return characters.length < 2 ? characters : characters.map((character, at) => character + (characters[at + 1] ?? ""));
  });
}

/** Pairs without the last character alone, which every longer text would have to hold as well. */
function queryPairs(text) {
  const words = pairs(text);
  return words.filter((word, at) => [...word].length > 1 || !words[at - 1]?.endsWith(word));
}

function indexOf(policies) {
  const index = new MiniSearch({ fields: FIELDS, idField: "id", storeFields: [], tokenize: pairs, processTerm: (term) => term });
  index.addAll(policies);
  return index;
}

const found = (index, policies, byId, query) =>
  query.trim() === ""
    ? policies
    : index
        .search(query, { combineWith: "AND", prefix: true, tokenize: queryPairs, boost: { title: 3, number: 2 } })
        .map(({ id }) => byId.get(id));

const passes = (policy, chosen, except) =>
  FACETS.every(([key, , value]) => key === except || chosen[key].length === 0 || chosen[key].includes(value(policy)));

function counts(policies, key, value, chosen) {
  const counted = new Map();
  for (const policy of policies) {
    const name = value(policy);
    if (name && passes(policy, chosen, key)) counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  return counted;
}

export default function Policies() {
  const { policies: given } = use(load("policies.json"));
  const policies = useMemo(() => given.toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? "")), [given]);
  const index = useMemo(() => indexOf(policies), [policies]);
  const byId = useMemo(() => new Map(policies.map((policy) => [policy.id, policy])), [policies]);
  const [query, setQuery] = useState(() => new URLSearchParams(location.search).get("q") ?? "");
  const [chosen, setChosen] = useState(() => Object.fromEntries(FACETS.map(([key]) => [key, []])));
  const [order, setOrder] = useState("");
  const type = (text) => {
    setQuery(text);
    history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  };
  const toggle = (key, name) =>
    setChosen((chosen) => {
      const names = chosen[key];
      return { ...chosen, [key]: names.includes(name) ? names.filter((other) => other !== name) : [...names, name] };
    });
  // The field answers at once, the list follows: what React advises for a list that takes long.
  const deferred = useDeferredValue(query);
  return (
    <main id="main">
      <h1>政策</h1>
      <div role="search" className="search">
        <label htmlFor="policies-q">在政策中查</label>
        <div><input id="policies-q" type="search" autoComplete="off" value={query} onChange={(event) => type(event.target.value)} /></div>
      </div>
      <Results {...{ index, policies, byId, query: deferred, chosen, toggle, order, setOrder }} />
    </main>
  );
}

const Results = memo(function Results({ index, policies, byId, query, chosen, toggle, order, setOrder }) {
  const [shown, setShown] = useState(PAGE);
  const matching = useMemo(() => found(index, policies, byId, query), [index, policies, byId, query]);
  const hits = useMemo(() => {
    const hits = matching.filter((policy) => passes(policy, chosen));
    if (order === "") return hits;
    const sign = order === "new" ? -1 : 1;
    return hits.toSorted((a, b) => sign * (a.date ?? "").localeCompare(b.date ?? ""));
  }, [matching, chosen, order]);
  return (
    <>
      <details className="filters">
        <summary>筛选</summary>
        {FACETS.map(([key, name, value]) => (
          <Facet key={key} name={name} all={counts(policies, key, value, ALL)} now={counts(matching, key, value, chosen)} chosen={chosen[key]} toggle={(it) => toggle(key, it)} />
        ))}
      </details>
      <p className="bar">
        <span role="status">共{hits.length}条</span>
        <label>排序 <select value={order} onChange={(event) => setOrder(event.target.value)}>
          <option value="">最相关</option><option value="new">最新</option><option value="old">最早</option>
        </select></label>
      </p>
      {hits.length === 0 && <p>没有找到“{query}”。</p>}
      <ol className="results">{hits.slice(0, shown).map((policy) => <Item key={policy.id} policy={policy} query={query} />)}</ol>
      {hits.length > shown && <button onClick={() => setShown(shown + PAGE)}>再看{Math.min(PAGE, hits.length - shown)}条</button>}
    </>
  );
});

const ALL = Object.fromEntries(FACETS.map(([key]) => [key, []]));

function Facet({ name, all, now, chosen, toggle }) {
  if (all.size === 0) return null;
  return (
    <fieldset>
      <legend>{name}</legend>
      {[...all.keys()].map((value) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} /> {value} <span className="quiet">{now.get(value) ?? 0}</span>
        </label>
      ))}
    </fieldset>
  );
}

const Item = memo(function Item({ policy, query }) {
  const facts = [policy.number, policy.issuer, LEVELS[policy.level], policy.kind, policy.date ?? "日期不详"];
  return (
    <li>
      <a href={policy.url ?? `/policies/${policy.id}`}><Marked text={policy.title} query={query} /></a>
      <p className="quiet">{facts.filter(Boolean).map((fact) => <span key={fact}><Marked text={fact} query={query} /></span>)}</p>
      {policy.note && <p><Marked text={policy.note} query={query} /></p>}
    </li>
  );
});

function Marked({ text, query }) {
  const wanted = query.trim();
  if (wanted === "" || !text.includes(wanted)) return text;
  return text.split(wanted).flatMap((part, at) => (at === 0 ? [part] : [<mark key={at}>{wanted}</mark>, part]));
}
