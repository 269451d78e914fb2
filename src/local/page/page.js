// The live page. The server sends documents by section and key; what changed is drawn anew.

const PACES = [1, 5, 10, 20, 30, 60, 120];
const MOST_ROWS = 200;
const KNOWN = "docs/scenarios.md#still-crashed";
const WORDS = {
  WELL: "well",
  DOWN: "down",
  SLOW: "slow",
  TOKEN_REVOKED: "token revoked",
  READ_ONLY: "read-only",
  MAINTENANCE: "maintenance mode",
  BLIND: "cannot be read",
};

const WHOSE = {
  SIMULATED: "",
  YOURS: "your apps; posts go to your Mattermost",
  YOURS_DRY: "your apps; posts stay on this page",
};

const $ = (id) => document.getElementById(id);

/** Makes an element: attributes by name, listeners as functions, then its children. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (value !== false && value !== undefined) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An element with HTML that the server has made safe. Its links open beside the page. */
function html(name, attributes, safe) {
  const element = el(name, attributes);
  element.innerHTML = safe;
  for (const link of element.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return element;
}

const time = (instant) => instant.slice(11, 19);

function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

// What the page asks of the server

let fading;

function say(words, wrong = false) {
  const status = $("status");
  status.textContent = words;
  status.classList.toggle("wrong", wrong);
  clearTimeout(fading);
  fading = setTimeout(() => (status.textContent = ""), wrong ? 10000 : 4000);
}

async function ask(path, body) {
  const options = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const response = await fetch(path, options);
    const answer = await response.json();
    if (response.ok) {
      return answer;
    }
    say(answer.error, true);
  } catch {
    say("The local run does not answer. Is it still running?", true);
  }
  return null;
}

async function send(command) {
  const answer = await ask("commands", command);
  if (answer) {
    say(answer.done);
  }
}

// Time

let playback = null;

function drawPlayback(now) {
  const first = playback === null;
  playback = now;
  text($("clock"), time(now.now));
  $("next").parentElement.hidden = !now.nextPass;
  if (now.nextPass) {
    const left = Math.max(0, (Date.parse(now.nextPass) - Date.parse(now.now)) / 1000);
    const minutes = Math.floor(left / 60);
    const seconds = String(Math.floor(left % 60)).padStart(2, "0");
    text($("next"), `next pass in ${minutes}:${seconds}`);
    $("progress").value = 1 - left / now.everySeconds;
  }
  const simulated = now.services === "SIMULATED";
  if (simulated) {
    text($("go"), now.pace ? "Pause" : "Go");
    $("go").setAttribute("aria-label", now.pace ? "Pause: time stands still" : "Go: time goes on");
    if (document.activeElement !== $("pace")) {
      $("pace").value = PACES.indexOf(now.chosenPace);
    }
    drawPace(now.chosenPace);
    choose("heroku-condition", now.heroku);
    choose("mattermost-condition", now.mattermost);
  }
  if (first) {
    text($("whose"), WHOSE[now.services]);
    text($("channel-name"), now.channel);
    if (now.services === "YOURS") {
      text($("no-posts"), "Posts go to your Mattermost. The passes below say what was posted.");
    }
    $("time-controls").hidden = !simulated;
    $("rules").hidden = $("rules-link").hidden = !simulated;
    if (simulated) {
      choices("heroku-condition", "set-heroku", ["WELL", "DOWN", "SLOW", "TOKEN_REVOKED"], now.heroku);
      choices("mattermost-condition", "set-mattermost", ["WELL", "DOWN", "SLOW", "READ_ONLY"], now.mattermost);
    }
  }
}

function drawPace(pace) {
  text($("pace-shown"), `${pace}×`);
  $("pace").setAttribute("aria-valuetext", `${pace} times as fast as outside`);
}

function choices(id, kind, values, chosen) {
  $(id).hidden = false;
  for (const value of values) {
    const input = el("input", {
      type: "radio",
      name: id,
      value,
      change: () => send({ kind, condition: value }),
    });
    input.checked = value === chosen;
    $(id).append(el("label", {}, input, WORDS[value]));
  }
}

function choose(id, value) {
  const input = $(id).querySelector(`[value="${value}"]`);
  if (input && !input.checked) {
    input.checked = true;
  }
}

$("go").addEventListener("click", () => send({ kind: playback.pace ? "pause" : "resume" }));
$("step").addEventListener("click", () => send({ kind: "step" }));
$("pace").addEventListener("input", (event) => drawPace(PACES[event.target.value]));
$("pace").addEventListener("change", (event) => send({ kind: "pace", times: PACES[event.target.value] }));

