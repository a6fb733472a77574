// Asks the search engine. The publisher puts this before the script that starts an app, and the engine's name in.
let engine;
// A browser may remember that an address failed: the next attempt has another one.
let attempt = "";

/** What runs the engine; the engine itself comes with the first message. */
function bringSearch() {
  engine ??= import(__SEARCH__ + attempt);
  engine.catch(() => {
    engine = undefined;
    attempt = `?${Date.now()}`;
  });
  return engine;
}

/** The engine's answer. One promise for all, so that messages keep their order. */
const ask = (message) => bringSearch().then(({ ask }) => ask(message));
