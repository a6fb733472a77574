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
  // How long a frame may take to answer after it has loaded.
  const PATIENCE = 2000;

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
      this.site = new URL(this.getAttribute("src") || (script ? "." : "./"), script ? script.src : location).href.replace(/\/?$/, "/");
      const asked = this.key && new URLSearchParams(location.search).get(this.key);
      const page = [this.shown, asked, this.usual, ""].map((view) => this.page(view)).find(Boolean);
      const url = new URL(page);
      this.look = this.theme();
      url.searchParams.set("embed", this.look);
      // Single entries are not written for frames.
      const isEntry = /^(policies|catalogue)\/\w/.test(page.slice(this.site.length));
      const frame = (this.frame = document.createElement("iframe"));
      this.secret = crypto.getRandomValues(new Uint32Array(4)).join("-");
      frame.name = `gongkai ${this.secret} ${location.origin}${this.isFixed ? "" : " fit"}`;
      frame.title = this.title || "政府信息公开";
      frame.loading = this.getAttribute("loading") || "lazy";
      frame.allow = "clipboard-write; web-share";
      frame.style.cssText = "width:1px;min-width:100%;border:0";
      frame.style.height = this.high || `${parseInt(this.getAttribute("height")) || 480}px`;
      frame.src = isEntry ? url : url.href.replace(this.site, `${this.site}embed/view/`);
      frame.onload = () => setTimeout(() => this.show(this.heard === frame), PATIENCE);
      const link = document.createElement("a");
      link.href = page;
      link.target = "_blank";
      link.textContent = `打开：${frame.title}`;
      this.instead = document.createElement("slot");
      this.instead.append(link);
      const status = document.createElement("div");
      status.setAttribute("role", "status");
      status.append(this.instead);
      (this.shadowRoot || this.attachShadow({ mode: "open" })).replaceChildren(frame, status);
      this.show(true);
      const { style } = this;
      style.setProperty("display", "block", "important");
      style.setProperty("float", "none", "important");
      style.width = style.width || "100%";
      self.addEventListener("message", this);
      night.addEventListener("change", this);
      // A host that changes its colours does it here, and they may take a moment to arrive.
      this.watch = new MutationObserver(() => [0, 500].map((wait) => setTimeout(() => this.dress(), wait)));
      for (const one of [document.documentElement, document.body]) this.watch.observe(one, { attributes: true });
    }

    disconnectedCallback() {
      this.watch.disconnect();
      self.removeEventListener("message", this);
      night.removeEventListener("change", this);
      this.frame.remove();
      this.frame = null;
    }

    get isFixed() {
      return this.hasAttribute("fixed");
    }

    /** The name of the host's parameter that says what is shown; nothing when the host did not ask for one. */
    get key() {
      const key = this.getAttribute("deep-link");
      return key === "" ? "gongkai" : key;
    }

    /** What staff asked for. */
    get usual() {
      const [view, year, query] = VIEW.slice(1).map((name) => this.getAttribute(name) || "");
      if (!year) return query ? `${view}?${query}` : view;
      return view === "reports" ? `reports/${year}` : `${view}?year=${encodeURIComponent(`${year}年`)}&${query}`;
    }

    /** The address of a view as a page of its own; nothing when it lies outside of the site. */
    page(view) {
      if (view == null) return;
      const { href } = new URL(view.replace(/^[^?#]*[^/?#](?=$|[?#])/, "$&/"), this.site);
      if (href.startsWith(this.site)) return href;
    }

    /** The frame, or the link in its place. */
    show(isThere) {
      if (!this.frame) return;
      this.frame.style.display = isThere ? "block" : "none";
      this.instead.style.display = isThere ? "none" : "";
    }

    /** The tokens: what staff set, in attributes or styles, else the host's own size of letters and its brightness. */
    theme() {
      const style = getComputedStyle(this);
      const ink = /^rgb\((\d+), (\d+), (\d+)/.exec(style.color);
      const usual = {
        size: parseFloat(style.fontSize),
        scheme: ink && (+ink[1] + +ink[2] + +ink[3] > 382 ? "dark" : "light"),
        lang: document.documentElement.lang,
      };
      return [...COLOURS, "size", "scheme", "lang"]
        .map((name) => [name, this.getAttribute(name) || style.getPropertyValue(`--gongkai-${name}`).trim() || usual[name]])
        .filter((token) => token[1])
        .map((token) => token.join(":"))
        .join();
    }

    dress() {
      const look = this.frame && this.heard === this.frame && this.theme();
      if (!look || look === this.look) return;
      this.look = look;
      this.frame.contentWindow.postMessage({ gongkai: this.secret, theme: look }, new URL(this.site).origin);
    }

    handleEvent({ type, source, origin, data }) {
      const { frame } = this;
      if (type === "change") return this.dress();
      if (source !== frame.contentWindow || origin !== new URL(this.site).origin || !data || data.gongkai !== this.secret) return;
      if (this.heard !== frame) {
        this.heard = frame;
        this.show(true);
        this.dress();
      }
      const { height, view, title, moved, at } = data;
      if (height > 0 && height < 1e6 && !this.isFixed) frame.style.height = this.high = `${Math.ceil(height)}px`;
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
      if (view === this.usual) url.searchParams.delete(this.key);
      else url.searchParams.set(this.key, view);
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }
  }

  customElements.define("gongkai-view", View);
})();