// Heroku

const EXITS = [
  ["1", "exit 1: an error"],
  ["137", "exit 137: killed"],
  ["143", "exit 143: terminated"],
  ["139", "exit 139: segmentation fault"],
];
const PLATFORM = [
  ["R10", "R10: boot timeout"],
  ["R14", "R14: memory quota exceeded"],
  ["R15", "R15: memory vastly exceeded"],
];

/** One app's card, which draws itself anew when the app changes. */
class App {
  constructor(name) {
    this.name = name;
    this.tiles = new Map();
    this.selected = null;
    this.release = el("span", { class: "release" });
    this.notes = el("span");
    this.scales = el("div", { class: "scales" });
    this.dynos = el("ul", { class: "dynos", "aria-label": `Dynos of ${name}` });
    this.card = el(
      "article",
      { class: "app", "aria-label": `App ${name}` },
      el("header", {}, el("h3", {}, name), this.release, this.notes, this.scales),
      this.dynos,
    );
  }

  addControls() {
    const of = (kind, more) => () => send({ kind, app: this.name, ...more });
    const button = (label, click, attributes = {}) => el("button", { click, ...attributes }, label);
    this.maintenance = button("Maintenance", () =>
      send({ kind: "maintenance", app: this.name, on: !this.shown.notes.includes("MAINTENANCE") }));
    this.ofDyno = this.dynoControls(button);
    this.card.append(
      this.ofDyno,
      el(
        "div",
        { class: "actions", role: "group", "aria-label": `App ${this.name}` },
        button("Deploy", of("deploy")),
        button("Bad deploy", of("bad-deploy"), { class: "danger" }),
        button("Roll back", of("roll-back")),
        button("Restart all", of("restart-all")),
        button("Sleep", of("sleep")),
        button("Wake", of("wake")),
        this.maintenance,
      ),
    );
  }

  dynoControls(button) {
    this.legend = el("legend");
    const option = ([value, label]) => el("option", { value }, label);
    const how = el(
      "select",
      { "aria-label": "How it fails" },
      el("optgroup", { label: "The process ends" }, ...EXITS.map(option)),
      el("optgroup", { label: "The platform finds an error" }, ...PLATFORM.map(option)),
    );
    const of = (kind, more) => send({ kind, app: this.name, dyno: this.selected, ...more });
    const fail = (course) => () =>
      how.value.startsWith("R")
        ? of("platform-error", { code: how.value })
        : of("crash", { exit: Number(how.value), course });
    const courses = [
      button("Stays down", fail("STAYS_DOWN"), { class: "danger" }),
      button("Loop", fail("LOOPS"), { class: "danger", "aria-label": "Crash loop" }),
    ];
    how.addEventListener("change", () => {
      courses.forEach((course) => (course.disabled = how.value.startsWith("R")));
    });
    const line = el("input", {
      type: "text",
      placeholder: "The dyno logs …",
      "aria-label": "The dyno logs",
      maxlength: 5000,
    });
    return el(
      "fieldset",
      { class: "of-dyno" },
      this.legend,
      el(
        "div",
        { class: "actions" },
        how,
        button("Crash", fail("RESTARTS"), { class: "danger", title: "Heroku starts it again" }),
        ...courses,
        button("Fix", () => of("fix"), { title: "The cause is gone; a crashed dyno starts again" }),
        button("Restart", () => of("restart"), { title: "Somebody restarts it" }),
        button("Cycle", () => of("cycle"), { title: "Heroku's daily restart" }),
      ),
      el(
        "form",
        {
          submit: (event) => {
            event.preventDefault();
            of("log", { text: line.value });
            line.value = "";
          },
        },
        line,
        el("button", {}, "Log it"),
      ),
    );
  }

  draw(app, controllable) {
    this.shown = app;
    text(this.release, app.release);
    this.notes.replaceChildren(...app.notes.map((note) => el("span", { class: "note" }, WORDS[note])));
    this.card.classList.toggle("many", app.dynos.length > 40);
    const seen = new Set();
    for (const dyno of app.dynos) {
      const key = seen.has(dyno.name) ? `${dyno.name} before` : dyno.name;
      seen.add(key);
      this.drawDyno(key, dyno, controllable);
    }
    for (const [key, tile] of this.tiles) {
      if (!seen.has(key)) {
        tile.item.remove();
        this.tiles.delete(key);
      }
    }
    if (controllable) {
      if (!this.ofDyno) {
        this.addControls();
      }
      this.maintenance.setAttribute("aria-pressed", String(app.notes.includes("MAINTENANCE")));
      this.select(seen.has(this.selected) ? this.selected : (app.dynos[0]?.name ?? null));
      this.drawScales(app);
    }
  }

