// Runs the search engine: in a worker, so that typing never waits for it; on this page where there is none.
// The worker is this same file. The publisher puts the hashed names in.
const GLUE = new URL(__GLUE__, import.meta.url);
const WASM = new URL(__WASM__, import.meta.url);

let loaded;

/** The engine, on this side. */
function engine() {
  loaded ??= import(GLUE).then(async (glue) => {
    await glue.default({ module_or_path: WASM });
    return glue.answer;
  });
  // What did not come is asked for again by the next message.
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

const isWorker = typeof document === "undefined";
if (isWorker) {
  addEventListener("message", async ({ data: { n, message } }) => {
    const answer = await engine().then((answer) => answer(message)).catch(() => null);
    postMessage({ n, answer }, answer ? [answer.buffer] : []);
  });
}

// Messages that the worker has not answered yet, in their order.
const open = new Map();
let worker;
let last = 0;

function start() {
  worker = new Worker(import.meta.url, { type: "module" });
  worker.addEventListener("message", ({ data: { n, answer } }) => {
    open.get(n)?.heard(answer);
    open.delete(n);
  });
  worker.addEventListener("error", withoutWorker);
}

/** The worker did not start: what it was told is told to the engine here. */
async function withoutWorker() {
  worker?.terminate();
  worker = null;
  const waiting = [...open.values()];
  open.clear();
  for (const { message, heard } of waiting) heard(await here(message));
}

const here = (message) => engine().then((answer) => answer(message)).catch(() => null);

/** The engine's answer to a message; null when the engine cannot be had. Answers come in the order of the messages. */
export async function ask(message) {
  if (worker === undefined) {
    try {
      start();
    } catch {
      worker = null;
    }
  }
  if (worker === null) return here(message);
  last += 1;
  const answer = new Promise((heard) => open.set(last, { message, heard }));
  worker.postMessage({ n: last, message });
  return answer;
}
