import { startTransition, useSyncExternalStore } from "react";

const subscribe = (changed) => {
  addEventListener("popstate", changed);
  return () => removeEventListener("popstate", changed);
};
const path = () => location.pathname.replace(/(.)\/$/, "$1");

/** The path of the address, followed. */
export const usePath = () => useSyncExternalStore(subscribe, path);

export function go(address) {
  history.pushState(null, "", address);
  startTransition(() => void dispatchEvent(new PopStateEvent("popstate")));
  scrollTo(0, 0);
}

export function Link({ to, children, className }) {
  const follow = (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} className={className} onClick={follow}>{children}</a>;
}