  drawDyno(key, dyno, controllable) {
    const drawn = JSON.stringify(dyno);
    let tile = this.tiles.get(key);
    if (tile?.drawn === drawn) {
      return;
    }
    if (!tile) {
      const body = el(controllable ? "button" : "div", { class: "dyno" });
      if (controllable) {
        body.addEventListener("click", () => this.select(dyno.name));
        body.setAttribute("aria-pressed", "false");
      }
      tile = { item: el("li", {}, body), body };
      this.tiles.set(key, tile);
      const next = [...this.tiles.keys()].filter((other) => other !== key);
      this.dynos.append(tile.item);
      if (next.length > 0) {
        this.sortSoon();
      }
    }
    tile.drawn = drawn;
    tile.body.className = `dyno ${dyno.state.replace(/[^a-z]/g, "")}`;
    tile.body.replaceChildren(
      el("b", {}, dyno.name),
      " ",
      el("span", { class: "state" }, dyno.state),
      " ",
      el("small", {}, `since ${time(dyno.since)} · v${dyno.release}`),
    );
  }

  /** Puts the tiles into the order of the app once all of them are there. */
  sortSoon() {
    this.sorting ??= queueMicrotask(() => {
      this.sorting = undefined;
      for (const dyno of this.shown.dynos) {
        this.dynos.append(this.tiles.get(dyno.name).item);
      }
    }) ?? true;
  }

  select(name) {
    if (this.selected !== name) {
      this.tiles.get(this.selected)?.body.setAttribute("aria-pressed", "false");
      this.tiles.get(name)?.body.setAttribute("aria-pressed", "true");
      this.selected = name;
      text(this.legend, name ?? "no dyno");
      this.ofDyno.disabled = name === null;
    }
  }

  drawScales(app) {
    const counts = new Map();
    app.dynos.forEach((dyno) => counts.set(dyno.type, (counts.get(dyno.type) ?? 0) + 1));
    const known = JSON.stringify([...counts]);
    if (known === this.counts) {
      return;
    }
    this.counts = known;
    const scale = (type, dynos) => () => send({ kind: "scale", app: this.name, type, dynos });
    this.scales.replaceChildren(
      ...[...counts].map(([type, count]) =>
        el(
          "span",
          { class: "scale" },
          `${type} ${count}`,
          el("button", { "aria-label": `One ${type} dyno less`, click: scale(type, count - 1), disabled: count < 2 }, "−"),
          el("button", { "aria-label": `One ${type} dyno more`, click: scale(type, count + 1), disabled: count > 99 }, "+"),
        ),
      ),
    );
  }
}

const apps = new Map();

function drawApps(changed) {
  for (const [name, app] of Object.entries(changed)) {
    if (!apps.has(name)) {
      apps.set(name, new App(name));
      const after = [...apps.keys()].sort();
      after.forEach((one) => $("apps").append(apps.get(one).card));
    }
    apps.get(name).draw(app, playback.services === "SIMULATED");
  }
}

// Mattermost

const posts = new Map();

function drawPosts(changed) {
  const channel = $("channel");
  const atEnd = channel.scrollHeight - channel.scrollTop - channel.clientHeight < 80;
  for (const post of Object.values(changed)) {
    const before = posts.get(post.id);
    const article = drawPost(post, true);
    if (before) {
      before.article.replaceWith(article);
      before.article = article;
      before.post = post;
    } else {
      posts.set(post.id, place(post, article));
    }
    if (!fresh) {
      article.classList.add("flash");
    }
  }
  $("no-posts").hidden = posts.size > 0;
  search();
  if (atEnd || fresh) {
    channel.scrollTop = channel.scrollHeight;
  }
}

/** Puts a new post into its thread, or begins one with it. */
function place(post, article) {
  const root = posts.get(post.root);
  if (root) {
    root.replies.append(el("li", {}, article));
    return { post, article, thread: root.thread };
  }
  const replies = el("ol", { class: "replies", "aria-label": "Replies" });
  const thread = el("li", { class: "thread" }, article, replies);
  $("threads").append(thread);
  return { post, article, replies, thread };
}

