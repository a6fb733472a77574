// Runs the search engine: on this page, where an answer is there in half the time that a worker's takes to be heard
// (ARCHITECTURE.md); in a worker where it does not start here. The worker is this same file. The publisher puts the hashed
// names in.
const GLUE = new URL(__GLUE__, import.meta.url);
const WASM = new URL(__WASM__, import.meta.url);

/** The engine on this side: a function from a message to its answer. */
async function load() {
  // Both at once.
  const wasm = fetch(WASM);
  wasm.catch(() => {});
  const glue = await import(GLUE);
  await glue.default({ module_or_path: wasm });
  return glue.answer;
}

const isWorker = typeof document === "undefined";
if (isWorker) {
  const loaded = load();
  // Whoever asks hears of it; it may fail before anybody does.
  loaded.catch(() => {});
  addEventListener("message", async ({ data: { n, message } }) => {
    const answer = await loaded.then((answer) => answer(message)).catch(() => null);
    postMessage({ n, answer }, answer ? [answer.buffer] : []);
  });
}

let engine;

/** The engine on the other side. */
function inWorker() {
  const worker = new Worker(import.meta.url, { type: "module" });
  // Messages that are not answered yet, by their number.
  const open = new Map();
  let last = 0;
  // What did not start is tried again, from the beginning, by the next message.
  const giveUp = () => {
    worker.terminate();
    engine = undefined;
    open.forEach((heard) => heard(null));
  };
  worker.addEventListener("error", giveUp);
  worker.addEventListener("message", ({ data: { n, answer } }) => {
    if (!answer) return giveUp();
    open.get(n)(answer);
    open.delete(n);
  });
  return (message) => {
    last += 1;
    const answer = new Promise((heard) => open.set(last, heard));
    worker.postMessage({ n: last, message });
    return answer;
  };
}

/** The engine on this page. What broke down would go on to: the next message goes to a worker, which has memory of its own. */
async function onPage() {
  const answer = await load();
  return (message) => {
    try {
      return answer(message);
    } catch {
      engine = (async () => inWorker())();
      return null;
    }
  };
}

/** The engine's answer to a message; null when the engine cannot be had. Answers come in the order of the messages. */
export function ask(message) {
  engine ??= onPage().catch(inWorker);
  engine.catch(() => (engine = undefined));
  return engine.then((answer) => answer(message)).catch(() => null);
}
