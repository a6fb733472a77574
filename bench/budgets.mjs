/** The pages whose first visit has a budget, for the county in `data/`. */
export const PAGES = ["/", "/reports/2019", "/policies"];

/**
 * What a first visit may cost: bytes of brotli bodies, milliseconds, layout shift. Times are those of a slow phone:
 * see `lab.mjs`.
 */
export const BUDGET = {
  document: 30_000,
  wasm: 110_000,
  total: 150_000,
  lcp: 1500,
  ready: 3000,
  shift: 0.02,
  input: 100,
};

/** Everything together, on any other page. */
export const TOTAL_OF_OTHER_PAGES = 170_000;