function drawPost(post, answerable) {
  const by = el(
    "div",
    { class: "by" },
    el("b", {}, "heroku"),
    el("span", { class: "tag" }, "BOT"),
    el("time", { datetime: post.at }, time(post.at)),
    post.priority ? el("span", { class: `tag ${post.priority}` }, post.priority) : null,
    post.editedAt ? el("span", { class: "edited" }, `(edited ${time(post.editedAt)})`) : null,
  );
  const body = el("div", { class: "body" }, html("div", {}, post.text), ...post.boxes.map(drawBox));
  if (answerable && !post.root && playback.services === "SIMULATED") {
    body.append(
      el(
        "div",
        { class: "reactions", role: "group", "aria-label": "Reactions" },
        reaction(post, "eyes", "👀", "Acknowledge: nobody is reminded"),
        reaction(post, "mute", "🔇", "Mute until it is over"),
      ),
    );
  }
  return el("article", { class: "post" }, el("div", { class: "avatar", "aria-hidden": "true" }, "H"), by, body);
}

function reaction(post, emoji, sign, label) {
  const count = post.reactions[emoji] ?? 0;
  return el(
    "button",
    {
      "aria-pressed": String(count > 0),
      "aria-label": label,
      title: label,
      click: () => send({ kind: "react", notification: post.notification, emoji: emoji.toUpperCase() }),
    },
    count ? `${sign} ${count}` : sign,
  );
}

function drawBox(box) {
  const title = box.titleLink
    ? el("a", { href: box.titleLink, target: "_blank", rel: "noopener noreferrer" }, box.title)
    : box.title;
  const drawn = el("div", { class: "box" }, el("h3", {}, title), html("div", {}, box.text));
  if (box.fields.length > 0) {
    drawn.append(
      el("dl", {}, ...box.fields.map((field) => el("div", {}, el("dt", {}, field.title), html("dd", {}, field.value)))),
    );
  }
  drawn.append(el("footer", {}, box.footer));
  drawn.style.borderLeftColor = box.color;
  return drawn;
}

function search() {
  const wanted = $("search").value.trim().toLowerCase();
  let found = 0;
  const threads = new Map();
  for (const { article, thread } of posts.values()) {
    const fits = wanted === "" || article.textContent.toLowerCase().includes(wanted);
    found += fits ? 1 : 0;
    threads.set(thread, fits || (threads.get(thread) ?? false));
  }
  threads.forEach((fits, thread) => (thread.hidden = !fits));
  text($("found"), wanted === "" ? "" : `${found} of ${posts.size} posts`);
}

$("search").addEventListener("input", search);

// Passes

const rows = new Map();

function drawPasses(changed) {
  for (const pass of Object.values(changed).sort((a, b) => a.number - b.number)) {
    rows.get(pass.number)?.behind?.remove();
    rows.get(pass.number)?.remove();
    const row = drawPass(pass);
    rows.set(pass.number, row);
    $("rows").prepend(row);
  }
  while (rows.size > MOST_ROWS) {
    const [oldest] = rows.keys();
    const row = rows.get(oldest);
    row.behind?.remove();
    row.remove();
    rows.delete(oldest);
  }
}

function drawPass(pass) {
  const quiet = pass.findings.length === 0 && pass.posts.length === 0 && pass.troubles.length === 0;
  const cell = (name, value, attributes = {}) => el("td", { "data-name": name, class: "number", ...attributes }, String(value));
  const details = el("button", { "aria-expanded": "false", "aria-label": `Details of the pass at ${time(pass.at)}` }, "Details");
  const row = el(
    "tr",
    { class: quiet ? "quiet" : "" },
    el("td", { class: "short" }, time(pass.at)),
    el("td", { class: "short", "data-name": "read" }, `${pass.read} of ${pass.apps}`),
    el("td", { class: "wide" }, quiet ? knownAlready() : el("ul", {}, ...pass.findings.map(drawFinding), ...pass.troubles.map(drawTrouble))),
    el("td", { class: "wide", "data-name": "posted" }, pass.posts.length === 0 ? "nothing" : el("ul", {}, ...pass.posts.map(drawHeadline))),
    cell("waiting", pass.waiting),
    cell("calls", pass.calls),
    cell("table", `${pass.tableReads}r ${pass.tableWrites}w`),
    cell("ms", pass.milliseconds),
    el("td", {}, details),
  );
  details.addEventListener("click", () => toggleDetails(row, details, pass));
  return row;
}

