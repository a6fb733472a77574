/** The site's data files, each asked for once. */
const files = new Map();

export function load(path) {
  if (!files.has(path)) {
    files.set(path, fetch(`/data/${path}`).then((response) => {
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    }));
  }
  return files.get(path);
}

/** The newest reports, this many or all. */
export async function loadReports(count) {
  const { reports } = await load("index.json");
  reports.slice(0, count).forEach((year) => load(`reports/${year}.json`));
}
