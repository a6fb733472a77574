/*! gongkai-view, MIT */
// The element <gongkai-view>: a view of the portal in a frame of the right height, on any page. The attributes are
// listed in docs/embed.zh-CN.md. One file without dependencies, at most 2 kB, for hosts of any kind: it leaves nothing
// outside of its own element, and needs neither storage nor inline styles.
(() => {
  if (!self.customElements || customElements.get("gongkai-view")) return;
  const script = document.currentScript;
  const night = matchMedia("(prefers-color-scheme: dark)");
  const COLOURS = ["accent", "link", "text", "paper"];
  const VIEW = ["src", "view", "year", "query"];

  class View extends HTMLElement {
    static get observedAttributes() {
      return [...VIEW, ...COLOURS, "size", "scheme"];
    }

    attributeChangedCallback(name) {
      if (!this.frame) return;
      if (!VIEW.includes(name)) return this.dress();
      this.shown = null;
      this.disconnectedCallback();
      this.connectedCallback();
    }

    // Moved by moveBefore, the frame lives on.
    connectedMoveCallback() {}

    connectedCallback() {
      this.site = new URL(this.getAttribute("src") || ".", script ? script.src : location).href.replace(/\/?$/, "/");
      this.origin = new URL(this.site).origin;
      const asked = this.key && new URLSearchParams(location.search).get(this.key);
      const page = [this.shown, asked, this.usual].map((view) => view && this.page(view)).find(Boolean) || this.site;
      const { style } = this;
      style.width = style.width || "100%";
      style.cssText += ";display:block!important;float:none!important;min-height:0";
      self.addEventListener("message", this);
      night.addEventListener("change", this);
      // A host that changes its colours does it here, and they may take a moment to arrive.
      this.watch = new MutationObserver(() => [0, 500].map((wait) => setTimeout(() => this.dress(), wait)));
      for (const one of [document.documentElement, document.body]) this.watch.observe(one, { attributes: true });
      this.look = this.theme();
      const path = page.slice(this.site.length);
      if (this.hasAttribute("frameless")) return this.mount(path);
      // Single entries are not written for frames.
      const url = new URL(/^(policies|catalogue)\/\w/.test(path) ? page : `${this.site}embed/view/${path}`);
      url.searchParams.set("embed", this.look);
      this.secret = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const title = this.title || "政府信息公开";
      const make = (tag, parts) => Object.assign(document.createElement(tag), parts);
      const frame = (this.frame = make("iframe", {
        name: `gongkai ${this.secret} ${location.origin}${this.hasAttribute("fixed") ? "" : " fit"}`,
        title,
        loading: this.getAttribute("loading") || "lazy",
        allow: "clipboard-write",
        src: url,
        // A frame that may be shown has answered before it has loaded.
        onload: () => setTimeout(() => this.show(this.heard === frame), 2000),
      }));
      const height = this.high || parseInt(this.getAttribute("height")) || 480;
      frame.style.cssText = `width:100vw;max-width:100%;border:0;height:${height}px`;
      this.instead = make("slot");
      this.instead.append(make("a", { href: page, target: "_blank", textContent: title }));
      const status = make("div", { role: "status" });
      status.append(this.instead);
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      root.textContent = "";
      root.append(frame, status);
      this.show(true);
    }

    /** Without a frame: the site's files are the host's own. */
    async mount(view) {
      const held = (this.frame = { remove() {} });
      const { mount } = await import(`${this.site}embed/mount.js`);
      const mounted = await mount(this, { view, look: this.look });
      if (this.frame !== held) return mounted.remove();
      this.heard = Object.assign(held, mounted);
      this.dress();
    }

    disconnectedCallback() {
      this.watch.disconnect();
      self.removeEventListener("message", this);
      night.removeEventListener("change", this);
      this.frame.remove();
      this.frame = null;
    }

    /** The name of the host's parameter that says what is shown; nothing when the host did not ask for one. */
    get key() {
      const key = this.getAttribute("deep-link");
      return key === "" ? "gongkai" : key;
    }

    /** What staff asked for. */
    get usual() {
      const [view, year, query] = VIEW.slice(1).map((name) => this.getAttribute(name));
      return (view || "") + (year ? `/${year}` : "") + (query ? `?${query}` : "");
    }

    /** The address of a view as a page of its own; nothing when it lies outside of the site. */
    page(view) {
      const { href } = new URL(`./${view.replace(/^([^?#]*[^/?#])\/?/, "$1/")}`, this.site);
      return href.startsWith(this.site) && href;
    }

    /** The frame, or the link in its place. */
    show(isThere) {
      if (this.frame) this.frame.style.display = isThere ? "block" : "none";
      this.instead.style.display = isThere ? "none" : "";
    }

    /** The tokens: what staff set, in attributes or styles, else the host's own size of letters and its brightness. */
    theme() {
      const style = getComputedStyle(this);
      const ink = /^rgb\((\d+), (\d+), (\d+)/.exec(style.color);
      const usual = {
        size: style.fontSize,
        scheme: ink && (+ink[1] + +ink[2] + +ink[3] > 382 ? "dark" : "light"),
        lang: document.documentElement.lang,
      };
      return [...COLOURS, "size", "scheme", "lang"]
        .map((name) => `${name}:${this.getAttribute(name) || style.getPropertyValue(`--gongkai-${name}`) || usual[name] || ""}`)
        .filter((token) => /:./.test(token))
        .join();
    }

    dress() {
      const look = this.frame && this.heard === this.frame && this.theme();
      if (!look || look === this.look) return;
      this.look = look;
      if (this.frame.dress) return this.frame.dress(look);
      this.frame.contentWindow.postMessage({ gongkai: this.secret, theme: look }, this.origin);
    }

    handleEvent({ type, source, origin, data }) {
      const { frame } = this;
      if (type === "change") this.dress();
      if (source !== frame.contentWindow || origin !== this.origin || !data || data.gongkai !== this.secret) return;
      if (this.heard !== frame) {
        this.heard = frame;
        this.show(true);
        this.dress();
      }
      const { height, view, title, moved, at } = data;
      if (height > 0 && height < 1e6 && !this.hasAttribute("fixed")) frame.style.height = `${(this.high = +height)}px`;
      if (title) frame.title = title;
      if (typeof view === "string") this.follow(view);
      const { top } = frame.getBoundingClientRect();
      if (typeof at === "number") self.scrollBy(0, top + at);
      else if (moved && top < 0) self.scrollBy(0, top);
      this.dispatchEvent(new CustomEvent("gongkai", { detail: data }));
    }

    /** Keeps what is shown: for when the element comes back, and in the host's address where it asked for that. */
    follow(view) {
      this.shown = view;
      if (!this.key) return;
      const url = new URL(location);
      url.searchParams.set(this.key, view);
      if (view === this.usual) url.searchParams.delete(this.key);
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }
  }

  customElements.define("gongkai-view", View);
})();