function knownAlready() {
  return el("span", {}, "nothing new ", el("a", { href: KNOWN, target: "_blank" }, "Said once"));
}

function drawFinding(finding) {
  const times = finding.times > 1 ? ` (${finding.times} times)` : "";
  const rule = finding.rule;
  return el(
    "li",
    {},
    el("code", {}, finding.app),
    ` ${finding.text}${times} `,
    rule ? el("a", { href: `docs/scenarios.md#${rule.anchor}`, target: "_blank" }, rule.title) : null,
    rule?.why ? el("span", { class: "why" }, " – ", html("span", {}, rule.why)) : null,
  );
}

const drawTrouble = (trouble) => el("li", { class: "trouble" }, trouble);

function drawHeadline(headline) {
  return el("li", { class: "headline" }, el("span", { class: "tag" }, headline.kind.toLowerCase()), html("span", {}, headline.html));
}

async function toggleDetails(row, button, pass) {
  if (row.behind) {
    row.behind.remove();
    row.behind = null;
    button.setAttribute("aria-expanded", "false");
    return;
  }
  const answer = await ask(`passes/${pass.number}`);
  if (answer && !row.behind) {
    const cell = el("td", { colspan: 9, class: "wide" }, ...answer.apps.map(drawDetails));
    row.behind = el("tr", {}, cell);
    row.after(row.behind);
    row.behind.querySelectorAll(".log").forEach((log) => (log.scrollTop = log.scrollHeight));
    button.setAttribute("aria-expanded", "true");
  }
}

function drawDetails(app) {
  const part = (title, content, kind) =>
    el("div", {}, el("h3", {}, title), el("pre", { class: kind, tabindex: 0, role: "region", "aria-label": title }, content));
  return el(
    "div",
    { class: "behind" },
    part(`What the table keeps of ${app.app}`, app.item, "item"),
    app.log.length > 0 ? part(`The log of ${app.app}, as Heroku has it`, app.log.join("\n"), "log") : null,
  );
}

$("hide-quiet").addEventListener("change", (event) => $("passes").classList.toggle("without-quiet", event.target.checked));

// Other rules

$("replay").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("play").disabled = true;
  $("replayed").replaceChildren(el("p", { class: "hint" }, "Playing …"));
  const answer = await ask("replay", { rules: $("yaml").value });
  $("play").disabled = false;
  $("replayed").replaceChildren(...(answer ? replayed(answer) : []));
});

function counted(all) {
  const roots = all.filter((post) => post.root === "").length;
  const some = (count, one, many) => `${count} ${count === 1 ? one : many}`;
  return `${some(roots, "post", "posts")} and ${some(all.length - roots, "reply", "replies")}`;
}

function replayed(answer) {
  if (answer.kind === "mistaken") {
    return [
      el(
        "ul",
        { class: "mistakes" },
        ...answer.mistakes.map((one) => el("li", {}, el("b", {}, one.where), ` ${one.what}: ${one.fix}`)),
      ),
    ];
  }
  const was = [...posts.values()].map((one) => one.post);
  const threads = el("ol", { class: "threads" });
  const roots = new Map();
  for (const post of answer.posts) {
    const article = drawPost(post, false);
    if (roots.has(post.root)) {
      roots.get(post.root).append(el("li", {}, article));
    } else {
      const replies = el("ol", { class: "replies", "aria-label": "Replies" });
      roots.set(post.id, replies);
      threads.append(el("li", { class: "thread" }, article, replies));
    }
  }
  return [el("p", {}, `By these rules ${counted(answer.posts)}; as it was, ${counted(was)}.`), threads];
}

// What the server sends

const events = new EventSource("events");

/** Whether all of the page comes, as at the beginning, and not what has just changed. */
let fresh = true;

events.addEventListener("message", (event) => {
  const update = JSON.parse(event.data);
  if (update.playback) {
    drawPlayback(update.playback.playback);
  }
  if (update.apps) {
    drawApps(update.apps);
  }
  if (update.posts) {
    drawPosts(update.posts);
  }
  if (update.passes) {
    drawPasses(update.passes);
  }
  fresh = false;
});
events.addEventListener("open", () => {
  fresh = true;
  live(true);
});
events.addEventListener("error", () => live(false));

function live(connected) {
  $("mode").classList.toggle("lost", !connected);
  text($("mode"), connected ? "live" : "not connected");
}
